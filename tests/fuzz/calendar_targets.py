"""What a calendar server of the office, or somebody in its calendar, can send."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kibox_pbx.calendars.caldav import Collection
from kibox_pbx.calendars.http import Answer, CalendarHttp
from kibox_pbx.calendars.own_entry import changed_entry, new_entry, read_own, uid_of
from kibox_pbx.calendars.reading import spans_in
from kibox_pbx.config.settings import CalendarServer
from kibox_pbx.errors import CalendarError
from tests.fuzz.target import Target

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 29, 17, tzinfo=UTC)
HORIZON = timedelta(days=92)


class _Saying(CalendarHttp):
    """A server that answers everything with the same."""

    def __init__(self, body: bytes) -> None:
        super().__init__(CalendarServer(url="http://127.0.0.1/cal"))
        self._body = body

    def request(self, *_: object, **__: object) -> Answer:
        return Answer(207, self._body)


def entries(data: bytes) -> None:
    """An answer of a CalDAV server is entries, or cannot be read."""
    with suppress(CalendarError):
        Collection(_Saying(data)).entries(NOW, NOW + HORIZON)


def busy(data: bytes) -> None:
    """A calendar says when somebody is busy, or cannot be read."""
    with suppress(CalendarError):
        for start, end in spans_in([data], NOW, NOW + HORIZON, ZONE):
            assert start < end


def own(data: bytes) -> None:
    """An entry of ours that people changed is read, or is none any more."""
    uid_of(data)
    read_own(data, ZONE)
    with suppress(ValueError):
        changed_entry(data, (NOW, NOW + timedelta(hours=1)), "title", NOW)


_EVENT = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    b"DTSTART;TZID=Europe/Berlin:20261201T090000\r\nDTEND;TZID=Europe/Berlin:20261201T093000\r\n"
    b"RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20270101T000000Z\r\nEXDATE:20261208T080000Z\r\n"
    b"SUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_DAY = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261201\r\nDURATION:P1D\r\n"
    b"STATUS:CANCELLED\r\nTRANSP:OPAQUE\r\nSEQUENCE:3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_XML = (
    b'<?xml version="1.0" encoding="utf-8"?><d:multistatus xmlns:d="DAV:" '
    b'xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>/cal/1.ics</d:href>'
    b"<d:propstat><d:prop><d:getetag>1</d:getetag><c:calendar-data>BEGIN:VCALENDAR"
    b"</c:calendar-data></d:prop></d:propstat></d:response></d:multistatus>"
)
_WORDS = (
    b"RRULE:FREQ=SECONDLY", b"RRULE:FREQ=DAILY;INTERVAL=0", b"RDATE:", b"DURATION:-P9D",
    b"BYMONTH=2;BYMONTHDAY=30", b"COUNT=99999999", b"DTSTART:00010101T000000Z",
    b"RECURRENCE-ID:", b"BEGIN:VTIMEZONE\r\n", b"TZID:", b"X-WR-TIMEZONE:",
)  # fmt: skip

TARGETS = (
    Target("caldav", entries, (_XML,), (b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"encoding='x'")),
    Target("ics", busy, (_EVENT, _DAY), _WORDS),
    Target(
        "own-entry",
        own,
        (new_entry("1", (NOW, NOW + timedelta(hours=1)), "title", NOW), _EVENT, _DAY),
        _WORDS,
    ),
)
"""By what it is."""
