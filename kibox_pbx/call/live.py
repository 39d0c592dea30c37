"""What an onlooker sees of a call while it is under way: the terminal, the tests."""

from dataclasses import dataclass
from typing import Protocol

from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.dialogue.actions import Expect, Say
from kibox_pbx.records import Appointment, Call, Message, Outcome, Turn


@dataclass(frozen=True, slots=True)
class CallBegan:
    """The line is open."""

    call: Call


@dataclass(frozen=True, slots=True)
class SentenceBegan:
    """The assistant begins to speak a sentence."""

    call_id: str
    sentence: Say


@dataclass(frozen=True, slots=True)
class TurnTaken:
    """Something was said, by either side, to its end or until it was cut short."""

    call_id: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class CallerSpeaks:
    """The caller is speaking; of a turn there are many, each with more of it."""

    call_id: str
    text: str
    """What is understood so far; empty: nothing yet. It is nowhere kept."""


@dataclass(frozen=True, slots=True)
class CallerFellSilent:
    """What the caller said is over; what was understood of it in the end comes next."""

    call_id: str


@dataclass(frozen=True, slots=True)
class AnswerWaited:
    """The answer to the caller began; this is how long it took."""

    call_id: str
    timing: TurnTiming


@dataclass(frozen=True, slots=True)
class CallerAsked:
    """The assistant has finished speaking and waits for the caller."""

    call_id: str
    question: Say
    """The last sentence said."""

    expect: Expect


@dataclass(frozen=True, slots=True)
class Written:
    """An appointment or a message came of the call."""

    call_id: str
    what: Appointment | Message


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The conversation is over."""

    call_id: str
    outcome: Outcome
    duration_ms: int


Happening = (
    CallBegan
    | SentenceBegan
    | TurnTaken
    | CallerSpeaks
    | CallerFellSilent
    | AnswerWaited
    | CallerAsked
    | Written
    | CallEnded
)


class Onlooker(Protocol):
    """Watches calls; what it does must be quick, and keeps nothing of a call on disk."""

    def see(self, happening: Happening) -> None:
        """Take notice."""
        ...


class NobodyLooks:
    """The onlooker of a service in production."""

    def see(self, happening: Happening) -> None:
        """Take no notice."""
