"""What the dialogue asks for comes back as one event, whatever goes wrong on the way."""

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
    FindSlots,
    HoldSlot,
    ReleaseSlot,
    TakeMessage,
)
from kibox_pbx.dialogue.events import (
    AppointmentBooked,
    MessageStored,
    ModelReplied,
    SlotHeld,
    SlotLost,
    SlotsFound,
    StoreFailed,
)
from kibox_pbx.errors import StorageError
from kibox_pbx.ports import Choice
from kibox_pbx.records import Appointment, Message, Slot
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


def errands(
    calendar: FakeCalendar | None = None,
    store: FakeStore | None = None,
    model: FakeModel | None = None,
) -> Errands:
    office = Office(
        calendar or FakeCalendar(SLOT),
        store or FakeStore(),
        model or FakeModel("booking"),
        FakeEntries(),
        FakeExtensions(),
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


async def test_a_model_that_is_too_slow_has_said_nothing() -> None:
    event = await errands(model=FakeModel(None)).run(AskModel("intent", "well"))
    assert event == ModelReplied(NOW_MS, None)
