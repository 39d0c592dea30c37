"""The service and its commands, seen by another user of the machine: files, arguments, log.

Everything runs as a program of its own under umask 000, so that only what kibox itself says
about a file keeps others away from it.
"""

import io
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
import yaml

from kibox_pbx.cli import main
from kibox_pbx.privacy.roles import Role
from kibox_pbx.rehearsal.addresses import free_ports
from tests.dashboard.office import token_in
from tests.signing_in import PASSWORD

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

READY_S = 600
NAME = "erika"
CONFIG = "practice/kibox.yaml"
FOR_EVERYBODY = {"kibox.yaml"}
"""May be read by others, and changed by none."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """A practice whose service is running."""

    folder: Path
    process: "subprocess.Popen[bytes]"
    port: int
    """Of its pages."""

    @property
    def log(self) -> str:
        return (self.folder / "service.log").read_text(encoding="utf-8")

    def secrets(self) -> set[str]:
        """Return what must be seen nowhere."""
        kept = [self.folder / "practice" / name for name in ("kibox.key", "ami.secret")]
        found = {PASSWORD, *(path.read_text(encoding="ascii").strip() for path in kept)}
        assert min(map(len, found)) > 15
        return found


@contextmanager
def careless(folder: Path) -> Iterator[None]:
    """Have commands run under umask 000, beside the folder of a practice."""
    before = os.umask(0)
    try:
        with chdir(folder), pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", str(folder / "runtime"))
            yield
    finally:
        os.umask(before)


def run(*arguments: str, typed: str = "") -> None:
    """Run a command to its end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO(typed))
        assert main([*arguments]) == 0


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    folder = tmp_path_factory.mktemp("outside")
    for name in ("runtime", "tmp"):
        (folder / name).mkdir(mode=0o700)
    with careless(folder):
        run("init", "practice")
        port = _settle(folder / CONFIG)
        roles = [word for role in Role for word in ("--role", role)]
        twice = f"{PASSWORD}\n{PASSWORD}\n"
        run("user", "add", NAME, *roles, "--config", CONFIG, typed=twice)
    with (folder / "service.log").open("wb") as log:
        command = [sys.executable, "-m", "kibox_pbx.cli", "--log-level", "DEBUG", "serve"]
        service = subprocess.Popen(  # noqa: S603 -- ours
            [*command, "--config", CONFIG], cwd=folder, stdout=log, stderr=log, umask=0,
            env=os.environ | {"TMPDIR": str(folder / "tmp")},
        )  # fmt: skip
    there = AtWork(folder, service, port)
    try:
        _until_ready(there)
        _look_at_a_page(there)
        yield there
    finally:
        service.kill()
        service.wait()


def _settle(config: Path) -> int:
    """Have the example practice listen where nobody else does; return where its pages are."""
    practice = yaml.safe_load(config.read_text(encoding="utf-8"))
    ports = free_ports()
    practice["telephone"] |= {
        "fastagi": {"port": ports.fastagi}, "audiosocket": {"port": ports.audiosocket},
        "ami": {"port": ports.ami, "user": "kibox", "secret_file": "ami.secret"},
    }  # fmt: skip
    practice["web"] = {"port": ports.caller_sip}
    practice["store"]["backups"] = {"folder": "backups"}
    config.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
    return ports.caller_sip


def _until_ready(there: AtWork) -> None:
    until_s = time.monotonic() + READY_S
    while "ready for calls" not in there.log:
        assert there.process.poll() is None, there.log
        assert time.monotonic() < until_s, there.log
        time.sleep(0.1)


def _look_at_a_page(there: AtWork) -> None:
    with httpx2.Client(base_url=f"http://127.0.0.1:{there.port}") as browser:
        told = {"form_token": token_in(browser.get("/sign-in").text)}
        told |= {"name": NAME, "password": PASSWORD}
        assert browser.post("/sign-in", data=told).status_code == 303
        assert browser.get("/inbox").status_code == 200


def processes(of: int) -> Iterator[Path]:
    """Yield the folders in /proc of a process and of all that it has started."""
    yield Path(f"/proc/{of}")
    for children in Path(f"/proc/{of}/task").glob("*/children"):
        for child in children.read_text(encoding="ascii").split():
            yield from processes(int(child))


def test_nobody_else_can_read_or_change_what_is_written(at_work: AtWork) -> None:
    told = ("--config", CONFIG)
    with careless(at_work.folder):
        run("login", NAME, *told, typed=f"{PASSWORD}\n")
        run("backup", "make", *told)
        run("calendar", "export", "appointments.ics", *told)
        run("document", "processing-record", "--draft", "--markdown", "record.md", *told)
    found = {
        path.relative_to(at_work.folder).as_posix(): stat.S_IMODE(path.lstat().st_mode)
        for path in at_work.folder.rglob("*")
        if path.name != "service.log"  # the test's own
    }
    assert len(found) > 12
    assert {name for name, mode in found.items() if mode & 0o022} == set()
    assert {Path(name).name for name, mode in found.items() if mode & 0o044} <= FOR_EVERYBODY


def test_no_secret_is_an_argument_or_in_an_environment(at_work: AtWork) -> None:
    seen = [*processes(at_work.process.pid)]
    assert len(seen) > 1  # Whisper hears in a process of its own
    for process in seen:
        for name in ("cmdline", "environ"):
            text = (process / name).read_bytes()
            assert b"kibox" in text or b"PATH=" in text
            assert not [each for each in at_work.secrets() if each.encode() in text], process


def test_no_process_of_the_service_leaves_its_memory_on_a_disk(at_work: AtWork) -> None:
    for process in processes(at_work.process.pid):
        limits = (process / "limits").read_text(encoding="ascii")
        assert re.search(r"Max core file size +0 +0 ", limits), process


def test_no_secret_is_in_the_log_at_its_most_talkative(at_work: AtWork) -> None:
    log = at_work.log
    assert "page=/inbox" in log
    assert not [each for each in at_work.secrets() if each in log]
    assert NAME not in log
    assert not [each for each in log.splitlines() if "page=/" in each and "127.0.0.1" in each]
