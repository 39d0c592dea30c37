"""Each simulated caller hears of its own call, and of no other."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kibox_pbx.call.live import (
    CallBegan,
    CallEnded,
    CallerAsked,
    Happening,
    SentenceBegan,
    TurnTaken,
)
from kibox_pbx.demo.overhear import Overhearing
from kibox_pbx.dialogue.actions import Expect, Say
from kibox_pbx.records import Act, Call, Outcome, Speaker, Turn
from kibox_pbx.rehearsal.overheard import (
    AssistantAsked,
    AssistantBegan,
    AssistantLeft,
    CallerHeard,
    Eavesdropper,
    Overheard,
)
from kibox_pbx.utterance import Language

NOW = datetime(2026, 11, 26, 9, tzinfo=ZoneInfo("Europe/Berlin"))
SARAH, SABINE, WITHHELD = "+4989123456", "+4989654321", None
ASKED = Say(Act.ASK_NAME, "What is your name?")


def began(call_id: str, caller: str | None) -> CallBegan:
    return CallBegan(Call(call_id, caller, "31", Language.ENGLISH, NOW, "d1"))


def heard(call_id: str, text: str) -> TurnTaken:
    return TurnTaken(call_id, Turn(Speaker.CALLER, text, None, 0, 900))


async def told(eavesdropper: Eavesdropper, count: int) -> list[Overheard]:
    async with asyncio.timeout(1):
        return [await eavesdropper.next() for _ in range(count)]


async def nothing_more(eavesdropper: Eavesdropper) -> bool:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await eavesdropper.next()
    return True


async def test_a_caller_is_told_what_the_assistant_says_hears_and_asks() -> None:
    overhearing = Overhearing()
    sarah = overhearing.of(SARAH)
    overhearing.see(began("c1", SARAH))
    overhearing.see(SentenceBegan("c1", ASKED))
    overhearing.see(TurnTaken("c1", Turn(Speaker.ASSISTANT, ASKED.text, ASKED.act, 0, 900)))
    overhearing.see(CallerAsked("c1", ASKED, Expect.NAME))
    overhearing.see(heard("c1", "sarah miller"))
    overhearing.see(CallEnded("c1", Outcome.BOOKED, 1000))
    assert await told(sarah, 4) == [
        AssistantBegan(Act.ASK_NAME, ASKED.text),
        AssistantAsked(Act.ASK_NAME, ASKED.text),
        CallerHeard("sarah miller"),
        AssistantLeft(),
    ]
    assert await nothing_more(sarah)
    assert overhearing.outcomes == {SARAH: Outcome.BOOKED}


@pytest.mark.parametrize("other", [SABINE, WITHHELD])
async def test_two_calls_at_once_are_told_apart_by_their_numbers(other: str | None) -> None:
    overhearing = Overhearing()
    first, second = overhearing.of(SARAH), overhearing.of(other)
    overhearing.see(began("c2", other))
    overhearing.see(began("c1", SARAH))
    overhearing.see(heard("c1", "hello"))
    overhearing.see(heard("c2", "guten tag"))
    overhearing.see(CallEnded("c2", Outcome.ABANDONED, 1000))
    assert await told(second, 2) == [CallerHeard("guten tag"), AssistantLeft()]
    assert await told(first, 1) == [CallerHeard("hello")]
    assert await nothing_more(first)
    assert overhearing.outcomes == {other: Outcome.ABANDONED}


async def test_the_next_call_from_a_number_is_another_call() -> None:
    overhearing = Overhearing()
    for call_id, said in {"c1": "hello", "c2": "good bye"}.items():
        caller = overhearing.of(SARAH)
        overhearing.see(began(call_id, SARAH))
        overhearing.see(heard(call_id, said))
        overhearing.see(CallEnded(call_id, Outcome.ABANDONED, 1000))
        assert await told(caller, 2) == [CallerHeard(said), AssistantLeft()]


def test_a_call_that_nobody_placed_disturbs_nobody() -> None:
    seen: list[Happening] = []

    class Kept:
        def see(self, happening: Happening) -> None:
            seen.append(happening)

    overhearing = Overhearing(Kept())
    ended = CallEnded("c1", Outcome.BOOKED, 1)
    happenings: list[Happening] = [began("c1", SABINE), heard("c1", "hello"), ended]
    for happening in happenings:
        overhearing.see(happening)
    assert seen == happenings
