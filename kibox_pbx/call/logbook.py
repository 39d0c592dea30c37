"""Tell the admin's log what goes on in a call: never who calls, nor what is said."""

from typing import assert_never

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
from kibox_pbx.log import get_logger
from kibox_pbx.records import Act, Appointment, Message, Turn

_LOG = get_logger(__name__)


class Logbook:
    """An onlooker that writes what comes between a call's first line and its last."""

    def __init__(self, then: Onlooker) -> None:
        """Say who else looks on."""
        self._then = then

    def see(self, happening: Happening) -> None:
        """Write a line, if it is worth one, and pass it on."""
        self._then.see(happening)
        match happening:
            case TurnTaken(call_id, turn) if turn.act is Act.GREET:
                _note_greeting(call_id, turn)
            case AnswerWaited(call_id, timing):
                _LOG.debug("caller waited", call_id=call_id, answer_ms=timing.answer_ms)
            case Written(call_id, what):
                _note_written(call_id, what)
            case CallBegan() | SentenceBegan() | TurnTaken() | CallerAsked() | CallEnded():
                pass
            case CallerSpeaks() | CallerFellSilent():
                pass  # for those who look on at this moment alone
            case _:
                assert_never(happening)


def _note_greeting(call_id: str, turn: Turn) -> None:
    """Write whether the disclosure was heard whole, which the law asks for."""
    if turn.interrupted:
        _LOG.warning("greeting cut short", call_id=call_id, heard_ms=turn.heard_ms)
    else:
        _LOG.info("greeting heard", call_id=call_id, heard_ms=turn.heard_ms)


def _note_written(call_id: str, what: Appointment | Message) -> None:
    if isinstance(what, Appointment):
        _LOG.info("appointment booked", call_id=call_id)
    else:
        _LOG.info("message taken", call_id=call_id)
