"""What an entry of ours says, and how it is changed without taking anything else away."""

import pytest

from kibox_pbx.calendars.own_entry import (
    OwnEntry,
    changed_entry,
    new_entry,
    read_own,
    uid_of,
)
from tests.storage.practice import BERLIN, at

A, B = (at(23, 8), at(23, 8, 30)), (at(24, 9), at(24, 10))
TEXT = new_entry("0123456789abcdef0123456789abcdef", A, "Anna; Gespräch", at(23, 7))


def test_what_is_written_is_read_again() -> None:
    assert read_own(TEXT, BERLIN) == OwnEntry(A, is_cancelled=False)
    assert uid_of(TEXT) == "0123456789abcdef0123456789abcdef"
    assert TEXT.startswith(b"BEGIN:VCALENDAR\r\n")


def test_changing_it_keeps_what_others_put_there() -> None:
    theirs = TEXT.replace(b"DTEND:20261123T073000Z", b"DURATION:PT30M\r\nLOCATION:Raum 2")
    changed = changed_entry(theirs, B, None, at(23, 9))
    assert read_own(changed, BERLIN).span == B
    assert b"LOCATION:Raum 2" in changed
    assert "SUMMARY:Anna\\; Gespräch".encode() in changed
    assert b"DURATION" not in changed
    assert b"SEQUENCE:2" in changed_entry(changed, A, None, at(23, 9))
    assert b"SUMMARY:kibox" in changed_entry(changed, A, "kibox", at(23, 9))


@pytest.mark.parametrize(
    "theirs",
    [
        b"no calendar",
        TEXT.replace(b"SUMMARY", b"RRULE:FREQ=DAILY\r\nSUMMARY"),
        TEXT.replace(b"DTEND:20261123T073000Z", b"DTEND:20261123T070000Z"),
        TEXT.replace(b"DTSTART:20261123T070000Z\r\n", b""),
    ],
)
def test_what_is_no_single_time_is_none(theirs: bytes) -> None:
    assert read_own(theirs, BERLIN) == OwnEntry(None, is_cancelled=False)


def test_a_whole_day_is_one_time_and_a_cancelled_entry_says_so() -> None:
    day = TEXT.replace(b"DTSTART:20261123T070000Z", b"DTSTART;VALUE=DATE:20261123")
    day = day.replace(b"DTEND:20261123T073000Z", b"STATUS:CANCELLED")
    assert read_own(day, BERLIN) == OwnEntry((at(23, 0), at(24, 0)), is_cancelled=True)


def test_an_entry_without_a_single_event_is_not_changed() -> None:
    with pytest.raises(ValueError, match="single event"):
        changed_entry(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", A, None, at(23, 7))
