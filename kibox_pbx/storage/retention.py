"""How long each table keeps what it holds (law.md's defaults; Art. 5(1)(e) GDPR)."""

from dataclasses import dataclass
from enum import Enum


class CountedFrom(Enum):
    """The moment from which the days of a rule count."""

    CALL = "the end of the call"
    DONE = "the moment a person marked it as done"
    PASSED = "the appointment's end"
    EXPIRED = "the moment the hold runs out"
    WRITTEN = "the moment it was written"
    NEVER = "it holds nothing of anybody"


@dataclass(frozen=True, slots=True)
class Rule:
    """When a row must be gone."""

    days: int
    """Unless the office's settings (``privacy.retention``) say otherwise."""

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
    "recordings": Rule(7, CountedFrom.CALL, "the sound, of callers who said yes"),
    "erasures": Rule(1095, CountedFrom.CALL, "the receipt: that, not what, was erased"),
    "erasure_receipts": Rule(1095, CountedFrom.WRITTEN, "what was erased, without a name"),
    "consents": Rule(1095, CountedFrom.CALL, "the proof that callers agreed, or did not"),
    "lessons": Rule(365, CountedFrom.CALL, "learned with consent, and ends with it"),
    "lessons_looked_for": Rule(365, CountedFrom.CALL, "so that no call is looked at twice"),
    "notices": Rule(0, CountedFrom.NEVER, "the office's own texts, as callers heard them"),
    "appointments": Rule(90, CountedFrom.PASSED, "until it is over, and a while after"),
    "holds": Rule(0, CountedFrom.EXPIRED, "minutes, while the caller decides"),
    "access_log": Rule(1095, CountedFrom.WRITTEN, "who looked at whose data"),
    "access_log_checkpoint": Rule(0, CountedFrom.NEVER, "where the access log now begins"),
    "legal_holds": Rule(1095, CountedFrom.DONE, "why a call was not deleted; from its release"),
    "retention_runs": Rule(1095, CountedFrom.WRITTEN, "that was deleted, and how much"),
    "ledger_head": Rule(0, CountedFrom.NEVER, "how far the ledger of erasures was done"),
    "accounts": Rule(0, CountedFrom.NEVER, "those who work here, until they are removed"),
    "sessions": Rule(1, CountedFrom.WRITTEN, "who is signed in, for eight hours at most"),
    "sign_in_failures": Rule(1, CountedFrom.WRITTEN, "marks of names with wrong passwords"),
    "failed_proofs": Rule(1, CountedFrom.WRITTEN, "marks of numbers, against guessing"),
    "requests": Rule(1095, CountedFrom.WRITTEN, "the proof that rights were served in time"),
    "request_keys": Rule(1095, CountedFrom.WRITTEN, "who asked; goes sooner where erased"),
    "objections": Rule(0, CountedFrom.NEVER, "marks of numbers, until they are lifted"),
    "remarks": Rule(30, CountedFrom.CALL, "goes with the transcript that it corrects"),
    "rectifications": Rule(30, CountedFrom.DONE, "what a message said before; goes with it"),
    "appointment_rectifications": Rule(90, CountedFrom.PASSED, "goes with its appointment"),
    "appointment_keys": Rule(90, CountedFrom.PASSED, "seals what an appointment said before"),
    "busy_elsewhere": Rule(0, CountedFrom.PASSED, "when staff is busy; replaced at each look"),
    "blocked_times": Rule(0, CountedFrom.PASSED, "when staff is away; why is not kept"),
    "calendar_syncs": Rule(0, CountedFrom.NEVER, "when the calendars were last read"),
    "appointments_elsewhere": Rule(90, CountedFrom.PASSED, "goes with its appointment's entry"),
    "calendar_subscriptions": Rule(
        0, CountedFrom.NEVER, "whose calendar may fetch appointments"
    ),
    "outbox": Rule(7, CountedFrom.WRITTEN, "who is still to be told of what, by identifiers"),
    "added_entries": Rule(1095, CountedFrom.DONE, "what was told before, and who wrote it"),
    "daily_counts": Rule(0, CountedFrom.NEVER, "how many calls on a day, and nothing else"),
    "shared_state": Rule(0, CountedFrom.NEVER, "how far this host knows what others did"),
    "shared_changes": Rule(0, CountedFrom.NEVER, "identifiers, until the other hosts know"),
    "shared_tries": Rule(0, CountedFrom.NEVER, "identifiers, until the answer is known"),
    "shared_gone": Rule(1095, CountedFrom.WRITTEN, "identifiers of what must not come back"),
    "shared_hosts": Rule(0, CountedFrom.NEVER, "which hosts there are"),
    "shared_orders": Rule(1095, CountedFrom.WRITTEN, "what other hosts are to do, by id"),
    "shared_order_texts": Rule(1095, CountedFrom.WRITTEN, "for whom; goes when all did it"),
    "shared_orders_done": Rule(1095, CountedFrom.WRITTEN, "which host did what was asked"),
    "named_secrets": Rule(0, CountedFrom.NEVER, "random secrets of the store itself"),
}
"""The rule of every table; a test fails where one is missing."""
