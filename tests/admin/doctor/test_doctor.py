"""`kibox doctor` on a practice whose service is not running, and what it looks at."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from kibox_pbx.admin.doctor.finding import State
from kibox_pbx.admin.doctor.looking_at_machine import (
    look_at_certificate,
    look_at_machine,
    unit_text,
)
from kibox_pbx.admin.doctor.looking_at_store import look_at_store
from kibox_pbx.admin.doctor.machine_facts import Listening, NoStore, OutboxFacts, StoreFacts
from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.app.doctor import examine
from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.storage.busy_elsewhere import BusyElsewhereRepository
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.outbox import Kind, OutboxRepository
from tests.notify.certificates import make_certificate

TCP = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
   0: 0100007F:11DD 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
   1: 00000000:13AE 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
   2: 0100007F:0016 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0
"""
TCP6 = """\
  sl  local_address                         remote_address                        st tx
   0: 00000000000000000000000001000000:11DE 00000000000000000000000000000000:0000 0A 0
   1: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0
   2: 0000000000000000FFFF00000100007F:11DF 00000000000000000000000000000000:0000 0A 0
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A fresh practice whose ports nobody listens on."""
    folder = tmp_path / "practice"
    make_practice_folder(folder)
    ports, path = free_ports(), folder / CONFIG
    practice = yaml.safe_load(path.read_text(encoding="utf-8"))
    practice["telephone"] |= {
        "fastagi": {"port": ports.fastagi},
        "audiosocket": {"port": ports.audiosocket},
        "ami": {"port": ports.ami, "secret_file": "ami.secret"},
    }
    path.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture
def settings(config: Path) -> Settings:
    return load(config)


def test_a_stopped_service_is_broken_and_every_fault_names_what_mends_it(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--json", "--config", str(config)]) == 1
    rows = {row["check"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["configuration"]["state"] == "ok"
    assert rows["asterisk"]["state"] == rows["service"]["state"] == "broken"
    assert rows["database"]["state"] == rows["access-log"]["state"] == "ok"
    assert rows["retention"]["state"] == "warning"
    assert all(row["mend"] for row in rows.values() if row["state"] != "ok")


def test_the_page_has_a_line_for_each_thing_and_counts(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--config", str(config)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("ok       configuration")
    assert any(
        line.strip() == "mend: systemctl start kibox; journalctl -u kibox" for line in lines
    )
    assert lines[-1].endswith("broken")


def test_a_configuration_with_mistakes_is_all_that_is_told(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text("practice: 5\n", encoding="utf-8")
    assert main(["doctor", "--json", "--config", str(config)]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["check"], row["state"]) == ("configuration", "broken")


def test_open_ports_are_read_from_the_kernel(settings: Settings, tmp_path: Path) -> None:
    net = tmp_path / "proc/net"
    net.mkdir(parents=True)
    (net / "tcp").write_text(TCP)
    (net / "tcp6").write_text(TCP6)
    assert look_at_machine(settings, tmp_path).listening == (
        Listening(4573, on_loopback=True),
        Listening(5038, on_loopback=False),
        Listening(4574, on_loopback=True),
        Listening(80, on_loopback=False),
        Listening(4575, on_loopback=True),
    )


def test_a_unit_is_read_with_what_an_admin_edited_into_it(tmp_path: Path) -> None:
    assert unit_text(tmp_path) is None
    edits = tmp_path / "etc/systemd/system/kibox.service.d"
    edits.mkdir(parents=True)
    (edits.parent / "kibox.service").write_text("LimitCORE=0")
    (edits / "override.conf").write_text("IPAddressAllow=192.0.2.7")
    assert unit_text(tmp_path) == "LimitCORE=0\nIPAddressAllow=192.0.2.7"


async def test_a_store_whose_key_is_gone_says_so(settings: Settings) -> None:
    settings.store.key_file.unlink()
    assert isinstance(await look_at_store(settings), NoStore)


async def test_a_fresh_store_is_whole_and_has_run_nothing_yet(settings: Settings) -> None:
    assert await look_at_store(settings) == StoreFacts(
        encrypted=True,
        ledger_fault=None,
        log_findings=0,
        retention_day=None,
        backup_at=None,
        wants_backups=settings.store.backups.folder is not None,
    )


def with_peers(config: Path) -> str:
    """Name a calendar and a broker; return whose calendar it is."""
    practice = yaml.safe_load(config.read_text(encoding="utf-8"))
    person = str(next(iter(practice["people"])))
    practice["calendar_sync"] = {"people": {person: {"ics_file": "own.ics"}}}
    practice["notify"] = {"mqtt": {"address": "127.0.0.1"}}
    config.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
    return person


async def test_calendars_and_notifications_are_looked_at_where_they_are_named(
    config: Path,
) -> None:
    person = with_peers(config)
    settings, now = load(config), datetime.now(UTC)
    async with open_store(settings) as database:
        await BusyElsewhereRepository(database).replace((person, "ics_file"), (), now)
        outbox = OutboxRepository(database)
        await outbox.announce(Kind.FAILED, now, "backup")
        await outbox.address(["mqtt"])
        (delivery,) = await outbox.due(now)
        assert await outbox.failed(delivery, now + timedelta(days=2))
    facts = await look_at_store(settings)
    assert isinstance(facts, StoreFacts)
    (calendar,) = facts.calendars
    assert (calendar.person, calendar.kind) == (person, "ics_file")
    assert calendar.read_at is not None
    assert abs(calendar.read_at - now) < timedelta(seconds=1)
    assert facts.outbox == OutboxFacts(given_up=1)
    found = {each.check: each.state for each in await examine(config)}
    assert found["calendars"] is State.OK
    assert found["notifications"] is State.WARNING


def test_a_certificate_is_read_and_what_is_none_is_told(tmp_path: Path) -> None:
    file, key = make_certificate(tmp_path, "kibox.lan")
    until = look_at_certificate(file).until
    assert until is not None
    assert timedelta(hours=23) < until - datetime.now(UTC) <= timedelta(days=1)
    assert look_at_certificate(key).until is None
    assert look_at_certificate(tmp_path / "none").until is None
