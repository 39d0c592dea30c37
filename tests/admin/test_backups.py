"""What an admin sees of backups: whole or damaged, and the way back to an older version."""

from pathlib import Path

import pytest
import yaml

from kibox_pbx.admin.doctor.looking_at_store import look_at_store
from kibox_pbx.admin.doctor.machine_facts import NoStore, StoreFacts
from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.storage.opening import StoreKeys
from kibox_pbx.storage.sqlcipher import connect


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "practice"
    make_practice_folder(folder)
    path = folder / CONFIG
    practice = yaml.safe_load(path.read_text(encoding="utf-8"))
    practice["store"]["backups"] = {"folder": str(tmp_path / "backups")}
    path.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture
def settings(config: Path) -> Settings:
    return load(config)


@pytest.fixture
def backup(config: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["backup", "make", "--config", str(config)]) == 0
    return Path(capsys.readouterr().out.strip())


def harm(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def version(settings: Settings) -> int:
    secret = StoreKeys(settings.store).read().secrets[0]
    tables = connect(settings.store.database, secret.derive("kibox: database"))
    try:
        return int(tables.conn.execute("PRAGMA user_version").fetchone()[0])
    finally:
        tables.conn.close()


def set_version(settings: Settings, number: int) -> None:
    secret = StoreKeys(settings.store).read().secrets[0]
    tables = connect(settings.store.database, secret.derive("kibox: database"))
    tables.conn.execute(f"PRAGMA user_version = {number}")
    tables.conn.close()


def test_whole_backups_are_said_to_be_whole(
    config: Path, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "verify", "--config", str(config)]) == 0
    assert capsys.readouterr().out == f"whole    {backup}\n"


def test_a_damaged_backup_is_named_and_the_others_are_still_looked_at(
    config: Path, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "make", "--config", str(config)]) == 0
    harm(backup, backup.stat().st_size // 2)
    capsys.readouterr()
    assert main(["backup", "verify", "--config", str(config)]) == 1
    lines = sorted(capsys.readouterr().out.splitlines())
    assert lines[0].startswith(f"DAMAGED  {backup}: ")
    assert lines[1].startswith("whole    ")
    assert main(["backup", "verify", str(backup), "--config", str(config)]) == 1


def test_a_restore_for_an_older_version_leaves_the_tables_as_they_were(
    config: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    latest = version(settings)
    set_version(settings, latest - 1)
    assert main(["backup", "make", "--config", str(config)]) == 0
    backup = capsys.readouterr().out.strip()
    set_version(settings, latest)
    command = ["backup", "restore", backup, "--for-older", "--config", str(config)]
    assert main(command) == 0
    assert version(settings) == latest - 1
    assert "install the older version now" in capsys.readouterr().out


async def test_the_doctor_finds_damage_in_the_store_and_in_its_newest_backup(
    settings: Settings, backup: Path
) -> None:
    facts = await look_at_store(settings)
    assert isinstance(facts, StoreFacts)
    assert (facts.damaged_pages, facts.backup_fault) == (0, None)
    harm(backup, backup.stat().st_size // 2)  # noqa: ASYNC240 -- nobody else runs
    harm(settings.store.database, 3 * 4096 + 5)
    facts = await look_at_store(settings)
    if isinstance(facts, NoStore):
        assert "kibox backup restore FILE" in facts.why
    else:
        assert facts.damaged_pages == 1
        assert "is damaged" in str(facts.backup_fault)
