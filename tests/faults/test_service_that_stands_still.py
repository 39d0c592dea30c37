"""A service that lives but no longer serves: its callers reach people, and it comes back."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from kibox_pbx.app.watchdog import SILENT_S
from kibox_pbx.audio import FRAME_MS
from kibox_pbx.errors import PeerError
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE, PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox
from kibox_pbx.utterance import Language
from tests.faults.like_systemd import Service, kept_running
from tests.telephone.conftest import TELEPHONE, _no_call_is_left
from tests.telephone.listening import the_two_talk
from tests.telephone.practice import BEEP

pytestmark = [*TELEPHONE, pytest.mark.timeout(200)]

BEEPS = BEEP * (400 // FRAME_MS)
STALL_S = 2.0
RINGS_AT_ONCE_S = 6.0
Note = Callable[[str, object], None]


class Place:
    """Asterisk, callers and a service that says everything back."""

    def __init__(
        self, pbx: PrivateAsterisk, callers: SimulatedCallers, service: Service
    ) -> None:
        self.pbx, self.callers, self.service = pbx, callers, service

    async def comes_back(self, call: SimulatedCall) -> None:
        """Beep, and hear it."""
        assert await self.is_back(call)

    async def is_back(self, call: SimulatedCall) -> bool:
        """Beep, and say whether it is heard."""
        came = True
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(call.hears_speech(within_s=5), name="hear it back")
                await call.says(BEEPS)
        except* (TimeoutError, PeerError):
            came = False
        return came


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def whole_place(
    installation: Installation,
    voice_box: VoiceBox,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Place]:
    folder: Path = tmp_path_factory.mktemp("still")
    ports = free_ports()
    voice = (await voice_box.voices(Language.ENGLISH))[0]
    module, addresses = "tests.faults.parrots", (ports.fastagi, ports.audiosocket)
    async with (
        PrivateAsterisk(folder / "pbx", installation, ports) as pbx,
        SimulatedCallers(folder / "callers", installation, pbx, voice_box, voice) as callers,
        kept_running(folder, module, *map(str, addresses)) as service,
    ):
        yield Place(pbx, callers, service)


@pytest_asyncio.fixture(loop_scope="session")
async def place(whole_place: Place) -> Place:
    """The place; telephone 200 has not rung yet."""
    await _no_call_is_left(whole_place.pbx, whole_place.callers)
    return whole_place


async def test_a_frozen_service_is_killed_and_its_caller_reaches_people(
    place: Place, record_property: Note
) -> None:
    async with place.callers.ring(ENGLISH_LINE) as call:
        await place.comes_back(call)
        place.service.send(signal.SIGSTOP)
        frozen_s = time.monotonic()
        staff = await place.callers.staff_rung(within_s=SILENT_S + 10)
        record_property("rings_s", round(staff.rang_s - frozen_s, 1))
        assert staff.rang_s - frozen_s < SILENT_S + 5
        await the_two_talk(call, staff)
    assert place.service.killed == 1
    if not place.service.ready_s > frozen_s:
        await place.service.until_ready_again()
    record_property("ready_s", round(place.service.ready_s - frozen_s, 1))
    async with place.callers.ring(ENGLISH_LINE) as call:
        await place.comes_back(call)


async def test_who_rings_a_frozen_service_reaches_people_at_once(place: Place) -> None:
    place.service.send(signal.SIGSTOP)
    try:
        rang_s = time.monotonic()
        async with place.callers.ring(ENGLISH_LINE) as call:
            staff = await place.callers.staff_rung(within_s=RINGS_AT_ONCE_S)
            assert staff.rang_s - rang_s < RINGS_AT_ONCE_S
            await the_two_talk(call, staff)
    finally:
        place.service.send(signal.SIGCONT)


@pytest.mark.long
@pytest.mark.parametrize("who", ["asterisk", "service"])
async def test_two_seconds_in_which_one_end_stands_still_end_no_call(
    place: Place, who: str
) -> None:
    pid = place.service.pid if who == "service" else place.pbx.process.pid
    async with place.callers.ring(ENGLISH_LINE) as call:
        await place.comes_back(call)
        os.kill(pid, signal.SIGSTOP)
        try:
            await asyncio.sleep(STALL_S)
        finally:
            os.kill(pid, signal.SIGCONT)
        await call.hears_silence(1000)
        await place.comes_back(call)
        await call.presses("0")
        await the_two_talk(call, await place.callers.staff_rung(within_s=5))
