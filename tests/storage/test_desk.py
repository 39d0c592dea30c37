"""What people change in the appointment book, held to what the calendar offers."""

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.ports import Moved
from kibox_pbx.privacy.periods import limits
from kibox_pbx.records import Appointment, Message
from kibox_pbx.storage.access_log import Access
from kibox_pbx.storage.access_log_reading import AccessLog, Wanted
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.desk import DeskRepository
from kibox_pbx.storage.forgetting import forget_proof
from kibox_pbx.storage.inbox import InboxRepository
from tests.storage.conftest import Clock, a_call
from tests.storage.practice import a_slot, a_wish, at

CALL = "c0ffee"
TELL = Message("Bitte Bescheid sagen.", "Erika", "+4930111")


@pytest.fixture
def book(database: Database, settings: Settings, clock: Clock) -> CalendarRepository:
    return CalendarRepository(database, settings, clock)


@pytest.fixture
def desk(database: Database, settings: Settings, clock: Clock) -> DeskRepository:
    return DeskRepository(database, settings, clock)


@pytest.fixture
async def appointment(calls: CallRepository, book: CalendarRepository) -> Appointment:
    await calls.begin(a_call(CALL))
    booked = await book.book(a_slot(23, 8), CALL, name="Erika", phone="1", birthdate=None)
    assert booked is not None
    return booked


async def did(database: Database) -> list[tuple[str, str, str]]:
    entry = Access(at(23, 7), "test", "show_access_log")
    rows = await AccessLog(database).show(Wanted(), entry)
    return [(each.who, each.did, each.about) for _, each in rows]


async def test_an_appointment_moves_stays_with_its_call_and_leaves_a_message(
    desk: DeskRepository, book: CalendarRepository, database: Database, appointment: Appointment
) -> None:
    assert await desk.move("rita", appointment, a_slot(24, 8), TELL) is Moved.DONE
    moved = await desk.appointment(appointment.id)
    assert moved is not None
    assert moved.slot == a_slot(24, 8)
    assert await book.booked_in(CALL) == (moved,)
    (item,) = await InboxRepository(database).waiting(9)
    assert item.content == TELL
    assert ("rita", "move_appointment", appointment.id) in await did(database)


async def test_it_moves_to_nothing_the_calendar_does_not_offer(
    desk: DeskRepository,
    book: CalendarRepository,
    calls: CallRepository,
    database: Database,
    appointment: Appointment,
) -> None:
    await calls.begin(a_call("other"))
    assert await book.book(a_slot(24, 8), "other", name="B", phone="2", birthdate=None)
    for wrong in (a_slot(24, 8), a_slot(24, 12), a_slot(24, 8, 7), a_slot(22, 8)):
        assert await desk.move("rita", appointment, wrong, TELL) is Moved.SLOT_LOST
    assert await desk.appointment(appointment.id) == appointment
    assert await InboxRepository(database).waiting(9) == ()
    assert "move_appointment" not in [each for _, each, _ in await did(database)]


async def test_what_changed_meanwhile_is_neither_moved_nor_cancelled(
    desk: DeskRepository, database: Database, appointment: Appointment
) -> None:
    assert await desk.move("rita", appointment, a_slot(24, 8), TELL) is Moved.DONE
    moved = desk.move("rita", appointment, a_slot(27, 8), TELL)
    assert await moved is Moved.APPOINTMENT_LOST
    assert not await desk.cancel("rita", appointment, TELL)
    assert len(await InboxRepository(database).waiting(9)) == 1


async def test_an_appointment_is_cancelled_and_its_time_offered_again(
    desk: DeskRepository, book: CalendarRepository, database: Database, appointment: Appointment
) -> None:
    assert await desk.cancel("rita", appointment, TELL)
    assert await desk.appointment(appointment.id) is None
    assert a_slot(23, 8) in await book.free_slots(a_wish())
    assert len(await InboxRepository(database).waiting(9)) == 1
    assert ("rita", "cancel_appointment", appointment.id) in await did(database)


async def test_of_an_erased_call_no_message_can_lie_in_the_inbox(
    desk: DeskRepository, calls: CallRepository, database: Database, appointment: Appointment
) -> None:
    await calls.erase(CALL)
    assert await desk.move("rita", appointment, a_slot(24, 8), TELL) is Moved.DONE
    assert await InboxRepository(database).waiting(9) == ()


async def test_in_a_blocked_time_nobody_is_booked(
    desk: DeskRepository, book: CalendarRepository, database: Database, appointment: Appointment
) -> None:
    await desk.block("rita", ["sommer"], at(24, 0), at(25, 0))
    assert a_slot(24, 8) not in await book.free_slots(a_wish())
    assert not await book.hold(a_slot(24, 8), "x")
    taken = await book.book(a_slot(24, 8), "x", name="B", phone="2", birthdate=None)
    assert taken is None
    assert await desk.move("rita", appointment, a_slot(24, 8), TELL) is Moved.SLOT_LOST
    with pytest.raises(StorageError):
        await database.write(
            lambda tables: tables.table("appointments").update(
                appointment.id, {"start": "2026-11-24T08", "end": "2026-11-24T09"}
            )
        )
    (blocked,) = await desk.blocked(at(23, 0), at(30, 0))
    assert (blocked.start, blocked.end, blocked.appointments) == (at(24, 0), at(25, 0), 0)
    await desk.unblock("rita", blocked.id)
    assert a_slot(24, 8) in await book.free_slots(a_wish())
    known = [each[:2] for each in await did(database)]
    assert {("rita", "block_time"), ("rita", "unblock_time")} <= set(known)


@pytest.mark.parametrize("block_id", ["", " ", "0" * 32, "ä", "'"])
async def test_a_block_that_is_not_there_does_no_harm_and_no_line(
    desk: DeskRepository, database: Database, block_id: str
) -> None:
    await desk.unblock("rita", block_id)
    assert [who for who, _, _ in await did(database)] == ["test"]


async def test_a_block_of_one_leaves_the_others_and_the_edges_free(
    desk: DeskRepository, book: CalendarRepository
) -> None:
    await desk.block("rita", ["sommer"], at(23, 8, 30), at(23, 14))
    free = await book.free_slots(a_wish())
    assert a_slot(23, 8) in free
    assert a_slot(23, 14) in free
    assert a_slot(23, 8, 30, "winter") in free
    assert a_slot(23, 8, 15) not in free


async def test_what_was_booked_before_a_block_stays_and_is_counted(
    desk: DeskRepository, book: CalendarRepository, appointment: Appointment
) -> None:
    await desk.block("rita", ["sommer", "winter"], at(23, 0), at(24, 0))
    counts = {
        each.person: each.appointments for each in await desk.blocked(at(1, 0), at(30, 0))
    }
    assert counts == {"sommer": 1, "winter": 0}
    assert await desk.appointment(appointment.id) == appointment
    assert await desk.move("rita", appointment, a_slot(24, 8), TELL) is Moved.DONE


async def test_a_block_has_an_end_after_its_beginning_and_after_now(
    desk: DeskRepository,
) -> None:
    for first, last in ((at(24, 8), at(24, 8)), (at(24, 9), at(24, 8)), (at(1, 8), at(1, 9))):
        with pytest.raises(StorageError, match="blocked time"):
            await desk.block("rita", ["sommer"], first, last)
    assert await desk.blocked(at(1, 0), at(30, 0)) == ()


async def test_a_block_that_is_over_is_forgotten(
    desk: DeskRepository, database: Database, settings: Settings
) -> None:
    await desk.block("rita", ["sommer"], at(24, 0), at(25, 0))
    await desk.block("rita", ["sommer"], at(26, 0), at(27, 0))
    ends = limits(settings.privacy.retention, at(25, 0))
    await database.write(
        lambda tables: forget_proof(tables, database.envelope, ends, at(25, 0))
    )
    (left,) = await desk.blocked(at(1, 0), at(30, 0))
    assert left.start == at(26, 0)
