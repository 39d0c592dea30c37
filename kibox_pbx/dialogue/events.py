"""What happens in a call, as the dialogue sees it. Time comes in with the events.

``at_ms`` is in milliseconds since the call was answered. A call is its list of events:
everything the dialogue must know arrives here, so a call can be replayed from them.
"""

from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.records import Act, Appointment, Slot
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """The line is open; the assistant speaks first."""

    at_ms: int
    now: datetime
    """Aware, in the practice's time zone: the moment the call was answered."""

    caller: str | None
    """E.164, or None when the number is withheld."""

    language: Language

    returned_from: str | None = None
    """The department that did not answer; the caller was with us before, in the same call."""

    was_emergency: bool = False
    """That department was rung because of an emergency."""


@dataclass(frozen=True, slots=True)
class CallerSpoke:
    """The caller finished a turn. An empty text: a sound, but no words in it."""

    at_ms: int
    text: str
    """Normalised as `Utterance.text`."""

    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class CallerPressed:
    """A telephone key."""

    at_ms: int
    key: str
    """One of 0-9 * # A-D."""


@dataclass(frozen=True, slots=True)
class AssistantInterrupted:
    """The caller cut into a sentence; what follows of it, and what was queued, is unsaid."""

    at_ms: int
    act: Act
    heard_ms: int

    text: str = ""
    """The sentence, as it was to be said; "" in journals from before it was kept."""


@dataclass(frozen=True, slots=True)
class SilenceTimedOut:
    """The caller said nothing for as long as `Listen` agreed to wait."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class AnswerDelayed:
    """The caller has waited long for an answer, and what it needs is still not there."""

    at_ms: int

    is_unheard: bool = False
    """It is what the caller said that is still not understood; nothing is looked up yet."""


@dataclass(frozen=True, slots=True)
class ModelReplied:
    """Answer to `AskModel`. ``label`` is None: too slow, too unsure, or the engine failed."""

    at_ms: int
    label: str | None

    slots: tuple[tuple[str, str], ...] = ()
    """(field, value) of the form that was filled in; not checked against anything."""


@dataclass(frozen=True, slots=True)
class SlotsFound:
    """Answer to `FindSlots`, soonest first; empty: nothing free."""

    at_ms: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class SlotHeld:
    """Answer to `HoldSlot`: the slot is kept for this call for a few minutes."""

    at_ms: int
    slot: Slot


@dataclass(frozen=True, slots=True)
class SlotLost:
    """Answer to `HoldSlot` or `BookSlot`: somebody else has it."""

    at_ms: int
    slot: Slot


@dataclass(frozen=True, slots=True)
class AppointmentBooked:
    """Answer to `BookSlot`: it is written."""

    at_ms: int
    appointment: Appointment


@dataclass(frozen=True, slots=True)
class MessageStored:
    """Answer to `TakeMessage`: it is written."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class AppointmentsFound:
    """Answer to `FindAppointments`: those to come that all factors fit, soonest first."""

    at_ms: int
    appointments: tuple[Appointment, ...]

    by_birthdate: bool = False
    """None fit so far, and somebody's date of birth is on file: it may be theirs.

    The same for everybody who calls, so asking for it tells nobody anything.
    """


@dataclass(frozen=True, slots=True)
class AppointmentCancelled:
    """Answer to `CancelAppointment`: it is gone, and its time is free again."""

    at_ms: int
    appointment: Appointment


@dataclass(frozen=True, slots=True)
class AppointmentMoved:
    """Answer to `MoveAppointment`: the new time is written and the old one free again."""

    at_ms: int
    appointment: Appointment
    """As it is now."""


@dataclass(frozen=True, slots=True)
class AppointmentLost:
    """Answer to `CancelAppointment` or `MoveAppointment`: somebody changed it meanwhile."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class AnswersFound:
    """Answer to `FindAnswer`: keys of the entries that fit, best first; empty: none does."""

    at_ms: int
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerWorded:
    """Answer to `WordAnswer`; None: too slow, or it said what the entry does not carry."""

    at_ms: int
    text: str | None


@dataclass(frozen=True, slots=True)
class FormStored:
    """Answer to `StoreForm`: it is written."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class ExtensionSeen:
    """Answer to `SeeExtension`. When in doubt it is free: then it just rings."""

    at_ms: int
    department: str
    is_free: bool


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Somebody of the office, who watches the call, wants to go on with it themselves."""

    at_ms: int
    telephone: str
    """Where: a key of `config.telephones.telephones_of`."""


@dataclass(frozen=True, slots=True)
class StoreFailed:
    """Any request to the calendar or the store could not be done; offer a person."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class RecordLost:
    """The call can no longer be written down; people take over, whatever is being talked of."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class CallerHungUp:
    """The caller is gone; nothing more can be said."""

    at_ms: int


Event = (
    CallAnswered
    | CallerSpoke
    | CallerPressed
    | AssistantInterrupted
    | SilenceTimedOut
    | AnswerDelayed
    | ModelReplied
    | SlotsFound
    | SlotHeld
    | SlotLost
    | AppointmentBooked
    | MessageStored
    | AppointmentsFound
    | AppointmentCancelled
    | AppointmentMoved
    | AppointmentLost
    | AnswersFound
    | AnswerWorded
    | FormStored
    | ExtensionSeen
    | TakenOver
    | StoreFailed
    | RecordLost
    | CallerHungUp
)
