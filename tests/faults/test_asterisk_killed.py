"""Asterisk is killed in mid-call: nothing stays open, and its next caller is talked with."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kibox_pbx.records import Act, Outcome
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox
from tests.faults.test_killed_at_every_step import all_but_the_last_turn_is_kept
from tests.faults.town import BOOKING, Town, follow, town, until
from tests.faults.victim import Victim, victim
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import spoken
from tests.telephone.office import fresh_number

pytestmark = [*TELEPHONE, pytest.mark.long, pytest.mark.timeout(1800)]

TALK_S = 800.0
NOTICED_S = 10.0
"""The sentence under way, and what is still to be written."""

BACK_S = 30.0
"""Asterisk boots, and the manager is asked every two seconds."""

Note = Callable[[str, object], None]


async def test_an_asterisk_that_dies_ends_its_calls_and_is_found_again(
    tmp_path: Path, installation: Installation, voice_box: VoiceBox, record_property: Note
) -> None:
    async with (
        town(tmp_path, installation, voice_box) as place,
        victim(place.config, tmp_path / "service.log") as service,
    ):
        cut = fresh_number()
        killed_s = await die_in_read_back(place, service, cut)
        await until(lambda: cut in service.outcomes, NOTICED_S)
        record_property("ended_s", round(time.monotonic() - killed_s, 1))
        await the_half_booking_is_gone(place, service, cut)
        await place.pbx.process.start()
        started_s = time.monotonic()
        await manager_is_back(place)
        record_property("manager_s", round(time.monotonic() - started_s, 1))
        later = fresh_number()
        heard = service.began[later]
        async with place.ring_assistant(later, lambda: bool(heard)):
            record_property("answered_s", round(time.monotonic() - started_s, 1))
        assert not service.gone.is_set()


async def die_in_read_back(place: Town, service: Victim, number: str) -> float:
    """Book up to the read-back, and kill Asterisk; return when, as `time.monotonic` counts."""
    heard = service.began[number]
    async with (
        place.ring_assistant(number, lambda: bool(heard)) as call,
        asyncio.TaskGroup() as tasks,
    ):
        talking = tasks.create_task(follow(call, BOOKING, service.page(number).overheard))
        await until(lambda: Act.CONFIRM_BOOKING in heard, TALK_S)
        await place.pbx.process.kill()
        talking.cancel()
        return time.monotonic()


async def the_half_booking_is_gone(place: Town, service: Victim, number: str) -> None:
    kept = await place.kept(number)
    assert service.outcomes[number] is kept.call.outcome is Outcome.ABANDONED
    assert (kept.appointments, kept.holds) == (0, 0), spoken(kept.call)
    all_but_the_last_turn_is_kept(kept.call, service.began[number])
    assert kept.call.duration_ms


async def manager_is_back(place: Town) -> None:
    asterisk = place.pbx.process
    async with asyncio.timeout(BACK_S):
        while "kibox" not in await asterisk.command("manager show connected"):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
