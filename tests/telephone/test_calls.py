"""A caller rings, is answered, hears, speaks, presses keys and hangs up."""

import asyncio

import pytest

from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.errors import PeerError
from kibox_pbx.ports import CallLeg, KeyPress
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE, GERMAN_LINE, PrivateAsterisk
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import until_talking
from tests.telephone.practice import parrot, practice

pytestmark = TELEPHONE

SENTENCE = "I would like an appointment on Wednesday."
NUMBER = "+4989123456"


async def says_and_hears(call: SimulatedCall) -> int:
    """Say a sentence to a parrot; return how long its first sound took to come back."""
    said = await call.says(SENTENCE)
    await call.hears_silence(300)
    heard_ms = call.ear.loud_ms(said.start_ms, call.line.now_ms())
    assert heard_ms > (said.end_ms - said.start_ms) / 2
    onset_ms = call.ear.onset_after(said.start_ms)
    assert onset_ms is not None
    return onset_ms - said.start_ms


async def test_what_a_caller_says_comes_back_from_a_parrot_within_200_ms(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async with (
        practice(pbx.ports.fastagi, pbx.ports.audiosocket),
        callers.ring(ENGLISH_LINE, caller_id=NUMBER) as call,
    ):
        assert await says_and_hears(call) < 200


async def test_five_callers_at_once_are_all_answered_and_the_sixth_reaches_people(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async def one_call() -> int:
        async with callers.ring(GERMAN_LINE, caller_id=NUMBER) as call:
            round_trip_ms = await says_and_hears(call)
            all_talk.release()
            await enough.wait()
            return round_trip_ms

    all_talk, enough = asyncio.Semaphore(0), asyncio.Event()
    async with practice(pbx.ports.fastagi, pbx.ports.audiosocket, calls=5) as reception:
        async with asyncio.TaskGroup() as tasks:
            calls = [tasks.create_task(one_call()) for _ in range(5)]
            for _ in calls:
                await all_talk.acquire()
            assert reception.active_calls == 5
            assert callers.staff_rings.empty()
            async with callers.ring(GERMAN_LINE):
                await callers.staff_rung(within_s=3)
            enough.set()
        assert all(call.result() < 400 for call in calls)


async def test_the_assistant_is_told_who_rings_which_number(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async def look(leg: CallLeg, request: AgiRequest) -> Ending:
        seen.append((request.caller_id, request.dialled))
        return Ending.hang_up()

    seen: list[tuple[str | None, str]] = []
    async with practice(pbx.ports.fastagi, pbx.ports.audiosocket, look):
        async with callers.ring(GERMAN_LINE, caller_id=NUMBER) as call:
            await call.ended()
        async with callers.ring(ENGLISH_LINE) as call:
            await call.ended()
    assert seen == [(NUMBER, GERMAN_LINE), (None, ENGLISH_LINE)]


async def test_every_key_reaches_the_assistant_once_and_in_order(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async def note_keys(leg: CallLeg, request: AgiRequest) -> Ending:
        keys = [item.key async for item in leg.incoming() if isinstance(item, KeyPress)]
        pressed.set_result("".join(keys))
        return Ending.hang_up()

    pressed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    async with practice(pbx.ports.fastagi, pbx.ports.audiosocket, note_keys):
        async with callers.ring(ENGLISH_LINE) as call:
            await call.presses("0891#*55")
        async with asyncio.timeout(2):
            assert await pressed == "0891#*55"


async def test_a_caller_who_hangs_up_in_mid_sentence_is_noticed_and_makes_room(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async def until_gone(leg: CallLeg, request: AgiRequest) -> Ending:
        try:
            return await parrot(leg, request)
        finally:
            gone.set()

    gone = asyncio.Event()
    async with practice(
        pbx.ports.fastagi, pbx.ports.audiosocket, until_gone, calls=1
    ) as reception:
        async with callers.ring(ENGLISH_LINE) as call, asyncio.TaskGroup() as tasks:
            speaking = tasks.create_task(call.says(SENTENCE))
            await call.hears_speech()
            speaking.cancel()
            await call.hang_up()
            async with asyncio.timeout(1):
                await gone.wait()
        await until_talking(reception, 0, within_s=1)
        async with callers.ring(ENGLISH_LINE) as call:
            assert reception.active_calls == 1
            assert await says_and_hears(call) < 200


async def test_a_goodbye_of_the_assistant_ends_the_call_for_the_caller(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async with (
        practice(pbx.ports.fastagi, pbx.ports.audiosocket),
        callers.ring(ENGLISH_LINE) as call,
    ):
        await call.presses("9")
        await call.ended(within_s=3)


async def test_a_number_that_nobody_has_is_refused_at_once(callers: SimulatedCallers) -> None:
    with pytest.raises(PeerError, match=r"cause 1$"):
        async with callers.ring("99", caller_id=NUMBER):
            pass
