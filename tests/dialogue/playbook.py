"""Plays a caller against the dialogue: what they say goes in, what was said comes out."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import (
    Action,
    AskModel,
    BookSlot,
    CancelAppointment,
    FindAnswer,
    FindAppointments,
    FindSlots,
    HangUp,
    HoldSlot,
    Listen,
    MoveAppointment,
    ReleaseSlot,
    Say,
    SeeExtension,
    StoreForm,
    TakeMessage,
    ToMailbox,
    Transfer,
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
    AssistantInterrupted,
    CallAnswered,
    CallerHungUp,
    CallerPressed,
    CallerSpoke,
    Event,
    ExtensionSeen,
    FormStored,
    MessageStored,
    ModelReplied,
    SilenceTimedOut,
    SlotHeld,
    SlotLost,
    SlotsFound,
    StoreFailed,
    TakenOver,
)
from kibox_pbx.dialogue.manager import outcome, start, step
from kibox_pbx.privacy.identity import Claim, proven
from kibox_pbx.records import Act, Appointment, FilledForm, Message, Outcome, Slot
from kibox_pbx.storage.entries import PracticeEntries
from kibox_pbx.utterance import Language
from tests.dialogue.practice import BERLIN, MONDAY_MORNING, practice

CALLER = "+4989123456"
MINUTES = {"checkup": 30, "consultation": 15}


def at(text: str) -> datetime:
    """Return a moment at the practice, such as ``2026-11-25 14:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def slot(start: str, service: str = "checkup") -> Slot:
    """Return a slot with Dr. Sommer."""
    begins = at(start)
    return Slot(service, begins, begins + timedelta(minutes=MINUTES[service]), "dr_sommer")


FREE = (
    "2026-11-24 09:00",
    "2026-11-24 10:30",
    "2026-11-25 09:00",
    "2026-11-25 14:00",
    "2026-11-25 15:00",
    "2026-11-25 17:00",
    "2026-11-26 10:00",
    "2026-11-26 16:00",
)


@dataclass
class Calendar:
    """A tiny appointment book: these starts are free for any service."""

    free: set[datetime] = field(default_factory=lambda: {at(start) for start in FREE})
    lost: set[datetime] = field(default_factory=set)
    """Offered, but gone as soon as somebody wants them."""

    held: list[Slot] = field(default_factory=list)
    booked: list[Appointment] = field(default_factory=list)
    changed: bool = False
    """Somebody else changes every appointment just before we do."""

    is_broken: bool = False

    def existing(
        self, at_ms: int, request: FindAppointments | CancelAppointment | MoveAppointment
    ) -> Event:
        """Find, cancel or move what is booked, as the real calendar does."""
        if self.is_broken:
            return StoreFailed(at_ms)
        if isinstance(request, FindAppointments):
            claim = Claim(request.name, request.phone, request.birthdate)
            found = proven(self.booked, claim)
            filed = any(each.birthdate for each in self.booked)
            by_birthdate = not found and request.birthdate is None and filed
            return AppointmentsFound(at_ms, found, by_birthdate)
        old = request.appointment
        if self.changed:
            return AppointmentLost(at_ms)
        if isinstance(request, MoveAppointment) and request.slot.start in self.lost:
            self.free.discard(request.slot.start)
            return SlotLost(at_ms, request.slot)
        self.booked.remove(old)
        self.free.add(old.slot.start)
        if isinstance(request, CancelAppointment):
            return AppointmentCancelled(at_ms, old)
        self.held.remove(request.slot)
        self.free.discard(request.slot.start)
        self.booked.append(replace(old, slot=request.slot))
        return AppointmentMoved(at_ms, self.booked[-1])

    def find(self, wish: FindSlots) -> tuple[Slot, ...]:
        """Return what fits, soonest (or nearest) first."""
        fitting = [start for start in self.free if _fits(start, wish)]
        near = wish.near
        fitting.sort(key=(lambda start: abs(start - near)) if near else lambda start: start)
        return tuple(
            Slot(
                wish.service, each, each + timedelta(minutes=MINUTES[wish.service]), "dr_sommer"
            )
            for each in fitting[: wish.limit]
        )


def _fits(start: datetime, wish: FindSlots) -> bool:
    return (
        wish.first <= start < wish.last
        and (wish.from_time is None or start.time() >= wish.from_time)
        and (wish.until_time is None or start.time() <= wish.until_time)
        and start not in wish.exclude
    )


MS_PER_CHARACTER = 55
"""How fast the assistant speaks."""


class Caller:
    """Somebody on the telephone. Everything that was said and done is kept, in order."""

    def __init__(  # noqa: PLR0913 (each is a circumstance of a call)
        self,
        language: Language = Language.GERMAN,
        *,
        now: datetime = MONDAY_MORNING,
        number: str | None = CALLER,
        settings: Settings | None = None,
        calendar: Calendar | None = None,
        model: Callable[[str], str | None] = lambda _: None,
        busy: tuple[str, ...] = (),
        returned_from: str | None = None,
        was_emergency: bool = False,
    ) -> None:
        self.calendar = calendar or Calendar()
        self.model = model
        self.busy = busy
        """Departments whose telephone is engaged."""
        self.actions: list[Action] = []
        self.latest: list[Action] = []
        self.messages: list[Message] = []
        self.forms: list[FilledForm] = []
        self.worded: Callable[[str], str | None] = lambda _: None
        self.entries = PracticeEntries(settings or practice())
        self.state = start(settings or practice())
        self._at_ms = 0
        self._happens(CallAnswered(0, now, number, language, returned_from, was_emergency))

    def says(self, *sentences: str) -> "Caller":
        """Say sentences, each after the assistant has finished."""
        for text in sentences:
            self._turn(CallerSpoke(self._later(), text))
        return self

    def presses(self, keys: str) -> "Caller":
        """Press keys one after the other."""
        for key in keys:
            self._turn(CallerPressed(self._later(), key))
        return self

    def is_silent(self, times: int = 1) -> "Caller":
        """Say nothing until the assistant has lost patience."""
        for _ in range(times):
            self._turn(SilenceTimedOut(self._later()))
        return self

    def interrupts(self, act: Act) -> "Caller":
        """Make a noise while the assistant speaks."""
        self._turn(AssistantInterrupted(self._later(), act, 200))
        return self

    def cuts_into(self, place: int, share: float) -> "Caller":
        """Make a sound after a share of a sentence of the assistant's last turn."""
        cut = self.state.said[place]
        heard_ms = round(len(cut.text) * MS_PER_CHARACTER * share)
        self._turn(AssistantInterrupted(self._later(), cut.act, heard_ms, cut.text))
        return self

    def is_taken_over(self, telephone: str) -> "Caller":
        """Have somebody of the office take the call over."""
        self._turn(TakenOver(self._later(), telephone))
        return self

    def hangs_up(self) -> "Caller":
        """Be gone."""
        self._turn(CallerHungUp(self._later()))
        return self

    @property
    def acts(self) -> list[Act]:
        """What the assistant's last turn did."""
        return [action.act for action in self.latest if isinstance(action, Say)]

    @property
    def heard(self) -> str:
        """What the assistant said in its last turn."""
        return " ".join(action.text for action in self.latest if isinstance(action, Say))

    @property
    def everything(self) -> str:
        """Whatever the assistant said in this call."""
        return " ".join(action.text for action in self.actions if isinstance(action, Say))

    @property
    def listen(self) -> Listen:
        """What the assistant waits for."""
        return next(each for each in reversed(self.latest) if isinstance(each, Listen))

    @property
    def ending(self) -> Transfer | ToMailbox | HangUp | None:
        """How the call ended, if it has."""
        last = self.actions[-1]
        return last if isinstance(last, Transfer | ToMailbox | HangUp) else None

    @property
    def outcome(self) -> Outcome:
        """What came of the call."""
        return outcome(self.state)

    @property
    def booked(self) -> list[tuple[datetime, str, str, str]]:
        """Start, service, name and number of what was booked."""
        return [(b.slot.start, b.slot.service, b.name, b.phone) for b in self.calendar.booked]

    def asked(self, kind: type[Action]) -> list[Action]:
        """Return all actions of one kind."""
        return [action for action in self.actions if isinstance(action, kind)]

    def _later(self) -> int:
        self._at_ms += 4000
        return self._at_ms

    def _turn(self, event: Event) -> None:
        self.latest = []
        self._happens(event)

    def _happens(self, event: Event) -> None:
        self.state, actions = step(self.state, event)
        self.actions += actions
        self.latest += actions
        for action in actions:
            answer = self._answer(action)
            if answer:
                self._happens(answer)

    def _answer(self, action: Action) -> Event | None:  # noqa: PLR0911, PLR0912, C901 (one line a request)
        now, calendar = self._at_ms, self.calendar
        match action:
            case FindAnswer(question=question, language=language):
                return AnswersFound(now, self.entries.look_up(question, language))
            case WordAnswer(question=question):
                return AnswerWorded(now, self.worded(question))
            case AskModel(text=text):
                return ModelReplied(now, self.model(text))
            case FindAppointments() | CancelAppointment() | MoveAppointment():
                return calendar.existing(now, action)
            case FindSlots() | BookSlot() | TakeMessage() | StoreForm() if calendar.is_broken:
                return StoreFailed(now)
            case FindSlots():
                return SlotsFound(now, calendar.find(action))
            case HoldSlot(slot=slot) | BookSlot(slot=slot) if slot.start in calendar.lost:
                calendar.free.discard(slot.start)
                return SlotLost(now, slot)
            case HoldSlot(slot=slot):
                calendar.held.append(slot)
                return SlotHeld(now, slot)
            case ReleaseSlot(slot=slot):
                calendar.held = [held for held in calendar.held if held != slot]
                return None
            case BookSlot(slot=slot, name=name, phone=phone):
                appointment = Appointment("a1", slot, name, phone)
                calendar.booked.append(appointment)
                calendar.free.discard(slot.start)
                calendar.held.remove(slot)
                return AppointmentBooked(now, appointment)
            case SeeExtension(department=department):
                return ExtensionSeen(now, department, department not in self.busy)
            case TakeMessage(message=message):
                self.messages.append(message)
                return MessageStored(now)
            case StoreForm(form=form):
                self.forms.append(form)
                return FormStored(now)
            case _:
                return None
