"""Tell simulated callers what the assistant asks: each hears only of its own call."""

from kibox_pbx.call.live import (
    CallBegan,
    CallEnded,
    CallerAsked,
    Happening,
    NobodyLooks,
    Onlooker,
    SentenceBegan,
    TurnTaken,
)
from kibox_pbx.records import Outcome, Speaker
from kibox_pbx.rehearsal.overheard import (
    AssistantAsked,
    AssistantBegan,
    AssistantLeft,
    CallerHeard,
    Eavesdropper,
    Overheard,
)


class Overhearing:
    """An onlooker that passes each call on to the caller who placed it.

    Callers are told apart by their numbers, so two at once must not share one; a withheld
    number counts as one.
    """

    def __init__(self, then: Onlooker | None = None) -> None:
        """Say who else looks on."""
        self._then = then or NobodyLooks()
        self._waiting: dict[str | None, Eavesdropper] = {}
        self._calls: dict[str, Eavesdropper] = {}
        self.outcomes: dict[str | None, Outcome] = {}
        """What came of the latest call of each number."""
        self._numbers: dict[str, str | None] = {}

    def of(self, caller: str | None) -> Eavesdropper:
        """Return what is told of the next call from this number (E.164; None: withheld)."""
        return self._waiting.setdefault(caller, Eavesdropper())

    def see(self, happening: Happening) -> None:
        """Pass it on."""
        self._then.see(happening)
        if isinstance(happening, CallBegan):
            call = happening.call
            self._calls[call.id] = self._waiting.pop(call.caller, Eavesdropper())
            self._numbers[call.id] = call.caller
        elif isinstance(happening, CallEnded):
            self._calls.pop(happening.call_id).tell(AssistantLeft())
            self.outcomes[self._numbers.pop(happening.call_id, None)] = happening.outcome
        elif overheard := _overheard(happening):
            self._calls[happening.call_id].tell(overheard)


def _overheard(happening: Happening) -> Overheard | None:
    match happening:
        case SentenceBegan(sentence=sentence):
            return AssistantBegan(sentence.act, sentence.text)
        case CallerAsked(question=question):
            return AssistantAsked(question.act, question.text, question.field)
        case TurnTaken(turn=turn) if turn.speaker is Speaker.CALLER:
            return CallerHeard(turn.text)
        case _:
            return None
