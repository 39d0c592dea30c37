"""One line of the doctor's page: what was looked at, how it is, and what mends it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something is."""

    OK = "ok"
    WARNING = "warning"
    """Calls are answered; but it is not as it should be."""

    BROKEN = "broken"
    """Calls are not answered as they should be, or what callers said is not safe."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. Nothing in it is about a caller."""

    check: str
    """What was looked at: small letters and ``-``; stays the same from version to version."""

    state: State
    text: str
    mend: str = ""
    """The command that mends it, or the line to write into which file."""


def ok(check: str, text: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(check, State.OK, text)


def warning(check: str, text: str, mend: str) -> Finding:
    """Say what is not as it should be."""
    return Finding(check, State.WARNING, text, mend)


def broken(check: str, text: str, mend: str) -> Finding:
    """Say what must be mended."""
    return Finding(check, State.BROKEN, text, mend)
