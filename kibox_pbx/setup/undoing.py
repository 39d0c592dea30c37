"""Puts back what was there before, byte for byte; what was changed since stays as it is."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.accounts import remove_account
from kibox_pbx.setup.applying import draft_of, write_whole
from kibox_pbx.setup.journal import (
    AccountNoted,
    Entry,
    FileNoted,
    FolderNoted,
    Journal,
    ToldNoted,
    WholeNoted,
)
from kibox_pbx.setup.machine import FileState, Machine


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of one entry."""

    what: str
    text: str
    is_left: bool = False
    """It could not be undone, and stays noted."""


def undo(machine: Machine, journal: Journal) -> tuple[Undone, ...]:
    """Undo everything that the journal has, newest first.

    Interrupted, it goes on where it was when it is called again.

    Raises:
        ConfigError: The journal is damaged, or something cannot be written.
    """
    entries = journal.entries()
    _require_contents(entries, journal)
    changed = _changed_since(entries, machine)
    left: list[Entry] = []
    told: list[Undone] = []
    for entry in reversed(entries):
        if isinstance(entry, WholeNoted):
            left += [entry] if entry.together in changed else []
            continue
        if isinstance(entry, ToldNoted):
            continue
        outcome = _undo_one(entry, machine, journal, changed, stays=bool(left))
        if outcome is not None:
            told.append(outcome)
        if outcome is not None and outcome.is_left:
            left.append(entry)
    journal.leave(tuple(reversed(left)))
    return tuple(told)


def undo_what_is_half_done(machine: Machine, journal: Journal) -> None:
    """Take back files that make sense only together, where an interruption left some of them.

    Raises:
        ConfigError: The journal is damaged, or something cannot be written.
    """
    entries = journal.entries()
    whole = {entry.together for entry in entries if isinstance(entry, WholeNoted)}
    changed = _changed_since(entries, machine)
    for entry in entries:
        if not isinstance(entry, FileNoted) or not entry.together:
            continue
        if entry.together not in whole | changed:
            _put_back(entry, machine, journal)


def _undo_one(
    entry: FileNoted | FolderNoted | AccountNoted,
    machine: Machine,
    journal: Journal,
    changed: frozenset[str],
    *,
    stays: bool,
) -> Undone | None:
    match entry:
        case FileNoted() if _key(entry) in changed:
            return Undone(str(entry.path), "was changed since: left as it is", is_left=True)
        case FileNoted():
            return _put_back(entry, machine, journal)
        case FolderNoted():
            return _remove_folder(entry, machine)
        case AccountNoted() if stays:
            return Undone(entry.name, "the account stays, since files stay", is_left=True)
        case AccountNoted():
            why = remove_account(entry.name) if machine.is_running else None
            text = f"the account could not be removed: {why}" if why else "account removed"
            return Undone(entry.name, text, is_left=why is not None)


def _put_back(entry: FileNoted, machine: Machine, journal: Journal) -> Undone | None:
    real = machine.at(entry.path)
    draft_of(real).unlink(missing_ok=True)
    if not entry.after.fits(machine.state(entry.path)):
        return None
    before = entry.before
    try:
        if before is None:
            real.unlink()
            return Undone(str(entry.path), "removed")
        content = journal.content(before)
        write_whole(
            real, FileState(content, before.mode, *_owner(before.user_id, before.group_id))
        )
    except OSError as error:
        raise ConfigError(f"{entry.path}: cannot be put back: {error.strerror}") from None
    return Undone(str(entry.path), "put back as it was")


def _owner(user_id: int, group_id: int) -> tuple[int, int]:
    """Return an owner as far as we may give files away."""
    return (user_id, group_id) if os.geteuid() == 0 else (-1, -1)


def _remove_folder(entry: FolderNoted, machine: Machine) -> Undone | None:
    real = machine.at(entry.path)
    if not real.is_dir():
        return None
    if any(real.iterdir()):
        return Undone(str(entry.path), "is not empty: left as it is", is_left=True)
    real.rmdir()
    return Undone(str(entry.path), "removed")


def _changed_since(entries: Sequence[Entry], machine: Machine) -> frozenset[str]:
    """Return the keys of files that are neither as we left nor as we found them.

    Of a path that was written more than once, what the last writing left counts, or what any
    of them found: an undoing that was interrupted is between them.
    """
    files = [entry for entry in entries if isinstance(entry, FileNoted)]
    known: dict[Path, list[FileNoted]] = {}
    for entry in files:
        known.setdefault(entry.path, []).append(entry)
    return frozenset(
        _key(entry)
        for entry in files
        if not any(_is_known(each, machine) for each in known[entry.path])
    )


def _is_known(entry: FileNoted, machine: Machine) -> bool:
    found = machine.state(entry.path)
    was_there = entry.before.fits(found) if entry.before else found is None
    return was_there or entry.after.fits(found)


def _key(entry: FileNoted) -> str:
    """Return what is undone together with an entry: its group, or its file alone."""
    return entry.together or str(entry.path)


def _require_contents(entries: Sequence[Entry], journal: Journal) -> None:
    """Find out before anything is touched whether all that was there can be put back."""
    for entry in entries:
        if isinstance(entry, FileNoted) and entry.before is not None:
            journal.content(entry.before)
