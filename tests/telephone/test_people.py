"""Whatever happens to the assistant, the caller reaches people."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.config.settings import Media
from kibox_pbx.ports import CallLeg
from kibox_pbx.rehearsal.addresses import Ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE, PrivateAsterisk
from tests.installing import REPOSITORY
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import the_two_talk
from tests.telephone.practice import practice

pytestmark = TELEPHONE


@asynccontextmanager
async def service_process(
    ports: Ports, media: Media = "audiosocket"
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the practice as a process of its own, which can be killed."""
    service = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.telephone.practice",
        str(ports.fastagi),
        str(ports.audiosocket),
        media,
        cwd=REPOSITORY,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert service.stdout is not None
        assert await service.stdout.readline() == b"ready\n"
        yield service
    finally:
        if service.returncode is None:
            service.kill()
        await service.wait()


async def test_key_0_rings_the_reception_and_the_two_hear_each_other(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async with (
        practice(pbx.ports.fastagi, pbx.ports.audiosocket) as reception,
        callers.ring(ENGLISH_LINE) as call,
    ):
        await call.presses("0")
        await the_two_talk(call, await callers.staff_rung(within_s=3))
        assert reception.active_calls == 0


async def test_without_the_service_people_are_rung_at_once(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    started_s = time.monotonic()
    async with callers.ring(ENGLISH_LINE) as call:
        staff = await callers.staff_rung(within_s=3)
        assert staff.rang_s - started_s < 2
        await the_two_talk(call, staff)


async def test_in_hours_of_calls_those_that_nobody_asks_for_are_forgotten(
    pbx: PrivateAsterisk, callers: SimulatedCallers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "staff_rings", asyncio.Queue(1))
    rang_s = []
    for _ in range(2):
        async with callers.ring(ENGLISH_LINE):
            await asyncio.sleep(1)
            rang_s.append(time.monotonic())
    async with callers.ring(ENGLISH_LINE) as call:
        await asyncio.sleep(1)
        staff = await callers.staff_rung(within_s=3)
        assert staff.rang_s > rang_s[-1]
        await the_two_talk(call, staff)


async def test_a_service_killed_in_mid_call_leaves_the_caller_with_people(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async with service_process(pbx.ports) as service, callers.ring(ENGLISH_LINE) as call:
        await call.says("I would like an appointment.")
        service.kill()
        killed_s = time.monotonic()
        staff = await callers.staff_rung(within_s=5)
        assert staff.rang_s - killed_s < 3
        await the_two_talk(call, staff)


async def test_a_conversation_that_breaks_leaves_the_caller_with_people(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async def breaks(leg: CallLeg, request: AgiRequest) -> Ending:
        raise ValueError("a defect of ours")

    async with (
        practice(pbx.ports.fastagi, pbx.ports.audiosocket, breaks),
        callers.ring(ENGLISH_LINE) as call,
    ):
        await the_two_talk(call, await callers.staff_rung(within_s=3))


async def test_the_mailbox_speaks_to_the_caller(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async with (
        practice(pbx.ports.fastagi, pbx.ports.audiosocket),
        callers.ring(ENGLISH_LINE) as call,
    ):
        await call.presses("1")
        await call.hears_speech(within_s=5)
        assert callers.staff_rings.empty()
