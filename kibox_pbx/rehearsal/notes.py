"""Takes notes of a rehearsed telephone call while it goes on, for whoever grades it."""

from dataclasses import replace

from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    Happening,
    SentenceBegan,
    TurnTaken,
)
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.records import Call, Outcome, Speaker, Turn
from kibox_pbx.rehearsal.played import PlayedTurn
from kibox_pbx.rehearsal.script import asked_names


class Notes:
    """An onlooker of one call."""

    def __init__(self) -> None:
        self.call: Call | None = None
        self.outcome: Outcome | None = None
        self.turns: list[PlayedTurn] = []
        self._said: list[Say] = []
        """Since the caller's last turn."""
        self._waited_ms: int | None = None
        self._begun: list[Say] = []
        """Sentences whose end was not told: once a call is to be erased, none is."""

    def see(self, happening: Happening) -> None:
        """Note what happened."""
        match happening:
            case CallBegan(call):
                self.call = call
            case SentenceBegan(sentence=sentence):
                self._said.append(sentence)
                self._begun.append(sentence)
            case AnswerWaited(timing=timing):
                self._waited_ms = timing.answer_ms
            case TurnTaken(turn=turn) if turn.speaker is Speaker.ASSISTANT:
                self._assistants(turn)
            case TurnTaken(turn=turn):
                self._callers(turn)
            case CallEnded(outcome=outcome):
                self.outcome = outcome
                self._note_the_untold()
            case _:
                pass  # sentences were noted as they began, what was written is in the store

    def _note_the_untold(self) -> None:
        self.turns += [
            PlayedTurn(Speaker.ASSISTANT, each.text, each.act) for each in self._begun
        ]

    def _assistants(self, turn: Turn) -> None:
        self._begun = [each for each in self._begun if each.text != turn.text]
        self.turns.append(
            PlayedTurn(turn.speaker, turn.text, turn.act, latency_ms=self._waited_ms)
        )
        self._waited_ms = None

    def _callers(self, turn: Turn) -> None:
        """Note a turn of the caller; keys pressed one after the other are one turn."""
        last = self.turns[-1] if self.turns else None
        if (
            last
            and last.speaker is Speaker.CALLER
            and _is_key(last.text)
            and _is_key(turn.text)
        ):
            self.turns[-1] = replace(last, text=last.text[:-1] + turn.text[1:])
            return
        question = self._said[-1:]
        names = [name for say in question for name in asked_names(say.act, say.field)]
        others = [str(say.act) for say in self._said[:-1]]
        self.turns.append(PlayedTurn(turn.speaker, turn.text, answers=(*names, *others)))
        self._said.clear()


def _is_key(text: str) -> bool:
    return text.startswith("[")
