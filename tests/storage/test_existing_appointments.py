"""Appointments that exist: found by their owner alone, cancelled and moved in one piece."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.ports import Moved
from kibox_pbx.records import Appointment, Slot
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from tests.storage.conftest import Clock, a_call
from tests.storage.practice import a_slot, a_wish, at

BORN = "1985-05-03"
PHONE = "+4989123456"


async def book(
    calendar: CalendarRepository,
    slot: Slot,
    name: str = "Sabine Huber",
    *,
    birthdate: str | None = None,
    call_id: str = "anna",
) -> Appointment:
    booked = await calendar.book(slot, call_id, name=name, phone=PHONE, birthdate=birthdate)
    assert booked is not None
    return booked


async def test_all_factors_on_file_must_fit(calendar: CalendarRepository) -> None:
    appointment = await book(calendar, a_slot(23, 14), birthdate=BORN)
    assert await calendar.find(name="Huber", phone=PHONE, birthdate=BORN) == (appointment,)
    for name, phone, birthdate in (
        ("Huber", PHONE, None),
        ("Huber", PHONE, "1985-05-04"),
        ("Huber", None, BORN),
        ("Huber", "+4989123457", BORN),
        ("Maurer", PHONE, BORN),
    ):
        assert await calendar.find(name=name, phone=phone, birthdate=birthdate) == ()


async def test_appointments_are_found_soonest_first_and_only_while_to_come(
    calendar: CalendarRepository, clock: Clock
) -> None:
    later = await book(calendar, a_slot(24, 8))
    sooner = await book(calendar, a_slot(23, 14))
    await book(calendar, a_slot(23, 8), "Peter Maurer")

    async def found() -> tuple[Appointment, ...]:
        return await calendar.find(name="Sabine Huber", phone=PHONE, birthdate=None)

    assert await found() == (sooner, later)
    assert (await found())[0].slot.start.tzinfo == at(1, 1).tzinfo
    clock.now = at(23, 14)
    assert await found() == (later,)
    clock.now = at(24, 9)
    assert await found() == ()


async def test_of_a_family_with_one_number_nobody_is_found_by_the_family_name(
    calendar: CalendarRepository,
) -> None:
    await book(calendar, a_slot(23, 14))
    peters = await book(calendar, a_slot(24, 8), "Peter Huber")
    assert await calendar.find(name="Huber", phone=PHONE, birthdate=None) == ()
    assert await calendar.find(name="Peter Huber", phone=PHONE, birthdate=None) == (peters,)


async def test_a_moved_appointment_belongs_to_the_call_that_moved_it(
    calendar: CalendarRepository, calls: CallRepository
) -> None:
    appointment = await book(calendar, a_slot(23, 14))
    new = a_slot(23, 8, 30, person="winter")
    assert await calendar.move(appointment, new, "ben") is Moved.DONE
    assert await calendar.booked_in("ben") == (replace(appointment, slot=new),)
    assert await calendar.booked_in("anna") == ()
    await calls.erase("ben")
    assert len(await calendar.appointments(at(23, 0), at(24, 0))) == 1


async def test_a_hold_ends_with_the_move(
    calendar: CalendarRepository, database: Database
) -> None:
    appointment = await book(calendar, a_slot(23, 14))
    assert await calendar.hold(a_slot(24, 8), "ben")
    assert await calendar.move(appointment, a_slot(24, 8), "ben") is Moved.DONE
    assert await database.read(lambda tables: tables.table("holds").count) == 0


@pytest.mark.parametrize(
    "slot", [a_slot(23, 12), a_slot(24, 8), a_slot(23, 8, person="winter")], ids=str
)
async def test_nobody_is_moved_to_a_time_that_is_taken_or_invented(
    calendar: CalendarRepository, slot: Slot
) -> None:
    await book(calendar, a_slot(24, 8), "Peter Maurer")
    appointment = await book(calendar, a_slot(23, 14))
    assert await calendar.move(appointment, slot, "ben") is Moved.SLOT_LOST
    assert appointment in await calendar.appointments(at(23, 0), at(24, 0))


async def test_a_move_that_breaks_changes_nothing(calendar: CalendarRepository) -> None:
    appointment = await book(calendar, a_slot(23, 14))
    with pytest.raises(StorageError):
        await calendar.move(appointment, a_slot(24, 8), "a call that never was")
    assert await calendar.appointments(at(23, 0), at(25, 0)) == (appointment,)
    assert await calendar.hold(a_slot(24, 8), "ben")


async def test_an_appointment_that_another_moved_is_lost(calendar: CalendarRepository) -> None:
    appointment = await book(calendar, a_slot(23, 14))
    assert await calendar.move(appointment, a_slot(24, 8), "ben") is Moved.DONE
    assert await calendar.move(appointment, a_slot(23, 8), "anna") is Moved.APPOINTMENT_LOST
    assert not await calendar.cancel(appointment, "anna")
    assert len(await calendar.appointments(at(23, 0), at(25, 0))) == 1


async def test_of_two_who_move_to_one_time_at_once_one_gets_it(
    tmp_path: Path, master: MasterKey, settings: Settings
) -> None:
    """Two databases on one file stand for the service and the command line."""
    async with AsyncExitStack() as stack:
        books = []
        for _ in range(2):
            database = Database(tmp_path / "kibox.db", master)
            await stack.enter_async_context(database)
            books.append(CalendarRepository(database, settings, Clock()))
        await CallRepository(database).begin(a_call("anna"))
        mine = await book(books[0], a_slot(23, 8))
        yours = await book(books[0], a_slot(23, 8, 30), "Peter Maurer")
        wanted = a_slot(23, 14)
        moved = await asyncio.gather(
            books[0].move(mine, wanted, "anna"), books[1].move(yours, wanted, "anna")
        )
        assert sorted(one.value for one in moved) == ["done", "slot lost"]
        kept = await books[0].appointments(at(23, 0), at(24, 0))
        assert len({one.id for one in kept}) == 2
        assert sum(one.slot == wanted for one in kept) == 1


async def test_of_two_who_change_one_appointment_at_once_one_does(
    calendar: CalendarRepository,
) -> None:
    appointment = await book(calendar, a_slot(23, 14))
    moved, cancelled = await asyncio.gather(
        calendar.move(appointment, a_slot(24, 8), "anna"), calendar.cancel(appointment, "ben")
    )
    assert (moved is Moved.DONE) != cancelled


async def test_the_old_time_is_free_as_soon_as_it_is_left(calendar: CalendarRepository) -> None:
    appointment = await book(calendar, a_slot(23, 14))
    assert await calendar.move(appointment, a_slot(24, 8), "anna") is Moved.DONE
    assert a_slot(23, 14) in await calendar.free_slots(a_wish())
    assert await calendar.hold(a_slot(23, 14), "ben")
