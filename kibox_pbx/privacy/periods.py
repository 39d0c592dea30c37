"""Until when what is kept may be kept (Art. 5(1)(e) GDPR). Pure.

Days are the office's calendar days, as § 187(1) and § 188(1) BGB count them: the first is the
one after the day counted from. What is deleted once on each day, however early, is never
kept longer than its days.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta

from kibox_pbx.config.privacy import Retention

MONTHS_AFTER_CONTRACT = 6
"""After the contract's end; what law.md (L6) takes from the operator's notice."""

QUIET_HOUR = time(3)
"""When retention runs, of the office's clock; no clock is set forward past it in Europe."""

_NEVER = datetime(MAXYEAR, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is counted from before these moments must be gone; each aware."""

    recording: datetime
    transcript: datetime
    message: datetime
    call: datetime
    appointment: datetime
    lesson: datetime
    proof: datetime
    contract_over: bool
    """Nothing of any conversation may be left, be it done or not."""


def limits(periods: Retention, now: datetime) -> Limits:
    """Return what must be gone by the end of today.

    Args:
        periods: The office's.
        now: In the office's own time zone.
    """
    if contract_is_over(periods.contract_ended, now.date()):
        proof = _before(now, periods.proof_days)
        return Limits(now, now, now, now, _NEVER, now, proof, contract_over=True)
    return Limits(
        _before(now, periods.recording_days),
        _before(now, periods.transcript_days),
        _before(now, periods.message_days),
        _before(now, periods.call_days),
        _before(now, periods.appointment_days),
        _before(now, periods.improvement_days),
        _before(now, periods.proof_days),
        contract_over=False,
    )


def contract_is_over(ended: date | None, today: date) -> bool:
    """Say whether anything may be left until this day's end at most (§ 188(2) BGB)."""
    return ended is not None and today >= months_later(ended, MONTHS_AFTER_CONTRACT)


def months_later(day: date, months: int) -> date:
    """Return the day of the same number, or the month's last (§ 188(3) BGB)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_due(now: datetime, last_day: date | None, hour: time = QUIET_HOUR) -> bool:
    """Say whether a run is due.

    Args:
        now: In the office's time zone.
        last_day: Of the last run; None: there was none. One to come shows that the clock was
            wrong then, and counts as none.
        hour: From when on it is due.
    """
    day = now.date() if now.time() >= hour else now.date() - timedelta(days=1)
    return last_day is None or not day <= last_day <= day + timedelta(days=1)


def next_run(now: datetime, last_day: date | None) -> datetime:
    """Return when retention is due next; now, where it is overdue.

    Args:
        now: In the office's time zone.
        last_day: As `is_due` takes it.
    """
    if last_day is None or is_due(now, last_day):
        return now
    return datetime.combine(last_day + timedelta(days=1), QUIET_HOUR, now.tzinfo)


def _before(now: datetime, days: int) -> datetime:
    """Return the beginning of the first day of which something may still be there."""
    first = now.date() - timedelta(days=days - 1)
    return min(datetime.combine(first, time.min, now.tzinfo), now)
