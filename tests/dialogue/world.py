"""The world around the dialogue, in memory: one calendar, many calls, a clock.

It answers every request that the dialogue can make, by the real arithmetic of free times.
A new request is one more `case` in `World.answer`.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import (
    Action,
    BookSlot,
    CancelAppointment,
    FindAnswer,
    FindAppointments,
    FindSlots,
    HoldSlot,
    MoveAppointment,
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
    SlotHeld,
    SlotLost,
    SlotsFound,
)
from kibox_pbx.records import Appointment, FilledForm, Message, Slot
from kibox_pbx.storage.slots import Busy, free_slots, is_bookable
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class Hold:
    """A slot that a call keeps until then."""

    call: str
    slot: Slot
    until: datetime


@dataclass
class World:
    """A practice's calendar and desk, shared by all calls."""

    settings: Settings
    now: datetime
    appointments: list[Appointment] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    forms: list[FilledForm] = field(default_factory=list)
    engaged: frozenset[str] = frozenset()
    """Departments whose telephone is busy."""

    written: int = 0

    def answer(  # noqa: PLR0911, PLR0912, C901 (one line a request)
        self, call: str, action: Action, at_ms: int
    ) -> Event | None:
        """Do what the dialogue asks for; return the event that comes back, if any."""
        match action:
            case FindSlots():
                return SlotsFound(
                    at_ms, free_slots(self.settings, action, self.busy(), self.now)
                )
            case HoldSlot(slot):
                return (SlotHeld if self.hold(call, slot) else SlotLost)(at_ms, slot)
            case ReleaseSlot(slot):
                self.holds = [h for h in self.holds if (h.call, h.slot) != (call, slot)]
                return None
            case BookSlot():
                return self.book(call, action, at_ms)
            case TakeMessage(message):
                self.messages.append(message)
                return MessageStored(at_ms)
            case FindAppointments(name, phone, birthdate):
                found = self.of(name, phone, birthdate)
                filed = any(each.birthdate for each in self.appointments)
                return AppointmentsFound(at_ms, found, not (found or birthdate) and filed)
            case CancelAppointment(appointment):
                return self.cancel(appointment, at_ms)
            case MoveAppointment(appointment, slot):
                return self.move(call, appointment, slot, at_ms)
            case FindAnswer():
                return AnswersFound(at_ms, tuple(self.settings.enquiries)[:1])
            case WordAnswer(entry, _, language):
                return AnswerWorded(at_ms, self.entry(entry, language))
            case StoreForm(form):
                self.forms.append(form)
                return FormStored(at_ms)
            case SeeExtension(department):
                return ExtensionSeen(at_ms, department, department not in self.engaged)
            case _:
                return None

    def busy(self, except_call: str | None = None) -> list[Busy]:
        """Return what cannot be booked, by appointments and by holds that have not run out."""
        self.holds = [hold for hold in self.holds if hold.until > self.now]
        slots = [a.slot for a in self.appointments]
        slots += [hold.slot for hold in self.holds if hold.call != except_call]
        return [Busy(slot.person, slot.start, slot.end) for slot in slots]

    def hold(self, call: str, slot: Slot) -> bool:
        """Keep a slot for a call for some minutes; False if it is gone."""
        if not self.is_open(call, slot):
            return False
        until = self.now + timedelta(minutes=self.settings.booking.hold_minutes)
        self.holds = [h for h in self.holds if (h.call, h.slot) != (call, slot)]
        self.holds.append(Hold(call, slot, until))
        return True

    def book(self, call: str, wanted: BookSlot, at_ms: int) -> Event:
        """Write an appointment, unless somebody was faster."""
        if not self.is_open(call, wanted.slot):
            return SlotLost(at_ms, wanted.slot)
        self.written += 1
        key = f"a{self.written}"
        made = Appointment(key, wanted.slot, wanted.name, wanted.phone, wanted.birthdate)
        self.appointments.append(made)
        self.answer(call, ReleaseSlot(wanted.slot), at_ms)
        return AppointmentBooked(at_ms, made)

    def of(
        self, name: str, phone: str | None, birthdate: str | None
    ) -> tuple[Appointment, ...]:
        """Return somebody's appointments: only what all factors fit."""
        asked = self.settings.booking.ask_birthdate
        return tuple(
            a
            for a in self.appointments
            if a.name == name
            and a.phone == phone
            and (not asked or a.birthdate == birthdate)
            and a.slot.start > self.now
        )

    def cancel(self, appointment: Appointment, at_ms: int) -> Event:
        """Delete an appointment that is still as it was."""
        if appointment not in self.appointments:
            return AppointmentLost(at_ms)
        self.appointments.remove(appointment)
        return AppointmentCancelled(at_ms, appointment)

    def move(self, call: str, before: Appointment, slot: Slot, at_ms: int) -> Event:
        """Give an appointment another time; its own time does not stand in the way."""
        if before not in self.appointments:
            return AppointmentLost(at_ms)
        self.appointments.remove(before)
        if not self.is_open(call, slot):
            self.appointments.append(before)
            return SlotLost(at_ms, slot)
        moved = replace(before, slot=slot)
        self.appointments.append(moved)
        self.answer(call, ReleaseSlot(slot), at_ms)
        return AppointmentMoved(at_ms, moved)

    def is_open(self, call: str, slot: Slot) -> bool:
        """Say whether a call may have a slot now."""
        return is_bookable(self.settings, slot, self.now) and not any(
            one.person == slot.person and one.start < slot.end and slot.start < one.end
            for one in self.busy(except_call=call)
        )

    def entry(self, key: str, language: Language) -> str | None:
        """Return what an entry says."""
        return self.settings.enquiries[key].answer.name(language) or None

    def double_booked(self) -> bool:
        """Say whether anybody has two appointments at the same time."""
        spans: dict[str, list[tuple[datetime, datetime]]] = {}
        for one in self.appointments:
            span = (one.slot.start.astimezone(UTC), one.slot.end.astimezone(UTC))
            spans.setdefault(one.slot.person, []).append(span)
        return any(
            ends > begins
            for theirs in spans.values()
            for (_, ends), (begins, _) in zip(sorted(theirs), sorted(theirs)[1:], strict=False)
        )
