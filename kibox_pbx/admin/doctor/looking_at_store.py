"""Opens the store for the doctor, which reads no caller's data and shows none."""

from datetime import datetime
from pathlib import Path

from kibox_pbx.admin.doctor.machine_facts import (
    CalendarFacts,
    NoStore,
    OutboxFacts,
    StoreFacts,
)
from kibox_pbx.config.settings import Settings, Store
from kibox_pbx.errors import StorageError
from kibox_pbx.storage.access_log_reading import AccessLog
from kibox_pbx.storage.appointments_elsewhere import AppointmentsElsewhereRepository
from kibox_pbx.storage.backups import all_backups, verify
from kibox_pbx.storage.busy_elsewhere import BusyElsewhereRepository
from kibox_pbx.storage.calendar_clashes import conflicts
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.key_sources import pairs
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.outbox import OutboxRepository
from kibox_pbx.storage.retention_runs import Run, last_run
from kibox_pbx.storage.sqlcipher import damaged_pages

PLAIN = b"SQLite format 3\0"
"""How a file begins that anybody can read."""


async def look_at_store(settings: Settings) -> StoreFacts | NoStore:
    """Open the store as the service does, and ask whether all is in order."""
    store = settings.store
    try:
        async with open_store(settings) as database:
            run = await database.read(last_run)
            damaged = len(await database.read(damaged_pages))
            checked = await AccessLog(database).verify(None)
            return StoreFacts(
                encrypted=_is_encrypted(store.database),
                ledger_fault=await _ledger_fault(database),
                log_findings=len(checked.findings),
                retention_day=run.day if run else None,
                backup_at=_newest_backup(store),
                wants_backups=store.backups.folder is not None,
                backup_fault=_backup_fault(store),
                damaged_pages=damaged,
                calendars=await _calendars(settings, database),
                conflicts=sum(each.lasts for each in await conflicts(database)),
                unwritten=await AppointmentsElsewhereRepository(database).unwritten(),
                outbox=await _outbox(database),
            )
    except StorageError as error:
        return NoStore(str(error))


async def _calendars(settings: Settings, database: Database) -> tuple[CalendarFacts, ...]:
    read_at = await BusyElsewhereRepository(database).synced_at()
    return tuple(
        CalendarFacts(person, kind, read_at.get((person, kind)))
        for person, calendar in settings.calendar_sync.people.items()
        for kind in calendar.named
    )


async def _outbox(database: Database) -> OutboxFacts:
    status = await OutboxRepository(database).status()
    return OutboxFacts(status.waiting, status.oldest, status.given_up)


def hasty_facts(settings: Settings, run: Run | None) -> StoreFacts:
    """Look at a store that is open, without reading the ledger and the access log through.

    Args:
        settings: In force.
        run: The last of retention.
    """
    return StoreFacts(
        encrypted=_is_encrypted(settings.store.database),
        ledger_fault=None,
        log_findings=0,
        retention_day=run.day if run else None,
        backup_at=_newest_backup(settings.store),
        wants_backups=settings.store.backups.folder is not None,
    )


async def _ledger_fault(database: Database) -> str | None:
    try:
        await database.write(database.ledger.entries)
    except StorageError as error:
        return str(error)
    return None


def _newest_backup(store: Store) -> datetime | None:
    if store.backups.folder is None:
        return None
    made = all_backups(store)
    return made[-1].made_at if made else None


def _backup_fault(store: Store) -> str | None:
    """Say what is wrong with the newest backup that a key of this machine should open."""
    made = all_backups(store)
    try:
        if made:
            verify(made[-1].path, lambda slots: pairs(store, slots, lambda: None))
    except StorageError as error:
        return str(error)
    return None


def _is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(PLAIN)) != PLAIN
