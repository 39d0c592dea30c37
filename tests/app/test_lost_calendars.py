"""Calendars that are lost, exchanged or no longer written cancel nobody."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.app.two_way import Office, settings_at, store_in
from tests.calendars.radicale_server import Radicale
from tests.storage.practice import a_slot, at

EIGHT = (at(23, 8), at(23, 8, 30))


@pytest.fixture
async def office(server: Radicale, tmp_path: Path) -> AsyncIterator[Office]:
    async with store_in(tmp_path) as database:
        yield Office(tmp_path, server, database, settings_at(tmp_path, server))


async def test_a_calendar_that_lost_everything_cancels_nobody(office: Office) -> None:
    for day, hour in ((23, 8), (23, 14), (24, 8)):
        await office.booked(a_slot(day, hour), f"call-{day}-{hour}")
    await office.look()
    before = office.there()
    for name in office.names():
        office.server.delete(name)
    await office.look()
    assert len(await office.here()) == 3
    assert office.there() == before


async def test_another_calendar_gets_its_own_entries_and_cancels_nobody(
    office: Office, radicale_at_work: Radicale
) -> None:
    await office.booked(a_slot(23, 8))
    await office.look()
    office.server = Radicale(radicale_at_work.port, uuid.uuid4().hex)
    office.server.make_calendar()
    office.settings = settings_at(office.folder, office.server)
    await office.look()
    assert (await office.here(), office.there()) == ([EIGHT], [EIGHT])


async def test_a_calendar_that_is_no_longer_written_is_only_read(office: Office) -> None:
    await office.booked(a_slot(23, 8))
    await office.look()
    office.settings = settings_at(office.folder, office.server, write=False)
    office.server.delete(*office.names())
    await office.look()
    assert await office.here() == [EIGHT]
    assert office.there() == []


async def test_what_begins_now_is_not_entered_any_more(office: Office) -> None:
    await office.booked(a_slot(23, 8))
    office.now = at(23, 8)
    await office.look()
    assert office.there() == []
