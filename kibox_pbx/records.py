"""What a call leaves behind: the call, its turns, its outcome, appointments and messages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kibox_pbx.utterance import Language


class Act(StrEnum):
    """What a sentence of the assistant does (dialogue act).

    Tests, scenarios and the dashboard use these words.
    """

    GREET = "greet"
    ASK_RECORDING_CONSENT = "ask_recording_consent"
    ASK_IMPROVEMENT_CONSENT = "ask_improvement_consent"
    ASK_INTENT = "ask_intent"
    ASK_SERVICE = "ask_service"
    ASK_DAY = "ask_day"
    ASK_TIME = "ask_time"
    OFFER_SLOTS = "offer_slots"
    ASK_NAME = "ask_name"
    ASK_BIRTHDATE = "ask_birthdate"
    ASK_PHONE = "ask_phone"
    CONFIRM_BOOKING = "confirm_booking"
    BOOKED = "booked"
    ASK_WHICH_APPOINTMENT = "ask_which_appointment"
    CONFIRM_CANCEL = "confirm_cancel"
    CANCELLED = "cancelled"
    RESCHEDULED = "rescheduled"
    ASK_MESSAGE = "ask_message"
    CONFIRM_MESSAGE = "confirm_message"
    MESSAGE_TAKEN = "message_taken"
    ASK_FIELD = "ask_field"
    ASK_KNOWN = "ask_known"
    OFFER_MESSAGE = "offer_message"
    OFFER_PERSON = "offer_person"
    TELL_ANSWER = "tell_answer"
    TELL_PRIVACY = "tell_privacy"
    ANYTHING_ELSE = "anything_else"
    CLARIFY = "clarify"
    STILL_THERE = "still_there"
    ONE_MOMENT = "one_moment"
    TRANSFER = "transfer"
    ADVISE_EMERGENCY = "advise_emergency"
    EMERGENCY = "emergency"
    GOODBYE = "goodbye"


class Outcome(StrEnum):
    """What came of a call."""

    BOOKED = "booked"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    ANSWERED = "answered"
    MESSAGE_TAKEN = "message_taken"
    TRANSFERRED = "transferred"
    EMERGENCY = "emergency"
    ABANDONED = "abandoned"
    """The caller hung up, or said nothing, before anything came of the call."""
    FAILED = "failed"
    """We broke; people were rung."""


class Speaker(StrEnum):
    """Who said a turn."""

    CALLER = "caller"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said (or keyed) in a call."""

    speaker: Speaker
    text: str
    """What the caller was understood to say, or what the assistant said; keys as "[1]"."""

    act: Act | None
    """Of the assistant's sentence; None for the caller."""

    at_ms: int
    """When it began, in milliseconds since the call was answered."""

    heard_ms: int
    """How much of an assistant's sentence reached the caller; the length of a caller's turn."""

    interrupted: bool = False
    """The caller cut this sentence short."""

    corrected: bool = False
    """The text is what was heard after the call; the dialogue went by another."""


@dataclass(frozen=True, slots=True)
class Call:
    """One telephone call as it begins."""

    id: str
    """Our own random identifier (UUID4, hex); the only thing about a call a log may name."""

    caller: str | None
    """E.164 where it could be read as a number, else as Asterisk gave it; None: withheld."""

    dialled: str
    """The number or extension that was called."""

    language: Language
    started_at: datetime
    """Aware; when the call was answered."""

    disclosure: str
    """Version of the sentence that told the caller that an AI answers (AI Act, Art. 50)."""

    continues: str | None = None
    """The record before, of a caller who came back because nobody answered; each return
    within one telephone call is a record of its own."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time in the calendar, as the calendar offered it."""

    service: str
    """Key of the service in the configuration."""

    start: datetime
    end: datetime
    """Aware, in the practice's time zone."""

    person: str
    """Key of the person or room in the configuration who does it."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booked slot and whom it is for."""

    id: str
    slot: Slot
    name: str
    phone: str
    """E.164 where it could be read as a number, else digits as spoken."""

    birthdate: str | None = None
    """ISO date, where the practice asks for it."""

    is_restricted: bool = False
    """It is frozen (Art. 18 GDPR): name, number and service are empty, only the time shows."""


@dataclass(frozen=True, slots=True)
class Message:
    """What the caller wants a person to know."""

    text: str
    name: str | None
    phone: str | None
    recipient: str | None = None
    """Key of the department or person it is for; None: the reception."""

    urgent: bool = False
    subject: str | None = None
    """A few words, found after the call; None: not yet."""

    summary: str | None = None
    """One sentence, where there is a good one."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A request that was taken down field by field."""

    form: str
    """Key of the form in the configuration."""

    fields: tuple[tuple[str, str], ...]
    """(key of the field, answer), in the form's order; dates are ISO, numbers E.164 or digits,
    yes/no is ``yes`` or ``no``, a choice is its key; "" where the caller declined."""

    name: str | None
    phone: str | None
