"""The settings as callers meet them: with what the office added, and what was learned."""

from collections.abc import Mapping

from kibox_pbx.config.added_entry import with_added
from kibox_pbx.config.settings import Enquiry, Settings
from kibox_pbx.dialogue.lessons import with_lessons
from kibox_pbx.storage.added_entries import as_settings, current_entries
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.lessons import LessonRepository


async def known_settings(
    settings: Settings, database: Database, draft: Mapping[str, Enquiry] | None = None
) -> Settings:
    """Return what the assistant knows from the next call on.

    Args:
        settings: Of ``kibox.yaml``.
        database: Entered.
        draft: Entries that are not written yet, or not like this.

    Raises:
        StorageError: It could not be read.
    """
    added = as_settings(await database.read(current_entries))
    lessons = await LessonRepository(database).accepted()
    return with_lessons(with_added(settings, {**added, **(draft or {})}), lessons)
