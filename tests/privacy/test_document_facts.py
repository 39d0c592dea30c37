"""The deadline of an incident."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.privacy.office import incident

BERLIN = ZoneInfo("Europe/Berlin")


def test_the_72_hours_are_hours_whatever_the_clocks_do() -> None:
    noticed = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    due = incident(noticed=noticed).due
    assert due == datetime(2026, 10, 27, 10, tzinfo=UTC)
    assert due.astimezone(BERLIN).hour == 11


def test_a_report_is_late_after_the_last_hour_only() -> None:
    due = incident().due
    assert not incident(written=due).is_late
    assert incident(written=due + timedelta(seconds=1)).is_late
