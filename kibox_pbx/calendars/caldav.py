"""A CalDAV collection (RFC 4791): one person's calendar. Everything here blocks.

What is written names the version it was made from (``If-Match``), so what somebody else has
changed meanwhile is never written over. A server, or a proxy before it, may tell versions that
it calls weak (``W/"..."``) and then has to refuse every ``If-Match`` with them (RFC 9110,
13.1.1). So versions are kept without that mark, which a proxy may have put there; where they
are refused although the entry still has the version that is named, the server cannot compare
them, and the entry is written right after that look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kibox_pbx.calendars.http import OK, Answer, CalendarHttp
from kibox_pbx.calendars.refusals import not_read, not_written
from kibox_pbx.errors import CalendarError

DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
ANY = "*"
"""Any version, as long as the entry is there."""

CREATED, NO_CONTENT, MULTISTATUS = 201, 204, 207
NOT_FOUND, GONE, CHANGED = 404, 410, 412

ASK_ENTRIES = """<?xml version="1.0" encoding="utf-8"?>
<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<d:prop><d:getetag/><c:calendar-data/></d:prop>
<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
<c:time-range start="{first:%Y%m%dT%H%M%SZ}" end="{last:%Y%m%dT%H%M%SZ}"/>
</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"""

XML = {"Content-Type": "application/xml; charset=utf-8"}
ICS = {"Content-Type": "text/calendar; charset=utf-8"}


class EntryChangedError(CalendarError):
    """Somebody changed the entry, or deleted it, since it was read: look again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An iCalendar text in the collection."""

    path: str
    etag: str
    """Its version; empty: the server does not tell."""

    text: bytes


class Collection:
    """The calendar of one person at a server."""

    def __init__(self, http: CalendarHttp) -> None:
        self._http = http
        self._folder = http.path.rstrip("/") + "/"

    def entries(self, first: datetime, last: datetime) -> tuple[Entry, ...]:
        """Return what has an occurrence between two moments."""
        asked = ASK_ENTRIES.format(first=first.astimezone(UTC), last=last.astimezone(UTC))
        headers = XML | {"Depth": "1"}
        answer = self._http.request("REPORT", self._folder, asked.encode(), headers)
        return tuple(
            Entry(
                _path(each.findtext(f"{DAV}href", "")),
                _version(each.findtext(f".//{DAV}getetag", "")),
                text.encode(),
            )
            for each in _multistatus(answer).findall(f"{DAV}response")
            if (text := each.findtext(f".//{CALDAV}calendar-data"))
        )

    def path_of(self, uid: str) -> str:
        """Return where an entry of ours is written."""
        return f"{self._folder}{uid}.ics"

    def find(self, path: str) -> Entry | None:
        """Return an entry whenever it is; None: there is none."""
        answer = self._http.request("GET", path)
        if answer.status in {NOT_FOUND, GONE}:
            return None
        if answer.status != OK:
            raise not_read(answer.status)
        return Entry(path, _version(answer.etag), answer.body)

    def put(self, path: str, text: bytes, etag: str | None) -> str:
        """Write an entry and return its version; empty: the server does not tell.

        Args:
            path: Where.
            text: All of it.
            etag: The version it replaces; None: there is none yet.

        Raises:
            EntryChangedError: Another version is there; nothing was written.
            EntryRefusedError: The server does not take it.
        """
        if etag is None:
            unless = ICS | {"If-None-Match": "*"}
            answer = self._http.request("PUT", path, text, unless)
        else:
            answer = self._only_if("PUT", path, etag or ANY, text, ICS)
        if answer.status == CHANGED:
            raise EntryChangedError("the entry was changed meanwhile")
        if answer.status not in {OK, CREATED, NO_CONTENT}:
            raise not_written(answer.status)
        return _version(answer.etag)

    def delete(self, path: str, etag: str | None) -> None:
        """Delete an entry; one that is not there does no harm.

        Args:
            path: Where.
            etag: The version that is meant; None: whatever it says now.

        Raises:
            EntryChangedError: Another version is there; it was not deleted.
            EntryRefusedError: The server does not let it go.
        """
        if etag:
            answer = self._only_if("DELETE", path, etag)
        else:
            answer = self._http.request("DELETE", path)
        if answer.status == CHANGED:
            raise EntryChangedError("the entry was changed meanwhile")
        if answer.status not in {OK, NO_CONTENT, NOT_FOUND, GONE}:
            raise not_written(answer.status)

    def _only_if(
        self,
        method: str,
        path: str,
        etag: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Change an entry if it has a version; if that cannot be compared there, after a look.

        Between the look and the change remain the milliseconds of one request, in which
        nobody's change would be noticed; a server that compares versions has none.
        """
        others = dict(headers or {})
        answer = self._http.request(method, path, body, others | {"If-Match": etag})
        if answer.status != CHANGED or etag == ANY:
            return answer
        entry = self.find(path)
        if entry is None or entry.etag != etag:
            return answer
        return self._http.request(method, path, body, others | {"If-Match": ANY})


def _multistatus(answer: Answer) -> Element:
    if answer.status != MULTISTATUS:
        raise not_read(answer.status)
    try:
        found: Element = fromstring(answer.body)
    except (ParseError, DefusedXmlException, LookupError, ValueError):  # or its encoding
        raise CalendarError("the calendar server's answer cannot be read") from None
    return found


def _version(tag: str) -> str:
    return tag.removeprefix("W/")


def _path(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:
        raise CalendarError("the calendar server's answer cannot be read") from None
