"""The name that a caller gave is the title of an entry, and no line of its own (RFC 5545)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from kibox_pbx.calendars.own_entry import changed_entry, new_entry

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
SPAN = (NOW, NOW + timedelta(minutes=30))
KEYS = {"UID", "SUMMARY", "DTSTAMP", "DTSTART", "DTEND"}


def check_one_event(text: bytes, keys: set[str]) -> None:
    read = Calendar.from_ical(text)
    (event,) = read.walk("VEVENT")
    assert {*event} == keys
    assert not read.walk("VALARM")
    names = [
        line.split(b":")[0].split(b";")[0] for line in text.split(b"\r\n") if line[:1] != b" "
    ]
    assert sorted(each for each in names if each == b"BEGIN") == [b"BEGIN"] * 2


@pytest.mark.parametrize(
    "name",
    [
        "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:EMAIL",
        "x\nATTENDEE:mailto:a@b.test",
        "x\rRRULE:FREQ=DAILY",
        "x\\nDTSTART:19700101T000000Z",
        'a;b,c:d"e',
        '=HYPERLINK("http://evil.example")',
        "x\x0bURL:http://evil.example\x0c\x85\u2028\u2029y",
    ],
)
def test_a_name_adds_nothing_to_an_entry(name: str) -> None:
    written = new_entry("kibox-1", SPAN, name, NOW)
    check_one_event(written, KEYS)
    check_one_event(changed_entry(written, SPAN, name, NOW), KEYS | {"SEQUENCE"})


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_name_at_all_does(name: str) -> None:
    check_one_event(new_entry("kibox-1", SPAN, name, NOW), KEYS)
