"""Keep a call's words from onlookers as soon as the caller wants them erased."""

from dataclasses import replace

from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    CallerAsked,
    CallerFellSilent,
    CallerSpeaks,
    Happening,
    Onlooker,
    SentenceBegan,
    TurnTaken,
    Written,
)
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.records import Act

HARMLESS = frozenset({Act.TELL_PRIVACY, Act.ANYTHING_ELSE, Act.GOODBYE})
"""What the assistant says in these is the same for every caller."""


class Discretion:
    """Stands between a call and its onlooker."""

    def __init__(self, then: Onlooker) -> None:
        """``then`` sees everything until `hide`."""
        self._then = then
        self._hides = False

    def hide(self) -> None:
        """From now on show that the call goes on, but none of its words."""
        self._hides = True

    def see(self, happening: Happening) -> None:
        """Pass on what may be seen."""
        shown = _without_words(happening) if self._hides else happening
        if shown:
            self._then.see(shown)


def _without_words(happening: Happening) -> Happening | None:
    match happening:
        case SentenceBegan(sentence=said):
            return replace(happening, sentence=_wordless(said))
        case CallerAsked(question=said):
            return replace(happening, question=_wordless(said))
        case TurnTaken() | CallerSpeaks() | Written():
            return None
        case CallBegan() | CallerFellSilent() | AnswerWaited() | CallEnded():
            return happening


def _wordless(said: Say) -> Say:
    return said if said.act in HARMLESS else replace(said, text="")
