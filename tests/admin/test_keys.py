"""`kibox key`: ways into the store are made, lost, found again and closed."""

import asyncio
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.app.new_key import new_keys_are_taken
from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.opening import StoreKeys, open_store
from tests.storage.conftest import a_call

Captured = pytest.CaptureFixture[str]

PASSPHRASE = "drei Igel essen Quark"  # noqa: S105 -- of a test


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A practice whose store holds a call."""
    make_practice_folder(tmp_path)

    async def fill() -> None:
        async with open_store(settings(tmp_path)) as database:
            await CallRepository(database).begin(a_call("anna"))

    asyncio.run(fill())
    return tmp_path


def settings(folder: Path) -> Settings:
    return load(folder / "kibox.yaml")


def key(folder: Path, *arguments: str) -> int:
    return main(["key", *arguments, "--config", str(folder / "kibox.yaml")])


def types(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def calls_in(folder: Path) -> list[str]:
    async def look() -> list[str]:
        async with open_store(settings(folder)) as database:
            return [line.call.id for line in await CallRepository(database).recent(9)]

    return asyncio.run(look())


def ways_in(folder: Path, capsys: Captured) -> set[str]:
    capsys.readouterr()
    assert key(folder, "show", "--json") == 0
    return {slot["kind"] for slot in json.loads(capsys.readouterr().out)}


def test_init_makes_a_store_where_the_settings_say(tmp_path: Path, capsys: Captured) -> None:
    make_practice_folder(tmp_path)
    for name in ("kibox.db", "kibox.db.keys"):
        (tmp_path / name).unlink()
    assert key(tmp_path, "init") == 0
    assert calls_in(tmp_path) == []
    assert key(tmp_path, "init") == 1
    assert "kibox key rotate" in capsys.readouterr().err


def test_init_never_makes_a_store_in_the_place_of_a_lost_one(
    folder: Path, capsys: Captured
) -> None:
    (folder / "kibox.db").unlink()
    assert key(folder, "init") == 1
    assert "none is made in its place" in capsys.readouterr().err
    assert not (folder / "kibox.db").exists()


def test_a_store_may_be_opened_by_a_passphrase_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    types(monkeypatch, f"{PASSPHRASE}\n")
    assert key(folder, "init", "--passphrase") == 0
    assert key(folder, "remove", "key-file", "--yes") == 0
    (folder / "kibox.key").unlink()
    assert ways_in(folder, capsys) == {"passphrase"}
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["questions", "--config", str(folder / "kibox.yaml")]) == 1
    assert "the passphrase is missing or wrong" in capsys.readouterr().err
    (folder / "passphrase").write_text(PASSPHRASE)
    (folder / "passphrase").chmod(0o600)
    config = folder / "kibox.yaml"
    named = "store:\n  passphrase_file: passphrase\n"
    config.write_text(config.read_text().replace("store:\n", named))
    assert calls_in(folder) == ["anna"]


def test_a_short_passphrase_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    types(monkeypatch, "quark\n")
    assert key(folder, "init", "--passphrase") == 1
    assert "12 characters" in capsys.readouterr().err


def test_a_printed_recovery_key_brings_the_store_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert key(folder, "recovery") == 0
    printed = capsys.readouterr().out
    digits = printed.replace("-", "").replace("\n", "")
    written = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    assert digits.encode() not in written
    (folder / "kibox.key").unlink()
    types(monkeypatch, printed.replace("\n", " ").replace(digits[:6], "000001") + "\n")
    assert key(folder, "recover") == 1
    assert "mistyped in group 1" in capsys.readouterr().err
    types(monkeypatch, printed.replace("\n", " ") + "\n")
    assert key(folder, "recover") == 0
    assert calls_in(folder) == ["anna"]
    assert (folder / "kibox.key").stat().st_mode & 0o777 == 0o600


def test_only_the_latest_recovery_key_opens(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    key(folder, "recovery")
    first = capsys.readouterr().out
    key(folder, "recovery")
    (folder / "kibox.key").unlink()
    types(monkeypatch, first.replace("\n", " ") + "\n")
    assert key(folder, "recover") == 1
    assert "is it the latest one" in capsys.readouterr().err
    assert not (folder / "kibox.key").exists()


def test_recover_leaves_a_key_file_alone(folder: Path, capsys: Captured) -> None:
    before = (folder / "kibox.key").read_bytes()
    assert key(folder, "recover") == 1
    assert "move it away" in capsys.readouterr().err
    assert (folder / "kibox.key").read_bytes() == before


def test_rotate_makes_another_key_file(folder: Path, capsys: Captured) -> None:
    before = (folder / "kibox.key").read_bytes()
    (old,) = StoreKeys(settings(folder).store).read().secrets
    assert key(folder, "recovery") == 0
    assert key(folder, "rotate") == 0
    assert (folder / "kibox.key").read_bytes() != before
    assert StoreKeys(settings(folder).store).read().secrets != (old,)
    assert calls_in(folder) == ["anna"]
    assert ways_in(folder, capsys) == {"key-file", "recovery"}


async def test_a_running_service_does_the_rotation(folder: Path) -> None:
    """The command waits for the process that has the store open, which goes on writing."""
    keys = StoreKeys(settings(folder).store)
    async with keys.database() as database, new_keys_are_taken(database, keys):
        command = [sys.executable, "-m", "kibox_pbx.cli", "key", "rotate"]
        rotating = await asyncio.create_subprocess_exec(
            *command, "--config", str(folder / "kibox.yaml"), stderr=subprocess.PIPE
        )
        calls, written = CallRepository(database), 0
        while rotating.returncode is None:
            await calls.begin(a_call(f"live-{written}"))
            written += 1
            await asyncio.sleep(0.01)
        assert rotating.returncode == 0
    assert not keys.read().is_changing
    async with open_store(settings(folder)) as database:
        assert len(await CallRepository(database).recent(9999)) == written + 1


def test_the_last_way_in_stays(folder: Path, capsys: Captured) -> None:
    assert key(folder, "recovery") == 0
    assert key(folder, "remove", "key-file", "--yes") == 1
    assert "nothing would open the store" in capsys.readouterr().err
    assert key(folder, "remove", "recovery") == 1
    assert "--yes" in capsys.readouterr().err
    assert ways_in(folder, capsys) == {"key-file", "recovery"}
    assert key(folder, "remove", "recovery", "--yes") == 0
    assert ways_in(folder, capsys) == {"key-file"}
    assert key(folder, "remove", "recovery", "--yes") == 1
