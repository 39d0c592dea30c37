"""How long each table keeps what it holds (law.md's defaults; Art. 5(1)(e) GDPR)."""

from dataclasses import dataclass
from enum import Enum


class CountedFrom(Enum):
    """The moment from which the days of a rule count."""

    CALL = "the end of the call"
    DONE = "the moment a person marked it as done"
    PASSED = "the appointment's end"
    EXPIRED = "the moment the hold runs out"


@dataclass(frozen=True, slots=True)
class Rule:
    """When a row must be gone."""

    days: int
    counted_from: CountedFrom
    why: str


RETENTION = {
    "calls": Rule(90, CountedFrom.CALL, "who called when, to answer complaints"),
    "call_keys": Rule(30, CountedFrom.CALL, "goes first, and with it what it seals"),
    "turns": Rule(30, CountedFrom.CALL, "the transcript, to clear up misunderstandings"),
    "events": Rule(30, CountedFrom.CALL, "the journal, as personal as the transcript"),
    "messages": Rule(30, CountedFrom.DONE, "until somebody has called back, and a while after"),
    "forms": Rule(30, CountedFrom.DONE, "until somebody has dealt with it, and a while after"),
    "questions": Rule(30, CountedFrom.DONE, "until it has an answer, and a while after"),
    "erasures": Rule(1095, CountedFrom.CALL, "the receipt: that, not what, was erased"),
    "appointments": Rule(90, CountedFrom.PASSED, "until it is over, and a while after"),
    "holds": Rule(0, CountedFrom.EXPIRED, "minutes, while the caller decides"),
}
"""The rule of every table; a test fails where one is missing."""
