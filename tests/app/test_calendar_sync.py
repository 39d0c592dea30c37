"""The practice enters something in its own calendar, and callers are no longer offered it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from kibox_pbx.app.calendar_sync import CalendarSyncing
from kibox_pbx.config.settings import CalendarSync, Settings
from kibox_pbx.storage.busy_elsewhere import BusyElsewhereRepository
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from tests.app.two_way import Office, settings_at, store_in
from tests.calendars.radicale_server import PASSWORD, USER, Radicale, radicale
from tests.storage.practice import a_slot, a_wish, at, settings_with


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await holds():  # noqa: ASYNC110 -- another service is waited for
            await asyncio.sleep(0.02)


def looking_often(settings: Settings) -> Settings:
    fast = CalendarSync.model_construct(every_s=0.05, people=settings.calendar_sync.people)
    return settings.model_copy(update={"calendar_sync": fast})


async def test_what_the_practice_enters_blocks_and_holds_while_its_server_is_down(
    tmp_path: Path,
) -> None:
    (tmp_path / "password").write_text(PASSWORD)
    now = at(23, 7)
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(range(32)))) as database:
        with radicale(tmp_path / "radicale") as server:
            server.make_calendar()
            server.put("x", "DTSTART:20261123T070000Z", "DTEND:20261123T080000Z")
            account = {"user": USER, "password_file": tmp_path / "password"}
            of_sommer = {"caldav": {"url": server.url, **account}}
            settings = looking_often(
                settings_with(calendar_sync={"people": {"sommer": of_sommer}})
            )
            book = CalendarRepository(database, settings, lambda: now)
            elsewhere = BusyElsewhereRepository(database)

            async def is_free() -> bool:
                return a_slot(23, 8) in await book.free_slots(a_wish())

            async def is_busy() -> bool:
                return not await is_free()

            async with CalendarSyncing(settings, database, lambda: now):
                await until(is_busy)
                server.delete("x")
                await until(is_free)
                server.put("x", "DTSTART:20261123T070000Z", "DTEND:20261123T080000Z")
                await until(is_busy)
        async with CalendarSyncing(settings, database, lambda: at(23, 8)):
            await asyncio.sleep(0.3)
            assert await is_busy()
            assert await elsewhere.synced_at() == {("sommer", "caldav"): now}


async def test_what_a_call_changes_is_entered_long_before_the_next_look(
    server: Radicale, tmp_path: Path
) -> None:
    async with store_in(tmp_path) as database:
        office = Office(tmp_path, server, database, settings_at(tmp_path, server))
        assert office.settings.calendar_sync.every_s == 60
        clock = lambda: office.now  # noqa: E731 -- two lines long
        async with CalendarSyncing(office.settings, database, clock, soon_s=0.05):

            async def is_there() -> bool:
                return office.there() == await office.here()

            booked = await office.booked(a_slot(23, 8))
            await until(is_there)
            assert await office.book.cancel(booked, "anna")
            await until(is_there)
            assert office.there() == []
