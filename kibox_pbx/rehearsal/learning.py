"""Looks at the calls of consenting callers for something to learn, each call once."""

from datetime import UTC, datetime

from kibox_pbx.call.journal import read_journal
from kibox_pbx.dialogue.lessons import Lesson
from kibox_pbx.rehearsal.cases import case_of
from kibox_pbx.rehearsal.finding_lessons import lessons_of
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.lessons import LessonRepository
from kibox_pbx.storage.stored_call import StoredCall


async def find_lessons(database: Database) -> tuple[int, int]:
    """Write what was found as suggestions; return how many calls, and how many suggestions.

    Raises:
        StorageError: The store refused.
    """
    lessons, calls = LessonRepository(database), CallRepository(database)
    ids = await lessons.calls_to_look_at()
    found = 0
    for call_id in ids:
        suggested = suggestions(await calls.read_call(call_id))
        found += await lessons.keep(call_id, suggested, datetime.now(UTC))
    return len(ids), found


def suggestions(stored: StoredCall) -> tuple[Lesson, ...]:
    """Return what a call teaches; nothing where its journal is gone or another version's."""
    try:
        steps = read_journal(stored.events)
    except ValueError:
        return ()
    language = stored.call.language
    case = case_of(steps, language, stored.outcome)
    return (*lessons_of(steps, stored.turns, language), *((case,) if case else ()))
