"""What every `ports.Calendar` keeps, the real one and fakes alike.

A test class inherits from `CalendarContract` and has a fixture ``calendar`` whose first
free times are those of ``tests.storage.practice``.
"""

import asyncio
from dataclasses import replace

from kibox_pbx.ports import Calendar, Moved
from kibox_pbx.records import Appointment, Slot
from tests.storage.practice import a_wish


async def first_slot(calendar: Calendar) -> Slot:
    return (await calendar.free_slots(a_wish(limit=1)))[0]


async def book(calendar: Calendar, slot: Slot, call_id: str) -> bool:
    booked = await calendar.book(slot, call_id, name="Erika", phone="+49301", birthdate=None)
    return booked is not None and booked.slot == slot and booked.name == "Erika"


async def booked(calendar: Calendar, call_id: str) -> Appointment:
    slot = await first_slot(calendar)
    made = await calendar.book(slot, call_id, name="Erika", phone="+49301", birthdate=None)
    assert made is not None
    return made


async def found(calendar: Calendar) -> tuple[Appointment, ...]:
    return await calendar.find(name="Erika", phone="+49301", birthdate=None)


class CalendarContract:
    async def test_no_more_slots_come_than_were_asked_for(self, calendar: Calendar) -> None:
        assert len(await calendar.free_slots(a_wish(limit=2))) == 2

    async def test_a_free_slot_can_be_held_and_booked(self, calendar: Calendar) -> None:
        slot = await first_slot(calendar)
        assert await calendar.hold(slot, "anna")
        assert await book(calendar, slot, "anna")

    async def test_a_held_slot_is_not_offered_to_others(self, calendar: Calendar) -> None:
        slot = await first_slot(calendar)
        assert await calendar.hold(slot, "anna")
        assert slot not in await calendar.free_slots(a_wish())

    async def test_a_slot_held_by_one_call_is_lost_to_another(self, calendar: Calendar) -> None:
        slot = await first_slot(calendar)
        assert await calendar.hold(slot, "anna")
        assert not await calendar.hold(slot, "ben")
        assert not await book(calendar, slot, "ben")

    async def test_of_two_who_grab_a_slot_at_once_one_gets_it(self, calendar: Calendar) -> None:
        slot = await first_slot(calendar)
        held = await asyncio.gather(calendar.hold(slot, "anna"), calendar.hold(slot, "ben"))
        assert sorted(held) == [False, True]

    async def test_a_call_may_hold_its_own_slot_again(self, calendar: Calendar) -> None:
        slot = await first_slot(calendar)
        assert await calendar.hold(slot, "anna")
        assert await calendar.hold(slot, "anna")

    async def test_a_released_slot_is_free_again(self, calendar: Calendar) -> None:
        slot = await first_slot(calendar)
        assert await calendar.hold(slot, "anna")
        await calendar.release(slot, "anna")
        assert await calendar.hold(slot, "ben")

    async def test_only_its_own_call_can_release_a_slot(self, calendar: Calendar) -> None:
        slot = await first_slot(calendar)
        assert await calendar.hold(slot, "anna")
        await calendar.release(slot, "ben")
        assert not await calendar.hold(slot, "ben")

    async def test_a_booked_slot_is_gone_for_everybody(self, calendar: Calendar) -> None:
        slot = await first_slot(calendar)
        assert await book(calendar, slot, "anna")
        assert not await book(calendar, slot, "anna")
        assert not await calendar.hold(slot, "ben")
        assert slot not in await calendar.free_slots(a_wish())

    async def test_who_proves_who_they_are_finds_their_appointments(
        self, calendar: Calendar
    ) -> None:
        appointment = await booked(calendar, "anna")
        assert await found(calendar) == (appointment,)
        assert await calendar.find(name="Erik", phone="+49301", birthdate=None) == ()
        assert await calendar.find(name="Erika", phone=None, birthdate=None) == ()

    async def test_it_tells_whether_dates_of_birth_are_on_file(
        self, calendar: Calendar
    ) -> None:
        await booked(calendar, "anna")
        assert not await calendar.keeps_birthdates()
        slot = await first_slot(calendar)
        born = "1985-05-03"
        await calendar.book(slot, "ben", name="Ben", phone="+49302", birthdate=born)
        assert await calendar.keeps_birthdates()

    async def test_a_cancelled_appointment_is_gone_and_its_time_is_free(
        self, calendar: Calendar
    ) -> None:
        appointment = await booked(calendar, "anna")
        assert await calendar.cancel(appointment, "ben")
        assert await found(calendar) == ()
        assert appointment.slot in await calendar.free_slots(a_wish())
        assert not await calendar.cancel(appointment, "ben")

    async def test_a_moved_appointment_keeps_its_identity_and_frees_its_old_time(
        self, calendar: Calendar
    ) -> None:
        appointment = await booked(calendar, "anna")
        slot = await first_slot(calendar)
        assert await calendar.hold(slot, "ben")
        assert await calendar.move(appointment, slot, "ben") is Moved.DONE
        assert await found(calendar) == (replace(appointment, slot=slot),)
        free = await calendar.free_slots(a_wish())
        assert appointment.slot in free
        assert slot not in free

    async def test_an_appointment_stays_where_it_is_if_the_new_time_is_lost(
        self, calendar: Calendar
    ) -> None:
        appointment = await booked(calendar, "anna")
        slot = await first_slot(calendar)
        assert await calendar.hold(slot, "ben")
        assert await calendar.move(appointment, slot, "anna") is Moved.SLOT_LOST
        assert await found(calendar) == (appointment,)

    async def test_an_appointment_that_was_changed_is_neither_moved_nor_cancelled(
        self, calendar: Calendar
    ) -> None:
        appointment = await booked(calendar, "anna")
        slot = await first_slot(calendar)
        assert await calendar.move(appointment, slot, "anna") is Moved.DONE
        assert not await calendar.cancel(appointment, "ben")
        other = await first_slot(calendar)
        assert await calendar.move(appointment, other, "ben") is Moved.APPOINTMENT_LOST
        assert [one.slot for one in await found(calendar)] == [slot]
