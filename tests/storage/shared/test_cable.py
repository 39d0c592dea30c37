"""A booking whose answer is lost is not booked: the caller was told so."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings, Shared
from kibox_pbx.errors import StorageError
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.shared.copy import Copy
from tests.postgres_server import Postgres
from tests.storage.calendar_contract import book, first_slot, found
from tests.storage.conftest import Clock
from tests.storage.practice import a_wish
from tests.storage.shared.cable import Cable
from tests.storage.shared.conftest import Host, all_settle, host


@dataclass(frozen=True)
class Cabled:
    """A host whose cable is in the test's hands, and another one."""

    cable: Cable
    one: Host
    two: Host


class PullingCopy(Copy):
    """Pulls the cable at the last moment before a booking is sent."""

    def __init__(self, database: Database, cable: Cable) -> None:
        super().__init__(database)
        self._cable = cable

    async def note_try(self, appointment_id: str) -> None:
        await super().note_try(appointment_id)
        self._cable.pull()


@pytest.fixture
async def cabled(
    shared: Shared, settings: Settings, clock: Clock, tmp_path: Path
) -> AsyncIterator[Cabled]:
    async with AsyncExitStack() as stack:
        cable = Cable(shared.port)
        port = await stack.enter_async_context(cable.plugged_in())
        by_cable = shared.model_copy(update={"port": port})
        one = await host(
            stack,
            tmp_path / "one",
            by_cable,
            settings,
            clock,
            copy_of=lambda database: PullingCopy(database, cable),
        )
        two = await host(stack, tmp_path / "two", shared, settings, clock)
        yield Cabled(cable, one, two)


async def test_what_was_booked_though_the_answer_was_lost_is_withdrawn(
    cabled: Cabled, server: Postgres, shared: Shared
) -> None:
    one, two = cabled.one, cabled.two
    slot = await first_slot(one.calendar)
    assert await one.calendar.hold(slot, "anna")
    cabled.cable.will_swallow = True
    with pytest.raises(StorageError):
        await book(one.calendar, slot, "anna")
    booked = server.run("SELECT id FROM kibox.records WHERE gone IS NULL", shared.database)
    assert len(booked) == 1
    cabled.cable.mend()
    await all_settle([one, two])
    assert await one.copy.tries() == ()
    assert await found(two.calendar) == ()
    assert slot in await two.calendar.free_slots(a_wish())


async def test_no_thread_is_left_waiting_for_an_answer(cabled: Cabled) -> None:
    one = cabled.one
    cabled.cable.will_swallow = True
    cabled.cable.pull()
    with pytest.raises(StorageError):
        await one.book.follow()
    for _ in range(2):
        with pytest.raises(StorageError):
            await one.book.settle()
    async with asyncio.timeout(10):
        while waiting_threads() > 1:  # noqa: ASYNC110 - nobody tells; one is the other host's
            await asyncio.sleep(0.05)


def waiting_threads() -> int:
    return sum(each.name.startswith("shared") for each in threading.enumerate())


async def test_a_booking_that_arrives_after_it_was_withdrawn_fails(
    cabled: Cabled, server: Postgres, shared: Shared
) -> None:
    one, two = cabled.one, cabled.two
    slot = await first_slot(one.calendar)
    cabled.cable.will_hold = True
    with pytest.raises(StorageError):
        await book(one.calendar, slot, "anna")
    cabled.cable.mend()
    await all_settle([one, two])
    await cabled.cable.deliver_held()
    await all_settle([one, two])
    assert await found(two.calendar) == ()
    told = server.run("SELECT gone FROM kibox.records", shared.database)
    assert told == [("cancelled",)]
