"""Entries that the people of the office add on their pages, each version of each.

They are the office's own words for everybody who asks. What is replaced or taken away stays
as long as a proof does: what callers were told, and who wrote it.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.config.settings import Enquiry
from kibox_pbx.errors import StorageError
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.questions import close_question
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

CURRENT = "superseded_at IS NULL AND entry IS NOT NULL"
NONE = "there is no such entry, or no more"

SUPERSEDE = """
UPDATE added_entries SET superseded_at = ? WHERE key = ? AND superseded_at IS NULL
"""
VERSIONS = "SELECT version, superseded_at FROM added_entries WHERE key = ? ORDER BY version"


@dataclass(frozen=True, slots=True)
class AddedEntry:
    """One version of an entry."""

    key: str
    version: int
    """Counted from one."""

    written_at: datetime
    """Aware, UTC."""

    written_by: str
    """The name of an account."""

    entry: Enquiry | None
    """None: with this version it was taken away."""


class ChangedMeanwhileError(StorageError):
    """Somebody else has changed the entry since it was looked at."""


class AddedEntryRepository:
    """Keeps what the office adds."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        """Use ``clock`` as the present; it returns aware moments."""
        self._database = database
        self._clock = clock

    async def current(self) -> tuple[AddedEntry, ...]:
        """Return what is in force, oldest first."""
        return await self._database.read(current_entries)

    async def versions(self, key: str) -> tuple[AddedEntry, ...]:
        """Return all that is known of an entry, latest first; empty: there never was one."""

        def look(tables: Tables) -> tuple[AddedEntry, ...]:
            rows = tables.table("added_entries").rows_where(
                "key = ?", [key], order_by="version DESC"
            )
            return tuple(map(_entry, rows))

        return await self._database.read(look)

    async def add(self, entry: Enquiry, by: str, question: str = "") -> str:
        """Write a new entry; return its key, which says nothing.

        Args:
            entry: Checked by `checked_entry`.
            by: The name of an account.
            question: As `OpenQuestion.id`: what it answers, which is dealt with by this.

        Raises:
            StorageError: There is no such question; nothing was written.
        """
        key = f"added_{secrets.token_hex(4)}"
        await self._write(key, entry, by, 0, question)
        return key

    async def change(
        self, key: str, entry: Enquiry | None, by: str, seen: int, question: str = ""
    ) -> None:
        """Write the next version of an entry; None takes it away.

        Args:
            key: Of an entry that is in force.
            entry: Checked by `checked_entry`.
            by: The name of an account.
            seen: The version that was looked at before.
            question: As for `add`.

        Raises:
            ChangedMeanwhileError: Another version is in force by now.
            StorageError: There is no such entry or question; nothing was written.
        """
        await self._write(key, entry, by, seen, question)

    async def _write(
        self, key: str, entry: Enquiry | None, by: str, seen: int, question: str
    ) -> None:
        now = self._clock()
        did = "write_entry" if entry else "remove_entry"
        row = {
            "key": key,
            "version": seen + 1,
            "written_at": to_text(now),
            "written_by": by,
            "entry": entry and entry.model_dump_json(),
            "superseded_at": None if entry else to_text(now),
        }

        def change(tables: Tables) -> None:
            _require(tables, key, seen)
            tables.conn.execute(SUPERSEDE, [to_text(now), key])
            tables.table("added_entries").insert(row)
            note(tables, self._database.envelope, Access(now, by, did, key))
            if question:
                close_question(tables, self._database.envelope, question, by, now)

        await self._database.write(change)


def current_entries(tables: Tables) -> tuple[AddedEntry, ...]:
    """Return what is in force, oldest first."""
    rows = tables.table("added_entries").rows_where(CURRENT)
    return tuple(sorted(map(_entry, rows), key=lambda each: (each.written_at, each.key)))


def as_settings(added: tuple[AddedEntry, ...]) -> Mapping[str, Enquiry]:
    """Return entries as the settings have them."""
    return {each.key: each.entry for each in added if each.entry}


def _require(tables: Tables, key: str, seen: int) -> None:
    """Refuse to write upon another version than the one that was looked at."""
    versions = tables.conn.execute(VERSIONS, [key]).fetchall()
    latest, superseded_at = versions[-1] if versions else (0, None)
    if (not versions and seen) or superseded_at is not None:
        raise StorageError(NONE)
    if latest != seen:
        raise ChangedMeanwhileError("somebody else has changed it meanwhile; look at it again")


def _entry(row: Row) -> AddedEntry:
    text = row["entry"]
    entry = None if text is None else Enquiry.model_validate_json(text)
    written_at = from_text(row["written_at"])
    return AddedEntry(row["key"], row["version"], written_at, row["written_by"], entry)
