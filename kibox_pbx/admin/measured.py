"""How many calls this machine held when it was last measured: a small file by the database.

It holds figures of simulated calls, and nothing of anybody.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kibox_pbx.errors import ConfigError

ENDING = ".bench.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """What `kibox bench` came to."""

    held: int
    """Calls at once, in every language that was measured; 0: not even one."""

    tried: int
    """The most that was tried."""

    cores: int
    """That there were for it."""

    at: datetime
    """Aware."""


def keep(measured: Measured, database: Path) -> Path:
    """Write it beside a database, in the place of what was measured before.

    Raises:
        ConfigError: It cannot be written.
    """
    path = _beside(database)
    text = {
        "held": measured.held,
        "tried": measured.tried,
        "cores": measured.cores,
        "at": measured.at.isoformat(timespec="seconds"),
    }
    try:
        path.write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from None
    return path


def last_measured(database: Path) -> Measured | None:
    """Return what was last measured; None: nothing that can be read."""
    try:
        told = json.loads(_beside(database).read_text(encoding="utf-8"))
        at = datetime.fromisoformat(told["at"])
        return Measured(int(told["held"]), int(told["tried"]), int(told["cores"]), at)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _beside(database: Path) -> Path:
    return database.with_name(database.name + ENDING)
