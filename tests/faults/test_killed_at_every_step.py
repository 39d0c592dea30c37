"""Killed at each step of a booking: people ring, and nothing that was promised is lost."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from kibox_pbx.records import Act, Outcome, Speaker
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox
from kibox_pbx.storage.stored_call import StoredCall
from tests.faults.doomed import MOMENTS
from tests.faults.town import BOOKING, Town, follow, town
from tests.faults.victim import Victim, victim
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import spoken, the_two_talk
from tests.telephone.office import fresh_number

pytestmark = [*TELEPHONE, pytest.mark.long, pytest.mark.timeout(1800)]

RINGS_S = 3.0
"""After the death of the service telephone 200 rings."""


class Practice:
    """A service that is started again whenever it was killed."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.life = AsyncExitStack()
        self._service: Victim | None = None

    async def service(self) -> Victim:
        """Return the one that runs, after a start if none does."""
        if self._service is None or self._service.gone.is_set():
            await self.life.aclose()
            running = victim(self.town.config, self.town.folder / "service.log")
            self._service = await self.life.enter_async_context(running)
        return self._service


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def practice(
    installation: Installation,
    voice_box: VoiceBox,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Practice]:
    folder = tmp_path_factory.mktemp("killed")
    async with town(folder, installation, voice_box) as place:
        served = Practice(place)
        yield served
        await served.life.aclose()


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_service_killed(
    practice: Practice, moment: str, record_property: Callable[[str, object], None]
) -> None:
    number, callers = fresh_number(), practice.town.callers
    service = await practice.service()
    service.dies(moment)
    taken = service.began[number]
    async with (
        practice.town.ring_assistant(number, lambda: bool(taken)) as call,
        asyncio.TaskGroup() as tasks,
    ):
        talking = tasks.create_task(follow(call, BOOKING, service.page(number).overheard))
        await service.until_gone(800)
        staff = await callers.staff_rung(within_s=10)
        talking.cancel()
        assert staff.rang_s - service.gone_s < RINGS_S
        record_property("rings_s", round(staff.rang_s - service.gone_s, 2))
        await the_two_talk(call, staff)
    broken = await practice.town.kept(number)
    began_s = time.monotonic()
    again = await practice.service()
    record_property("ready_s", round(time.monotonic() - began_s, 1))
    kept = await practice.town.kept(number)
    assert kept.call.outcome is Outcome.FAILED
    all_but_the_last_turn_is_kept(kept.call, service.began[number])
    is_committed = moment == "right after the commit"
    assert kept.appointments == is_committed, spoken(kept.call)
    is_held = moment in {"while a time is kept", "between read-back and yes"}
    assert (broken.holds, kept.holds) == (is_held, 0)
    last = fresh_number()
    async with practice.town.ring_assistant(last, lambda: bool(again.began[last])):
        record_property("answered_s", round(time.monotonic() - service.gone_s, 1))
    assert not again.gone.is_set()


def all_but_the_last_turn_is_kept(stored: StoredCall, began: list[Act]) -> None:
    """What the assistant began to say is written, but for the sentence under way."""
    said = [turn.act for turn in stored.turns if turn.speaker is Speaker.ASSISTANT]
    assert said == began[: len(said)], spoken(stored)
    assert len(began) - len(said) <= 1, (began, spoken(stored))
