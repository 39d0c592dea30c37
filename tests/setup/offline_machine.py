"""A machine without network: kibox is installed from a bundle, until a call is answered.

``python -m tests.setup.offline_machine BUNDLE`` in a network and with mounts of its own (see
`sealing_command`): what is written to /etc, /opt, /var and /usr/local is gone afterwards. An
Asterisk that serves telephone 200 runs already. Prints what was measured as JSON.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kibox_pbx.asterisk.service_status import told_by_service
from kibox_pbx.config.settings import Address
from kibox_pbx.demo.sealed_call import sealed_report
from kibox_pbx.rehearsal.addresses import Ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation, write_private
from tests.installing import callers_voices, installed_by

OVERLAID = ("etc", "opt", "usr/local", "var")
ETC = Path("/etc/asterisk")
NUMBER = "4930123"
READY_S = 600
ANSWERS = f"""\
kind: doctor
name: {{de: Praxis Muster, en: the Muster practice}}
languages: [de, en]
reception: PJSIP/200
numbers:
  "{NUMBER}": {{context: from-trunk, language: en}}
"""


class ServingAsterisk(PrivateAsterisk):
    """A practice's telephone system before anybody thought of an assistant."""

    def _include_what_admins_include(self) -> None:
        for name in ("extensions.conf", "manager.conf"):
            lines = (self.folder / name).read_text().splitlines()
            kept = [line for line in lines if "kibox" not in line]
            write_private(self.folder / name, "\n".join(kept) + "\n")
        path = self.folder / "asterisk.conf"
        ours = str(self._source / "agi")
        write_private(path, path.read_text().replace(ours, str(self.folder / "agi-bin")))


@dataclass
class Measured:
    """What came of it."""

    commands: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    heard_ms: int = -1
    """From picking up to the first sound of the greeting."""

    rang_people: bool = True
    doctor: dict[str, str] = field(default_factory=dict)
    asterisk_is_as_before: bool = False
    undo_left: list[str] = field(default_factory=list)


class Admin:
    """Types commands, as root, with nothing of our own environment; each is counted.

    Args:
        measured: What is counted, and how long each took.
        besides: What the environment has all the same.
    """

    def __init__(self, measured: Measured, besides: Mapping[str, str] | None = None) -> None:
        self._measured = measured
        self._environment = {**(besides or {}), **bare_environment()}

    def types(self, *words: str, called: str = "") -> str:
        began = time.monotonic()
        ran = subprocess.run(  # noqa: S603 (our own words)
            words, capture_output=True, text=True, check=False, env=self._environment
        )
        self._measured.commands.append(" ".join(words))
        self._measured.seconds[called or Path(words[0]).name] = round(
            time.monotonic() - began, 1
        )
        sys.stderr.write(ran.stderr)
        if ran.returncode:
            raise SystemExit(f"{words[0]} failed")
        return ran.stdout


def bare_environment() -> dict[str, str]:
    return {"PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}


def overlay(folder: Path) -> None:
    """Let nothing that is written reach the machine itself."""
    for number, name in enumerate(OVERLAID):
        upper, work = folder / f"upper{number}", folder / f"work{number}"
        upper.mkdir()
        work.mkdir()
        where = f"lowerdir=/{name},upperdir={upper},workdir={work}"
        subprocess.run(  # noqa: S603
            ["/bin/mount", "-t", "overlay", "overlay", "-o", where, f"/{name}"], check=True
        )


@contextmanager
def service() -> Iterator[None]:
    """Run what the unit runs, as systemd would."""
    subprocess.run(["/bin/chown", "-R", "kibox:kibox", "/var/cache/kibox"], check=True)
    command = [
        "/usr/bin/setpriv", "--reuid=kibox", "--regid=kibox", "--init-groups",
        "/opt/kibox/bin/kibox", "serve", "--config", "/etc/kibox/kibox.yaml",
    ]  # fmt: skip
    as_the_unit = {"KIBOX_CACHE": "/var/cache", "HOME": "/var/lib/kibox"}
    process = subprocess.Popen(  # noqa: S603
        command, env=bare_environment() | as_the_unit, stdout=sys.stderr
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(120)  # a machine with other work takes its time


async def ready() -> None:
    async with asyncio.timeout(READY_S):
        while (await told_by_service(Address(port=4573)) or {}).get("KIBOX_UP") != "1":  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.2)


def ask_doctor() -> dict[str, str]:
    command = [
        "/usr/bin/setpriv", "--reuid=kibox", "--regid=kibox", "--init-groups",
        "/opt/kibox/bin/kibox", "doctor", "--config", "/etc/kibox/kibox.yaml", "--json",
    ]  # fmt: skip
    ran = subprocess.run(  # noqa: S603
        command, env=bare_environment(), stdout=subprocess.PIPE, check=False
    )
    told: Any = json.loads(ran.stdout)
    lines = told["findings"] if isinstance(told, dict) else told
    return {line["check"]: line["state"] for line in lines}


def settings_of_asterisk() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in ETC.glob("*.conf")}


def install_bundle(bundle: Path, measured: Measured) -> None:
    """Type the three commands that docs/install.md names for a machine without network."""
    admin = Admin(measured)
    admin.types("tar", "-xf", str(bundle), "-C", "/opt")
    admin.types(str(next(Path("/opt").glob("kibox-*/install.sh"))))
    set_up(admin)


def set_up(admin: Admin) -> None:
    answers = Path("/opt/answers.yaml")
    answers.write_text(ANSWERS)
    admin.types("/opt/kibox/bin/kibox", "setup", "--answers", str(answers), "--yes")


def undo(measured: Measured) -> None:
    ran = subprocess.run(
        ["/opt/kibox/bin/kibox", "setup", "--undo", "--yes"],
        env=bare_environment(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    measured.undo_left = [line for line in ran.stderr.splitlines() if "left as" in line]


def serving_installation() -> Installation:
    """Return an Asterisk, which is a program of the system from now on."""
    installation = Installation.under(installed_by("asterisk.sh"))
    Path("/usr/local/bin/asterisk").symlink_to(installation.launcher.resolve())
    return installation


async def install_and_ring(install: Callable[[Measured], None], measured: Measured) -> None:
    installation = serving_installation()
    async with (
        ServingAsterisk(ETC, installation, Ports()) as pbx,
        SimulatedCallers(Path("/opt/callers"), installation, pbx, callers_voices()) as callers,
    ):
        before = settings_of_asterisk()
        began = time.monotonic()
        install(measured)
        with service():
            await ready()
            measured.seconds["ready"] = round(time.monotonic() - began, 1)
            async with callers.ring(NUMBER) as call:
                measured.heard_ms = await call.hears_speech()
                measured.seconds["first answered call"] = round(time.monotonic() - began, 1)
                await asyncio.sleep(3)
            measured.rang_people = not callers.staff_rings.empty()
            measured.doctor = ask_doctor()
        undo(measured)
        measured.asterisk_is_as_before = settings_of_asterisk() == before


def main(bundle: Path, result: Path | None = None) -> None:
    if result is not None:
        measured = Measured()
        asyncio.run(install_and_ring(partial(install_bundle, bundle), measured))
        result.write_text(json.dumps(asdict(measured)))
        return
    with TemporaryDirectory(prefix="kibox-offline-", ignore_cleanup_errors=True) as place:
        overlay(Path(place))
        told = Path(place) / "result.json"
        inside = [sys.executable, "-m", "tests.setup.offline_machine", str(bundle), str(told)]
        report = sealed_report(inside)
        measured_text = told.read_text() if told.exists() else "{}"
    found = {"attempts": report.attempts, "missed": report.missed}
    sys.stdout.write(json.dumps(json.loads(measured_text) | found) + "\n")


if __name__ == "__main__":
    os.umask(0o022)
    main(*map(Path, sys.argv[1:]))
