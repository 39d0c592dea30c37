"""The exact texts of notices, by version: what calls and consents refer to (Art. 13, 7 GDPR).

They hold nothing of anybody and stay for good: a consent is worth what its text can show.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.dialogue.notices import Notice, NoticeKind
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.utterance import Language

KEEP = """
INSERT OR IGNORE INTO notices (version, kind, language, text, first_used_at)
VALUES (?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice that callers heard."""

    notice: Notice
    first_used_at: datetime
    """Aware, UTC: when a service first began with it."""


class NoticeRepository:
    """Keeps every version of every notice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, notices: Iterable[Notice], at: datetime) -> None:
        """Write the notices in use; a version that is known stays as it is."""
        rows = [
            (each.version, each.kind, each.language, each.text, to_text(at)) for each in notices
        ]

        def change(tables: Tables) -> None:
            tables.conn.executemany(KEEP, rows)

        await self._database.write(change)

    async def find(self, version: str) -> KeptNotice | None:
        """Return the notice of a version; None: there never was one."""

        def look(tables: Tables) -> KeptNotice | None:
            rows = tables.table("notices").rows_where("version = ?", [version])
            for row in rows:
                kind, language = NoticeKind(row["kind"]), Language(row["language"])
                notice = Notice(kind, language, row["text"])
                return KeptNotice(notice, from_text(row["first_used_at"]))
            return None

        return await self._database.read(look)
