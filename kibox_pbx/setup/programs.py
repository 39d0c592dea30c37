"""Starts the few programs of the system that a set-up needs: for accounts, units, Asterisk."""

import shutil
import subprocess
from collections.abc import Sequence

PATH = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin"
PATIENCE_S = 60


def find_program(name: str) -> str | None:
    """Return where a program of the system is."""
    return shutil.which(name, path=PATH)


def run_program(command: Sequence[str]) -> tuple[bool, str]:
    """Run a command; return whether it did its work, and the last line it said."""
    program = find_program(command[0])
    if program is None:
        return False, f"{command[0]} is not installed"
    try:
        ran = subprocess.run(  # noqa: S603 (our own commands, no shell)
            [program, *command[1:]],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=PATIENCE_S,
            stdin=subprocess.DEVNULL,
            env={"PATH": PATH, "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        return False, f"it did not end within {PATIENCE_S} s"
    told = [ran.stdout, ran.stderr] if ran.returncode else [ran.stderr, ran.stdout]
    said = [line for text in told for line in text.strip().splitlines()]
    return ran.returncode == 0, said[-1] if said else ""
