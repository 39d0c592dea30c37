"""What offices really enter is worked out; what would take for ever is refused."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kibox_pbx.calendars.ics import busy_spans

FIRST = datetime(2026, 11, 29, tzinfo=UTC)
LAST = FIRST + timedelta(days=92)
BERLIN = ZoneInfo("Europe/Berlin")


def times(rule: str, begins: str = "20261130T090000Z") -> int:
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTART:{begins}\r\nDURATION:PT30M\r\nRRULE:{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return len(busy_spans(text.encode(), FIRST, LAST, BERLIN))


@pytest.mark.parametrize(
    ("rule", "often"),
    [
        ("FREQ=DAILY", 91),
        ("FREQ=DAILY;INTERVAL=2;COUNT=10", 10),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20261214T000000Z", 6),
        ("FREQ=MONTHLY;BYDAY=-1FR", 4),
        ("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=1,12", 3),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 4),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", 1),
        ("FREQ=HOURLY;INTERVAL=2;COUNT=4", 4),
        ("freq=daily;until=20261202T100000Z", 3),
    ],
)
def test_what_an_office_enters_is_worked_out(rule: str, often: int) -> None:
    assert times(rule) == often


def test_a_meeting_of_twenty_years_is_worked_out() -> None:
    assert times("FREQ=DAILY", "20060101T090000Z") == 92


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;UNTIL=20991231T000000Z",
        "FREQ=SECONDLY;COUNT=999999999",
        "FREQ=HOURLY;COUNT=4;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=4,6",
        "FREQ=DAILY;BYMONTHDAY=-31;BYMONTH=2",
        "FREQ=DAILY;BYSETPOS=2;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
    ],
)
def test_what_takes_for_ever_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"repeats too often|be read|rule|FREQ"):
        times(rule)


def test_every_day_since_the_year_1_is_refused() -> None:
    with pytest.raises(ValueError, match="repeats too often"):
        times("FREQ=DAILY", "00010101T000000Z")
