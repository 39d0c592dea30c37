"""Which processing activity each table of the store belongs to (Art. 30(1) GDPR). Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Activity(StrEnum):
    """One entry of the record of processing activities."""

    CALLS = "calls"
    """Answering, booking, taking messages, putting through."""
    TRANSCRIPT = "transcript"
    CONNECTION = "connection"
    """Who called when, and what came of it."""
    QUESTIONS = "questions"
    RECORDING = "recording"
    IMPROVEMENT = "improvement"
    RIGHTS = "rights"
    """Requests of those whose data are kept, and the proofs of what was done."""
    ACCESS = "access"
    """Who of the office may see what, and who did."""
    STORE = "store"
    """The store's own; nothing of anybody."""


ACTIVITY_OF: Mapping[str, Activity] = {
    "appointments": Activity.CALLS,
    "holds": Activity.CALLS,
    "busy_elsewhere": Activity.CALLS,
    "appointments_elsewhere": Activity.CALLS,
    "blocked_times": Activity.CALLS,
    "messages": Activity.CALLS,
    "forms": Activity.CALLS,
    "rectifications": Activity.CALLS,
    "appointment_rectifications": Activity.CALLS,
    "outbox": Activity.CALLS,
    "turns": Activity.TRANSCRIPT,
    "events": Activity.TRANSCRIPT,
    "remarks": Activity.TRANSCRIPT,
    "calls": Activity.CONNECTION,
    "failed_proofs": Activity.CONNECTION,
    "questions": Activity.QUESTIONS,
    "recordings": Activity.RECORDING,
    "lessons": Activity.IMPROVEMENT,
    "lessons_looked_for": Activity.IMPROVEMENT,
    "lessons_changed": Activity.STORE,
    "consents": Activity.RIGHTS,
    "notices": Activity.RIGHTS,
    "erasures": Activity.RIGHTS,
    "erasure_receipts": Activity.RIGHTS,
    "requests": Activity.RIGHTS,
    "objections": Activity.RIGHTS,
    "restrictions": Activity.RIGHTS,
    "legal_holds": Activity.RIGHTS,
    "accounts": Activity.ACCESS,
    "sessions": Activity.ACCESS,
    "sign_in_failures": Activity.ACCESS,
    "access_log": Activity.ACCESS,
    "access_log_checkpoint": Activity.ACCESS,
    "shared_changes": Activity.CALLS,
    "shared_tries": Activity.CALLS,
    "shared_gone": Activity.RIGHTS,
    "shared_orders": Activity.RIGHTS,
    "shared_order_texts": Activity.RIGHTS,
    "shared_orders_done": Activity.RIGHTS,
    "shared_hosts": Activity.STORE,
    "shared_state": Activity.STORE,
    "calendar_subscriptions": Activity.ACCESS,
    "added_entries": Activity.ACCESS,
    "appointment_keys": Activity.STORE,
    "call_keys": Activity.STORE,
    "request_keys": Activity.STORE,
    "key_slots": Activity.STORE,
    "calendar_syncs": Activity.STORE,
    "named_secrets": Activity.STORE,
    "ledger_head": Activity.STORE,
    "retention_runs": Activity.STORE,
    "daily_counts": Activity.STORE,
}
"""A test fails where a table has no activity: the record must name whatever is kept."""


def tables_of(activity: Activity, tables: Iterable[str]) -> tuple[str, ...]:
    """Return those of the tables that belong to an activity, by name."""
    return tuple(sorted(each for each in tables if ACTIVITY_OF.get(each) is activity))
