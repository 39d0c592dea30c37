"""``kibox replay``: does a recorded call still go as it went? Loads no engine."""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from kibox_pbx.call.journal import read_journal
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import ConfigError, StorageError
from kibox_pbx.rehearsal.replay import replay
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import read_key_file

SAME, DIFFERENT = 0, 1
CONFIG = Path("kibox.yaml")


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `replay` to the command line."""
    verb = verbs.add_parser("replay", help="tell a recorded call again, and compare")
    verb.add_argument("--config", type=Path, default=CONFIG)
    which = verb.add_mutually_exclusive_group(required=True)
    which.add_argument("call", nargs="?", metavar="CALL", help="a call in the store, by its id")
    which.add_argument("--journal", type=Path, metavar="FILE", help="an exported journal")
    verb.add_argument("--export", type=Path, metavar="FILE", help="write the journal instead")
    verb.set_defaults(run=run_replay)


def run_replay(chosen: argparse.Namespace) -> int:
    """Compare; 1 and the first difference where the call goes otherwise today."""
    settings = load(chosen.config)
    lines = _read_file(chosen.journal) if chosen.journal else _read_store(settings, chosen.call)
    if chosen.export:
        _write_private(chosen.export, lines)
        return SAME
    try:
        steps = read_journal(lines)
    except ValueError as error:
        raise StorageError(f"not readable as a journal: {_kind(error)}") from None
    found = replay(steps, settings)
    if found is None:
        sys.stdout.write(f"identical: {len(steps)} events\n")
        return SAME
    sys.stdout.write("\n".join(found.lines()) + "\n")
    return DIFFERENT


def _kind(error: ValueError) -> str:
    """Return what is wrong, unless it could quote a caller."""
    return str(error) if type(error) is ValueError else "another version wrote it"


def _read_file(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_text(encoding="utf-8").splitlines())
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not a text file in UTF-8") from None


def _read_store(settings: Settings, call_id: str) -> tuple[str, ...]:
    async def read() -> tuple[str, ...]:
        master = read_key_file(settings.store.key_file)
        async with Database(settings.store.database, master) as database:
            stored = await CallRepository(database).read_call(call_id)
        return stored.events

    if not settings.store.database.exists():
        raise StorageError("there is no database yet")
    lines = asyncio.run(read())
    if not lines:
        raise StorageError("no journal is kept of this call")
    return lines


def _write_private(path: Path, lines: tuple[str, ...]) -> None:
    """Write personal data to a new file that its owner alone may read."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
