"""One appointment book for several hosts: the contract, and that nobody books twice."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from kibox_pbx.config.settings import Shared
from kibox_pbx.errors import StorageError
from kibox_pbx.ports import Moved
from kibox_pbx.records import Appointment, Slot
from kibox_pbx.storage.shared.calendar import SharedCalendar
from kibox_pbx.storage.shared.link import Link
from tests.postgres_server import Postgres
from tests.storage.calendar_contract import CalendarContract, book, booked, first_slot, found
from tests.storage.practice import a_slot, a_wish, at
from tests.storage.shared.conftest import Host, all_settle

TRIES = 20


class TestSharedCalendar(CalendarContract):
    """The contract, on a real PostgreSQL over TLS."""

    @pytest.fixture
    async def calendar(self, hosts: list[Host]) -> SharedCalendar:
        await hosts[0].answers("anna", "ben")
        return hosts[0].calendar


async def test_what_one_host_books_is_taken_and_found_at_all_others(
    hosts: list[Host],
) -> None:
    one, two, _ = hosts
    appointment = await booked(one.calendar, "anna")
    assert appointment.slot not in await two.calendar.free_slots(a_wish())
    assert not await book(two.calendar, appointment.slot, "ben")
    assert await found(two.calendar) == (appointment,)


async def test_what_one_host_holds_no_other_offers(hosts: list[Host]) -> None:
    one, two, _ = hosts
    slot = await first_slot(one.calendar)
    assert await one.calendar.hold(slot, "anna")
    assert slot not in await two.calendar.free_slots(a_wish())
    assert not await two.calendar.hold(slot, "ben")
    await one.calendar.release(slot, "anna")
    assert await two.calendar.hold(slot, "ben")


async def test_another_host_moves_and_cancels_what_was_booked_here(hosts: list[Host]) -> None:
    one, two, _ = hosts
    appointment = await booked(one.calendar, "anna")
    (theirs,) = await found(two.calendar)
    slot = await first_slot(two.calendar)
    assert await two.calendar.move(theirs, slot, "ben") is Moved.DONE
    assert not await one.calendar.cancel(appointment, "anna")
    (ours,) = await found(one.calendar)
    assert ours.slot == slot
    assert await one.calendar.cancel(ours, "anna")
    assert await found(two.calendar) == ()


async def test_of_all_hosts_that_book_a_time_at_once_one_gets_it(hosts: list[Host]) -> None:
    """The race, on real connections: each try another time, some of them overlapping."""
    slots = list(await hosts[0].calendar.free_slots(a_wish(limit=TRIES)))
    random.Random(7).shuffle(slots)  # noqa: S311 -- an order, no secret
    for number, slot in enumerate(slots):
        got = await asyncio.gather(
            *(book(each.calendar, slot, f"call-{number}") for each in hosts)
        )
        assert sum(got) <= 1
    await all_settle(hosts)
    books = [await each.calendar.appointments(at(23, 0), at(1, 0, month=12)) for each in hosts]
    assert books[0]
    assert books[0] == books[1] == books[2]
    assert not overlapping(books[0])


async def test_of_many_who_want_one_time_one_gets_it(hosts: list[Host]) -> None:
    for slot in (a_slot(23, 14), a_slot(23, 14, 30), a_slot(24, 8)):
        got = await asyncio.gather(
            *(
                book(each.calendar, slot, f"{index}-{call}")
                for index, each in enumerate(hosts)
                for call in range(10)
            )
        )
        assert sum(got) == 1


async def test_the_database_itself_refuses_a_double_booking(
    hosts: list[Host], server: Postgres, shared: Shared
) -> None:
    """Whoever writes there: a later version, a person with a tool."""
    appointment = await booked(hosts[0].calendar, "anna")
    slot = appointment.slot
    values = f"('x', '{slot.person}', tstzrange('{slot.start}', '{slot.end}'))"
    sql = f"INSERT INTO kibox.taken (id, person, span) VALUES {values}"  # noqa: S608 -- ours
    with pytest.raises(psycopg.errors.ExclusionViolation):
        server.run(sql, shared.database)


async def test_nobody_is_booked_in_a_time_that_another_host_has_blocked(
    hosts: list[Host],
) -> None:
    one, two, _ = hosts
    slot = a_slot(23, 14)
    row = {"id": "b1", "person": slot.person, "start": "2026-11-23T13:00:00.000+00:00",
           "end": "2026-11-23T14:00:00.000+00:00", "blocked_by": "erika"}  # fmt: skip
    await one.database.write(lambda tables: tables.table("blocked_times").insert(row))
    await one.book.settle()
    assert not await book(two.calendar, slot, "ben")
    assert slot not in await two.calendar.free_slots(a_wish())
    await two.database.write(lambda tables: tables.table("blocked_times").delete("b1"))
    await two.book.settle()
    assert slot in await one.calendar.free_slots(a_wish())


async def test_a_host_that_comes_later_gets_the_whole_book(
    hosts: list[Host],
) -> None:
    one, two, _ = hosts
    appointment = await booked(one.calendar, "anna")
    await two.database.write(lambda tables: tables.table("appointments").delete_where())
    await two.copy.end()
    await two.book.settle()
    assert await two.calendar.appointments(at(23, 0), at(24, 0)) == (appointment,)


async def test_without_the_shared_database_nothing_is_offered_or_promised(
    hosts: list[Host], server: Postgres
) -> None:
    one, two, _ = hosts
    appointment = await booked(one.calendar, "anna")
    slot = await first_slot(one.calendar)
    server.stop()
    try:
        for refused in (
            one.calendar.free_slots(a_wish()),
            one.calendar.hold(slot, "anna"),
            book(one.calendar, slot, "anna"),
            found(one.calendar),
            one.calendar.cancel(appointment, "anna"),
            one.calendar.move(appointment, slot, "anna"),
        ):
            with pytest.raises(StorageError):
                await refused
    finally:
        server.start()
    await all_settle(hosts)
    assert await found(two.calendar) == (appointment,)
    assert await two.calendar.free_slots(a_wish(limit=1)) == (slot,)


async def test_a_host_with_another_key_is_refused(shared: Shared, tmp_path: Path) -> None:
    async with Link(shared) as link:
        await link.connect()
    (tmp_path / "other.key").write_text("66" * 32)
    (tmp_path / "other.key").chmod(0o600)
    async with Link(shared.model_copy(update={"key_file": tmp_path / "other.key"})) as link:
        with pytest.raises(StorageError, match="key of all hosts"):
            await link.connect()


async def test_a_server_that_is_another_is_refused(shared: Shared) -> None:
    async with Link(shared.model_copy(update={"server_name": "db.evil.lan"})) as link:
        with pytest.raises(StorageError):
            await link.connect()


def overlapping(appointments: tuple[Appointment, ...]) -> Counter[Slot]:
    """Return what lies in another's time."""
    return Counter(
        one.slot
        for one in appointments
        for other in appointments
        if one != other
        and one.slot.person == other.slot.person
        and one.slot.start < other.slot.end
        and one.slot.end > other.slot.start
    )
