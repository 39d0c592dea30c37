"""What every `ports.Calendar` keeps, the real one and fakes alike.

A test class inherits from `CalendarContract` and has a fixture ``calendar`` whose first
free times are those of ``tests.storage.practice``.
"""

import asyncio

from kibox_pbx.ports import Calendar
from kibox_pbx.records import Slot
from tests.storage.practice import a_wish


async def first_slot(calendar: Calendar) -> Slot:
    return (await calendar.free_slots(a_wish(limit=1)))[0]


async def book(calendar: Calendar, slot: Slot, call_id: str) -> bool:
    booked = await calendar.book(slot, call_id, name="Erika", phone="+49301", birthdate=None)
    return booked is not None and booked.slot == slot and booked.name == "Erika"


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
