"""What an onlooker sees of a call, before and after the caller wants it erased."""

from kibox_pbx.call.discretion import Discretion
from kibox_pbx.call.live import (
    AnswerWaited,
    CallEnded,
    CallerAsked,
    CallerFellSilent,
    CallerSpeaks,
    Happening,
    SentenceBegan,
    TurnTaken,
    Written,
)
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.dialogue.actions import Expect, Say
from kibox_pbx.records import Act, Message, Outcome, Speaker, Turn

READ_BACK = Say(Act.CONFIRM_MESSAGE, "from Sarah Miller")
GOODBYE = Say(Act.GOODBYE, "goodbye")
WORDS: tuple[Happening, ...] = (
    CallerSpeaks("c1", "my name is sarah"),
    TurnTaken("c1", Turn(Speaker.CALLER, "my name is sarah miller", None, 0, 10)),
    Written("c1", Message("call me", "Sarah Miller", None)),
)
FRAME: tuple[Happening, ...] = (
    CallerFellSilent("c1"),
    AnswerWaited("c1", TurnTiming(0, 0, 0, 0)),
    SentenceBegan("c1", GOODBYE),
    CallEnded("c1", Outcome.ANSWERED, 10),
)


class Screen:
    def __init__(self) -> None:
        self.seen: list[Happening] = []

    def see(self, happening: Happening) -> None:
        self.seen.append(happening)


def test_everything_is_seen_before() -> None:
    screen = Screen()
    for happening in (*WORDS, *FRAME):
        Discretion(screen).see(happening)
    assert screen.seen == [*WORDS, *FRAME]


def test_that_the_call_goes_on_is_seen_afterwards_but_none_of_its_words() -> None:
    screen = Screen()
    discretion = Discretion(screen)
    discretion.hide()
    asked = CallerAsked("c1", READ_BACK, Expect.YES_NO)
    for happening in (*WORDS, *FRAME, SentenceBegan("c1", READ_BACK), asked):
        discretion.see(happening)
    wordless = Say(Act.CONFIRM_MESSAGE, "")
    assert screen.seen == [
        *FRAME,
        SentenceBegan("c1", wordless),
        CallerAsked("c1", wordless, Expect.YES_NO),
    ]
