"""Questions that the practice has no entry for, over all calls: listed, and marked as done."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row
from kibox_pbx.utterance import Language

OPEN = """
SELECT questions.*, calls.started_at FROM questions CROSS JOIN calls ON calls.id = call_id
WHERE done_at IS NULL AND restricted_at IS NULL ORDER BY started_at, call_id, number
"""
DONE = """
UPDATE questions SET done_at = coalesce(done_at, ?) WHERE call_id = ? AND number = ?
    AND call_id IN (SELECT id FROM calls WHERE restricted_at IS NULL)
"""
NO_SUCH_QUESTION = "there is no such question; see: kibox questions"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits for an entry."""

    id: str
    """``CALL-NUMBER``, for `QuestionRepository.mark_done`."""

    asked_at: datetime
    """Aware, UTC: when the call began."""

    language: Language
    text: str


class QuestionRepository:
    """What callers asked in vain."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts = SealedTexts(database.envelope)

    async def waiting(self) -> tuple[OpenQuestion, ...]:
        """Return the open questions, oldest first."""

        def look(tables: Tables) -> tuple[OpenQuestion, ...]:
            return tuple(self._question(tables, row) for row in tables.query(OPEN))

        return await self._database.read(look)

    async def mark_done(self, question_id: str, by: str) -> None:
        """Note that a question is dealt with; twice does no harm.

        Args:
            question_id: As in `OpenQuestion`.
            by: The name of an account.

        Raises:
            StorageError: There is no such question.
        """
        envelope, now = self._database.envelope, datetime.now(UTC)
        await self._database.write(
            lambda tables: close_question(tables, envelope, question_id, by, now)
        )

    async def one(self, question_id: str) -> OpenQuestion:
        """Return an open question.

        Raises:
            StorageError: There is no such question, or it is dealt with.
        """
        for each in await self.waiting():
            if each.id == question_id:
                return each
        raise StorageError(NO_SUCH_QUESTION)

    def _question(self, tables: Tables, row: Row) -> OpenQuestion:
        text = self._texts.of_row(tables, "questions", row)
        asked_at = from_text(row["started_at"])
        name = f"{row['call_id']}-{row['number']}"
        return OpenQuestion(name, asked_at, Language(row["language"]), text)


def close_question(
    tables: Tables, envelope: Envelope, question_id: str, by: str, now: datetime
) -> None:
    """Note that a question is dealt with, and who says so; within a transaction.

    Raises:
        StorageError: There is no such question.
    """
    call_id, _, number = question_id.rpartition("-")
    if not tables.conn.execute(DONE, [to_text(now), call_id, number]).rowcount:
        raise StorageError(NO_SUCH_QUESTION)
    note(tables, envelope, Access(now, by, "close_question", question_id))
