"""A server that refuses, lies, or dawdles is named for what it does, and holds nobody up."""

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from kibox_pbx.calendars.caldav import Collection, EntryChangedError
from kibox_pbx.calendars.http import CalendarHttp
from kibox_pbx.calendars.reading import read_busy, sources
from kibox_pbx.calendars.refusals import EntryRefusedError
from kibox_pbx.config.settings import CalendarServer, PersonsCalendar
from kibox_pbx.errors import CalendarError
from tests.calendars.odd_server import OddServer, Says, multistatus, odd_server
from tests.notify.certificates import make_certificate
from tests.storage.practice import BERLIN, at

FIRST, LAST = at(20, 0), at(30, 0, month=12)
TEXT = b"BEGIN:VCALENDAR"


def event(*lines: str) -> str:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT", "END:VCALENDAR"]
    )


@pytest.fixture
def server() -> Iterator[OddServer]:
    with odd_server() as running:
        yield running


def collection(server: OddServer, **limits: float) -> Collection:
    return Collection(CalendarHttp(CalendarServer(url=server.url), **limits))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (301, "redirects are not followed; set url to where it is now (301)"),
        (308, "redirects are not followed; set url to where it is now (308)"),
        (401, "refuses user and password (401)"),
        (403, "does not let this user read the calendar"),
        (404, "answered 404; is the url one calendar's?"),
        (429, "is asked too often"),
        (503, "has a trouble of its own"),
    ],
)
def test_a_refusal_to_show_the_calendar_says_what_to_mend(
    status: int, words: str, server: OddServer
) -> None:
    elsewhere = {"Location": "/elsewhere/"}
    server.says = {each: Says(status, headers=elsewhere) for each in ("REPORT", "GET")}
    with pytest.raises(CalendarError) as refused:
        collection(server).entries(FIRST, LAST)
    assert words in str(refused.value)
    (ics,) = sources(PersonsCalendar(ics=CalendarServer(url=server.url))).values()
    with pytest.raises(CalendarError) as refused:
        read_busy(ics, FIRST, LAST, BERLIN)
    assert words in str(refused.value)
    assert {path for _, path in server.asked} == {"/sommer/"}


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (301, CalendarError, "set url to where it is now"),
        (403, EntryRefusedError, "does not let this user write"),
        (409, EntryRefusedError, "one calendar's"),
        (412, EntryChangedError, "changed meanwhile"),
        (413, EntryRefusedError, "takes no entry of this length"),
        (418, EntryRefusedError, "answered 418"),
        (423, EntryRefusedError, "locked by another program"),
        (429, CalendarError, "is asked too often"),
        (500, CalendarError, "has a trouble of its own"),
        (507, CalendarError, "has no room left"),
    ],
)
def test_a_refusal_to_write_says_what_to_mend_and_whether_others_may_go(
    status: int, kind: type[CalendarError], words: str, method: str, server: OddServer
) -> None:
    server.says = {method: Says(status)}
    there = collection(server)
    path = there.path_of("x")
    put, delete = partial(there.put, path, TEXT, None), partial(there.delete, path, '"1"')
    with pytest.raises(CalendarError) as refused:
        (put if method == "PUT" else delete)()
    assert (type(refused.value), words in str(refused.value)) == (kind, True), refused.value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Welcome</body>",
        b'<?xml version="1.0" encoding="klingon"?><a/>',
        b'<?xml version="1.0" encoding="utf-16"?><a/>',
        b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        multistatus("no calendar"),
        multistatus(event("DTSTART:2026112")),
        multistatus(event("DTSTART:20261123T080000Z", "RRULE:FREQ=NEVER")),
        multistatus(event("DTSTART:20261123T080000Z").removesuffix("END:VCALENDAR")),
        multistatus("BEGIN:VCALENDAR\r\nEND:VCALENDAR", href="http://[/x.ics"),
    ],
)
def test_nonsense_is_refused_whole(body: bytes, server: OddServer) -> None:
    server.says = {"REPORT": Says(207, body)}
    (texts,) = sources(PersonsCalendar(caldav=CalendarServer(url=server.url))).values()
    with pytest.raises(CalendarError, match="cannot be read"):
        read_busy(texts, FIRST, LAST, BERLIN)


def test_a_path_that_the_server_forgot_to_encode_is_asked_for(server: OddServer) -> None:
    server.says = {
        "REPORT": Says(207, multistatus("x", href="/sommer/Müller 1%20.ics")),
        "GET": Says(200, TEXT, {"ETag": '"7"'}),
    }
    there = collection(server)
    (entry,) = there.entries(FIRST, LAST)
    found = there.find(entry.path)
    assert found is not None
    assert (found.text, found.etag) == (TEXT, '"7"')
    assert server.asked[-1] == ("GET", "/sommer/M%C3%BCller%201%20.ics")


def test_a_version_that_no_header_can_carry_is_named(server: OddServer) -> None:
    server.says = {"REPORT": Says(207, multistatus("x", etag='"1"\r\nX: y'))}
    there = collection(server)
    (entry,) = there.entries(FIRST, LAST)
    with pytest.raises(CalendarError, match="cannot be sent back"):
        there.put(entry.path, TEXT, entry.etag)


@pytest.mark.parametrize(
    ("dribbles_s", "limits"),
    [(0.6, {"timeout_s": 0.2}), (0.02, {"timeout_s": 5, "whole_s": 0.4})],
    ids=["nothing comes", "a byte now and then"],
)
def test_a_server_that_dawdles_is_given_up(
    dribbles_s: float, limits: dict[str, float], server: OddServer
) -> None:
    server.says = {"REPORT": Says(207, multistatus("x"), dribbles_s=dribbles_s)}
    began_s = time.monotonic()
    with pytest.raises(CalendarError, match=r"cannot be reached \(TimeoutError\)"):
        collection(server, **limits).entries(FIRST, LAST)
    assert time.monotonic() - began_s < 2


def test_an_answer_that_breaks_off_is_not_half_believed(server: OddServer) -> None:
    whole = event("DTSTART:20261123T080000Z", "DURATION:PT1H").encode()
    server.says = {"GET": Says(200, whole)}
    (texts,) = sources(PersonsCalendar(ics=CalendarServer(url=server.url))).values()
    assert read_busy(texts, FIRST, LAST, BERLIN) == ((at(23, 9), at(23, 10)),)
    server.says = {"GET": Says(200, whole, promises_beside=9)}
    with pytest.raises(CalendarError, match="broke off"):
        read_busy(texts, FIRST, LAST, BERLIN)


@pytest.mark.parametrize(
    ("name", "days", "trusts", "words"),
    [
        ("localhost", -1, "ours", "has expired; renew it"),
        ("calendar.house", 1, "ours", "another name; set server_name"),
        ("localhost", 1, "the system's", "signed by nobody known; set ca_file"),
        ("localhost", 1, "ours", ""),
    ],
    ids=["expired", "another name", "unknown", "good"],
)
def test_a_certificate_that_does_not_verify_says_why(
    name: str, days: int, trusts: str, words: str, tmp_path: Path
) -> None:
    files = make_certificate(tmp_path, name, timedelta(days=days))
    with odd_server(files) as server:
        server.says = {"REPORT": Says(207, multistatus())}
        ca_file = files[0] if trusts == "ours" else None
        reached = CalendarServer(url=server.url, ca_file=ca_file, server_name="localhost")
        there = Collection(CalendarHttp(reached))
        if not words:
            assert there.entries(FIRST, LAST) == ()
            return
        with pytest.raises(CalendarError) as refused:
            there.entries(FIRST, LAST)
    assert words in str(refused.value)
