"""What was learned from callers who agreed to it, each lesson sealed under a key of its own.

A lesson goes the moment its caller withdraws the consent or has the call erased: triggers of
the database see to it, whoever does that (``migrations.LESSONS``).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kibox_pbx.dialogue.lessons import Lesson, LessonKind
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.storage.consents import consenting_calls
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row
from kibox_pbx.utterance import Language

NOT_LOOKED_AT = """
SELECT id FROM calls
WHERE outcome IS NOT NULL AND restricted_at IS NULL
    AND id NOT IN (SELECT call_id FROM lessons_looked_for)
ORDER BY started_at
"""

NOT_FROZEN = "call_id NOT IN (SELECT id FROM calls WHERE restricted_at IS NOT NULL)"
"""What was learned from a call that is restricted now rests with it."""

EDITION = f"""
SELECT group_concat(hex(substr(sealed, 1, 12))) FROM (
    SELECT sealed FROM lessons WHERE state = ? AND {NOT_FROZEN} ORDER BY id
)
"""  # noqa: S608 -- our own words
"""Whatever is sealed anew begins with another nonce."""


class LessonState(StrEnum):
    """What a person made of a lesson; nothing is learned before it is accepted."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class KeptLesson:
    """A lesson in the store."""

    id: str
    call_id: str
    state: LessonState
    found_at: datetime
    lesson: Lesson


class LessonRepository:
    """Keeps lessons."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._envelope = database.envelope

    async def calls_to_look_at(self) -> tuple[str, ...]:
        """Return the ended calls of consenting callers that were not looked at, oldest first.

        Raises:
            StorageError: They could not be read.
        """

        def look(tables: Tables) -> tuple[str, ...]:
            agreed = frozenset(consenting_calls(tables, ConsentPurpose.IMPROVEMENT))
            ids = (str(row[0]) for row in tables.conn.execute(NOT_LOOKED_AT))
            return tuple(call_id for call_id in ids if call_id in agreed)

        return await self._database.read(look)

    async def keep(self, call_id: str, found: tuple[Lesson, ...], at: datetime) -> int:
        """Write what was found in a call, as suggestions; return how many are new.

        Nothing is written where the consent ended meanwhile, or where it was looked at before.
        """

        def change(tables: Tables) -> int:
            if call_id not in consenting_calls(tables, ConsentPurpose.IMPROVEMENT):
                return 0
            known = {
                each.lesson
                for each in self._all(tables)
                if each.state is not LessonState.REFUSED
            }
            new = [each for each in dict.fromkeys(found) if each not in known]
            looked_at = {"call_id": call_id, "found_at": to_text(at)}
            tables.table("lessons_looked_for").insert(looked_at, ignore=True)
            for lesson in new:
                tables.table("lessons").insert(self._row(call_id, lesson, at))
            return len(new)

        return await self._database.write(change)

    async def all(self, *states: LessonState) -> tuple[KeptLesson, ...]:
        """Return the lessons in some states, oldest first; without a state: all.

        Raises:
            StorageError: They could not be read.
        """
        wanted = frozenset(states or LessonState)

        def look(tables: Tables) -> tuple[KeptLesson, ...]:
            return tuple(each for each in self._all(tables) if each.state in wanted)

        return await self._database.read(look)

    async def one(self, lesson_id: str) -> KeptLesson:
        """Return a lesson.

        Raises:
            StorageError: There is no such lesson, or no more.
        """
        return await self._database.read(lambda tables: self._one(tables, lesson_id))

    async def accepted(self) -> tuple[Lesson, ...]:
        """Return what is to be learned."""
        return tuple(each.lesson for each in await self.all(LessonState.ACCEPTED))

    async def decide(
        self,
        lesson_id: str,
        state: LessonState,
        *,
        target: str | None = None,
        text: str | None = None,
    ) -> KeptLesson:
        """Accept or refuse a lesson; what it belongs to, or its words, may be mended.

        Raises:
            StorageError: There is no such lesson, or no more.
        """

        def change(tables: Tables) -> KeptLesson:
            found = self._one(tables, lesson_id)
            lesson = found.lesson
            mended = Lesson(
                lesson.kind,
                lesson.target if target is None else target,
                lesson.language,
                lesson.text if text is None else text,
            )
            row = self._row(found.call_id, mended, found.found_at)
            row |= {"id": lesson_id, "state": state}
            tables.table("lessons").update(lesson_id, row)
            return KeptLesson(lesson_id, found.call_id, state, found.found_at, mended)

        return await self._database.write(change)

    async def edition(self) -> str:
        """Return what changes whenever the accepted lessons do; takes a millisecond."""

        def look(tables: Tables) -> str:
            return str(tables.conn.execute(EDITION, [LessonState.ACCEPTED]).fetchone()[0])

        return await self._database.read(look)

    def _one(self, tables: Tables, lesson_id: str) -> KeptLesson:
        for row in tables.table("lessons").rows_where(f"id = ? AND {NOT_FROZEN}", [lesson_id]):
            return kept_lesson(self._envelope, row)
        raise StorageError("there is no such lesson; see: kibox improve list")

    def _all(self, tables: Tables) -> list[KeptLesson]:
        rows = tables.table("lessons").rows_where(NOT_FROZEN, order_by="found_at, id")
        return [kept_lesson(self._envelope, row) for row in rows]

    def _row(self, call_id: str, lesson: Lesson, at: datetime) -> Row:
        lesson_id = secrets.token_hex(8)
        key, wrapped = self._envelope.new_key(key_owner(call_id))
        return {
            "id": lesson_id,
            "call_id": call_id,
            "kind": lesson.kind,
            "target": lesson.target,
            "language": lesson.language,
            "state": LessonState.SUGGESTED,
            "found_at": to_text(at),
            "wrapped": wrapped,
            "sealed": key.seal(lesson.text, key_owner(call_id)),
        }


def lessons_of(tables: Tables, envelope: Envelope, call_id: str) -> tuple[KeptLesson, ...]:
    """Return what was learned from a call, restricted or not: for the privacy desk."""
    rows = tables.table("lessons").rows_where("call_id = ?", [call_id], order_by="found_at, id")
    return tuple(kept_lesson(envelope, row) for row in rows)


def kept_lesson(envelope: Envelope, row: Row) -> KeptLesson:
    """Return the lesson in a row of ``lessons``.

    Raises:
        StorageError: It does not open with its key.
    """
    owner = key_owner(row["call_id"])
    text = envelope.unwrap(row["wrapped"], owner).open(row["sealed"], owner)
    lesson = Lesson(LessonKind(row["kind"]), row["target"], Language(row["language"]), text)
    found_at = from_text(row["found_at"])
    return KeptLesson(row["id"], row["call_id"], LessonState(row["state"]), found_at, lesson)


def key_owner(call_id: str) -> str:
    """Return the owner under which the envelope wraps the key of a lesson."""
    return f"{call_id}/lesson"
