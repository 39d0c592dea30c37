"""Deletes what is due, a little at a time, so that a call that goes on never waits for it.

Each step runs inside a transaction of its own and takes some tens of milliseconds.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kibox_pbx.privacy.periods import Limits
from kibox_pbx.storage import erasure
from kibox_pbx.storage.access_log_pruning import prune
from kibox_pbx.storage.due_calls import Due, Place, due_of, look_at, place_of
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.outbox import forget_old
from kibox_pbx.storage.sealed import Purpose
from kibox_pbx.storage.sessions import forget_over
from kibox_pbx.storage.sign_in_failures import forget_old_failures
from kibox_pbx.storage.spared import SPARED_APPOINTMENTS, SPARED_CALLS
from kibox_pbx.storage.sqlcipher import Tables

BUDGET_S = 0.010
"""After so long a step begins no further call; its commit comes on top."""

AT_ONCE = 20
"""Messages or appointments of one step, and calls of one look."""

CLASSES = (
    "recording",
    "transcript",
    "messages",
    "calls",
    "appointments",
    "lessons",
    "proof",
)
"""What reports count."""

DUE_REQUESTS = " UNION ALL ".join(
    f"SELECT '{table}', call_id, number FROM {table}"  # noqa: S608 -- our names
    f" WHERE done_at < :limit AND call_id NOT IN ({SPARED_CALLS})"
    for table in erasure.REQUESTS
)
DUE_APPOINTMENTS = f"""
SELECT id FROM appointments WHERE start < :limit AND "end" < :limit
    AND NOT ({SPARED_APPOINTMENTS})
"""  # noqa: S608 -- our names

PROOF = {
    "erasures": "erased_at",
    "erasure_receipts": "at",
    "consents": "coalesce(withdrawn_at, at)",
    "requests": "done_at",
    "legal_holds": "released_at",
    "retention_runs": "at",
    "added_entries": "superseded_at",
    "shared_gone": "at",
    "shared_orders": "at",
    "shared_orders_done": "at",
}
"""What goes after ``proof_days``: counted from what, by table."""

ALL_PROOF = PROOF | {"access_log": "at"}
"""With the access log, of which only `prune` may delete."""

CLASS_OF_KEY = {Purpose.RECORDING: "recording", Purpose.CONVERSATION: "transcript"}

Counts = Counter[str]
"""How many rows (calls, messages, ...) were deleted, or are due, by class."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did."""

    counts: Counts
    next: Place | None = None
    """Where the next one goes on; None: there is nothing more."""


def forget_calls(
    tables: Tables,
    limits: Limits,
    now: datetime,
    place: Place,
    clock_s: Callable[[], float] = time.monotonic,
) -> Step:
    """Go on through the calls from a place, and delete what of them is due."""
    counts, until_s, at = Counts(), clock_s() + BUDGET_S, to_text(now)
    while rows := look_at(tables, limits, place, AT_ONCE):
        for row in rows:
            due = due_of(row, limits)
            _forget_call(tables, row["id"], due, at)
            counts += counted(due)
            place = place_of(row)
            if clock_s() > until_s:
                return Step(counts, place)
    return Step(counts)


def counted(due: Due) -> Counts:
    """Return what goes of one call, by class."""
    names = [CLASS_OF_KEY[key] for key in due.keys]
    return Counts([*names, *(["calls"] if due.forget or due.drop else [])])


def forget_requests(tables: Tables, limits: Limits, now: datetime) -> Step:
    """Delete some messages, requests and questions that were done long enough ago."""
    asked = {"limit": to_text(limits.message), "most": AT_ONCE}
    rows = tables.conn.execute(f"{DUE_REQUESTS} LIMIT :most", asked).fetchall()
    places = [erasure.request_place(*row) for row in rows]
    erasure.forget_requests(tables, places, to_text(now))
    return _step("messages", len(rows))


def forget_appointments(tables: Tables, limits: Limits, now: datetime) -> Step:
    """Delete some appointments that passed long enough ago."""
    asked = {"limit": to_text(limits.appointment), "most": AT_ONCE}
    rows = tables.conn.execute(f"{DUE_APPOINTMENTS} LIMIT :most", asked).fetchall()
    erasure.erase_appointments(tables, [row[0] for row in rows], to_text(now))
    return _step("appointments", len(rows))


def forget_lessons(tables: Tables, limits: Limits, now: datetime) -> Step:
    """Delete what was learned of calls too long ago, whatever the consent says."""
    before = {"limit": to_text(limits.lesson)}
    tables.conn.execute("DELETE FROM lessons_looked_for WHERE found_at < :limit", before)
    gone = tables.conn.execute("DELETE FROM lessons WHERE found_at < :limit", before)
    return Step(Counts(lessons=gone.rowcount))


def forget_proof(tables: Tables, envelope: Envelope, limits: Limits, now: datetime) -> Step:
    """Delete what proved something long enough, and what was only for hours."""
    tables.conn.execute("DELETE FROM holds WHERE expires_at <= ?", [to_text(now)])
    tables.conn.execute('DELETE FROM blocked_times WHERE "end" <= ?', [to_text(now)])
    forget_over(tables, now)
    forget_old_failures(tables, now)
    forget_old(tables, now)
    yesterday = to_text(now - timedelta(days=1))
    tables.conn.execute("DELETE FROM failed_proofs WHERE at <= ?", [yesterday])
    limit = {"limit": to_text(limits.proof)}
    gone = prune(tables, envelope, before=limits.proof, now=now, who="")
    for table, since in PROOF.items():
        sql = f"DELETE FROM {table} WHERE {since} < :limit"  # noqa: S608 -- ours
        gone += tables.conn.execute(sql, limit).rowcount
    return Step(Counts(proof=gone))


def due_without_calls(tables: Tables, limits: Limits) -> Counts:
    """Count what is due beside calls themselves."""
    proof = " UNION ALL ".join(
        f"SELECT 1 FROM {table} WHERE {since} < :limit"  # noqa: S608 -- ours
        for table, since in ALL_PROOF.items()
    )
    looks = {
        "messages": (DUE_REQUESTS, limits.message),
        "appointments": (DUE_APPOINTMENTS, limits.appointment),
        "lessons": ("SELECT 1 FROM lessons WHERE found_at < :limit", limits.lesson),
        "proof": (proof, limits.proof),
    }
    return Counts(
        {name: _count(tables, sql, to_text(limit)) for name, (sql, limit) in looks.items()}
    )


def _count(tables: Tables, sql: str, limit: str) -> int:
    counted = tables.conn.execute(f"SELECT count(*) FROM ({sql})", {"limit": limit})  # noqa: S608 -- ours
    return int(counted.fetchone()[0])


def _step(name: str, deleted: int) -> Step:
    return Step(Counts({name: deleted}), Place() if deleted == AT_ONCE else None)


def _forget_call(tables: Tables, call_id: str, due: Due, at: str) -> None:
    for key in due.keys:
        erasure.forget(tables, key, [call_id], at)
    if due.drop:
        erasure.drop_calls(tables, [call_id], at)
    elif due.forget:
        erasure.forget_calls(tables, [call_id], at)
