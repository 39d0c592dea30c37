"""`kibox user`, `login` and `logout`, typed through a pipe and at a terminal."""

import asyncio
import base64
import io
import json
import os
import pty
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from kibox_pbx.admin.session_file import keep_token, read_token, session_file
from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.cli import main
from kibox_pbx.errors import ConfigError
from kibox_pbx.storage.totp import STEP_S, code_at
from tests.signing_in import PASSWORD, accesses, database_of

DONE, REFUSED = 0, 1
BENS = "seventeen kettles of fish"
SIGN_IN_FIRST = "sign in first: kibox login NAME, or add --as NAME\n"

Captured = pytest.CaptureFixture[str]
Kibox = Callable[..., int]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_practice_folder(tmp_path / "practice")
    (tmp_path / "runtime").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    return tmp_path / "practice" / "kibox.yaml"


@pytest.fixture
def kibox(config: Path, monkeypatch: pytest.MonkeyPatch) -> Kibox:
    """Run a command with what is typed into it, a line each."""

    def run(arguments: str, *typed: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in typed)))
        return main([*arguments.split(), "--config", str(config)])

    return run


@pytest.fixture
def erika(kibox: Kibox, capsys: Captured) -> None:
    """The first account, an admin."""
    assert kibox("user add erika --role admin", PASSWORD) == DONE
    capsys.readouterr()


@pytest.fixture
def ben(kibox: Kibox, erika: None, capsys: Captured) -> None:
    """Ben, at the reception; Erika has signed in."""
    assert kibox("login erika", PASSWORD) == DONE
    assert kibox("user add ben --role reception", BENS) == DONE
    capsys.readouterr()


def test_without_accounts_the_command_that_makes_one_is_told(
    kibox: Kibox, config: Path, capsys: Captured
) -> None:
    asyncio.run(made(config))
    assert kibox("questions") == REFUSED
    assert kibox("questions --as erika", PASSWORD) == REFUSED
    told = "there are no accounts yet; make the first one: kibox user add NAME --role admin\n"
    assert capsys.readouterr() == ("", told + told)


async def made(config: Path) -> None:
    async with database_of(config):
        pass


def test_the_first_account_needs_no_other_and_says_so(
    kibox: Kibox, config: Path, capsys: Captured
) -> None:
    assert kibox("user add ben --role reception", BENS) == REFUSED
    assert kibox("user add erika --role admin", "too short") == REFUSED
    assert kibox("user add erika --role admin") == REFUSED
    capsys.readouterr()
    assert kibox("user add erika --role admin", PASSWORD) == DONE
    first = "this is the first account of this database: nobody is asked\n"
    assert capsys.readouterr() == ("", first)
    assert accesses(config) == [("erika", "add_first_account", "erika")]


def test_the_second_is_made_by_the_first_alone(
    kibox: Kibox, erika: None, config: Path, capsys: Captured
) -> None:
    assert kibox("user add ben --role reception", BENS) == REFUSED
    assert capsys.readouterr().err == SIGN_IN_FIRST
    assert kibox("user add ben --role reception --as erika", "wrong password", BENS) == REFUSED
    assert capsys.readouterr().err == "wrong name, password or code\n"
    assert kibox("user add ben --role reception --as erika", PASSWORD, BENS) == DONE
    assert kibox("user add carla --role admin --as ben", BENS, PASSWORD) == REFUSED
    assert capsys.readouterr().err == "ben may not do this; it is for: admin\n"
    assert accesses(config)[-2:] == [
        ("ben", "sign_in", ""),
        ("ben", "refused", "manage_accounts"),
    ]


def test_login_keeps_a_private_session_until_logout(
    kibox: Kibox, ben: None, config: Path, tmp_path: Path, capsys: Captured
) -> None:
    (kept,) = (tmp_path / "runtime" / "kibox").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert kibox("user list") == DONE
    assert (
        capsys.readouterr().out
        == "ben                   reception\nerika                 admin\n"
    )
    stolen = kept.read_text()
    assert kibox("logout") == DONE
    assert not kept.exists()
    keep_token(config.parent / "kibox.db", stolen)
    assert kibox("user list") == REFUSED
    assert kibox("logout") == DONE
    assert capsys.readouterr().err == SIGN_IN_FIRST


def test_a_second_login_ends_the_first(
    kibox: Kibox, ben: None, config: Path, capsys: Captured
) -> None:
    before = read_token(config.parent / "kibox.db")
    assert before
    assert kibox("login ben", BENS) == DONE
    assert capsys.readouterr().err.startswith("signed in as reception: until 15 minutes")
    assert kibox("user list") == REFUSED
    keep_token(config.parent / "kibox.db", before)
    capsys.readouterr()
    assert kibox("user list") == REFUSED
    assert capsys.readouterr().err == SIGN_IN_FIRST


def test_accounts_are_listed_for_machines(kibox: Kibox, ben: None, capsys: Captured) -> None:
    for _ in range(5):
        assert kibox("login ben", "wrong") == REFUSED
    capsys.readouterr()
    assert kibox("user list --json") == DONE
    bens, erikas = json.loads(capsys.readouterr().out)
    assert (bens["name"], bens["roles"], bens["totp"]) == ("ben", ["reception"], False)
    assert datetime.fromisoformat(bens["locked_until"]) > datetime.fromisoformat(
        bens["made_at"]
    )
    assert erikas["locked_until"] is None
    assert kibox("login ben", BENS) == REFUSED
    assert kibox("user list") == DONE
    assert "ben                   reception  locked" in capsys.readouterr().out
    assert kibox("user unlock ben") == DONE
    assert kibox("login ben", BENS) == DONE


def test_one_changes_ones_own_password_by_showing_the_old_one(
    kibox: Kibox, ben: None, config: Path, capsys: Captured
) -> None:
    assert kibox("user passwd ben --as ben", "wrong", PASSWORD) == REFUSED
    assert kibox("user passwd ben --as ben", BENS, PASSWORD + " two") == DONE
    assert kibox("user passwd erika", "wrong", BENS) == REFUSED
    assert kibox("login ben", BENS) == REFUSED
    assert kibox("login ben", PASSWORD + " two") == DONE
    assert kibox("user passwd erika", BENS) == REFUSED
    assert capsys.readouterr().err.endswith("ben may not do this; it is for: admin\n")
    assert ("ben", "set_password", "ben") in accesses(config)


def test_an_admin_gives_others_a_password_and_roles(
    kibox: Kibox, ben: None, config: Path
) -> None:
    assert kibox("user passwd ben", "a new one for ben".replace("ben", "him")) == DONE
    assert kibox("user roles ben --role reception --role privacy_officer") == DONE
    assert accesses(config)[-2:] == [
        ("erika", "set_password", "ben"),
        ("erika", "set_roles", "ben"),
    ]


def test_removal_says_what_it_would_do_first(
    kibox: Kibox, ben: None, config: Path, capsys: Captured
) -> None:
    assert kibox("user remove ben") == REFUSED
    assert capsys.readouterr().err == "this would remove the account ben; add --yes\n"
    assert kibox("user remove ben --yes") == DONE
    assert kibox("user remove erika --yes") == REFUSED
    assert capsys.readouterr().err == "this is the last admin: make another first\n"
    assert accesses(config)[-1] == ("erika", "remove_account", "ben")


def test_an_app_is_asked_for_from_its_first_right_code_on(
    config: Path, ben: None, kibox: Kibox, capsys: Captured
) -> None:
    assert kibox("user totp ben --as ben", BENS, "12345") == REFUSED
    assert capsys.readouterr().err == "this is not the code; nothing was changed\n"
    secret = set_up_app(config, BENS)
    assert kibox("login ben", BENS, "12345") == REFUSED
    step = int(datetime.now().timestamp()) // STEP_S  # noqa: DTZ005 -- seconds since 1970
    assert kibox("login ben", BENS, code_at(secret, step)) == DONE
    assert kibox("user totp ben --off --as erika", PASSWORD) == DONE
    assert kibox("login ben", BENS) == DONE


def set_up_app(config: Path, password: str) -> bytes:
    """Set up an app as a program, since the code follows from what it prints."""
    command = [sys.executable, "-m", "kibox_pbx.cli", "user", "totp", "ben", "--as", "ben"]
    with subprocess.Popen(  # noqa: S603 -- ours
        [*command, "--config", str(config)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdin
        assert program.stdout
        program.stdin.write(f"{password}\n")
        program.stdin.flush()
        text = program.stdout.readline().partition("secret=")[2].partition("&")[0]
        secret = base64.b32decode(text)
        step = int(datetime.now().timestamp()) // STEP_S  # noqa: DTZ005 -- seconds since 1970
        program.stdin.write(f"{code_at(secret, step)}\n")
        program.stdin.flush()
        assert program.wait(30) == DONE
    return secret


def test_at_a_terminal_a_password_is_typed_unseen_and_twice(
    config: Path, tmp_path: Path
) -> None:
    assert at_terminal(config, PASSWORD, BENS) == (
        REFUSED,
        "this is the first account of this database: nobody is asked\r\n"
        "new password for erika: \r\nonce more: \r\nthey differ; nothing was changed\r\n",
    )
    status, shown = at_terminal(config, PASSWORD, PASSWORD)
    assert status == DONE
    assert PASSWORD not in shown


def at_terminal(config: Path, *typed: str) -> tuple[int, str]:
    """Make the first account at a pseudo-terminal; return the status and what it showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        command = ["-m", "kibox_pbx.cli", "user", "add", "erika", "--role", "admin"]
        os.execv(sys.executable, [sys.executable, *command, "--config", str(config)])  # noqa: S606 -- ours
    shown, lines = b"", list(typed)
    while True:
        try:
            shown += os.read(terminal, 1024)
        except OSError:
            break
        if lines and shown.rstrip(b" ").endswith(b":"):
            os.write(terminal, f"{lines.pop(0)}\n".encode())
            shown += b" " if not shown.endswith(b" ") else b""
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


def test_without_a_runtime_folder_of_ones_own_the_state_folder_serves(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = config.parent / "kibox.db"
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    for runtime in ("/nowhere", "/proc/1/nowhere", ""):
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        assert session_file(database).is_relative_to(tmp_path / "home" / ".local" / "state")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    keep_token(database, "token")
    assert read_token(database) == "token"
    assert read_token(tmp_path / "another.db") is None
    assert session_file(database).is_relative_to(tmp_path / "state")


def test_a_session_that_others_may_read_is_refused(config: Path) -> None:
    database = config.parent / "kibox.db"
    keep_token(database, "token")
    session_file(database).chmod(0o640)
    with pytest.raises(ConfigError, match="others may read"):
        read_token(database)
    keep_token(database, "another")
    assert read_token(database) == "another"


def test_where_no_session_can_be_kept_another_way_is_told(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with pytest.raises(ConfigError, match="use --as NAME"):
        keep_token(config.parent / "kibox.db", "token")
