"""The appointment book: no slot is given twice, whoever asks and whatever goes wrong."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.records import Outcome, Slot
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.calendar_contract import CalendarContract, book
from tests.storage.conftest import Clock, a_call
from tests.storage.practice import a_slot, a_wish, at, settings_with


class TestCalendarRepository(CalendarContract):
    """The contract, on real SQLCipher."""


async def test_a_hold_runs_out_to_the_minute(
    calendar: CalendarRepository, clock: Clock
) -> None:
    slot = a_slot(23, 14)
    assert await calendar.hold(slot, "anna")
    clock.pass_minutes(4)
    assert not await calendar.hold(slot, "ben")
    clock.pass_minutes(1)
    assert slot in await calendar.free_slots(a_wish())
    assert await calendar.hold(slot, "ben")


async def test_holding_again_starts_the_minutes_anew(
    calendar: CalendarRepository, clock: Clock
) -> None:
    slot = a_slot(23, 14)
    assert await calendar.hold(slot, "anna")
    clock.pass_minutes(4)
    assert await calendar.hold(slot, "anna")
    clock.pass_minutes(4)
    assert not await calendar.hold(slot, "ben")


async def test_a_slot_whose_hold_ran_out_can_be_booked_unless_another_call_took_it(
    calendar: CalendarRepository, clock: Clock
) -> None:
    first, second = a_slot(23, 14), a_slot(23, 14, 30)
    for slot in (first, second):
        assert await calendar.hold(slot, "anna")
    clock.pass_minutes(6)
    assert await calendar.hold(second, "ben")
    assert await book(calendar, first, "anna")
    assert not await book(calendar, second, "anna")


async def test_a_hold_ends_with_its_call_and_with_no_other(
    calendar: CalendarRepository, calls: CallRepository
) -> None:
    for call_id, slot in (("anna", a_slot(23, 14)), ("ben", a_slot(23, 14, 30))):
        assert await calendar.hold(slot, call_id)
    await calls.finish("anna", Outcome.FAILED, 1000)
    free = await calendar.free_slots(a_wish())
    assert a_slot(23, 14) in free
    assert a_slot(23, 14, 30) not in free


async def test_no_hold_outlives_the_service_that_was_killed(
    calendar: CalendarRepository, calls: CallRepository
) -> None:
    assert await calendar.hold(a_slot(23, 14), "anna")
    await calls.close_unfinished()
    assert a_slot(23, 14) in await calendar.free_slots(a_wish())


async def test_a_hold_ends_with_the_booking(
    calendar: CalendarRepository, database: Database
) -> None:
    slot = a_slot(23, 14)
    assert await calendar.hold(slot, "anna")
    assert await book(calendar, slot, "anna")
    assert await database.read(lambda tables: tables.table("holds").count) == 0


async def test_what_overlaps_an_appointment_cannot_be_held(
    calendar: CalendarRepository,
) -> None:
    assert await book(calendar, a_slot(23, 8, 15), "anna")
    assert not await calendar.hold(a_slot(23, 8), "ben")
    assert not await calendar.hold(a_slot(23, 8, 30), "ben")
    assert await calendar.hold(a_slot(23, 8, 30, person="winter"), "ben")


async def test_an_invented_slot_is_refused(calendar: CalendarRepository) -> None:
    assert not await calendar.hold(a_slot(23, 12), "anna")
    assert not await book(calendar, a_slot(23, 12), "anna")


async def test_a_slot_that_has_begun_is_gone(
    calendar: CalendarRepository, clock: Clock
) -> None:
    clock.now = at(23, 8)
    assert not await book(calendar, a_slot(23, 8), "anna")


async def test_appointments_are_listed_soonest_first_in_the_practices_time(
    calendar: CalendarRepository,
) -> None:
    for slot, call_id in ((a_slot(24, 8), "anna"), (a_slot(23, 14), "ben")):
        assert await book(calendar, slot, call_id)
    listed = await calendar.appointments(at(23, 0), at(24, 8, 1))
    assert [one.slot for one in listed] == [a_slot(23, 14), a_slot(24, 8)]
    assert listed[0].slot.start.tzinfo == at(1, 1).tzinfo
    assert await calendar.appointments(at(23, 0), at(23, 14)) == ()
    assert await calendar.booked_in("anna") == (listed[1],)


async def test_an_appointment_outlives_the_erasure_of_its_call(
    calendar: CalendarRepository, calls: CallRepository
) -> None:
    assert await book(calendar, a_slot(23, 14), "anna")
    await calls.erase("anna")
    assert len(await calendar.appointments(at(23, 0), at(24, 0))) == 1


async def test_the_database_itself_refuses_a_double_booking(
    calendar: CalendarRepository, database: Database
) -> None:
    """Whatever writes there: an import, a later version, a person with a tool."""
    assert await book(calendar, a_slot(23, 8, 15), "anna")

    def insert_an_overlapping_one(tables: Tables) -> None:
        [row] = tables.table("appointments").rows
        end = "2026-11-23T07:16:00.000+00:00"
        start = "2026-11-23T07:00:00.000+00:00"
        tables.table("appointments").insert(row | {"id": "x", "start": start, "end": end})

    with pytest.raises(StorageError):
        await database.write(insert_an_overlapping_one)
    assert len(await calendar.appointments(at(23, 0), at(24, 0))) == 1


async def test_two_processes_cannot_book_the_same_slot(
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
        for slot in (a_slot(23, 8), a_slot(23, 8, 30), a_slot(23, 14)):
            results = await asyncio.gather(
                *(book(calendar, slot, "anna") for calendar in books)
            )
            assert sorted(results) == [False, True]


CALLERS = st.sampled_from(["anna", "ben"])
SLOTS = st.sampled_from(
    [
        *(a_slot(23, 8, minute) for minute in (0, 15, 30)),
        *(a_slot(23, 8, minute, "winter") for minute in (30, 45)),
        *(a_slot(23, 14, minute) for minute in (0, 15)),
    ]
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["hold", "book", "release", "wait"]), CALLERS, SLOTS),
    max_size=25,
)


@given(steps=STEPS)
@hypothesis_settings(max_examples=40, deadline=None)
def test_no_sequence_of_calls_books_anybody_twice(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, Slot]]
) -> None:
    asyncio.run(play(tmp_path_factory.mktemp("store") / "kibox.db", steps))


async def play(path: Path, steps: list[tuple[str, str, Slot]]) -> None:
    clock, model = Clock(), Model()
    async with Database(path, MasterKey(bytes(32))) as database:
        for call_id in ("anna", "ben"):
            await CallRepository(database).begin(a_call(call_id))
        calendar = CalendarRepository(database, settings_with(), clock)
        for step, call_id, slot in steps:
            match step:
                case "hold":
                    assert await calendar.hold(slot, call_id) == model.hold(slot, call_id)
                case "book":
                    assert await book(calendar, slot, call_id) == model.book(slot, call_id)
                case "release":
                    await calendar.release(slot, call_id)
                    model.held.discard((slot, call_id))
                case _:
                    clock.pass_minutes(5)
                    model.held.clear()
            taken = {one.slot for one in await calendar.appointments(at(23, 0), at(24, 0))}
            assert taken == model.booked
            free = await calendar.free_slots(a_wish(person=slot.person, last=at(24, 0)))
            assert not any(overlap(a, b) for a in free for b in model.taken())


class Model:
    """The calendar in ten lines: what is booked, and who holds what."""

    def __init__(self) -> None:
        self.booked: set[Slot] = set()
        self.held: set[tuple[Slot, str]] = set()

    def taken(self) -> set[Slot]:
        return self.booked | {slot for slot, _ in self.held}

    def hold(self, slot: Slot, call_id: str) -> bool:
        if not self.is_open(slot, call_id):
            return False
        self.held = {(s, c) for s, c in self.held if not overlap(s, slot)} | {(slot, call_id)}
        return True

    def book(self, slot: Slot, call_id: str) -> bool:
        if not self.is_open(slot, call_id):
            return False
        self.booked.add(slot)
        self.held.discard((slot, call_id))
        return True

    def is_open(self, slot: Slot, call_id: str) -> bool:
        others = {one for one, caller in self.held if caller != call_id}
        return not any(overlap(one, slot) for one in self.booked | others)


def overlap(one: Slot, other: Slot) -> bool:
    same = one.person == other.person
    return same and one.start < other.end and one.end - other.start > timedelta()
