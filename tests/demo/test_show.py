"""What the person at the terminal reads of a call."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    CallerAsked,
    Happening,
    SentenceBegan,
    TurnTaken,
    Written,
)
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.demo.show import Screen, timing_table
from kibox_pbx.dialogue.actions import Expect, Say
from kibox_pbx.records import Act, Appointment, Call, Message, Outcome, Slot, Speaker, Turn
from kibox_pbx.utterance import Language

NINE = datetime(2026, 11, 26, 9, tzinfo=ZoneInfo("Europe/Berlin"))
CALL = Call("c1", "+4989123456", "31", Language.ENGLISH, NINE, "d1")
ASKED = Say(Act.ASK_NAME, "What is your name?")
SLOT = Slot("checkup", NINE, NINE, "sommer")
FAST, SLOW = TurnTiming(400, 200, 0, 100), TurnTiming(600, 400, 200, 100)


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=120)


def text(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def turn(who: Speaker, said: str, *, interrupted: bool = False) -> TurnTaken:
    act = Act.ASK_NAME if who is Speaker.ASSISTANT else None
    return TurnTaken("c1", Turn(who, said, act, 12_340, 900, interrupted))


@pytest.mark.parametrize(
    ("happening", "line"),
    [
        (CallBegan(CALL), "Call to 31 (en)"),
        (turn(Speaker.CALLER, "hello"), "  12.3 s  Caller     hello"),
        (turn(Speaker.ASSISTANT, "Hello."), "  12.3 s  Assistant  Hello."),
        (
            turn(Speaker.ASSISTANT, "What", interrupted=True),
            "  12.3 s  Assistant  What …(interrupted)",
        ),
        (
            AnswerWaited("c1", FAST),
            "          waited 700 ms (endpoint 400, hear 200, decide 0, voice 100)",
        ),
        (
            Written("c1", Appointment("1", SLOT, "Sarah Miller", "+4989123456")),
            "          Appointment: checkup, Thu 2026-11-26 09:00, Sarah Miller, +4989123456",
        ),
        (
            Written("c1", Message("call me", None, None)),
            "          Message: call me (no name, no number)",
        ),
        (CallEnded("c1", Outcome.BOOKED, 61_400), "Ended after 61 s: booked"),
    ],
)
def test_what_happens_is_a_line(console: Console, happening: Happening, line: str) -> None:
    Screen(console).see(happening)
    assert text(console).strip("\n") == line


def test_what_is_about_to_be_said_is_not_shown_twice(console: Console) -> None:
    screen = Screen(console)
    screen.see(SentenceBegan("c1", ASKED))
    screen.see(CallerAsked("c1", ASKED, Expect.NAME))
    assert text(console) == ""


def test_what_a_caller_says_is_no_markup(console: Console) -> None:
    Screen(console).see(turn(Speaker.CALLER, "[bold]hello[/bold]"))
    assert "[bold]hello[/bold]" in text(console)


def test_the_table_shows_medians_and_shares_that_add_up(console: Console) -> None:
    console.print(timing_table([FAST, SLOW, SLOW]))
    rows = [line.strip("│ ").split("│") for line in text(console).splitlines() if "│" in line]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["endpoint", "600", "48%"],
        ["hear", "400", "30%"],
        ["decide", "200", "12%"],
        ["voice", "100", "9%"],
        ["whole answer", "1300", "100%"],
    ]


def test_a_table_of_answers_that_took_no_time_is_no_failure() -> None:
    assert timing_table([TurnTiming(0, 0, 0, 0)]).row_count == 5


def test_each_call_ends_with_its_own_table(console: Console) -> None:
    screen = Screen(console)
    for call_id, timings in {"c1": [FAST], "c2": [FAST, SLOW]}.items():
        for timing in timings:
            screen.see(AnswerWaited(call_id, timing))
    screen.see(CallEnded("c1", Outcome.BOOKED, 1000))
    assert "to the answer, 1 turns" in " ".join(text(console).split())
    screen.see(CallEnded("c2", Outcome.BOOKED, 1000))
    assert "to the answer, 2 turns" in " ".join(text(console).split())
