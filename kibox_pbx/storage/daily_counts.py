"""How many of what on each day of the office: counts that tell of nobody (L14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sqlcipher import Tables

ADD = """
INSERT INTO daily_counts (day, what, which, count) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET count = count + excluded.count
"""


class Counted(StrEnum):
    """What is counted."""

    HOUR = "hour"
    """Calls by the hour in which they began: 00 to 23."""
    OUTCOME = "outcome"
    """Calls that ended, by what came of them."""
    LENGTH = "length"
    """Calls that ended, by the full minutes they took at most; see `LENGTHS`."""
    TALKED_S = "talked_s"
    """Seconds of all calls together."""
    WAIT = "wait"
    """Answers, by the tenths of a second the caller waited at most; see `WAITS`."""
    WRITTEN = "written"
    """Appointments made and messages taken."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one count is of."""

    day: date
    """The office's."""

    what: Counted
    which: str
    """A word of a closed set."""


class DailyCountRepository:
    """Keeps the counts of days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, counts: Mapping[Tally, int]) -> None:
        """Add to what was counted before.

        Raises:
            StorageError: Nothing was added.
        """
        rows = [
            (tally.day.isoformat(), tally.what, tally.which, count)
            for tally, count in counts.items()
        ]

        def change(tables: Tables) -> None:
            tables.conn.executemany(ADD, rows)

        await self._database.write(change)

    async def between(self, first: date, last: date) -> Mapping[Tally, int]:
        """Return all counts of some days, both included."""

        def look(tables: Tables) -> dict[Tally, int]:
            days = [first.isoformat(), last.isoformat()]
            rows = tables.table("daily_counts").rows_where("day BETWEEN ? AND ?", days)
            return {
                Tally(date.fromisoformat(row["day"]), Counted(row["what"]), row["which"]): row[
                    "count"
                ]
                for row in rows
            }

        return await self._database.read(look)
