"""The same calls where Asterisk has no AudioSocket, and EAGI starts our bridge."""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path
from statistics import median

import pytest

from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending, Reception
from kibox_pbx.asterisk.sound_way import AUDIOSOCKET, EAGI
from kibox_pbx.audio import FRAME_MS, AudioFrame
from kibox_pbx.errors import PeerError
from kibox_pbx.ports import CallLeg, KeyPress
from kibox_pbx.records import Act, Outcome
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE, PrivateAsterisk
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import spoken, the_two_talk
from tests.telephone.office import Office
from tests.telephone.practice import BEEP, Converse, parrot, practice
from tests.telephone.test_booking_by_voice import (
    SCRIPTS,
    the_appointment,
    the_record_is_complete,
)
from tests.telephone.test_calls import says_and_hears
from tests.telephone.test_manners import CUTS_IN, cut_in, silent_after_ms
from tests.telephone.test_people import service_process

pytestmark = TELEPHONE

SPOKEN_MS = 2000


def by_eagi(
    pbx: PrivateAsterisk, converse: Converse = parrot
) -> AbstractAsyncContextManager[Reception]:
    return practice(pbx.ports.fastagi, pbx.ports.audiosocket, converse, way=EAGI)


def bridges(pbx: PrivateAsterisk) -> list[int]:
    """Return the processes that this Asterisk has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended meanwhile
        if parent == pbx.process.pid:
            found.append(int(status.parent.name))
    return found


async def test_both_hear_each_other_keys_arrive_and_a_goodbye_ends_the_call(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    pressed = []

    async def note_keys(leg: CallLeg, request: AgiRequest) -> Ending:
        async for item in leg.incoming():
            match item:
                case KeyPress("9"):
                    return Ending.hang_up()
                case KeyPress(key):
                    pressed.append(key)
                case _:
                    await leg.play(item)
        return Ending.hang_up()

    async with by_eagi(pbx, note_keys), callers.ring(ENGLISH_LINE) as call:
        assert await says_and_hears(call) < 400
        await call.presses("0841#*55")
        assert await says_and_hears(call) < 600
        await call.presses("9")
        await call.ended(within_s=3)
    assert "".join(pressed) == "0841#*55"


async def test_sound_is_whole_to_its_end_and_stops_soon_when_it_is_dropped(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    stopped_s = []

    async def speak(leg: CallLeg, request: AgiRequest) -> Ending:
        for whole in (True, False):
            await asyncio.sleep(1)
            for at_ms in range(0, SPOKEN_MS, FRAME_MS):
                await leg.play(AudioFrame(BEEP, 8000, at_ms))
            if whole:
                await leg.drained()
            else:
                leg.drop_queued()
            stopped_s.append(time.monotonic())
        await asyncio.sleep(1)
        for _ in range(5):
            await leg.play(AudioFrame(BEEP, 8000, 0))
        await leg.drained()
        return Ending.hang_up()

    async with by_eagi(pbx, speak), callers.ring(ENGLISH_LINE) as call:
        answered_s = time.monotonic() - call.line.now_ms() / 1000
        await call.ended(within_s=15)
    whole_ms, dropped_ms = [round((each - answered_s) * 1000) for each in stopped_s]
    ear = call.ear
    assert ear.loud_ms(0, whole_ms + 500) == SPOKEN_MS
    last_ms = max(
        each.end_ms for each in ear.pieces if each.loud and each.at_ms < dropped_ms + 500
    )
    assert last_ms - dropped_ms < 300
    assert ear.loud_ms(dropped_ms + 500, call.line.now_ms()) == 5 * FRAME_MS


async def test_who_hangs_up_is_noticed_and_nothing_is_left_running(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    gone = asyncio.Event()

    async def until_gone(leg: CallLeg, request: AgiRequest) -> Ending:
        ending = await parrot(leg, request)
        gone.set()
        return ending

    async with by_eagi(pbx, until_gone) as reception:
        async with callers.ring(ENGLISH_LINE) as call:
            await says_and_hears(call)
            assert len(bridges(pbx)) == 1
            await call.hang_up()
            async with asyncio.timeout(2):
                await gone.wait()
        async with asyncio.timeout(2):
            while bridges(pbx) or reception.active_calls:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.02)


async def test_when_the_bridge_is_killed_the_conversation_fails_and_people_are_rung(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    failed = []

    async def note_failure(leg: CallLeg, request: AgiRequest) -> Ending:
        try:
            return await parrot(leg, request)
        except PeerError as error:
            failed.append(error)
            raise

    async with by_eagi(pbx, note_failure), callers.ring(ENGLISH_LINE) as call:
        await says_and_hears(call)
        (bridge,) = bridges(pbx)
        os.kill(bridge, signal.SIGKILL)
        staff = await callers.staff_rung(within_s=3)
        await the_two_talk(call, staff)
    assert len(failed) == 1


async def test_when_the_service_is_killed_in_mid_call_people_are_rung(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async with (
        service_process(pbx.ports, "eagi") as service,
        callers.ring(ENGLISH_LINE) as call,
    ):
        await says_and_hears(call)
        service.kill()
        staff = await callers.staff_rung(within_s=3)
        await the_two_talk(call, staff)


@contextmanager
def by_eagi_instead(office: Office) -> Iterator[None]:
    reception = office.service.reception
    reception.way = EAGI
    try:
        yield
    finally:
        reception.way = AUDIOSOCKET


@pytest.mark.long
async def test_a_booking_by_voice_lands_in_the_store(office: Office) -> None:
    with by_eagi_instead(office):
        async with office.ring(Language.ENGLISH) as ringing:
            unanswered = await ringing.follows(SCRIPTS[Language.ENGLISH])
        stored = await office.record(ringing.number)
    assert stored.outcome is Outcome.BOOKED, spoken(stored)
    assert unanswered == ()
    appointment = await the_appointment(office, stored)
    assert appointment.phone == ringing.number
    the_record_is_complete(stored, appointment, ringing.call.line.now_ms())


@pytest.mark.long
async def test_who_cuts_in_silences_the_assistant(
    office: Office, record_property: Callable[[str, object], None]
) -> None:
    with by_eagi_instead(office):
        async with office.ring(Language.ENGLISH) as ringing:
            call = ringing.call
            await cut_in(call, ringing.overhearing, Act.GREET)
            said = [
                await cut_in(call, ringing.overhearing, Act.TELL_PRIVACY)
                for _ in range(CUTS_IN)
            ]
            silenced_ms = [silent_after_ms(call.ear, each) for each in said]
        stored = await office.record(ringing.number)
    cut = [turn for turn in stored.turns if turn.act is Act.TELL_PRIVACY]
    assert all(turn.interrupted for turn in cut), spoken(stored)
    record_property("silenced_ms", silenced_ms)
    assert median(silenced_ms) < 450, silenced_ms
