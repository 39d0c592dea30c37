"""Messages that still lack a subject, and where it is written when it is found."""

from dataclasses import dataclass, replace

from kibox_pbx.records import Message
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row, message_from, message_text
from kibox_pbx.utterance import Language

MOST = 100
"""Messages of one look; the latest, where there are more."""

LATEST = """
SELECT messages.*, calls.language FROM messages CROSS JOIN calls ON calls.id = call_id
WHERE done_at IS NULL AND restricted_at IS NULL
ORDER BY started_at DESC, number LIMIT :most
"""
"""CROSS: from the messages that wait, which are few, to their calls."""

OF_CALL = """
SELECT messages.*, calls.language FROM messages JOIN calls ON calls.id = call_id
WHERE done_at IS NULL AND restricted_at IS NULL AND call_id = :call_id
ORDER BY number LIMIT :most
"""
ONE = """
SELECT messages.* FROM messages JOIN calls ON calls.id = call_id
WHERE call_id = ? AND number = ? AND restricted_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Unsorted:
    """A message without a subject."""

    call_id: str
    number: int
    language: Language
    """That the call began in."""

    message: Message


class SummaryRepository:
    """Gives messages their subject, sealed with the message itself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts = SealedTexts(database.envelope)

    async def unsorted(self, call_id: str | None = None) -> tuple[Unsorted, ...]:
        """Return the messages without a subject: of one call, or of all that are not done."""

        def look(tables: Tables) -> tuple[Unsorted, ...]:
            asked = {"call_id": call_id, "most": MOST}
            rows = tables.query(OF_CALL if call_id else LATEST, asked)
            found = ((row, self._message(tables, row)) for row in rows)
            return tuple(
                Unsorted(row["call_id"], row["number"], Language(row["language"]), message)
                for row, message in found
                if message.subject is None
            )

        return await self._database.read(look)

    async def write(self, of: Unsorted, subject: str, summary: str | None) -> None:
        """Seal a subject and a summary with their message; nothing happens if it is gone.

        Nor if it is restricted.
        """

        def change(tables: Tables) -> None:
            for row in tables.query(ONE, [of.call_id, of.number]):
                message = self._message(tables, row)
                sorted_ = replace(message, subject=subject, summary=summary)
                self._texts.replace(tables, "messages", row, message_text(sorted_))

        await self._database.write(change)

    def _message(self, tables: Tables, row: Row) -> Message:
        return message_from(row, self._texts.of_row(tables, "messages", row))
