"""A restored backup knows less than the practice's calendar, and learns from it."""

import shutil
from pathlib import Path

from kibox_pbx.ports import Moved
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.erasure import erase_appointments
from kibox_pbx.storage.instant import to_text
from tests.app.two_way import NOW, Office, settings_at, store_in
from tests.calendars.radicale_server import Radicale
from tests.storage.practice import a_slot, at


def office_of(folder: Path, server: Radicale, database: Database) -> Office:
    return Office(folder, server, database, settings_at(folder, server))


def back_up(folder: Path) -> None:
    shutil.copyfile(folder / "kibox.db", folder / "backup.db")


def restore(folder: Path) -> None:
    """Bring the database back; its ledger of erasures stays where it is."""
    for each in folder.glob("kibox.db-*"):
        each.unlink()
    shutil.copyfile(folder / "backup.db", folder / "kibox.db")


async def test_the_calendar_knows_better_than_a_restored_backup(
    server: Radicale, tmp_path: Path
) -> None:
    async with store_in(tmp_path) as database:
        office = office_of(tmp_path, server, database)
        erased, moved, cancelled = [
            await office.booked(a_slot(day, hour), f"call-{day}-{hour}")
            for day, hour in ((23, 8), (23, 14), (24, 8))
        ]
        await office.look()
    back_up(tmp_path)
    async with store_in(tmp_path) as database:
        office = office_of(tmp_path, server, database)
        await database.write(lambda t: erase_appointments(t, [erased.id], to_text(NOW)))
        assert await office.book.move(moved, a_slot(23, 14, 30), "call-23-14") is Moved.DONE
        assert await office.book.cancel(cancelled, "call-24-8")
        await office.booked(a_slot(27, 8), "late")
        await office.look()
        there = office.there()
    restore(tmp_path)
    async with store_in(tmp_path) as database:
        office = office_of(tmp_path, server, database)
        for _ in range(2):
            await office.look()
        assert await office.here() == [(at(23, 14, 30), at(23, 15))]
        assert office.there() == there
        assert not await office.is_free(a_slot(27, 8))


async def test_what_was_erased_while_the_server_was_away_goes_after_a_restore_as_well(
    server: Radicale, tmp_path: Path
) -> None:
    async with store_in(tmp_path):
        pass
    back_up(tmp_path)
    async with store_in(tmp_path) as database:
        office = office_of(tmp_path, server, database)
        booked = await office.booked(a_slot(23, 8))
        await office.look()
        await database.write(lambda t: erase_appointments(t, [booked.id], to_text(NOW)))
    restore(tmp_path)
    async with store_in(tmp_path) as database:
        office = office_of(tmp_path, server, database)
        assert len(office.there()) == 1
        await office.look()
        assert office.there() == []
        assert await database.read(lambda t: t.table("appointments_elsewhere").count) == 0
