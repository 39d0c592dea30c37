"""A real Radicale is read: what blocks, what does not, and what is said when it is away."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kibox_pbx.calendars.http import CalendarHttp
from kibox_pbx.calendars.reading import read_busy, sources
from kibox_pbx.config.settings import CalendarServer, PersonsCalendar
from kibox_pbx.egress.guard import SocketGuard
from kibox_pbx.errors import CalendarError
from tests.calendars.radicale_server import PASSWORD, USER, Radicale, radicale
from tests.storage.practice import BERLIN, at

FIRST, LAST = at(20, 0), at(30, 0, month=12)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        server.make_calendar()
        yield server


@pytest.fixture
def server(running: Radicale) -> Iterator[Radicale]:
    yield running
    running.delete("x")


def calendar_at(url: str, folder: Path, password: str = PASSWORD) -> PersonsCalendar:
    file = folder / "password"
    file.write_text(f"{password}\n")
    return PersonsCalendar(caldav=CalendarServer(url=url, user=USER, password_file=file))


def busy(
    server: Radicale, folder: Path, first: datetime = FIRST, last: datetime = LAST
) -> list[tuple[datetime, datetime]]:
    (texts,) = sources(calendar_at(server.url, folder)).values()
    return sorted(read_busy(texts, first, last, BERLIN))


def test_an_event_in_another_zone_blocks_its_time(server: Radicale, tmp_path: Path) -> None:
    server.put(
        "x",
        "DTSTART;TZID=America/New_York:20261123T030000",
        "DTEND;TZID=America/New_York:20261123T033000",
    )
    assert busy(server, tmp_path) == [(at(23, 9), at(23, 9, 30))]


def test_a_whole_day_is_blocked_from_midnight_to_midnight(
    server: Radicale, tmp_path: Path
) -> None:
    server.put("x", "DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261126")
    assert busy(server, tmp_path) == [(at(24, 0), at(26, 0))]


def test_a_weekly_event_keeps_its_hour_over_the_change_of_clocks(
    server: Radicale, tmp_path: Path
) -> None:
    server.put(
        "x",
        "DTSTART;TZID=Europe/Berlin:20270319T080000",
        "DTEND;TZID=Europe/Berlin:20270319T090000",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "EXDATE;TZID=Europe/Berlin:20270326T080000",
    )
    found = busy(server, tmp_path, at(1, 0, month=3, year=2027), at(1, 0, month=5, year=2027))
    assert [start for start, _ in found] == [
        datetime(2027, 3, 19, 7, tzinfo=UTC),
        datetime(2027, 4, 2, 6, tzinfo=UTC),
    ]


HOUSE_TIME = (
    "BEGIN:VTIMEZONE", "TZID:Praxiszeit", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0200", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


def test_a_zone_that_an_entry_brings_along_counts(server: Radicale, tmp_path: Path) -> None:
    times = "DTSTART;TZID=Praxiszeit:20261123T100000", "DTEND;TZID=Praxiszeit:20261123T103000"
    server.put("x", *times, before=HOUSE_TIME)
    assert busy(server, tmp_path) == [(at(23, 9), at(23, 9, 30))]


@pytest.mark.parametrize("zone", ["W. Europe Standard Time", "Nowhere/Land"])
def test_a_zone_of_windows_is_known_and_one_that_nobody_knows_is_the_practices(
    zone: str, server: Radicale, tmp_path: Path
) -> None:
    server.put(
        "x", f"DTSTART;TZID={zone}:20261123T090000", f"DTEND;TZID={zone}:20261123T093000"
    )
    assert busy(server, tmp_path) == [(at(23, 9), at(23, 9, 30))]


def test_a_series_of_whole_days_leaves_out_its_exceptions(
    server: Radicale, tmp_path: Path
) -> None:
    server.put(
        "x",
        "SUMMARY:Ärztekongress in Köln 🩺",
        "DTSTART;VALUE=DATE:20261123",
        "RRULE:FREQ=DAILY;UNTIL=20261126",
        "EXDATE;VALUE=DATE:20261124",
    )
    assert busy(server, tmp_path) == [(at(day, 0), at(day + 1, 0)) for day in (23, 25, 26)]


def test_an_occurrence_that_was_moved_blocks_where_it_is_now(
    server: Radicale, tmp_path: Path
) -> None:
    series = "DTSTART:20261123T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"
    moved = (
        "END:VEVENT", "BEGIN:VEVENT", "UID:x", "DTSTAMP:20261101T000000Z",
        "RECURRENCE-ID:20261124T080000Z", "DTSTART:20261124T140000Z", "DURATION:PT1H",
    )  # fmt: skip
    server.put("x", *series, *moved)
    assert busy(server, tmp_path) == [(at(23, 9), at(23, 10)), (at(24, 15), at(24, 16))]


@pytest.mark.parametrize(
    "free", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"]
)
def test_what_is_free_or_cancelled_blocks_nothing(
    free: str, server: Radicale, tmp_path: Path
) -> None:
    hours = "DTSTART:20261123T080000Z", "DTEND:20261123T090000Z"
    server.put("x", *hours)
    assert len(busy(server, tmp_path)) == 1
    server.put("x", *hours, free)
    assert busy(server, tmp_path) == []


def test_a_wrong_password_is_named(running: Radicale, tmp_path: Path) -> None:
    (texts,) = sources(calendar_at(running.url, tmp_path, "wrong")).values()
    with pytest.raises(CalendarError, match="refuses user and password"):
        read_busy(texts, FIRST, LAST, BERLIN)


def test_a_url_of_no_calendar_is_named(running: Radicale, tmp_path: Path) -> None:
    (texts,) = sources(calendar_at(f"{running.url}none/", tmp_path)).values()
    with pytest.raises(CalendarError, match="one calendar's"):
        read_busy(texts, FIRST, LAST, BERLIN)


def test_a_server_that_is_away_is_named(tmp_path: Path) -> None:
    (texts,) = sources(calendar_at("http://127.0.0.1:9/x/", tmp_path)).values()
    with pytest.raises(CalendarError, match="cannot be reached"):
        read_busy(texts, FIRST, LAST, BERLIN)


def test_the_guard_lets_calendars_go_to_peers_only() -> None:
    server = CalendarServer(url="https://192.0.2.7/x/")
    with SocketGuard() as guard:
        with pytest.raises(CalendarError, match="EgressRefusedError"):
            CalendarHttp(server).request("GET", "/x/")
        assert [each.whither for each in guard.refused] == ["192.0.2.7 port 443"]
    with SocketGuard(["192.0.2.7"]) as guard:
        with pytest.raises(CalendarError, match="cannot be reached"):
            CalendarHttp(server, timeout_s=0.2).request("GET", "/x/")
        assert guard.refused == []


def test_a_file_blocks_its_times_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "busy.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261123T080000\r\n"
        "DURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (texts,) = sources(PersonsCalendar(ics_file=file)).values()
    assert read_busy(texts, FIRST, LAST, BERLIN) == ((at(23, 8), at(23, 9)),)
    file.write_text("no calendar")
    with pytest.raises(CalendarError, match="cannot be read"):
        read_busy(texts, FIRST, LAST, BERLIN)
