"""A machine in a folder, with an Asterisk that serves two telephones already."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kibox_pbx.setup.answers import Answers
from kibox_pbx.setup.found import Found
from kibox_pbx.setup.gathering import MEMORY, gather
from kibox_pbx.setup.journal import FOLDER, Journal
from kibox_pbx.setup.looking import look
from kibox_pbx.setup.machine import Machine
from kibox_pbx.setup.plan import Ours
from kibox_pbx.setup.verb import Sitting

PROGRAM = "/opt/kibox/bin/kibox"
ETC = Path("/etc/asterisk")

EXTENSIONS = """\
[general]
static = yes ; as ever

[from-trunk]
exten => 4930999,1,Dial(PJSIP/200,30)
 same => n,Hangup()

[phones]
include => gates ; and more
exten => _2XX,1,Dial(PJSIP/${EXTEN},30)
exten => 200,hint,PJSIP/200
#include more.conf"""
"""Its last line has no end, and one is in an encoding of long ago."""

MANAGER = "[general]\nenabled = no\nport = 5099\n\n[desk]\nsecret = old-and-dear\n"
MODULES = "[modules]\nautoload = yes\nnoload => res_speech.so\n"


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory: everything is seen onto the disk, and a disk takes its time."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def machine(memory: Path) -> Machine:
    """A plain Asterisk."""
    folder = memory / "machine"
    asterisk = folder / "etc/asterisk"
    asterisk.mkdir(parents=True)
    (folder / "etc/systemd/system").mkdir(parents=True)
    (folder / "var/lib/kibox-setup").mkdir(parents=True)
    (asterisk / "extensions.conf").write_bytes(EXTENSIONS.encode() + b"\n; f\xfcr alle\n")
    (asterisk / "more.conf").write_text(
        "[doors]\nexten => 77,1,Answer()\n\n[gates]\nexten => 88,1,Answer()\n"
    )
    (asterisk / "manager.conf").write_text(MANAGER)
    (asterisk / "manager.conf").chmod(0o604)
    (asterisk / "modules.conf").write_text(MODULES)
    (asterisk / "asterisk.conf").write_text("[directories](!)\nastagidir => /nowhere\n")
    return Machine(folder)


@pytest.fixture
def freepbx(machine: Machine) -> Machine:
    """The same, looked after by FreePBX."""
    (machine.root / "etc/freepbx.conf").write_text("<?php\n")
    (machine.root / "etc/asterisk/extensions_custom.conf").write_text("[mine]\n")
    (machine.root / "etc/asterisk/manager_custom.conf").write_text("")
    return machine


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Ours:
    """What kibox brings, with a store that was made once."""
    folder = tmp_path_factory.mktemp("nothing")
    return gather(Machine(folder), "doctor", PROGRAM)


@pytest.fixture
def answers() -> Answers:
    """Of an office whose second number is English."""
    return Answers.model_validate(
        {
            "kind": "doctor",
            "name": {"de": "Praxis Muster: am Markt", "en": "the Muster practice"},
            "languages": ["de", "en"],
            "reception": "PJSIP/200",
            "departments": {"billing": "PJSIP/201"},
            "numbers": {
                "4930123": {"context": "from-trunk"},
                "31": {"context": "phones", "language": "en"},
            },
        }
    )


@pytest.fixture
def found(machine: Machine) -> Found:
    """What is seen of the machine."""
    return look(machine)


@pytest.fixture
def sitting(machine: Machine) -> Sitting:
    """Somebody who says yes to everything."""
    journal = Journal(machine.at(FOLDER))
    return Sitting(machine, journal, runs_commands=True, decide=lambda _: True)


def tree(machine: Machine) -> dict[str, tuple[int, bytes | None]]:
    """Return every file and folder with its mode, but for the journal."""
    return {
        str(path.relative_to(machine.root)): (
            path.stat().st_mode,
            path.read_bytes() if path.is_file() else None,
        )
        for path in machine.root.rglob("*")
        if "kibox-setup" not in str(path)
    }


def copy_of(machine: Machine, to: Path) -> Machine:
    """Return another machine that is the same to the byte."""
    shutil.copytree(machine.root, to)
    return Machine(to)
