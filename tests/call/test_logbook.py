"""The admin reads a call's story, and nothing about the caller."""

import io
import logging
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    CallerAsked,
    CallerFellSilent,
    CallerSpeaks,
    Happening,
    SentenceBegan,
    TurnTaken,
    Written,
)
from kibox_pbx.call.logbook import Logbook
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.dialogue.actions import Expect, Say
from kibox_pbx.log import configure
from kibox_pbx.records import Act, Appointment, Call, Message, Outcome, Slot, Speaker, Turn
from kibox_pbx.utterance import Language

NINE = datetime(2026, 11, 26, 9, tzinfo=ZoneInfo("Europe/Berlin"))
CALL = Call("3f2a", "+4989123456", "31", Language.ENGLISH, NINE, "d1")
GREETING = Say(Act.GREET, "Good morning, Sarah Miller")
APPOINTMENT = Appointment(
    "1", Slot("checkup", NINE, NINE, "sommer"), "Sarah Miller", "+4989123456"
)
MESSAGE = Message("call Sarah Miller back", "Sarah Miller", "+4989123456")


class Kept:
    """An onlooker that remembers."""

    def __init__(self) -> None:
        self.all: list[Happening] = []

    def see(self, happening: Happening) -> None:
        self.all.append(happening)


def greeting(*, interrupted: bool = False) -> TurnTaken:
    turn = Turn(Speaker.ASSISTANT, GREETING.text, Act.GREET, 0, 4200, interrupted)
    return TurnTaken("3f2a", turn)


A_CALL: list[Happening] = [
    CallBegan(CALL),
    SentenceBegan("3f2a", GREETING),
    greeting(),
    CallerAsked("3f2a", GREETING, Expect.ANYTHING),
    CallerSpeaks("3f2a", "my name is Sarah"),
    CallerFellSilent("3f2a"),
    TurnTaken("3f2a", Turn(Speaker.CALLER, "my name is Sarah Miller", None, 5000, 900)),
    AnswerWaited("3f2a", TurnTiming(500, 200, 10, 100)),
    Written("3f2a", APPOINTMENT),
    Written("3f2a", MESSAGE),
    CallEnded("3f2a", Outcome.BOOKED, 60_000),
]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    text = io.StringIO()
    configure("INFO", text)
    yield text
    root.handlers = handlers
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[str]:
    return [line.partition(" ")[2] for line in stream.getvalue().splitlines()]


def test_the_story_is_told_without_the_caller(stream: io.StringIO) -> None:
    book = Logbook(Kept())
    for happening in A_CALL:
        book.see(happening)
    assert lines(stream) == [
        "INFO greeting heard call_id=3f2a heard_ms=4200",
        "INFO appointment booked call_id=3f2a",
        "INFO message taken call_id=3f2a",
    ]


def test_each_wait_is_told_to_who_looks_for_a_fault(stream: io.StringIO) -> None:
    configure("DEBUG", stream)
    Logbook(Kept()).see(AnswerWaited("3f2a", TurnTiming(500, 200, 10, 100)))
    assert lines(stream) == ["DEBUG caller waited call_id=3f2a answer_ms=810"]


def test_a_disclosure_that_was_not_heard_whole_is_a_warning(stream: io.StringIO) -> None:
    Logbook(Kept()).see(greeting(interrupted=True))
    assert lines(stream) == ["WARNING greeting cut short call_id=3f2a heard_ms=4200"]


def test_whoever_else_looks_on_sees_everything() -> None:
    kept = Kept()
    book = Logbook(kept)
    for happening in A_CALL:
        book.see(happening)
    assert kept.all == A_CALL
