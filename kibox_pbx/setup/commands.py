"""What systemd and Asterisk are told after files have changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.setup.looking import ASTERISK
from kibox_pbx.setup.machine import Machine
from kibox_pbx.setup.plan import UNIT
from kibox_pbx.setup.programs import find_program, run_program

BOOTED = Path("/run/systemd/system")
"""There while systemd runs the machine: sd_booted(3)."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command, and what it is for."""

    words: tuple[str, ...]
    why: str

    @property
    def as_typed(self) -> str:
        """The command as a person types it."""
        return " ".join(f'"{word}"' if " " in word else word for word in self.words)


def starting(paths: Iterable[Path], folder: Path) -> tuple[Command, ...]:
    """Return what is to be run after these files have been written.

    Args:
        paths: Of the files.
        folder: Of Asterisk's configuration.
    """
    changed = set(paths)
    service = (
        Command(("systemctl", "daemon-reload"), "systemd reads the unit"),
        Command(
            ("systemctl", "enable", "--now", UNIT.name), "the service starts, now and always"
        ),
    )
    asterisk = any(path.is_relative_to(folder) for path in changed)
    return (*(service if UNIT in changed else ()), *(_reloads(folder) if asterisk else ()))


def stopping(paths: Iterable[Path]) -> tuple[Command, ...]:
    """Return what is to be run before these files are put back."""
    command = Command(("systemctl", "disable", "--now", UNIT.name), "the service ends")
    return (command,) if UNIT in set(paths) else ()


def stopped(paths: Iterable[Path], folder: Path) -> tuple[Command, ...]:
    """Return what is to be run after these files were put back."""
    changed = set(paths)
    reload = Command(("systemctl", "daemon-reload"), "systemd forgets the unit")
    asterisk = any(path.is_relative_to(folder) for path in changed)
    return (*((reload,) if UNIT in changed else ()), *(_reloads(folder) if asterisk else ()))


def why_not_run(command: Command, machine: Machine) -> str | None:
    """Return why a command can only be shown here; None: it can be run."""
    program = command.words[0]
    if not machine.is_running:
        return "this is not the running machine"
    if program == "systemctl" and not BOOTED.is_dir():
        return "systemd does not run this machine"
    return None if find_program(program) else f"{program} was not found"


def run(command: Command) -> str | None:
    """Run a command; return what went wrong, or None."""
    done, said = run_program(command.words)
    return None if done else said or "it failed"


def _reloads(folder: Path) -> tuple[Command, ...]:
    where = () if folder == ASTERISK else ("-C", str(folder / "asterisk.conf"))
    return tuple(
        Command(("asterisk", *where, "-rx", f"{what} reload"), f"Asterisk reads its {what}")
        for what in ("manager", "dialplan")
    )
