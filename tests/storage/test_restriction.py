"""What is restricted shows in no read of staff; a test finds the reads by itself."""

import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

import kibox_pbx.storage
from kibox_pbx.audio import RecordedPiece
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.lessons import Lesson, LessonKind
from kibox_pbx.errors import StorageError
from kibox_pbx.ports import Moved
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Appointment, FilledForm, Message, Outcome, Speaker, Turn
from kibox_pbx.storage import consents, recordings
from kibox_pbx.storage.appointments_elsewhere import (
    AppointmentsElsewhereRepository,
    Calendar,
)
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.corrections import CorrectionRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.desk import DeskRepository
from kibox_pbx.storage.inbox import InboxRepository, ItemKind, Place
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.lessons import LessonRepository, LessonState
from kibox_pbx.storage.questions import QuestionRepository
from kibox_pbx.storage.restriction import lift, restrict
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.summaries import SummaryRepository, Unsorted
from kibox_pbx.utterance import Language
from tests.storage.conftest import Clock, a_call
from tests.storage.practice import a_slot, a_wish, at

SECRETS = ("Erika", "erika", "Mustermann", "+4930111", "1980-05-01", "ramipril", "geheim")
CALL = "erika"
MESSAGE = Message("geheim: ramipril", "Erika Mustermann", "+4930111", "desk")


@pytest.fixture
async def book(database: Database, settings: Settings, clock: Clock) -> CalendarRepository:
    return CalendarRepository(database, settings, clock)


@pytest.fixture
async def appointment(calls: CallRepository, book: CalendarRepository) -> Appointment:
    """A call of which everything is kept that can be, and the appointment made in it."""
    await calls.begin(replace(a_call(CALL), caller="+4930111"))
    await calls.add_turn(CALL, Turn(Speaker.CALLER, "geheim ramipril", None, 10, 20))
    await calls.add_event(CALL, '{"event": "geheim"}')
    await calls.take_message(CALL, MESSAGE)
    form = FilledForm("refill", (("drug", "ramipril"),), "Erika Mustermann", None)
    await calls.take_form(CALL, form)
    await calls.keep_question(CALL, "geheim ramipril?", Language.GERMAN)
    await calls.finish(CALL, Outcome.BOOKED, 1000)
    await learn(calls._database)
    told = {"name": "Erika Mustermann", "phone": "+4930111", "birthdate": "1980-05-01"}
    booked = await book.book(a_slot(23, 8), CALL, **told)
    assert booked is not None
    return booked


async def learn(database: Database) -> None:
    """Have the caller agree to lessons, one of which is accepted; a second call waits."""
    calls, lessons = CallRepository(database), LessonRepository(database)
    await calls.begin(replace(a_call(f"{CALL}-2"), caller="+4930111"))
    await calls.finish(f"{CALL}-2", Outcome.ANSWERED, 1000)
    yes = (ConsentPurpose.IMPROVEMENT, ConsentAnswer.YES, "v1", at(23, 7))

    def agree(tables: Tables) -> None:
        for call_id in (CALL, f"{CALL}-2"):
            consents.record(tables, Consent(call_id, *yes))

    await database.write(agree)
    lesson = Lesson(next(iter(LessonKind)), "talk", Language.GERMAN, "geheim ramipril")
    await lessons.keep(CALL, (lesson,), at(23, 7))
    (kept,) = await lessons.all()
    await lessons.decide(kept.id, LessonState.ACCEPTED)


async def freeze(database: Database, appointment: Appointment) -> None:
    ids = (CALL, f"{CALL}-2"), (appointment.id,)
    assert await database.write(lambda tables: restrict(tables, *ids, at(23, 7))) == 3


Read = Callable[[Database, Settings, Clock], Awaitable[Any]]


def find_erika(database: Database, settings: Settings, clock: Clock) -> Awaitable[Any]:
    told = {"name": "Erika Mustermann", "phone": "+4930111", "birthdate": "1980-05-01"}
    return CalendarRepository(database, settings, clock).find(**told)


async def read_call(database: Database, settings: Settings, clock: Clock) -> Any:
    try:
        return await CallRepository(database).read_call(CALL)
    except StorageError:
        return None


async def read_lesson(database: Database, settings: Settings, clock: Clock) -> Any:
    ids = await database.read(lambda t: [row["id"] for row in t.table("lessons").rows])
    try:
        return await LessonRepository(database).one(ids[0])
    except StorageError:
        return None


async def read_appointment(database: Database, settings: Settings, clock: Clock) -> Any:
    (found,) = await database.read(
        lambda t: [row["id"] for row in t.table("appointments").rows]
    )
    return await DeskRepository(database, settings, clock).appointment(found)


async def read_question(database: Database, settings: Settings, clock: Clock) -> Any:
    try:
        return await QuestionRepository(database).one(f"{CALL}-1")
    except StorageError:
        return None


async def read_done(database: Database, settings: Settings, clock: Clock) -> Any:
    done = {"done_at": to_text(at(23, 7))}
    await database.write(lambda t: t.table("messages").update((CALL, 1), done))
    return await InboxRepository(database).done(99)


async def read_both_sides(database: Database, settings: Settings, clock: Clock) -> Any:
    elsewhere = AppointmentsElsewhereRepository(database, clock)
    return await elsewhere.both_sides(Calendar("sommer", "x"), clock(), None)


READS: dict[str, Read] = {
    "AppointmentsElsewhereRepository.both_sides": read_both_sides,
    "CalendarRepository.appointments": lambda d, s, c: CalendarRepository(d, s, c).appointments(
        at(1, 0), at(30, 0)
    ),
    "CalendarRepository.booked_in": lambda d, s, c: CalendarRepository(d, s, c).booked_in(CALL),
    "CalendarRepository.find": find_erika,
    "CallRepository.read_call": read_call,
    "CallRepository.recent": lambda d, s, c: CallRepository(d).recent(99),
    "QuestionRepository.waiting": lambda d, s, c: QuestionRepository(d).waiting(),
    "DeskRepository.appointment": read_appointment,
    "QuestionRepository.one": read_question,
    "InboxRepository.done": read_done,
    "InboxRepository.one": lambda d, s, c: InboxRepository(d).one(
        Place(ItemKind.MESSAGE, CALL, 1)
    ),
    "InboxRepository.waiting": lambda d, s, c: InboxRepository(d).waiting(99),
    "LessonRepository.accepted": lambda d, s, c: LessonRepository(d).accepted(),
    "LessonRepository.all": lambda d, s, c: LessonRepository(d).all(),
    "LessonRepository.calls_to_look_at": lambda d, s, c: LessonRepository(d).calls_to_look_at(),
    "LessonRepository.one": read_lesson,
    "SummaryRepository.unsorted": lambda d, s, c: SummaryRepository(d).unsorted(),
    "SummaryRepository.unsorted of a call": lambda d, s, c: SummaryRepository(d).unsorted(CALL),
}
"""Every read that could show a caller."""

SHOWS_NOBODY = {
    "AppointmentsElsewhereRepository.forgotten",
    "AppointmentsElsewhereRepository.is_waiting",
    "AppointmentsElsewhereRepository.unwritten",
    "BusyElsewhereRepository.between",
    "BusyElsewhereRepository.synced_at",
    "CalendarRepository.may_still_prove",
    "CallRepository.consents_of",
    "CalendarRepository.free_slots",
    "CalendarRepository.keeps_birthdates",
    "CallRepository.was_erased",
    "CorrectionRepository.is_kept",
    "DeskRepository.blocked",
    "LessonRepository.edition",
    "RetentionRepository.due",
    "RetentionRepository.last_run",
}
WRITES = {
    "AppointmentsElsewhereRepository.agree",
    "AppointmentsElsewhereRepository.begin",
    "AppointmentsElsewhereRepository.cancel",
    "AppointmentsElsewhereRepository.clash",
    "AppointmentsElsewhereRepository.follow",
    "AppointmentsElsewhereRepository.forget",
    "AppointmentsElsewhereRepository.keep_only",
    "AppointmentsElsewhereRepository.sending",
    "BusyElsewhereRepository.keep_only",
    "BusyElsewhereRepository.replace",
    "CalendarRepository.book",
    "CalendarRepository.cancel",
    "CalendarRepository.hold",
    "CalendarRepository.move",
    "CalendarRepository.note_failed_proof",
    "CalendarRepository.release",
    "CallRepository.add_event",
    "CallRepository.add_sound",
    "CallRepository.add_turn",
    "CallRepository.begin",
    "CallRepository.close_unfinished",
    "CallRepository.erase",
    "CallRepository.finish",
    "CallRepository.forget_conversation",
    "CallRepository.keep_question",
    "CallRepository.mark_for_erasure",
    "CallRepository.note_consent",
    "CallRepository.take_form",
    "CallRepository.take_message",
    "CallRepository.withdraw_consent",
    "CorrectionRepository.correct",
    "DeskRepository.block",
    "DeskRepository.cancel",
    "DeskRepository.move",
    "DeskRepository.unblock",
    "InboxRepository.mark_done",
    "InboxRepository.mark_open",
    "LessonRepository.decide",
    "LessonRepository.keep",
    "QuestionRepository.mark_done",
    "RetentionRepository.run",
    "SummaryRepository.write",
}


def public_methods() -> set[str]:
    """Return ``Class.method`` of every repository in the storage package."""
    found = set()
    for info in pkgutil.iter_modules(kibox_pbx.storage.__path__):
        module = importlib.import_module(f"kibox_pbx.storage.{info.name}")
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if name.endswith("Repository") and kind.__module__ == module.__name__:
                methods = inspect.getmembers(kind, inspect.iscoroutinefunction)
                found |= {f"{name}.{each}" for each, _ in methods if each[0] != "_"}
    return found


def test_whoever_adds_a_read_to_the_store_says_what_it_shows_of_the_restricted() -> None:
    known = {name.split(" ")[0] for name in READS} | SHOWS_NOBODY | WRITES
    of_callers = {each for each in public_methods() if not each.startswith(OF_STAFF)}
    assert of_callers == known


OF_STAFF = (
    "AddedEntryRepository.",
    "DailyCountRepository.",
    "OutboxRepository.",
    "AccountRepository.",
    "NoticeRepository.",
    "SessionRepository.",
    "SubscriptionRepository.",
)
"""These keep nothing of any caller; tests/storage/test_outbox.py shows it of the outbox."""


@pytest.mark.parametrize("name", READS)
async def test_a_read_shows_it_before_and_hides_it_while_it_is_restricted(
    name: str, database: Database, settings: Settings, clock: Clock, appointment: Appointment
) -> None:
    read = READS[name]
    before = repr(await read(database, settings, clock))
    assert any(secret in before for secret in SECRETS)
    await freeze(database, appointment)
    during = repr(await read(database, settings, clock))
    assert [secret for secret in SECRETS if secret in during] == []
    ids = (CALL, f"{CALL}-2"), (appointment.id,)
    assert await database.write(lambda tables: lift(tables, *ids, at(23, 7))) == 3
    assert repr(await read(database, settings, clock)) == before


async def test_the_calendar_shows_the_time_as_engaged_without_a_name(
    database: Database, book: CalendarRepository, appointment: Appointment
) -> None:
    await freeze(database, appointment)
    (shown,) = await book.appointments(at(23, 0), at(24, 0))
    assert (shown.slot.start, shown.slot.end) == (at(23, 8), at(23, 8, 30))
    assert (shown.name, shown.phone, shown.birthdate, shown.slot.service) == ("", "", None, "")
    assert shown.is_restricted
    assert a_slot(23, 8) not in await book.free_slots(a_wish())
    assert await book.book(a_slot(23, 8), "x", name="B", phone="1", birthdate=None) is None


async def test_nobody_moves_or_cancels_it_and_no_birthdate_of_it_counts(
    database: Database, book: CalendarRepository, appointment: Appointment
) -> None:
    assert await book.keeps_birthdates()
    await freeze(database, appointment)
    assert not await book.keeps_birthdates()
    assert not await book.cancel(appointment, CALL)
    assert await book.move(appointment, a_slot(24, 8), CALL) is Moved.APPOINTMENT_LOST
    assert len(await book.appointments(at(23, 0), at(24, 0))) == 1


async def test_it_is_neither_corrected_nor_sorted_nor_closed_nor_forgotten(
    database: Database, calls: CallRepository, appointment: Appointment
) -> None:
    corrections, summaries = CorrectionRepository(database), SummaryRepository(database)
    before = await calls.read_call(CALL)
    await freeze(database, appointment)
    assert not await corrections.is_kept(CALL)
    assert not await corrections.correct(CALL, 10, "geheim ramipril", "anders")
    unsorted = Unsorted(CALL, 1, Language.GERMAN, MESSAGE)
    await summaries.write(unsorted, "Betreff", None)
    with pytest.raises(StorageError, match="no such question"):
        await QuestionRepository(database).mark_done(f"{CALL}-1", "olga")
    for kind in ItemKind:
        inbox = InboxRepository(database)
        for mark in (inbox.mark_done, inbox.mark_open):
            with pytest.raises(StorageError, match="no such message or request"):
                await mark(kind, CALL, 1, "olga")
    await calls.forget_conversation(CALL)
    ids = (CALL, f"{CALL}-2"), (appointment.id,)
    await database.write(lambda tables: lift(tables, *ids, at(23, 7)))
    assert await calls.read_call(CALL) == before


async def test_freezing_twice_keeps_the_first_moment(
    database: Database, appointment: Appointment
) -> None:
    await freeze(database, appointment)
    ids = (CALL, f"{CALL}-2"), (appointment.id,)
    assert await database.write(lambda tables: restrict(tables, *ids, at(24, 7))) == 0


async def test_its_recording_is_neither_listed_nor_played(
    database: Database, calls: CallRepository, appointment: Appointment
) -> None:
    await calls.note_consent(CALL, ConsentPurpose.RECORDING, ConsentAnswer.YES, "n1", at(23, 7))
    await calls.add_sound(CALL, RecordedPiece(0, bytes(320), bytes(320)))
    texts = SealedTexts(database.envelope)

    async def shown() -> tuple[int, bool]:
        listed = await database.read(recordings.recorded)
        sound = await database.read(lambda t: recordings.sound_of(t, texts, CALL))
        return len(listed), sound is not None

    assert await shown() == (1, True)
    await freeze(database, appointment)
    assert await shown() == (0, False)
    sound_for_them = await database.read(
        lambda t: recordings.sound_of(t, texts, CALL, restricted_too=True)
    )
    assert sound_for_them is not None
