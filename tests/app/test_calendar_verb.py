"""`kibox calendar`: who may, what it writes, and what it says of the calendars."""

import asyncio
from pathlib import Path

import pytest
import yaml
from icalendar import Calendar

from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.privacy.roles import Role
from kibox_pbx.records import Appointment, Slot
from kibox_pbx.storage.given import enter
from kibox_pbx.storage.opening import open_store
from tests.calendars.radicale_server import PASSWORD, USER, Radicale
from tests.signing_in import accesses, sign_in
from tests.storage.practice import at

DONE, REFUSED = 0, 1
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def config(tmp_path: Path, server: Radicale) -> Path:
    """A practice with a calendar, and one appointment far ahead."""
    folder = tmp_path / "practice"
    make_practice_folder(folder)
    path = folder / CONFIG
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    (folder / "password").write_text(PASSWORD)
    person = next(iter(written["people"]))
    caldav = {"url": server.url, "user": USER, "password_file": "password"}
    calendar = {"caldav": caldav, "write": True, "show": "name"}
    written |= {"calendar_sync": {"people": {person: calendar}}, "web": {}}
    path.write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    settings = load(path)
    service = next(key for key, each in settings.services.items() if person in each.people)
    slot = Slot(service, at(7, 9, year=2035), at(7, 10, year=2035), person)

    async def book() -> None:
        async with open_store(settings) as database:
            await enter(database, [Appointment("secret", slot, "Anna", "+4930111")])

    asyncio.run(book())
    return path


def kibox(config: Path, *arguments: str) -> int:
    return main(["calendar", *arguments, "--config", str(config)])


def test_a_look_enters_what_is_booked_and_says_so(
    config: Path, server: Radicale, capsys: Captured
) -> None:
    assert kibox(config, "sync") == DONE
    assert "caldav: read; 1 written, 0 removed" in capsys.readouterr().out
    (text,) = server.entries().values()
    assert "SUMMARY:Anna" in text
    assert kibox(config, "sync") == DONE
    assert "0 written" in capsys.readouterr().out


def test_a_calendar_that_is_away_is_an_error(config: Path, capsys: Captured) -> None:
    written = config.read_text().replace("http://127.0.0.1:", "http://127.0.0.1:9/")
    config.write_text(written)
    assert kibox(config, "sync") == REFUSED
    assert "cannot be reached" in capsys.readouterr().out


def test_a_file_is_for_who_may_see_the_calendar_and_is_its_owners_alone(
    config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Captured
) -> None:
    file, days = tmp_path / "out.ics", ("--from", "2035-11-07", "--until", "2035-11-07")
    assert kibox(config, "export", str(file), *days) == REFUSED
    assert "no accounts yet" in capsys.readouterr().err
    sign_in(config, monkeypatch, Role.RECEPTION)
    assert kibox(config, "export", str(file), *days) == DONE
    (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert str(event["summary"]).startswith("Anna")
    assert "secret" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert ("erika", "export_calendar", "") in accesses(config)
    assert kibox(config, "export", str(file), *days) == REFUSED
    assert kibox(config, "export", f"{file}2", "--from", "2035-11-08") == DONE
    assert not Calendar.from_ical(Path(f"{file}2").read_bytes()).walk("VEVENT")
    assert kibox(config, "export", f"{file}3", "--person", "nobody") == REFUSED


def test_subscriptions_are_made_listed_and_ended(
    config: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    sign_in(config, monkeypatch, Role.RECEPTION)
    person = next(iter(load(config).people))
    capsys.readouterr()
    assert kibox(config, "subscribe", person) == DONE
    shown = capsys.readouterr()
    assert shown.out.startswith("http://127.0.0.1:4575/calendar/subscription/")
    assert kibox(config, "list") == DONE
    listed = capsys.readouterr().out
    assert listed.split()[:2] == [shown.err.split()[1].rstrip(";"), person]
    assert kibox(config, "unsubscribe", "none") == REFUSED
    assert kibox(config, "unsubscribe", listed.split()[0]) == DONE
    assert kibox(config, "list", "--account", "erika") == DONE
    assert capsys.readouterr().out == ""


def test_conflicts_are_listed_without_a_name(
    config: Path, monkeypatch: pytest.MonkeyPatch, server: Radicale, capsys: Captured
) -> None:
    sign_in(config, monkeypatch, Role.RECEPTION)
    assert kibox(config, "sync") == DONE
    ((name, text),) = server.entries().items()
    server.replace(
        name, text.replace("SUMMARY", "RRULE:FREQ=DAILY\r\nSUMMARY").replace("35110", "35111")
    )
    assert kibox(config, "sync") == DONE
    assert "1 conflicts" in capsys.readouterr().out
    assert kibox(config, "conflicts") == DONE
    line = capsys.readouterr().out
    assert line.startswith("2035-11-07 09:00  ")
    assert "unclear  to be settled" in line
    assert "Anna" not in line
