"""Makes one change at a time, each noted in the journal before it is made."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.accounts import add_account, has_account
from kibox_pbx.setup.change import AddAccount, Change, MakeFolder, Owner, WriteFile
from kibox_pbx.setup.journal import (
    AccountNoted,
    FileNoted,
    FolderNoted,
    Journal,
    State,
    WholeNoted,
    state_of,
)
from kibox_pbx.setup.machine import KEEP, FileState, Machine
from kibox_pbx.storage.private_file import sync_folder

ASTERISK_GROUP = "asterisk"
OTHERS = 0o007


def pending(changes: Iterable[Change], machine: Machine) -> tuple[Change, ...]:
    """Return the changes that are not there yet.

    Raises:
        ConfigError: Something cannot be looked at.
    """
    return tuple(each for each in changes if not _is_done(each, machine))


def steps(changes: Iterable[Change]) -> tuple[tuple[Change, ...], ...]:
    """Return what is decided at once: single changes, and files that belong together."""
    found: dict[object, list[Change]] = {}
    for number, change in enumerate(changes):
        together = change.together if isinstance(change, WriteFile) else ""
        found.setdefault(together or number, []).append(change)
    return tuple(tuple(each) for each in found.values())


def apply_step(step: Sequence[Change], machine: Machine, journal: Journal) -> None:
    """Make the changes of one step.

    Raises:
        ConfigError: One could not be made; what was made before stays noted.
    """
    for change in step:
        apply(change, machine, journal)
    for together in {each.together for each in step if isinstance(each, WriteFile)} - {""}:
        journal.note(WholeNoted(together=together))


def apply(change: Change, machine: Machine, journal: Journal) -> None:
    """Make one change; a file appears whole or not at all.

    Raises:
        ConfigError: It could not be made; what was made before stays noted.
    """
    try:
        match change:
            case AddAccount():
                journal.note(AccountNoted(name=change.name))
                add_account(change)
            case MakeFolder():
                _make_folder(change, machine, journal)
            case WriteFile():
                _write_file(change, machine, journal)
    except OSError as error:
        raise ConfigError(f"{_place(change)}: cannot be written: {error.strerror}") from None


def write_whole(path: Path, state: FileState) -> None:
    """Put a file in its place; whatever happens, there is the old or the new one.

    Raises:
        OSError: It cannot be written.
    """
    draft = draft_of(path)
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(state.content)
            if (state.user_id, state.group_id) != (KEEP, KEEP):
                os.fchown(file.fileno(), state.user_id, state.group_id)
            os.fchmod(file.fileno(), state.mode)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def draft_of(path: Path) -> Path:
    """Return where a file is written before it takes its place."""
    return path.with_name(f".{path.name}.kibox-part")


def resulting(change: WriteFile, machine: Machine) -> FileState:
    """Return the file as it will be.

    Raises:
        ConfigError: Its owner does not exist.
    """
    there = machine.state(change.path)
    if change.owner is None and there is not None:
        return replace(there, content=change.content)
    model = machine.state(change.like) if change.like else None
    if change.owner is None and model is not None:
        return _like(model, change, machine)
    owner = machine.ids(change.owner) if change.owner else (KEEP, KEEP)
    return FileState(change.content, change.mode, *owner)


def _like(model: FileState, change: WriteFile, machine: Machine) -> FileState:
    """Give a new file the owner of another one, and no more rights than are wanted.

    Where everybody may read the other one and not this one, Asterisk's group may.
    """
    group = model.group_id
    if model.mode & ~change.mode & OTHERS and machine.has_group(ASTERISK_GROUP):
        group = machine.ids(Owner("root", ASTERISK_GROUP))[1]
    return FileState(change.content, model.mode & change.mode, model.user_id, group)


def _is_done(change: Change, machine: Machine) -> bool:
    match change:
        case AddAccount():
            return not machine.is_running or has_account(change.name)
        case MakeFolder():
            return machine.at(change.path).is_dir()
        case WriteFile():
            there = machine.state(change.path)
            if there is None or change.once:
                return there is not None
            return there.content == change.content and _is_safe(change, there)


def _is_safe(change: WriteFile, there: FileState) -> bool:
    """Say whether nobody may do more with a file than is wanted; less is the admin's choice."""
    return change.owner is None or not there.mode & ~change.mode


def _make_folder(change: MakeFolder, machine: Machine, journal: Journal) -> None:
    for folder in reversed([change.path, *change.path.parents]):
        real = machine.at(folder)
        if real.is_dir():
            continue
        journal.note(FolderNoted(path=folder))
        is_wanted = folder == change.path
        real.mkdir(mode=0o700)
        owner = machine.ids(change.owner) if is_wanted else (KEEP, KEEP)
        os.chown(real, *owner)
        real.chmod(change.mode if is_wanted else 0o755)


def _write_file(change: WriteFile, machine: Machine, journal: Journal) -> None:
    before = machine.state(change.path)
    after = resulting(change, machine)
    if not machine.at(change.path).parent.is_dir():
        raise ConfigError(f"{change.path.parent}: there is no such folder")
    journal.note(
        FileNoted(
            path=change.path,
            before=state_of(before) if before else None,
            after=_expected(after),
            together=change.together,
        ),
        before.content if before else None,
    )
    write_whole(machine.at(change.path), after)


def _expected(state: FileState) -> State:
    """Return a state with the numbers that `KEEP` will turn into."""
    user = os.geteuid() if state.user_id == KEEP else state.user_id
    group = os.getegid() if state.group_id == KEEP else state.group_id
    digest = hashlib.sha256(state.content).hexdigest()
    return State(sha256=digest, mode=state.mode, user_id=user, group_id=group)


def _place(change: Change) -> str:
    return change.name if isinstance(change, AddAccount) else str(change.path)
