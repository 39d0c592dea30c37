"""``kibox replay``: does a recorded call still go as it went? Loads no engine."""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from kibox_pbx.admin.signing_in import (
    CONFIG,
    add_sign_in,
    practice_store,
    signed_in,
    write_note,
)
from kibox_pbx.call.journal import read_journal
from kibox_pbx.config.added_entry import with_added
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import ConfigError, StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.rehearsal.replay import replay
from kibox_pbx.storage.added_entries import as_settings, current_entries
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.terminal import on_one_line

SAME, DIFFERENT = 0, 1


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `replay` to the command line."""
    verb = verbs.add_parser("replay", help="tell a recorded call again, and compare")
    verb.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    which = verb.add_mutually_exclusive_group(required=True)
    which.add_argument("call", nargs="?", metavar="CALL", help="a call in the store, by its id")
    which.add_argument("--journal", type=Path, metavar="FILE", help="an exported journal")
    verb.add_argument("--export", type=Path, metavar="FILE", help="write the journal instead")
    add_sign_in(verb)
    verb.set_defaults(run=run_replay)


def run_replay(chosen: argparse.Namespace) -> int:
    """Compare; 1 and the first difference where the call goes otherwise today."""
    if chosen.journal:
        settings, lines = load(chosen.config), _read_file(chosen.journal)
    else:
        settings, lines = _read_store(chosen)
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
    sys.stdout.write("\n".join(map(on_one_line, found.lines())) + "\n")
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


def _read_store(chosen: argparse.Namespace) -> tuple[Settings, tuple[str, ...]]:
    """Return a call's journal, and the settings with what the office added on its pages."""

    async def read() -> tuple[Settings, tuple[str, ...]]:
        async with practice_store(chosen.config) as (settings, database):
            who = await signed_in(database, chosen, Permission.SEE_CALLS)
            stored = await CallRepository(database).read_call(chosen.call)
            did = "export_journal" if chosen.export else "replay_call"
            await write_note(database, who, did, chosen.call)
            added = as_settings(await database.read(current_entries))
        return with_added(settings, added), stored.events

    settings, lines = asyncio.run(read())
    if not lines:
        raise StorageError("no journal is kept of this call")
    return settings, lines


def _write_private(path: Path, lines: tuple[str, ...]) -> None:
    """Write personal data to a new file that its owner alone may read."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
