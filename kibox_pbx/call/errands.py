"""Fetch what the dialogue asks for: from the calendar, the store and the language model.

Each errand comes back as one event. None of them delays what the caller hears or says.
"""

from collections.abc import Callable
from dataclasses import dataclass

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
    Event,
    MessageStored,
    ModelReplied,
    SlotHeld,
    SlotLost,
    SlotsFound,
    StoreFailed,
)
from kibox_pbx.errors import EngineError, StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.ports import Calendar, CallStore, LanguageModel

Errand = AskModel | FindSlots | HoldSlot | ReleaseSlot | BookSlot | TakeMessage

SURE_ENOUGH = 0.7
"""Probability of a label below which the caller is rather asked again."""

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Errands:
    """Runs errands for one call."""

    call_id: str
    calendar: Calendar
    store: CallStore
    model: LanguageModel
    now_ms: Callable[[], int]

    async def run(self, errand: Errand) -> Event | None:
        """Do it; return what the dialogue must know, or None if nothing."""
        try:
            return await self._run(errand)
        except StorageError:
            _LOG.error("store refused an errand", call_id=self.call_id)
            return StoreFailed(self.now_ms())

    async def _run(self, errand: Errand) -> Event | None:
        match errand:
            case AskModel():
                return await self._ask_model(errand)
            case FindSlots():
                slots = await self.calendar.free_slots(errand)
                return SlotsFound(self.now_ms(), slots)
            case HoldSlot(slot):
                held = await self.calendar.hold(slot, self.call_id)
                return (SlotHeld if held else SlotLost)(self.now_ms(), slot)
            case ReleaseSlot(slot):
                await self.calendar.release(slot, self.call_id)
                return None
            case BookSlot():
                return await self._book(errand)
            case TakeMessage(message):
                await self.store.take_message(self.call_id, message)
                return MessageStored(self.now_ms())

    async def _ask_model(self, errand: AskModel) -> Event:
        try:
            choice = await self.model.choose(errand.task, errand.text)
        except EngineError:
            _LOG.warning("language model gave no answer in time", call_id=self.call_id)
            return ModelReplied(self.now_ms(), None)
        sure = choice.probability >= SURE_ENOUGH
        return ModelReplied(self.now_ms(), choice.label if sure else None)

    async def _book(self, errand: BookSlot) -> Event:
        appointment = await self.calendar.book(
            errand.slot,
            self.call_id,
            name=errand.name,
            phone=errand.phone,
            birthdate=errand.birthdate,
        )
        if appointment is None:
            return SlotLost(self.now_ms(), errand.slot)
        return AppointmentBooked(self.now_ms(), appointment)
