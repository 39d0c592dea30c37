"""What an iCalendar text (RFC 5545) says: when somebody is busy. Pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event

from kibox_pbx.calendars.repeating import refuse_endless

FREE_BY_OUTLOOK = "X-MICROSOFT-CDO-BUSYSTATUS"

Span = tuple[datetime, datetime]
"""Beginning and end, in UTC; the end comes later."""


def busy_spans(ics: bytes, first: datetime, last: datetime, zone: ZoneInfo) -> tuple[Span, ...]:
    """Return when a calendar's owner is busy between two moments.

    Recurring events count each time, whole days from midnight to midnight and times without a
    zone in ``zone``. What is cancelled or marked as free does not count.

    Raises:
        ValueError: It is no calendar that can be read.
    """
    try:
        calendar = calendar_in(ics)
        for event in calendar.walk("VEVENT"):
            refuse_endless(event, last)
        occurrences = recurring_ical_events.of(calendar).between(first, last)
        return tuple(_busy(occurrences, zone))
    except (ArithmeticError, AttributeError, LookupError, TypeError) as error:
        raise ValueError("no calendar that can be read") from error


def _busy(events: Iterable[Event], zone: ZoneInfo) -> Iterator[Span]:
    for event in events:
        start, end = span_of(event, zone)
        if start < end and not is_cancelled(event) and not _is_free(event):
            yield start, end


def calendar_in(ics: bytes) -> Calendar:
    """Return the calendar that a text is.

    Raises:
        ValueError: It is none that can be read.
    """
    try:
        found = Calendar.from_ical(ics)
    except (AttributeError, LookupError, OSError, TypeError) as error:
        raise ValueError("no calendar that can be read") from error
    if isinstance(found, Calendar):
        return found
    raise ValueError("no calendar that can be read")


def span_of(event: Event, zone: ZoneInfo) -> Span:
    """Return when an event is; a day without an end lasts a day (RFC 5545, 3.6.1)."""
    begins = event.decoded("dtstart")
    ends = event.decoded("dtend", None)
    if ends is None:
        usual = timedelta(0) if isinstance(begins, datetime) else timedelta(days=1)
        ends = begins + event.decoded("duration", usual)
    return _moment(begins, zone), _moment(ends, zone)


def _moment(when: date, zone: ZoneInfo) -> datetime:
    if not isinstance(when, datetime):
        when = datetime.combine(when, time.min)
    return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)


def is_cancelled(event: Event) -> bool:
    """Say whether an event stays in the calendar, but does not take place."""
    return str(event.get("status", "")).upper() == "CANCELLED"


def _is_free(event: Event) -> bool:
    is_transparent = str(event.get("transp", "")).upper() == "TRANSPARENT"
    return is_transparent or str(event.get(FREE_BY_OUTLOOK, "")).upper() == "FREE"
