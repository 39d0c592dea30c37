"""Do calendars, notifications, borrowed engines and browsers come through? Pure.

Each is looked at only where the settings name it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kibox_pbx.admin.doctor.finding import Finding, broken, ok, warning
from kibox_pbx.admin.doctor.machine_facts import (
    CalendarFacts,
    CertificateFacts,
    LenderFacts,
    OutboxFacts,
    StoreFacts,
)

MISSED_LOOKS = 5
"""So many in a row, and it is no chance."""

FEWEST = timedelta(minutes=10)
OUT_OF_DATE = timedelta(days=1)
"""By then callers are offered times that the practice has given away."""

SLOW_MS = 200
"""For its name. In one building that takes some milliseconds; each answer waits as long."""

STUCK = timedelta(hours=1)
RENEW_WITHIN = timedelta(days=21)


def calendars(facts: StoreFacts, every_s: int, now: datetime) -> Finding:
    """Judge when each of the practice's own calendars was last read, and whether they agree.

    Args:
        facts: Of the store.
        every_s: How often calendars are read.
        now: Aware.
    """
    found = facts.calendars
    mend = "journalctl -u kibox; address, password_file, ca_file: docs/calendar.md"
    never = [_name(each) for each in found if each.read_at is None]
    if never:
        return broken("calendars", f"never read: {', '.join(never)}", mend)
    ages = {_name(one): now - one.read_at for one in found if one.read_at is not None}
    oldest = max(ages.values(), default=timedelta())
    late = max(FEWEST, MISSED_LOOKS * timedelta(seconds=every_s))
    if oldest <= late:
        return _agreement(facts, f"{len(found)} read, the oldest look {_told(oldest)} ago")
    named = ", ".join(f"{name} ({_told(age)})" for name, age in ages.items() if age > late)
    text = f"not read any more: {named}; what it last said holds"
    return (broken if oldest > OUT_OF_DATE else warning)("calendars", text, mend)


def _agreement(facts: StoreFacts, read: str) -> Finding:
    if facts.unwritten:
        text = f"{facts.unwritten} changes are not in the practice's calendars so far"
        return warning("calendars", text, "kibox calendar sync, which says why")
    if facts.conflicts:
        text = f"{facts.conflicts} appointments do not agree with their entries"
        return warning("calendars", text, "kibox calendar conflicts")
    return ok("calendars", f"{read}; all agree")


def notifications(outbox: OutboxFacts, now: datetime) -> Finding:
    """Judge whether the people of the office hear of what waits."""
    mend = "kibox notify test; docs/notifications.md"
    if outbox.given_up:
        text = f"{outbox.given_up} were given up within seven days; look into the inbox"
        return warning("notifications", text, mend)
    waited = now - outbox.oldest if outbox.oldest else timedelta()
    if waited > STUCK:
        text = f"{outbox.waiting} wait, the oldest for {_told(waited)}"
        return warning("notifications", text, mend)
    return ok("notifications", "none was given up")


def lenders(found: Sequence[LenderFacts]) -> Finding:
    """Judge whether the servers of other hosts that lend engines are there, and how soon."""
    mend = "docs/hosts.md, Engines on another host; kibox doctor on that host"
    away = [each for each in found if each.why]
    if away:
        text = "; ".join(each.why for each in away)
        if any(each.is_needed and not each.spare for each in away):
            return broken("engines", f"{text}: people are rung", mend)
        return warning("engines", f"{text}: calls go on without", mend)
    text = ", ".join(f"{each.setting} {each.model} in {each.took_ms} ms" for each in found)
    slow = any(each.took_ms > SLOW_MS for each in found)
    return warning("engines", f"slow: {text}", mend) if slow else ok("engines", text)


def certificate(found: CertificateFacts, now: datetime) -> Finding:
    """Judge how long browsers still accept the certificate of the pages."""
    mend = "renew web.certificate_file, then systemctl restart kibox"
    if found.until is None:
        return broken("certificate", "it cannot be read as PEM", mend)
    text = f"of the pages: until {found.until:%Y-%m-%d}"
    if found.until <= now:
        return broken("certificate", f"{text}, so browsers refuse them", mend)
    if found.until - now < RENEW_WITHIN:
        return warning("certificate", f"{text}, in {(found.until - now).days} days", mend)
    return ok("certificate", text)


def _name(calendar: CalendarFacts) -> str:
    return f"{calendar.person}.{calendar.kind}"


def _told(age: timedelta) -> str:
    minutes = max(0, round(age / timedelta(minutes=1)))
    if minutes < 2 * 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 2 * 24 else f"{hours // 24} days"
