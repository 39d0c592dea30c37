"""What the practice's own calendars say blocks the book."""

from datetime import timedelta

from kibox_pbx.storage.busy_elsewhere import BusyElsewhereRepository
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.database import Database
from tests.storage.calendar_contract import book
from tests.storage.practice import a_slot, a_wish, at

SOURCE = ("sommer", "caldav")


async def test_a_busy_time_is_neither_offered_nor_held_nor_booked(
    calendar: CalendarRepository, database: Database
) -> None:
    elsewhere = BusyElsewhereRepository(database)
    assert await calendar.hold(a_slot(23, 8), "anna")
    spans = [(at(20, 0), at(23, 8, 5)), (at(23, 8, 1), at(23, 8, 2))]
    await elsewhere.replace(SOURCE, spans, at(23, 7))
    assert not await book(calendar, a_slot(23, 8), "anna")
    assert not await calendar.hold(a_slot(23, 8), "ben")
    await calendar.release(a_slot(23, 8), "anna")
    free = await calendar.free_slots(a_wish(person="sommer"))
    assert free[0].start == at(23, 8, 15)
    assert await book(calendar, a_slot(23, 8, 30, person="winter"), "ben")


async def test_a_long_and_a_short_busy_time_at_once_block_the_whole(
    calendar: CalendarRepository, database: Database
) -> None:
    spans = [(at(23, 0), at(24, 0)), (at(23, 8), at(23, 8) + timedelta(minutes=1))]
    await BusyElsewhereRepository(database).replace(SOURCE, spans, at(23, 7))
    await BusyElsewhereRepository(database).replace(
        ("sommer", "ics"), [(at(23, 8), at(23, 8, 15))], at(23, 7)
    )
    free = await calendar.free_slots(a_wish(person="sommer"))
    assert free[0].start == at(24, 8)


async def test_what_is_read_again_or_no_longer_named_is_replaced(
    calendar: CalendarRepository, database: Database
) -> None:
    elsewhere = BusyElsewhereRepository(database)
    await elsewhere.replace(SOURCE, [(at(23, 8), at(23, 9))], at(23, 7))
    await elsewhere.replace(SOURCE, [(at(23, 14), at(23, 15))], at(23, 7, 1))
    assert a_slot(23, 8) in await calendar.free_slots(a_wish())
    assert await elsewhere.synced_at() == {SOURCE: at(23, 7, 1)}
    await elsewhere.keep_only({SOURCE})
    assert not await calendar.hold(a_slot(23, 14), "anna")
    await elsewhere.keep_only(set())
    assert await elsewhere.synced_at() == {}
    assert await calendar.hold(a_slot(23, 14), "anna")
