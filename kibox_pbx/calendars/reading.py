"""Reads one calendar of one person, whichever kind it is. Everything here blocks."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kibox_pbx.calendars.caldav import Collection
from kibox_pbx.calendars.http import OK, CalendarHttp
from kibox_pbx.calendars.ics import Span, busy_spans
from kibox_pbx.calendars.refusals import not_read
from kibox_pbx.config.settings import CalendarServer, PersonsCalendar
from kibox_pbx.errors import CalendarError

Texts = Callable[[datetime, datetime], Iterable[bytes]]
"""Returns the iCalendar texts of the time between two moments, and maybe others."""


def sources(calendar: PersonsCalendar) -> dict[str, Texts]:
    """Return how each calendar of a person is read, by the setting that names it."""
    found: dict[str, Texts] = {}
    if calendar.caldav is not None:
        found["caldav"] = _entries_of(Collection(CalendarHttp(calendar.caldav)))
    if calendar.ics is not None:
        found["ics"] = _fetched(calendar.ics)
    if calendar.ics_file is not None:
        found["ics_file"] = _of_file(calendar.ics_file)
    return found


def read_busy(
    texts: Texts, first: datetime, last: datetime, zone: ZoneInfo
) -> tuple[Span, ...]:
    """Return when the calendar's owner is busy between two moments.

    Raises:
        CalendarError: It cannot be had, or an entry cannot be read: then nothing of it counts,
            since a time that is taken would be given away.
    """
    return spans_in(texts(first, last), first, last, zone)


def spans_in(
    texts: Iterable[bytes], first: datetime, last: datetime, zone: ZoneInfo
) -> tuple[Span, ...]:
    """Return when the owner of these texts is busy between two moments.

    Raises:
        CalendarError: One cannot be read; see `read_busy`.
    """
    try:
        return tuple(span for each in texts for span in busy_spans(each, first, last, zone))
    except ValueError:
        raise CalendarError("an entry of the calendar cannot be read") from None


def _entries_of(collection: Collection) -> Texts:
    return lambda first, last: tuple(each.text for each in collection.entries(first, last))


def _fetched(server: CalendarServer) -> Texts:
    http = CalendarHttp(server)

    def fetch(first: datetime, last: datetime) -> Iterable[bytes]:
        answer = http.request("GET", http.path)
        if answer.status != OK:
            raise not_read(answer.status)
        return (answer.body,)

    return fetch


def _of_file(path: Path) -> Texts:
    def read(first: datetime, last: datetime) -> Iterable[bytes]:
        try:
            return (path.read_bytes(),)
        except OSError:
            raise CalendarError(f"{path}: cannot be read") from None

    return read
