"""The appointments of people as an iCalendar text, for files and subscriptions.

An entry says what `calendar_sync` lets entries of its person say; a restricted one, that the
time is taken.
"""

from collections.abc import Collection
from datetime import datetime

from kibox_pbx.calendars.own_entry import as_text, calendar_of, event_of
from kibox_pbx.calendars.title import entry_title
from kibox_pbx.config.settings import Settings
from kibox_pbx.records import Appointment
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.shared.calendar import appointment_book
from kibox_pbx.storage.subscriptions import entry_uids


async def appointments_as_text(
    database: Database,
    settings: Settings,
    people: Collection[str],
    between: tuple[datetime, datetime],
    now: datetime,
) -> bytes:
    """Return the appointments of people that begin in a time span, soonest first.

    Whoever shows it notes that in the access log first.

    Raises:
        StorageError: The calendar could not be read.
    """
    book = appointment_book(database, settings, lambda: now)
    found = [each for each in await book.appointments(*between) if each.slot.person in people]
    uids = await entry_uids(database, [each.id for each in found])
    events = (
        event_of(uids[each.id], (each.slot.start, each.slot.end), _title(each, settings), now)
        for each in found
    )
    calendar = calendar_of(*events)
    calendar.add("x-published-ttl", "PT15M")
    return as_text(calendar)


def _title(appointment: Appointment, settings: Settings) -> str:
    slot = appointment.slot
    return entry_title(settings, slot.person, slot.service, appointment.name)
