"""When people are busy by the practice's own calendars: times alone, no titles, no names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.slots import merged
from kibox_pbx.storage.sqlcipher import Tables

Source = tuple[str, str]
"""Key of the person or room, and which of their calendars: a setting's name."""

SPANS = 'SELECT start, "end" FROM busy_elsewhere WHERE person = ? AND source = ?'
DROP = "DELETE FROM busy_elsewhere WHERE person = ? AND source = ? AND start = ?"
ADD = 'INSERT INTO busy_elsewhere (person, source, start, "end") VALUES (?, ?, ?, ?)'
SYNCED = "INSERT OR REPLACE INTO calendar_syncs (person, source, synced_at) VALUES (?, ?, ?)"
BETWEEN = """
SELECT person, start, "end" FROM busy_elsewhere WHERE start < ? AND "end" > ? ORDER BY person
"""
KEPT_IN = ("busy_elsewhere", "calendar_syncs")


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A time at which somebody is busy, or a room is taken."""

    person: str
    start: datetime
    end: datetime
    """Aware."""


class BusyElsewhereRepository:
    """Keeps what was last read; it holds until the next successful look."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def replace(
        self, source: Source, spans: Iterable[tuple[datetime, datetime]], at: datetime
    ) -> None:
        """Put what a calendar says now in the place of what it said before.

        Only what is different is written, so a look that finds nothing new costs one row.

        Raises:
            StorageError: Nothing was changed.
        """
        new = {(to_text(start), to_text(end)) for start, end in merged(spans)}

        def change(tables: Tables) -> None:
            old = {tuple(row) for row in tables.conn.execute(SPANS, source).fetchall()}
            gone = [(*source, start) for start, _ in old - new]
            tables.conn.executemany(DROP, gone)
            tables.conn.executemany(ADD, [(*source, *span) for span in new - old])
            tables.conn.execute(SYNCED, [*source, to_text(at)])

        await self._database.write(change)

    async def keep_only(self, sources: Collection[Source]) -> None:
        """Forget calendars that the settings no longer name."""

        def change(tables: Tables) -> None:
            rows = tables.conn.execute("SELECT person, source FROM calendar_syncs").fetchall()
            for each in rows:
                if tuple(each) not in sources:
                    _forget(tables, each)

        await self._database.write(change)

    async def between(self, first: datetime, last: datetime) -> tuple[BusyTime, ...]:
        """Return what reaches into a span, by person, as one where calendars say the same."""
        asked = to_text(last), to_text(first)

        def look(tables: Tables) -> tuple[BusyTime, ...]:
            rows = tables.conn.execute(BETWEEN, asked).fetchall()
            return tuple(
                BusyTime(person, *span)
                for person, its_own in groupby(rows, itemgetter(0))
                for span in merged((from_text(row[1]), from_text(row[2])) for row in its_own)
            )

        return await self._database.read(look)

    async def synced_at(self) -> dict[Source, datetime]:
        """Return when each calendar was last read; one that never was is left out."""

        def look(tables: Tables) -> dict[Source, datetime]:
            rows = tables.table("calendar_syncs").rows
            return {(row["person"], row["source"]): from_text(row["synced_at"]) for row in rows}

        return await self._database.read(look)


def _forget(tables: Tables, source: Source) -> None:
    for table in KEPT_IN:
        tables.table(table).delete_where("person = ? AND source = ?", list(source))
