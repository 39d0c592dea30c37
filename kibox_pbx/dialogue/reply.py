"""What a skill wants said, asked and done next; the manager turns it into actions.

A skill speaks in phrase keys and values, never in text, so that every sentence can be
worded differently by the practice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kibox_pbx.dialogue.actions import (
    BookSlot,
    CancelAppointment,
    EraseConversation,
    Expect,
    FindAnswer,
    FindAppointments,
    FindSlots,
    HangUp,
    HoldSlot,
    KeepQuestion,
    MoveAppointment,
    NoteFailedProof,
    ReleaseSlot,
    SeeExtension,
    StoreForm,
    TakeMessage,
    ToMailbox,
    Transfer,
    WithdrawConsent,
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
    ExtensionSeen,
    FormStored,
    MessageStored,
    SlotHeld,
    SlotLost,
    SlotsFound,
)
from kibox_pbx.dialogue.proof import Proof
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.records import Act, Outcome, Slot

Request = (
    FindSlots
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
    | WithdrawConsent
    | EraseConversation
)
Ending = Transfer | ToMailbox | HangUp
News = (
    SlotsFound
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
)


@dataclass(frozen=True, slots=True)
class Line:
    """One phrase of the phrase book, to be said."""

    act: Act
    phrase: str
    values: Mapping[str, str] = field(default_factory=dict)
    """For the placeholders; ready for the voice."""

    field: str | None = None
    """Key of the form's field, where ``act`` is `Act.ASK_FIELD`."""

    may_interrupt: bool = True
    """False only for what the law wants heard whole (L1)."""


@dataclass(frozen=True, slots=True)
class Question:
    """A line that wants an answer."""

    line: Line
    expect: Expect
    help: str
    """Phrase with examples, said before the question when it was not understood twice."""

    phrases: tuple[str, ...] = ()
    """Likely answers beyond what ``expect`` already implies."""

    keyed: bool = False
    """Telephone keys are an answer here, 0 included (a telephone number)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The next move of a skill.

    With a question the caller is heard next; else with a request the call waits for its
    answer; else with an ending it ends; else the skill is done and the caller is asked
    whether there is anything else.
    """

    skill: "Skill | None"
    """The skill as it is now; None: done."""

    lines: tuple[Line, ...] = ()
    requests: tuple[Request, ...] = ()
    question: Question | None = None
    ending: Ending | None = None
    reached: Outcome | None = None
    """What came of the call by this move."""

    proof: Proof | None = None
    """What the call is to remember of who calls; None: as before."""


class Skill(Protocol):
    """One thing the receptionist can do, as an immutable state of its own."""

    @property
    def held(self) -> Slot | None:
        """The slot that must be given back if the caller leaves now."""
        ...

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take the caller's answer to the last question; None: not understood."""
        ...

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take the answer to a request; None: this skill did not ask for it."""
        ...
