"""Fetch what the dialogue asks for: from calendar, store, entries, model and telephones.

Each errand comes back as one event. None of them delays what the caller hears or says.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from kibox_pbx.dialogue.actions import (
    AskModel,
    BookSlot,
    CancelAppointment,
    FindAnswer,
    FindAppointments,
    FindSlots,
    HoldSlot,
    KeepQuestion,
    MoveAppointment,
    NoteFailedProof,
    ReleaseSlot,
    SeeExtension,
    StoreForm,
    TakeMessage,
    WordAnswer,
)
from kibox_pbx.dialogue.events import (
    AnswersFound,
    AnswerWorded,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentLost,
    AppointmentMoved,
    AppointmentsFound,
    Event,
    ExtensionSeen,
    FormStored,
    MessageStored,
    ModelReplied,
    SlotHeld,
    SlotLost,
    SlotsFound,
    StoreFailed,
)
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.wish_form import read_form
from kibox_pbx.errors import EngineError, StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.ports import (
    Calendar,
    CallStore,
    Choice,
    Entries,
    Extensions,
    LanguageModel,
    Moved,
    WritingModel,
)
from kibox_pbx.records import Appointment

CalendarErrand = (
    FindSlots
    | HoldSlot
    | ReleaseSlot
    | BookSlot
    | FindAppointments
    | NoteFailedProof
    | CancelAppointment
    | MoveAppointment
)
DeskErrand = (
    AskModel | TakeMessage | FindAnswer | WordAnswer | KeepQuestion | StoreForm | SeeExtension
)
Errand = CalendarErrand | DeskErrand

SURE_ENOUGH = 0.7
"""Probability of a label below which the caller is rather asked again."""

DOUBTED = frozenset({Intent.EXISTING, Intent.FORM})
"""Labels a small model says too readily: on 244 sentences 7 times rightly, 8 wrongly at 0.7."""

SURE_OF_DOUBTED = 0.9

_LOG = get_logger(__name__)


def believed(choice: Choice) -> str | None:
    """Return the label, if the model is sure enough of it."""
    least = SURE_OF_DOUBTED if choice.label in DOUBTED else SURE_ENOUGH
    return choice.label if choice.probability >= least else None


@dataclass(frozen=True, slots=True)
class Office:
    """Whom errands go to; the same for all calls."""

    calendar: Calendar
    store: CallStore
    model: LanguageModel
    entries: Entries
    extensions: Extensions
    writer: WritingModel | None = None
    """The language model as it writes; None: there is none that does."""

    patience_ms: int = 1500
    """How long a caller may wait for the language model, all in all."""


@dataclass(frozen=True, slots=True)
class Errands:
    """Runs errands for one call."""

    call_id: str
    office: Office
    now_ms: Callable[[], int]

    async def run(self, errand: Errand) -> Event | None:
        """Do it; return what the dialogue must know, or None if nothing."""
        try:
            if isinstance(errand, CalendarErrand):
                return await self._ask_calendar(errand)
            return await self._ask_desk(errand)
        except StorageError as error:
            _LOG.error("store refused an errand", call_id=self.call_id, reason=error.reason)
            return StoreFailed(self.now_ms())

    async def _ask_calendar(  # noqa: PLR0911, C901 (one line an errand)
        self, errand: CalendarErrand
    ) -> Event | None:
        calendar = self.office.calendar
        match errand:
            case FindSlots():
                slots = await calendar.free_slots(errand)
                return SlotsFound(self.now_ms(), slots)
            case HoldSlot(slot):
                held = await calendar.hold(slot, self.call_id)
                return (SlotHeld if held else SlotLost)(self.now_ms(), slot)
            case ReleaseSlot(slot):
                await calendar.release(slot, self.call_id)
                return None
            case BookSlot():
                return await self._book(errand)
            case FindAppointments():
                return await self._find(errand)
            case NoteFailedProof(numbers):
                await calendar.note_failed_proof(self.call_id, numbers)
                return None
            case CancelAppointment(appointment):
                return await self._cancel(appointment)
            case MoveAppointment():
                return await self._move(errand)
            case _:
                assert_never(errand)

    async def _ask_desk(  # noqa: PLR0911 (one line an errand)
        self, errand: DeskErrand
    ) -> Event | None:
        office = self.office
        match errand:
            case AskModel():
                return await self._ask_model(errand)
            case TakeMessage(message):
                await office.store.take_message(self.call_id, message)
                return MessageStored(self.now_ms())
            case StoreForm(form):
                await office.store.take_form(self.call_id, form)
                return FormStored(self.now_ms())
            case KeepQuestion(question, language):
                await office.store.keep_question(self.call_id, question, language)
                return None
            case FindAnswer(question, language):
                entries = await office.entries.find(question, language)
                return AnswersFound(self.now_ms(), entries)
            case WordAnswer(entry, question, language):
                text = await office.entries.word(entry, question, language)
                return AnswerWorded(self.now_ms(), text)
            case SeeExtension(department):
                is_free = await office.extensions.is_free(department)
                return ExtensionSeen(self.now_ms(), department, is_free)
            case _:
                assert_never(errand)

    async def _ask_model(self, errand: AskModel) -> Event:
        ends_at = asyncio.get_running_loop().time() + self.office.patience_ms / 1000
        try:
            choice = await self.office.model.choose(errand.task, errand.text)
        except EngineError:
            _LOG.warning("language model gave no answer in time", call_id=self.call_id)
            return ModelReplied(self.now_ms(), None)
        label = believed(choice)
        form = dict(errand.forms).get(label or "")
        filled = await self._filled(form, errand.text, ends_at) if form else ()
        return ModelReplied(self.now_ms(), label, filled)

    async def _filled(
        self, form: str, text: str, ends_at: float
    ) -> tuple[tuple[str, str], ...]:
        """Have a form filled in; nothing where that is too slow, the wish alone will do."""
        if self.office.writer is None:
            return ()
        try:
            async with asyncio.timeout_at(ends_at):
                return read_form(await self.office.writer.write(form, text))
        except (EngineError, TimeoutError):
            _LOG.info("language model filled in no form in time", call_id=self.call_id)
            return ()

    async def _book(self, errand: BookSlot) -> Event:
        appointment = await self.office.calendar.book(
            errand.slot,
            self.call_id,
            name=errand.name,
            phone=errand.phone,
            birthdate=errand.birthdate,
        )
        if appointment is None:
            return SlotLost(self.now_ms(), errand.slot)
        return AppointmentBooked(self.now_ms(), appointment)

    async def _find(self, errand: FindAppointments) -> Event:
        """Look it up; who has guessed too often hears what everybody hears who is unknown."""
        calendar, birthdate = self.office.calendar, errand.birthdate
        found: tuple[Appointment, ...] = ()
        if await calendar.may_still_prove(self.call_id, errand.phone):
            found = await calendar.find(
                name=errand.name, phone=errand.phone, birthdate=birthdate
            )
        by_birthdate = not found and birthdate is None and await calendar.keeps_birthdates()
        return AppointmentsFound(self.now_ms(), found, by_birthdate)

    async def _cancel(self, appointment: Appointment) -> Event:
        if await self.office.calendar.cancel(appointment, self.call_id):
            return AppointmentCancelled(self.now_ms(), appointment)
        return AppointmentLost(self.now_ms())

    async def _move(self, errand: MoveAppointment) -> Event:
        before, slot = errand.appointment, errand.slot
        match await self.office.calendar.move(before, slot, self.call_id):
            case Moved.DONE:
                return AppointmentMoved(self.now_ms(), replace(before, slot=slot))
            case Moved.SLOT_LOST:
                return SlotLost(self.now_ms(), slot)
            case Moved.APPOINTMENT_LOST:
                return AppointmentLost(self.now_ms())
