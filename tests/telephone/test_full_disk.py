"""The disk gets full while somebody talks on the telephone: they reach people."""

import asyncio
import time
from pathlib import Path

import pytest

from kibox_pbx.config.loader import load
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE, PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.opening import open_store
from kibox_pbx.utterance import Language
from tests.storage.small_disk import NEEDS_ROOT, small_disk
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import the_two_talk
from tests.telephone.office import fresh_number, write_open_practice
from tests.telephone.test_killed_service import leaves_a_message, serving

pytestmark = [*TELEPHONE, NEEDS_ROOT, pytest.mark.long]

WITHIN_S = 30
"""The technical sentence takes four seconds, and the machine may be busy."""


async def test_a_full_disk_hands_the_caller_to_people_and_the_next_one_talks_again(
    tmp_path: Path, installation: Installation, voice_box: VoiceBox
) -> None:
    voice = (await voice_box.voices(Language.ENGLISH))[0]
    with small_disk(tmp_path / "practice") as disk:
        async with (
            PrivateAsterisk(tmp_path / "pbx", installation, free_ports()) as pbx,
            SimulatedCallers(tmp_path / "callers", installation, pbx, voice_box, voice) as ring,
        ):
            config = write_open_practice(disk.folder, pbx)
            async with serving(config, tmp_path):
                async with ring.ring(ENGLISH_LINE, caller_id=fresh_number()) as call:
                    await leaves_a_message(call)
                    full_s = time.monotonic()
                    disk.fill()
                    await call.hears_silence(2000)
                    await call.says("yes, that is right")
                    staff = await ring.staff_rung(within_s=WITHIN_S)
                    assert staff.rang_s - full_s < WITHIN_S
                    await the_two_talk(call, staff)
                disk.make_room()
                async with ring.ring(ENGLISH_LINE, caller_id=fresh_number()) as call:
                    await leaves_a_message(call)
                await asyncio.sleep(1)
        assert "reason=disk-full" in (tmp_path / "service.log").read_text(encoding="utf-8")
        async with open_store(load(config)) as database:
            after = (await CallRepository(database).recent(1))[0]
            stored = await CallRepository(database).read_call(after.call.id)
            assert len(stored.turns) > 3
