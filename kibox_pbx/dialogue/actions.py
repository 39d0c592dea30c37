"""What the dialogue wants done. Actions of one step are performed in order.

`Say` is queued; `Listen`, `Transfer` and `HangUp` take effect when what was queued before
them has been said. The others are asked for at once and come back as events.
"""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Act, Appointment, FilledForm, Message, Outcome, Slot
from kibox_pbx.utterance import Language


class Expect(StrEnum):
    """What kind of answer comes next; decides grammar and patience of the listener."""

    ANYTHING = "anything"
    YES_NO = "yes_no"
    SERVICE = "service"
    DAY = "day"
    TIME = "time"
    CHOICE = "choice"
    """One of the offered slots, or another wish."""
    NAME = "name"
    DIGITS = "digits"
    MESSAGE = "message"
    """Free speech that may have pauses."""


@dataclass(frozen=True, slots=True)
class Say:
    """Speak to the caller."""

    act: Act
    text: str
    """Ready for the voice: no digits, abbreviations or markup."""

    may_interrupt: bool = True
    """False only for what the law wants heard whole (L1)."""

    field: str | None = None
    """Key of the form's field, where ``act`` is `Act.ASK_FIELD`."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Wait for the caller; `SilenceTimedOut` if nothing comes."""

    expect: Expect
    silence_ms: int
    """Counted from the end of the assistant's last sentence."""

    phrases: tuple[str, ...] = ()
    """Likely answers, lower case, as a recogniser would write them; a hint, not a limit."""


@dataclass(frozen=True, slots=True)
class AskModel:
    """Have the language model put a sentence into one of a task's classes."""

    task: str
    """Name of a `ModelTask`."""

    text: str

    forms: tuple[tuple[str, str], ...] = ()
    """(class, name of a `WritingTask`): what to have filled in if it is that class."""


@dataclass(frozen=True, slots=True)
class FindSlots:
    """Look up free times. Answer: `SlotsFound`."""

    service: str
    first: datetime
    last: datetime
    """Starts at or after ``first`` and before ``last``; aware."""

    from_time: time | None = None
    until_time: time | None = None
    """On each day, start at or after / at or before this time of day."""

    near: datetime | None = None
    """Wanted exact start: return the nearest to it, nearest first."""

    person: str | None = None
    exclude: tuple[datetime, ...] = ()
    """Starts that were offered already."""

    limit: int = 2
    weekdays: tuple[int, ...] = ()
    """Only on these, Monday is 0; empty: on every day."""


@dataclass(frozen=True, slots=True)
class HoldSlot:
    """Keep a slot while the caller decides. Answer: `SlotHeld` or `SlotLost`."""

    slot: Slot


@dataclass(frozen=True, slots=True)
class ReleaseSlot:
    """Give a held slot back. No answer."""

    slot: Slot


@dataclass(frozen=True, slots=True)
class BookSlot:
    """Write the appointment. Answer: `AppointmentBooked`, `SlotLost` or `StoreFailed`."""

    slot: Slot
    name: str
    phone: str
    birthdate: str | None = None


@dataclass(frozen=True, slots=True)
class TakeMessage:
    """Write a message for the people. Answer: `MessageStored` or `StoreFailed`."""

    message: Message


@dataclass(frozen=True, slots=True)
class FindAppointments:
    """Look up the appointments of somebody who proves who they are.

    Answer: `AppointmentsFound`. Only what all factors fit comes back: what the dialogue never
    sees it cannot say (L3).
    """

    name: str
    phone: str | None
    """E.164: the number of this call, or one that the caller told."""

    birthdate: str | None
    """ISO."""


@dataclass(frozen=True, slots=True)
class NoteFailedProof:
    """Remember that somebody could not prove who they are, so that nobody guesses on and on."""

    numbers: tuple[str, ...]
    """Those that were looked up and told, as `FindAppointments.phone`."""


@dataclass(frozen=True, slots=True)
class CancelAppointment:
    """Answer: `AppointmentCancelled`, `AppointmentLost` or `StoreFailed`."""

    appointment: Appointment


@dataclass(frozen=True, slots=True)
class MoveAppointment:
    """Move to a slot that is held for this call, in one transaction.

    Answer: `AppointmentMoved`, `SlotLost`, `AppointmentLost` or `StoreFailed`.
    """

    appointment: Appointment
    slot: Slot


@dataclass(frozen=True, slots=True)
class FindAnswer:
    """Look a question up among the practice's entries. Answer: `AnswersFound`."""

    question: str
    language: Language


@dataclass(frozen=True, slots=True)
class WordAnswer:
    """Have the language model answer a question from one entry. Answer: `AnswerWorded`."""

    entry: str
    question: str
    language: Language


@dataclass(frozen=True, slots=True)
class KeepQuestion:
    """Note for the admin what the practice has no entry for. No answer."""

    question: str
    language: Language


@dataclass(frozen=True, slots=True)
class StoreForm:
    """Write a request for the people. Answer: `FormStored` or `StoreFailed`."""

    form: FilledForm


@dataclass(frozen=True, slots=True)
class SeeExtension:
    """Ask the telephone system whether a department's telephone is free.

    Answer: `ExtensionSeen`.
    """

    department: str


@dataclass(frozen=True, slots=True)
class NoteConsent:
    """Write into the ledger what the caller answered to a question for consent. No answer."""

    purpose: ConsentPurpose
    answer: ConsentAnswer
    notice: str
    """Version of the text that was put to the caller; see `Notice`."""

    at: datetime
    """Aware."""


@dataclass(frozen=True, slots=True)
class StartRecording:
    """Record both directions from now on; only ever after a yes was noted. No answer."""


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    """Write that a consent ends; a recording stops and is destroyed at once. No answer."""

    purpose: ConsentPurpose
    at: datetime
    """Aware."""


@dataclass(frozen=True, slots=True)
class EraseConversation:
    """Destroy everything of this call but a receipt, once it is over. No answer."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Hand the caller to a department, and end this conversation."""

    department: str
    outcome: Outcome

    telephone: str = ""
    """A telephone of the house that rings instead of the department's, for whoever takes the
    call over; a key of `config.telephones.telephones_of`."""


@dataclass(frozen=True, slots=True)
class ToMailbox:
    """Hand the caller to the mailbox, and end this conversation."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""

    outcome: Outcome


Action = (
    Say
    | Listen
    | AskModel
    | FindSlots
    | HoldSlot
    | ReleaseSlot
    | BookSlot
    | TakeMessage
    | FindAppointments
    | NoteFailedProof
    | CancelAppointment
    | MoveAppointment
    | FindAnswer
    | WordAnswer
    | KeepQuestion
    | StoreForm
    | SeeExtension
    | NoteConsent
    | StartRecording
    | WithdrawConsent
    | EraseConversation
    | Transfer
    | ToMailbox
    | HangUp
)
