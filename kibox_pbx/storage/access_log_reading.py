"""Lines of the access log, for those who may see it; and what an admin accepts of it."""

from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.access_log import MOST_ABOUT, Access, Head, Who, note
from kibox_pbx.storage.access_log_check import Verified, verify
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.sqlcipher import Tables

CHOSEN = """
SELECT number, at, who, did, about FROM access_log
WHERE at >= ? AND (? IS NULL OR who = ?) AND (? IS NULL OR about = ?) ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines; without anything all of them."""

    since: datetime | None = None
    who: str | None = None
    about: str | None = None


class AccessLog:
    """The access log of one practice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def show(self, wanted: Wanted, entry: Access) -> tuple[tuple[int, Access], ...]:
        """Note that somebody looks, then return the numbered lines, oldest first.

        Args:
            wanted: Which lines.
            entry: Who looks; it is the last of the lines.

        Raises:
            StorageError: A line does not read as kibox writes it.
        """
        since = to_text(wanted.since) if wanted.since else ""
        values = [since, wanted.who, wanted.who, wanted.about, wanted.about]

        def change(tables: Tables) -> tuple[tuple[int, Access], ...]:
            note(tables, self._database.envelope, entry)
            return tuple(_read(*row) for row in tables.conn.execute(CHOSEN, values))

        return await self._database.write(change)

    async def verify(self, noted: Head | None = None) -> Verified:
        """Check every line and the end; reading alone.

        Args:
            noted: A head that was noted earlier.
        """
        kept = self._database.access_head.read()
        return await self._database.read(
            lambda tables: verify(tables, self._database.envelope, kept, noted)
        )

    async def accept(self, who: Who, at: datetime) -> None:
        """Go on from where the log ends now, after somebody has looked into it.

        The head that it disagrees with is noted in the log itself.

        Args:
            who: Somebody who may see the log.
            at: Aware.

        Raises:
            StorageError: The head cannot be written.
        """
        head_file = self._database.access_head
        kept = head_file.read()
        old = str(kept)[:MOST_ABOUT] if kept else "missing"

        def change(tables: Tables) -> None:
            entry = Access(at, who.name, "accept_log", old)
            note(tables, self._database.envelope, entry)
            head_file.renew(tables)

        await self._database.write(change)


def _read(number: int, at: str, who: str, did: str, about: str) -> tuple[int, Access]:
    try:
        return number, Access(from_text(at), who, did, about)
    except ValueError:
        raise StorageError(f"line {number} was changed; see: kibox audit verify") from None
