"""Backups: made while the service answers calls, deleted when they expire, restored with care.

A restored database forgets again what was erased since the backup was made: the ledger of
erasures stays where it is, and every opening does what is in it. Everything here blocks.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kibox_pbx.config.machine import Store
from kibox_pbx.errors import StorageError
from kibox_pbx.storage import backup_file
from kibox_pbx.storage.backup_file import Written
from kibox_pbx.storage.backup_making import (
    DRAFTS,
    NAME_TIME,
    SUFFIX,
    Backup,
    check_copy,
    make_backup,
)
from kibox_pbx.storage.erasure_ledger import ledger_path
from kibox_pbx.storage.folder_lock import FolderLock
from kibox_pbx.storage.key_header import (
    Header,
    Opened,
    header_text,
    parse_header,
    read_header,
)
from kibox_pbx.storage.key_slots import Pair, Slot
from kibox_pbx.storage.opening import StoreKeys
from kibox_pbx.storage.private_file import replace_file, sync_folder
from kibox_pbx.storage.sqlcipher import refusals

REPLACED = ".replaced-"
"""Begins the ending of a database that a restored one took the place of."""

Ways = Callable[[tuple[Slot, ...]], Iterable[Pair]]
"""Yields what may open a header with these slots."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    backup: Backup
    set_aside: Path | None
    """The database that was there before."""

    ledger_is_from_backup: bool
    """What was erased since the backup is not known here, and may have come back."""

    header_is_from_backup: bool
    """The store now opens with the keys of the backup."""


def make(keys: StoreKeys, now: datetime) -> Backup:
    """Make a backup; calls go on meanwhile, and none waits for it.

    Raises:
        StorageError: None was made.
    """
    if keys.store.backups.folder is None:
        raise StorageError("store.backups.folder: say where backups are to be kept")
    opened = keys.read()
    if opened.is_changing:
        raise StorageError("the store's key is being changed; make the backup afterwards")
    return make_backup(keys.store, opened, now)


def all_backups(store: Store) -> tuple[Backup, ...]:
    """Return the backups there are, oldest first; what is none is passed over.

    Those made before an update lie beside the database, where no folder is named.
    """
    found = []
    for path in (path for folder in _folders(store) for path in folder.glob(f"*{SUFFIX}")):
        with suppress(StorageError, OSError):
            written = backup_file.read_manifest(path).manifest
            size = path.stat().st_size
            found.append(Backup(path, written.made_at, written.expires_at, size))
    return tuple(sorted(found, key=lambda each: each.made_at))


def verify(path: Path, ways: Ways) -> None:
    """Make sure that a backup is as it was made, without restoring it.

    It was whole then: every page of its database was checked before it was packed.

    Raises:
        StorageError: It is damaged or not ours, or none of the keys opens it.
    """
    with refusals(f"{path.name}: the backup could not be read"):
        written = backup_file.read_manifest(path)
        _opened(path, written, ways)
        backup_file.verify(path, written.manifest)


def delete_expired(store: Store, now: datetime) -> int:
    """Delete backups whose time is over, and databases set aside so long ago; return how many.

    What a backup that was killed left behind goes a day later.

    Raises:
        StorageError: One could not be deleted.
    """
    expired = [each.path for each in all_backups(store) if each.expires_at <= now]
    set_aside = store.database.parent.glob(f"{store.database.name}{REPLACED}*")
    expired += _older(set_aside, now - timedelta(days=store.backups.keep_days))
    for folder in _folders(store):
        for drafts in (DRAFTS, f".*{SUFFIX}.part"):
            expired += _older(folder.glob(drafts), now - timedelta(days=1))
    with refusals("an expired backup could not be deleted"):
        for path in expired:
            path.unlink()
    return len(expired)


def _older(paths: Iterable[Path], than: datetime) -> list[Path]:
    return [path for path in paths if path.stat().st_mtime <= than.timestamp()]


def _folders(store: Store) -> set[Path]:
    """Return where backups may lie."""
    return {store.backups.folder or store.database.parent, store.database.parent}


def restore(
    keys: StoreKeys, path: Path, now: datetime, ways: Ways, *, expired: bool = False
) -> Restored:
    """Put the database of a backup in the place of the one there is; nobody has it open.

    The one there is, whole or not, is set aside until backups of its age expire.

    Args:
        keys: Of the store; its own header need not be there.
        path: The backup.
        now: An expired backup is refused.
        ways: What may open it, such as a recovery key.
        expired: Take an expired one all the same.

    Raises:
        StorageError: Nothing was changed.
    """
    store = keys.store
    written = backup_file.read_manifest(path)
    if written.manifest.expires_at <= now and not expired:
        raise StorageError(f"{path.name}: has expired; what it holds was to be gone by now")
    opened = _opened(path, written, ways)
    lock = FolderLock(store.database.parent)
    if not lock.alone():
        raise StorageError("the store is open; stop the service first")
    try:
        return _put_in_place(keys, path, written, opened)
    finally:
        lock.release()


def seal_for(store: Store, pair: Pair, slots: tuple[Slot, ...]) -> int:
    """Have every backup that a pair opens open with these slots instead; return how many.

    Raises:
        StorageError: One could not be written.
    """
    done = 0
    for backup in all_backups(store):
        before = _header(backup.path).open((pair,))
        if before is not None:
            text = header_text(Opened(slots, before.secrets, pair))
            with refusals(f"{backup.path.name}: the backup could not be written"):
                backup_file.replace_header(backup.path, text)
            done += 1
    return done


def _put_in_place(keys: StoreKeys, path: Path, written: Written, opened: Opened) -> Restored:
    store, manifest = keys.store, written.manifest
    draft = store.database.with_name(f"{store.database.name}.restoring")
    ledger = ledger_path(store.database)
    for left in draft.parent.glob(f"{draft.name}*"):
        left.unlink()
    backup_file.unpack(path, backup_file.DATABASE, draft, manifest.database_sha256)
    try:
        check_copy(draft, opened.secrets)
        is_lost = not ledger.exists()
        if is_lost:
            backup_file.unpack(path, backup_file.LEDGER, ledger, manifest.ledger_sha256)
        has_own_keys = _opens_with_own_keys(keys, opened)
        if not has_own_keys:
            replace_file(keys.path, header_text(opened))
        aside = _set_aside(store.database)
        draft.replace(store.database)
        sync_folder(store.database.parent)
    except OSError as error:
        raise StorageError(f"{store.database.name}: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)
    backup = Backup(path, manifest.made_at, manifest.expires_at, path.stat().st_size)
    return Restored(backup, aside, is_lost, not has_own_keys)


def _opens_with_own_keys(keys: StoreKeys, opened: Opened) -> bool:
    """Say whether the header beside the database opens the one of the backup, too."""
    try:
        header = read_header(keys.path)
        own = header.open((opened.pair,)) if header else None
    except StorageError:
        return False
    return own is not None and all(secret in own.secrets for secret in opened.secrets)


def _set_aside(database: Path) -> Path | None:
    """Move a database and its WAL away; return where it is now."""
    if not database.exists():
        return None
    ending = f"{REPLACED}{datetime.now(UTC).strftime(NAME_TIME)}"
    for suffix in ("-wal", "-shm"):
        beside = database.with_name(database.name + suffix)
        if beside.exists():
            beside.rename(database.with_name(f"{database.name}{ending}{suffix}"))
    return database.rename(database.with_name(f"{database.name}{ending}"))


def _opened(path: Path, written: Written, ways: Ways) -> Opened:
    """Return the backup's header, opened; the manifest is genuine."""
    header = _header(path)
    opened = header.open(ways(header.slots))
    if opened is None:
        raise StorageError(
            f"{path.name}: none of the keys here opens this backup; bring back the key file "
            "of its time, or use its recovery key: kibox backup restore --recovery"
        )
    if not written.is_genuine(opened.secrets[0]):
        raise StorageError(f"{path.name}: somebody without a key changed it; use another one")
    return opened


def _header(path: Path) -> Header:
    return parse_header(path.name, backup_file.read_text(path, backup_file.HEADER))
