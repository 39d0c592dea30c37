"""How retention is told: as a table for people, as JSON for machines. Pure; nobody in it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kibox_pbx.storage.legal_holds import LegalHold
from kibox_pbx.storage.retention_report import Kept, Report
from kibox_pbx.storage.retention_runs import Run

NAMES = {
    "recording": "recordings",
    "transcript": "transcripts and journals",
    "waiting": "messages, requests, questions: waiting",
    "messages": "messages, requests, questions: done",
    "calls": "calls: who, when, what came of it",
    "appointments": "appointments",
    "lessons": "what was learned with consent",
    "proof": "consents, receipts, access log, runs",
}


def run_lines(counts: Mapping[str, int], done: str) -> str:
    """Return how much of each class was deleted, or is due."""
    return "\n".join(f"{count:>7}  {NAMES[name]}: {done}" for name, count in counts.items())


def report_lines(report: Report, zone: ZoneInfo) -> str:
    """Return the report as text, with days of the office's zone."""
    head = f"{'kept':>7} {'oldest':<11}{'days':>5}{'due':>7}{'deleted':>9}  class"
    lines = [head, *(_class_line(each, zone) for each in report.classes), ""]
    lines.append(_run_line(report.last_run, zone))
    if report.nothing_left_from:
        day = report.nothing_left_from.isoformat()
        lines.append(f"contract's end: nothing of any conversation is left from {day} on")
    lines.append(f"legal holds: {len(report.holds) or 'none'}")
    lines += (_hold_line(each, zone) for each in report.holds)
    return "\n".join(lines)


def report_for_machines(report: Report) -> dict[str, Any]:
    """Return the report as JSON would have it; times are UTC."""
    run = report.last_run
    return {
        "classes": [
            {
                "class": each.name,
                "days": each.days,
                "kept": each.kept,
                "oldest": _iso(each.oldest),
                "due": each.due,
                "deleted_by_last_run": each.deleted,
            }
            for each in report.classes
        ],
        "last_run": run
        and {
            "at": _iso(run.at),
            "took_ms": run.took_ms,
            "deleted": run.deleted,
            "wal_emptied": run.wal_emptied,
        },
        "nothing_left_from": _iso(report.nothing_left_from),
        "legal_holds": [
            {"call": each.call_id, "reason": each.reason, "since": _iso(each.held_at)}
            for each in report.holds
        ],
    }


def _class_line(kept: Kept, zone: ZoneInfo) -> str:
    oldest = _day(kept.oldest, zone) if kept.oldest else "-"
    days = "-" if kept.days is None else str(kept.days)
    deleted = "-" if kept.deleted is None else str(kept.deleted)
    return f"{kept.kept:>7} {oldest:<11}{days:>5}{kept.due:>7}{deleted:>9}  {NAMES[kept.name]}"


def _run_line(run: Run | None, zone: ZoneInfo) -> str:
    if run is None:
        return "last run: none yet"
    at = run.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    wal = "" if run.wal_emptied else "; the WAL was not emptied, another process was reading"
    return f"last run: {at}, {run.took_ms} ms{wal}"


def _hold_line(hold: LegalHold, zone: ZoneInfo) -> str:
    return f"  {hold.call_id}  since {_day(hold.held_at, zone)}  {hold.reason}"


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).date().isoformat()


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None
