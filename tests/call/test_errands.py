"""What the dialogue asks for comes back as one event, whatever goes wrong on the way."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kibox_pbx.call.errands import (
    SURE_ENOUGH,
    SURE_OF_DOUBTED,
    Errand,
    Errands,
    Office,
    believed,
)
from kibox_pbx.dialogue.actions import (
    AskModel,
    BookSlot,
    FindAppointments,
    FindSlots,
    HoldSlot,
    NoteFailedProof,
    ReleaseSlot,
    TakeMessage,
)
from kibox_pbx.dialogue.events import (
    AppointmentBooked,
    AppointmentsFound,
    MessageStored,
    ModelReplied,
    SlotHeld,
    SlotLost,
    SlotsFound,
    StoreFailed,
)
from kibox_pbx.errors import StorageError
from kibox_pbx.ports import Choice, WritingModel
from kibox_pbx.records import Appointment, Message, Slot
from tests.app.test_afterwards import FakeWriter
from tests.fakes import FakeCalendar, FakeEntries, FakeExtensions, FakeModel, FakeStore

NINE = datetime(2026, 11, 26, 9, tzinfo=ZoneInfo("Europe/Berlin"))
SLOT = Slot("checkup", NINE, NINE + timedelta(minutes=30), "sommer")
FIND = FindSlots("checkup", NINE, NINE + timedelta(days=1))
BOOK = BookSlot(SLOT, "Sarah Miller", "+4989123456", "1980-05-17")
MESSAGE = Message("please call back", "Sarah Miller", "+4989123456")
NOW_MS = 4200


class BrokenCalendar(FakeCalendar):
    """Refuses everything."""

    async def free_slots(self, wish: FindSlots) -> tuple[Slot, ...]:
        raise StorageError("the disk is gone")

    async def hold(self, slot: Slot, call_id: str) -> bool:
        raise StorageError("the disk is gone")

    async def release(self, slot: Slot, call_id: str) -> None:
        raise StorageError("the disk is gone")

    async def book(
        self, slot: Slot, call_id: str, *, name: str, phone: str, birthdate: str | None
    ) -> Appointment | None:
        raise StorageError("the disk is gone")


class UnsureModel(FakeModel):
    """Chooses with a given probability."""

    def __init__(self, probability: float) -> None:
        super().__init__("booking")
        self.probability = probability

    async def choose(self, task: str, text: str) -> Choice:
        return replace(await super().choose(task, text), probability=self.probability)


class SlowWriter:
    """Never comes to an end."""

    async def write(self, task: str, text: str) -> str:
        await asyncio.Event().wait()
        return "{}"


def errands(
    calendar: FakeCalendar | None = None,
    store: FakeStore | None = None,
    model: FakeModel | None = None,
    writer: WritingModel | None = None,
    patience_ms: int = 1500,
) -> Errands:
    office = Office(
        calendar or FakeCalendar(SLOT),
        store or FakeStore(),
        model or FakeModel("booking"),
        FakeEntries(),
        FakeExtensions(),
        writer,
        patience_ms,
    )
    return Errands("c1", office, lambda: NOW_MS)


async def test_free_times_are_found() -> None:
    assert await errands().run(FIND) == SlotsFound(NOW_MS, (SLOT,))


async def test_a_free_slot_is_held_for_this_call() -> None:
    calendar = FakeCalendar(SLOT)
    assert await errands(calendar).run(HoldSlot(SLOT)) == SlotHeld(NOW_MS, SLOT)
    assert calendar.held == {SLOT: "c1"}


async def test_a_slot_that_somebody_else_has_is_lost() -> None:
    assert await errands(FakeCalendar()).run(HoldSlot(SLOT)) == SlotLost(NOW_MS, SLOT)
    assert await errands(FakeCalendar()).run(BOOK) == SlotLost(NOW_MS, SLOT)


async def test_giving_a_slot_back_needs_no_answer() -> None:
    calendar = FakeCalendar(SLOT)
    calendar.held[SLOT] = "c1"
    assert await errands(calendar).run(ReleaseSlot(SLOT)) is None
    assert calendar.held == {}


async def test_a_booking_says_for_whom_it_is() -> None:
    calendar = FakeCalendar(SLOT)
    event = await errands(calendar).run(BOOK)
    assert event == AppointmentBooked(NOW_MS, calendar.booked[0])
    assert calendar.booked == [
        Appointment("1", SLOT, "Sarah Miller", "+4989123456", "1980-05-17")
    ]


async def test_a_message_is_stored() -> None:
    store = FakeStore()
    assert await errands(store=store).run(TakeMessage(MESSAGE)) == MessageStored(NOW_MS)
    assert store.messages == [MESSAGE]


@pytest.mark.parametrize("errand", [FIND, HoldSlot(SLOT), ReleaseSlot(SLOT), BOOK])
async def test_a_calendar_that_refuses_is_told_to_the_dialogue(errand: Errand) -> None:
    assert await errands(BrokenCalendar()).run(errand) == StoreFailed(NOW_MS)


async def test_a_store_that_refuses_is_told_to_the_dialogue() -> None:
    store = FakeStore()
    store.broken = True
    assert await errands(store=store).run(TakeMessage(MESSAGE)) == StoreFailed(NOW_MS)


@pytest.mark.parametrize(
    ("probability", "label"), [(SURE_ENOUGH, "booking"), (SURE_ENOUGH - 0.01, None)]
)
async def test_an_unsure_model_has_said_nothing(probability: float, label: str | None) -> None:
    event = await errands(model=UnsureModel(probability)).run(AskModel("intent", "well"))
    assert event == ModelReplied(NOW_MS, label)


@pytest.mark.parametrize(
    ("choice", "label"),
    [
        (Choice("appointment", SURE_ENOUGH), "appointment"),
        (Choice("form", SURE_ENOUGH), None),
        (Choice("form", SURE_OF_DOUBTED), "form"),
    ],
)
def test_labels_said_too_readily_must_be_surer(choice: Choice, label: str | None) -> None:
    assert believed(choice) == label


FORMS = (("booking", "service-de"),)


async def test_the_form_of_the_wish_is_filled_in() -> None:
    writer = FakeWriter('{"service": "checkup"}')
    event = await errands(writer=writer).run(AskModel("intent", "well", FORMS))
    assert event == ModelReplied(NOW_MS, "booking", (("service", "checkup"),))
    assert writer.asked == [("service-de", "well")]


@pytest.mark.parametrize("forms", [(), (("message", "department-de"),)])
async def test_a_form_of_another_wish_is_not_filled_in(
    forms: tuple[tuple[str, str], ...],
) -> None:
    writer = FakeWriter('{"service": "checkup"}')
    event = await errands(writer=writer).run(AskModel("intent", "well", forms))
    assert event == ModelReplied(NOW_MS, "booking")
    assert writer.asked == []


async def test_no_form_is_filled_in_for_a_wish_that_is_unsure() -> None:
    writer = FakeWriter('{"service": "checkup"}')
    unsure = UnsureModel(SURE_ENOUGH - 0.01)
    event = await errands(model=unsure, writer=writer).run(AskModel("intent", "well", FORMS))
    assert event == ModelReplied(NOW_MS, None)
    assert writer.asked == []


@pytest.mark.parametrize("form", [None, "no form"])
async def test_the_wish_is_known_though_its_form_is_not_filled_in(form: str | None) -> None:
    event = await errands(writer=FakeWriter(form)).run(AskModel("intent", "well", FORMS))
    assert event == ModelReplied(NOW_MS, "booking")


async def test_a_form_takes_what_is_left_of_the_callers_patience() -> None:
    asked = errands(writer=SlowWriter(), patience_ms=20)
    event = await asked.run(AskModel("intent", "well", FORMS))
    assert event == ModelReplied(NOW_MS, "booking")


async def test_without_a_model_that_writes_the_wish_alone_is_known() -> None:
    event = await errands().run(AskModel("intent", "well", FORMS))
    assert event == ModelReplied(NOW_MS, "booking")


async def test_a_model_that_is_too_slow_has_said_nothing() -> None:
    event = await errands(model=FakeModel(None)).run(AskModel("intent", "well"))
    assert event == ModelReplied(NOW_MS, None)


async def test_who_failed_too_often_is_told_what_unknown_people_are() -> None:
    calendar = FakeCalendar(SLOT)
    await calendar.book(
        SLOT, "before", name="Sarah Miller", phone="+49891", birthdate="1980-05-17"
    )
    claim = FindAppointments("Sarah Miller", "+49891", "1980-05-17")
    run = errands(calendar).run
    found = await run(claim)
    assert isinstance(found, AppointmentsFound)
    assert found.appointments
    for _ in range(5):
        assert await run(NoteFailedProof(("+49891",))) is None
    unknown = await run(FindAppointments("Somebody Else", "+49301", "1980-05-17"))
    assert await run(claim) == unknown
