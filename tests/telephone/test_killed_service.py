"""The service is killed in mid-call: the caller reaches people, and nothing lies open."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from kibox_pbx.config.loader import load
from kibox_pbx.records import Act, Outcome
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE, PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import find_in_files, spoken, the_two_talk
from tests.telephone.office import fresh_number, write_open_practice

pytestmark = TELEPHONE

MESSAGE = "please tell the doctor that the elephant is healthy again"
READY_S = 120


async def test_a_killed_service_leaves_its_caller_with_people_and_its_store_whole(
    tmp_path: Path, installation: Installation, voice_box: VoiceBox
) -> None:
    number, started_s = fresh_number(), time.time()
    voice = (await voice_box.voices(Language.ENGLISH))[0]
    async with (
        PrivateAsterisk(tmp_path / "pbx", installation, free_ports()) as pbx,
        SimulatedCallers(tmp_path / "callers", installation, pbx, voice_box, voice) as callers,
    ):
        config = write_open_practice(tmp_path / "practice", pbx)
        async with (
            serving(config, tmp_path) as service,
            callers.ring(ENGLISH_LINE, caller_id=number) as call,
        ):
            await leaves_a_message(call)
            service.kill()
            killed_s = time.monotonic()
            staff = await callers.staff_rung(within_s=5)
            assert staff.rang_s - killed_s < 3
            await the_two_talk(call, staff)
        for secret in (b"elephant", number.encode(), number[3:].encode()):
            assert find_in_files(secret, [tmp_path], since_s=started_s) == []
        async with serving(config, tmp_path) as service:
            service.send_signal(signal.SIGTERM)
            assert await service.wait() == 0
    stored = await record(config)
    assert stored.call.caller == number
    assert stored.outcome is Outcome.FAILED
    assert stored.duration_ms == max(turn.at_ms + turn.heard_ms for turn in stored.turns)
    assert "elephant" in spoken(stored)
    assert stored.turns[0].act is Act.GREET


async def leaves_a_message(call: SimulatedCall) -> None:
    """Say it, and wait until the assistant is in the middle of its next question."""
    await call.hears_speech()
    for sentence in ("I would like to leave a message, please", MESSAGE):
        await call.hears_silence(2000)
        await call.says(sentence)
        await call.hears_speech()


@asynccontextmanager
async def serving(config: Path, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run ``kibox serve`` until it is killed, or this is left; its log stays in a file."""
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    log = folder / "service.log"
    with log.open("wb") as written:
        service = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "kibox_pbx.cli", "--log-level", "DEBUG"),
            *("serve", "--config", config),
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=written,
            stderr=written,
        )
    try:
        await until_ready(service, log)
        yield service
    finally:
        if service.returncode is None:
            service.kill()
        await service.wait()


async def until_ready(service: asyncio.subprocess.Process, log: Path) -> None:
    async with asyncio.timeout(READY_S):
        while not is_ready(log):
            assert service.returncode is None, "the service did not start: see service.log"
            await asyncio.sleep(0.1)


def is_ready(log: Path) -> bool:
    return "ready for calls" in log.read_text(encoding="utf-8")


async def record(config: Path) -> StoredCall:
    """Return the one call in a practice's store, which nobody else has open."""
    async with open_store(load(config)) as database:
        calls = CallRepository(database)
        (line,) = await calls.recent(2)
        return await calls.read_call(line.call.id)
