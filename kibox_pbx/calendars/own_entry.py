"""An entry that kibox writes: what it says, and what people made of it. Pure.

When it is changed later, only what is ours is: times and, where that has changed, the title.
A note that somebody put to it stays.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from kibox_pbx.calendars.ics import Span, calendar_in, is_cancelled, span_of

PRODUCT = "-//kibox-pbx//kibox//EN"
REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")
TIMES = ("DTSTART", "DTEND", "DURATION", "DTSTAMP", "SEQUENCE", "LAST-MODIFIED")

_UID = re.compile(rb"^UID:(\S+?)\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """What an entry of ours says now."""

    span: Span | None
    """None: it is no longer one single time."""

    is_cancelled: bool


def uid_of(text: bytes) -> str:
    """Return the first identifier in an entry; empty: none that could be ours.

    Ours are short, so they stand in one line; the text need not be read for them.
    """
    found = _UID.search(text)
    return found[1].decode(errors="replace") if found else ""


def read_own(text: bytes, zone: ZoneInfo) -> OwnEntry:
    """Return what an entry says; times without a zone, and whole days, are in ``zone``."""
    try:
        event = _single_event(calendar_in(text))
        span = span_of(event, zone)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return OwnEntry(None, is_cancelled=False)
    if any(key in event for key in REPEATS) or span[0] >= span[1]:
        return OwnEntry(None, is_cancelled=False)
    return OwnEntry(span, is_cancelled(event))


def new_entry(uid: str, span: Span, title: str, now: datetime) -> bytes:
    """Return the text of a new entry."""
    return as_text(calendar_of(event_of(uid, span, title, now)))


def changed_entry(text: bytes, span: Span, title: str | None, now: datetime) -> bytes:
    """Return an entry with another time, and another title unless it is None.

    Raises:
        ValueError: It is not one single event.
    """
    calendar = calendar_in(text)
    event = _single_event(calendar)
    before = _sequence(event)
    for key in TIMES:
        event.pop(key, None)
    _add_times(event, span, now)
    event.add("sequence", before + 1)
    if title is not None:
        event.pop("SUMMARY", None)
        event.add("summary", title)
    return as_text(calendar)


def _sequence(event: Event) -> int:
    """Return how often an entry was changed; what stands twice says nothing."""
    found = event.get("sequence", 0)
    return 0 if isinstance(found, list) else int(found)


def event_of(uid: str, span: Span, title: str, now: datetime) -> Event:
    """Return one event of ours."""
    event = Event()
    event.add("uid", uid)
    event.add("summary", title)
    _add_times(event, span, now)
    return event


def calendar_of(*events: Event) -> Calendar:
    """Return a calendar of ours with events in it."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    for event in events:
        calendar.add_component(event)
    return calendar


def as_text(calendar: Calendar) -> bytes:
    """Return a calendar as it is sent and stored (RFC 5545)."""
    text: bytes = calendar.to_ical()
    return text


def _add_times(event: Event, span: Span, now: datetime) -> None:
    start, end = (each.astimezone(UTC) for each in span)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", end)


def _single_event(calendar: Calendar) -> Event:
    events = calendar.walk("VEVENT")
    if len(events) != 1 or not isinstance(events[0], Event):
        raise ValueError("no single event")
    return events[0]
