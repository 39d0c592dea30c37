"""Appointments that a rehearsal enters are in the book as if they had been booked."""

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.records import Appointment
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.given import enter
from tests.storage.practice import a_slot, a_wish, at

EVA = Appointment("g1", a_slot(23, 8), "Eva Maier", "+4989123456", "1980-05-03")


async def test_what_is_entered_is_in_the_book_and_its_time_is_taken(
    database: Database, calendar: CalendarRepository
) -> None:
    assert EVA.slot in await calendar.free_slots(a_wish())
    await enter(database, (EVA,))
    assert await calendar.appointments(at(23, 0), at(24, 0)) == (EVA,)
    assert EVA.slot not in await calendar.free_slots(a_wish())


async def test_opening_hours_do_not_matter(
    database: Database, calendar: CalendarRepository
) -> None:
    sunday = Appointment("g2", a_slot(22, 23), "Ida", "")
    await enter(database, (sunday,))
    assert await calendar.appointments(at(22, 0), at(23, 0)) == (sunday,)


async def test_two_at_once_are_refused_and_none_is_written(
    database: Database, calendar: CalendarRepository
) -> None:
    other = Appointment("g3", a_slot(23, 8, 15), "Ida", "")
    with pytest.raises(StorageError):
        await enter(database, (EVA, other))
    assert await calendar.appointments(at(23, 0), at(24, 0)) == ()
