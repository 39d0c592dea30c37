"""What is kept, how old it is and what is due: figures for the privacy officer, no person."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from kibox_pbx.config.privacy import Retention
from kibox_pbx.privacy.periods import MONTHS_AFTER_CONTRACT, limits, months_later
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.erasure import REQUESTS
from kibox_pbx.storage.forgetting import ALL_PROOF
from kibox_pbx.storage.instant import from_text
from kibox_pbx.storage.legal_holds import LegalHold, standing
from kibox_pbx.storage.retention_runs import Run, count_due, last_run
from kibox_pbx.storage.sqlcipher import Tables

OF_KEY = """
SELECT count(*), min(started_at) FROM call_keys CROSS JOIN calls ON id = call_id
WHERE purpose = ?
"""
_REQUESTS = " UNION ALL ".join(f"SELECT call_id, done_at FROM {each}" for each in REQUESTS)  # noqa: S608 -- ours
OF_REQUESTS = f"""
SELECT count(*), min(started_at) FROM ({_REQUESTS}) CROSS JOIN calls ON id = call_id
WHERE (done_at IS NULL) = ?
"""  # noqa: S608 -- ours
OF_CALLS = "SELECT count(*), min(started_at) FROM calls WHERE forgotten_at IS NULL"
OF_APPOINTMENTS = 'SELECT count(*), min("end") FROM appointments'
OF_LESSONS = "SELECT count(*), min(found_at) FROM lessons"
_PROOF = " UNION ALL ".join(
    f"SELECT {at} AS since FROM {each}"  # noqa: S608 -- ours
    for each, at in ALL_PROOF.items()
)
OF_PROOF = f"SELECT count(*), min(since) FROM ({_PROOF})"  # noqa: S608 -- ours


@dataclass(frozen=True, slots=True)
class Kept:
    """One class of data."""

    name: str
    days: int | None
    """None: kept until a person has marked it as done."""

    kept: int
    oldest: datetime | None
    """The call's or appointment's time, or when it was written; aware, UTC."""

    due: int
    """What the next run deletes."""

    deleted: int | None
    """By the last run; None: there was none."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is kept."""

    classes: tuple[Kept, ...]
    holds: tuple[LegalHold, ...]
    last_run: Run | None
    nothing_left_from: date | None
    """Six months after the contract's end; None: it has none."""


async def report(database: Database, periods: Retention, now: datetime) -> Report:
    """Count everything.

    Args:
        database: The practice's.
        periods: How long things are kept.
        now: In the office's time zone.

    Raises:
        StorageError: The store could not be read.
    """
    return await database.read(partial(_report, periods=periods, now=now))


def _report(tables: Tables, periods: Retention, now: datetime) -> Report:
    due, run = count_due(tables, limits(periods, now)), last_run(tables)
    looks: dict[str, tuple[int | None, str, list[str | int]]] = {
        "recording": (periods.recording_days, OF_KEY, ["recording"]),
        "transcript": (periods.transcript_days, OF_KEY, ["conversation"]),
        "waiting": (None, OF_REQUESTS, [1]),
        "messages": (periods.message_days, OF_REQUESTS, [0]),
        "calls": (periods.call_days, OF_CALLS, []),
        "appointments": (periods.appointment_days, OF_APPOINTMENTS, []),
        "lessons": (periods.improvement_days, OF_LESSONS, []),
        "proof": (periods.proof_days, OF_PROOF, []),
    }
    classes = []
    for name, (days, sql, values) in looks.items():
        kept, oldest = tables.conn.execute(sql, values).fetchone()
        deleted = run.deleted.get(name, 0) if run else None
        since = from_text(oldest) if oldest else None
        classes.append(Kept(name, days, kept, since, due.get(name, 0), deleted))
    ended = periods.contract_ended
    last = months_later(ended, MONTHS_AFTER_CONTRACT) if ended else None
    return Report(tuple(classes), standing(tables), run, last)
