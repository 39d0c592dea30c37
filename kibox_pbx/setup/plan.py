"""What a set-up changes, from what was found and answered. Pure: nothing is read or written.

The order is the order of making: the account before what belongs to it, what is included
before the line that includes it, and the service's unit last.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from kibox_pbx.admin.dialplan_settings import set_variables
from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.answers import Answers
from kibox_pbx.setup.asterisk_text import with_includes, with_setting
from kibox_pbx.setup.change import (
    ROOT,
    ROOT_FOR_SERVICE,
    SERVICE,
    AddAccount,
    Change,
    MakeFolder,
    WriteFile,
)
from kibox_pbx.setup.found import Found
from kibox_pbx.setup.machine import as_bytes
from kibox_pbx.setup.numbers_text import NUMBERS, numbers_text, problems_of_numbers
from kibox_pbx.setup.practice_text import Where, departments, practice_text

SETTINGS = Path("/etc/kibox")
STATE = Path("/var/lib/kibox")
CONFIG = SETTINGS / "kibox.yaml"
SECRET = SETTINGS / "ami.secret"
KEY = SETTINGS / "keys" / "kibox.key"
"""In a folder of the service's own, where `kibox key rotate` can put another in its place."""

DATABASE = STATE / "kibox.db"
MODELS = Path("/var/cache/kibox/models")
"""Where the unit has them, and a bundle puts them."""

UNIT = Path("/etc/systemd/system/kibox.service")
STATUS_SCRIPT = "is_kibox_up.py"
STORE = "store"
UNIT_PROGRAM = "/opt/kibox/bin/kibox"
"""As install/kibox.service has it."""

PEOPLE_RING_S = 25
UNREADABLE = ("/home", "/root", "/run/user", "/tmp", "/var/tmp")  # noqa: S108 (names, not used)
"""What the unit hides from the service."""


@dataclass(frozen=True, slots=True)
class Ours:
    """What is ours to bring."""

    example: str
    """Of the answered kind, as `kibox init` writes it."""

    dialplan: bytes
    dialplan_settings: str
    manager: str
    status_script: bytes
    unit: str
    program: str
    """The ``kibox`` that the service runs."""

    python: str
    """The Python that it runs on, links followed; "": it is not there to be looked at."""

    secret: str = field(repr=False)
    """Of the manager's account: the one that is there, or a new one."""

    store: tuple[tuple[Path, bytes], ...] = field(default=(), repr=False)
    """The files of a new, empty store; empty where there is one."""


def plan(found: Found, answers: Answers, ours: Ours) -> tuple[Change, ...]:
    """Return every change, whether it is made already or not.

    Raises:
        ConfigError: The answers do not fit what was found; all of it at once.
    """
    problems = [*problems_of_numbers(found, answers), *_problems(answers, ours)]
    if problems:
        raise ConfigError(*problems)
    return (
        AddAccount(SERVICE.user, STATE),
        MakeFolder(SETTINGS, 0o750, ROOT_FOR_SERVICE),
        MakeFolder(KEY.parent, 0o700, SERVICE),
        MakeFolder(STATE, 0o700, SERVICE),
        *_service_files(found, answers, ours),
        MakeFolder(found.agi_folder, 0o755, ROOT),
        *_asterisk_files(found, answers, ours),
        *([_unit(ours)] if found.has_systemd else []),
    )


def _unit(ours: Ours) -> WriteFile:
    text = ours.unit.replace(UNIT_PROGRAM, ours.program)
    return WriteFile(UNIT, text.encode(), 0o644, ROOT, "the service, locked up by systemd")


def _problems(answers: Answers, ours: Ours) -> list[str]:
    problems = []
    there = departments(ours.example)
    for name in sorted(answers.departments.keys() - set(there)):
        known = ", ".join(there)
        problems.append(f"departments.{name}: the example of this kind has only: {known}")
    if any(Path(ours.program).is_relative_to(each) for each in UNREADABLE):
        problems.append(
            f"{ours.program}: the service may not look into that folder; install kibox in"
            " /opt/kibox, or name another program by --program"
        )
    if any(Path(ours.python).is_relative_to(each) for each in UNREADABLE):
        problems.append(
            f"{ours.python}: the service may not look there, and {ours.program} runs"
            " on it; make the environment anew with PYTHON=/usr/bin/python3.11"
        )
    return problems


def _service_files(found: Found, answers: Answers, ours: Ours) -> tuple[WriteFile, ...]:
    where = Where(DATABASE, KEY, STATE / "backups", SECRET, MODELS, found.manager_port)
    text = practice_text(ours.example, answers, where)
    store = (
        WriteFile(
            path, content, 0o600, SERVICE, "the empty store and its key", hidden=True,
            together=STORE,
        )
        for path, content in ours.store
    )  # fmt: skip
    return (
        WriteFile(
            CONFIG, text.encode(), 0o640, ROOT_FOR_SERVICE, "the practice: yours from now on",
            once=True,
        ),
        WriteFile(
            SECRET, f"{ours.secret}\n".encode(), 0o640, ROOT_FOR_SERVICE,
            "the secret of kibox's account at Asterisk's manager", once=True, hidden=True,
        ),
        *store,
    )  # fmt: skip


def _asterisk_files(found: Found, answers: Answers, ours: Ours) -> tuple[WriteFile, ...]:
    def file(
        name: str, content: str | bytes, why: str, *, once: bool = False, mode: int = 0o644
    ) -> WriteFile:
        return WriteFile(
            found.folder / name,
            content if isinstance(content, bytes) else as_bytes(content),
            mode,
            None,
            why,
            like=found.folder / "manager.conf",
            once=once,
        )

    people = {
        "KIBOX_PEOPLE": answers.reception,
        "KIBOX_PEOPLE_RING": str(PEOPLE_RING_S),
        "KIBOX_MAILBOX": answers.mailbox,
        "KIBOX_STATUS_SCRIPT": str(found.agi_folder / STATUS_SCRIPT),
    }
    included = ["kibox-settings.conf", "kibox.conf"] + ([NUMBERS] if answers.numbers else [])
    manager = re.sub("CHANGE-ME$", ours.secret, ours.manager, count=1, flags=re.MULTILINE)
    changes = [
        WriteFile(
            found.agi_folder / STATUS_SCRIPT, ours.status_script, 0o755, ROOT,
            "Asterisk asks with it whether the assistant is there",
        ),
        file("kibox.conf", ours.dialplan, "one call"),
        file(
            "kibox-settings.conf", set_variables(ours.dialplan_settings, people),
            "who is rung when the assistant does not answer: yours from now on", once=True,
        ),
        file(
            "manager-kibox.conf", manager, "kibox's account at Asterisk's manager", mode=0o640
        ),
        file(
            found.manager, _manager(found),
            "includes the account"
            + ("" if found.manager_is_on else ", and turns the manager on"),
        ),
    ]  # fmt: skip
    if answers.numbers:
        text = numbers_text(answers.numbers, found)
        changes.append(file(NUMBERS, text, "the numbers on which the assistant answers"))
    before = found.files.get(found.dialplan, "")
    changes.append(file(found.dialplan, with_includes(before, included), "includes all of it"))
    return tuple(changes)


def _manager(found: Found) -> str:
    """Return the manager's file with our account; it is turned on for this machine only."""
    text = found.files.get(found.manager, "")
    if not found.manager_is_on and not found.is_freepbx:
        text = with_setting(text, "general", "bindaddr", "127.0.0.1")
        text = with_setting(text, "general", "enabled", "yes")
    return with_includes(text, ["manager-kibox.conf"])
