"""How the assistant behaves towards people who cut in, hang up, or say nothing."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from statistics import median

import pytest

from kibox_pbx.call.journal import read_journal
from kibox_pbx.dialogue.events import CallerHungUp, SilenceTimedOut
from kibox_pbx.errors import PeerError
from kibox_pbx.records import Act, Outcome, Speaker
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.ear import Ear
from kibox_pbx.rehearsal.latency import Said
from kibox_pbx.rehearsal.overheard import AssistantBegan, Eavesdropper
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import spoken
from tests.telephone.office import Office

pytestmark = TELEPHONE

CUTS_IN = 3
INTO_SENTENCE_S = 1.5
MOST_DEAD_AIR_MS = 10_000


async def test_who_cuts_in_silences_the_assistant_but_not_its_disclosure(
    office: Office, record_property: Callable[[str, object], None]
) -> None:
    silenced_ms = []
    async with office.ring(Language.ENGLISH) as ringing:
        call = ringing.call
        over_disclosure = await cut_in(call, ringing.overhearing, Act.GREET)
        for _ in range(CUTS_IN):
            said = await cut_in(call, ringing.overhearing, Act.TELL_PRIVACY)
            silenced_ms.append(silent_after_ms(call.ear, said))
    stored = await office.record(ringing.number)
    disclosure = next(turn for turn in stored.turns if turn.act is Act.GREET)
    assert not disclosure.interrupted
    assert disclosure.at_ms + disclosure.heard_ms > over_disclosure.end_ms
    assert call.ear.loud_ms(over_disclosure.start_ms, over_disclosure.end_ms) > 1000
    cut = [turn for turn in stored.turns if turn.act is Act.TELL_PRIVACY]
    assert len(cut) == CUTS_IN, spoken(stored)
    assert all(turn.interrupted and 1000 < turn.heard_ms < 2500 for turn in cut)
    record_property("silenced_ms", silenced_ms)
    assert median(silenced_ms) < 400, silenced_ms


async def cut_in(call: SimulatedCall, overhearing: Eavesdropper, act: Act) -> Said:
    """Wait until a sentence is under way, and ask for the longest one into it."""
    overhearing.forget()
    async with asyncio.timeout(20):
        while not is_sentence(await overhearing.next(), act):
            pass
    await asyncio.sleep(INTO_SENTENCE_S)
    return await call.says("please tell me about your privacy")


def is_sentence(overheard: object, act: Act) -> bool:
    return isinstance(overheard, AssistantBegan) and overheard.act is act


def silent_after_ms(ear: Ear, said: Said) -> int:
    """Return how long the assistant was still heard after the caller began to speak."""
    assert ear.loud_ms(said.start_ms - 600, said.start_ms) > 100, "it was not speaking"
    during = [piece for piece in ear.pieces if said.start_ms <= piece.at_ms < said.end_ms]
    return max((piece.end_ms for piece in during if piece.loud), default=said.start_ms) - (
        said.start_ms
    )


async def test_who_hangs_up_in_mid_sentence_leaves_a_complete_record(office: Office) -> None:
    async with office.ring(Language.ENGLISH) as ringing:
        call = ringing.call
        await call.hears_speech()
        await call.hears_silence(2000)
        async with asyncio.TaskGroup() as tasks:
            speaking = tasks.create_task(say_unheard(call))
            await asyncio.sleep(1.5)
            await call.hang_up()
            await speaking
        hung_up_ms = call.line.now_ms()
    stored = await office.record(ringing.number)
    assert stored.outcome is Outcome.ABANDONED
    assert stored.duration_ms is not None
    assert abs(stored.duration_ms - hung_up_ms) < 1000
    assert isinstance(read_journal(stored.events)[-1].event, CallerHungUp)
    asked = [turn.act for turn in stored.turns if turn.speaker is Speaker.ASSISTANT]
    assert asked == [Act.GREET, Act.GREET, Act.ASK_INTENT]


async def say_unheard(call: SimulatedCall) -> None:
    with suppress(PeerError):
        await call.says("I would like to have an appointment on Wednesday with the doctor")


@pytest.mark.long
async def test_who_says_nothing_is_asked_twice_and_reaches_people(office: Office) -> None:
    async with office.ring(Language.ENGLISH) as ringing:
        call = ringing.call
        staff = await office.callers.staff_rung(within_s=90)
        handed_over_ms = call.line.now_ms()
        await staff.answered()
        await staff.says("Reception, hello?")
    stored = await office.record(ringing.number)
    acts = [turn.act for turn in stored.turns]
    assert acts.count(Act.STILL_THERE) == 2, spoken(stored)
    assert acts[-1] is Act.TRANSFER
    assert stored.outcome is Outcome.TRANSFERRED
    events = [step.event for step in read_journal(stored.events)]
    assert sum(isinstance(event, SilenceTimedOut) for event in events) == 3
    assert longest_silence_ms(call.ear, handed_over_ms) < MOST_DEAD_AIR_MS


def longest_silence_ms(ear: Ear, until_ms: int) -> int:
    loud = [piece for piece in ear.pieces if piece.loud and piece.at_ms < until_ms]
    ends = [0, *(piece.end_ms for piece in loud)]
    starts = [*(piece.at_ms for piece in loud), until_ms]
    return max(start - end for end, start in zip(ends, starts, strict=True))
