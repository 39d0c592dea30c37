"""Makes one backup; calls go on meanwhile, and none waits for it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from kibox_pbx.config.machine import Store
from kibox_pbx.errors import StorageError
from kibox_pbx.storage import backup_file
from kibox_pbx.storage.backup_file import Manifest, Parts
from kibox_pbx.storage.database import open_under
from kibox_pbx.storage.erasure_ledger import ledger_path
from kibox_pbx.storage.folder_lock import FolderLock
from kibox_pbx.storage.key_header import Opened, header_text
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.migrations import MIGRATIONS
from kibox_pbx.storage.private_file import sync_folder
from kibox_pbx.storage.sqlcipher import refusals

SUFFIX = ".backup"
NAME_TIME = "%Y%m%dT%H%M%S"
DRAFTS = ".????????????????.??*"
"""How the parts of a backup are called while it is made."""

DAMAGED = "the database in the backup is damaged; use another backup"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup on disk."""

    path: Path
    made_at: datetime
    expires_at: datetime
    bytes: int


def make_backup(store: Store, opened: Opened, now: datetime, why: str = "") -> Backup:
    """Make a backup where backups are kept, else beside the database.

    Args:
        store: Of what.
        opened: Its header.
        now: When it begins to age.
        why: Ends its name, such as ``-before-update``.

    Raises:
        StorageError: None was made.
    """
    folder = store.backups.folder or store.database.parent
    path = _free_path(folder, f"kibox-{now.astimezone(UTC).strftime(NAME_TIME)}Z{why}")
    with refusals(f"{path.name}: the backup could not be made"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _snapshot(store, opened.secrets, folder) as (database, ledger):
            manifest = Manifest(
                now,
                now + timedelta(days=store.backups.keep_days),
                backup_file.sha256_of(database),
                backup_file.sha256_of(ledger),
            )
            sealed = manifest.sealed(opened.secrets[0])
            backup_file.pack(path, Parts(sealed, header_text(opened), ledger, database))
        sync_folder(folder)
        size = path.stat().st_size
    return Backup(path, manifest.made_at, manifest.expires_at, size)


def _free_path(folder: Path, stem: str) -> Path:
    """Return a name that no backup of this second has."""
    stems = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    paths = (folder / f"{each}{SUFFIX}" for each in stems)
    return next(path for path in paths if not path.exists())


def check_copy(database: Path, masters: tuple[MasterKey, ...]) -> None:
    """Make sure that a database nobody else has open is whole, page by page, and known here.

    Raises:
        StorageError: It is not, or a newer kibox wrote it.
    """
    tables = open_under(database, masters, must_exist=True)
    try:
        with refusals(DAMAGED):
            broken = tables.conn.execute("PRAGMA cipher_integrity_check").fetchall()
            whole = tables.conn.execute("PRAGMA integrity_check").fetchone()
            seen = tables.conn.execute("PRAGMA user_version").fetchone()[0]
            tables.conn.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        tables.conn.close()
    if broken or whole != ("ok",):
        raise StorageError(DAMAGED)
    if seen > len(MIGRATIONS):
        raise StorageError("a newer version of kibox wrote this backup; update kibox")


@contextmanager
def _snapshot(
    store: Store, masters: tuple[MasterKey, ...], folder: Path
) -> Iterator[tuple[Path, Path]]:
    """Give a copy of the database as it is now, without freed pages, and one of the ledger.

    The ledger is copied second: it may be ahead of the database, never behind.
    """
    draft = folder / f".{secrets.token_hex(8)}"
    database, ledger = draft.with_suffix(".db"), draft.with_suffix(".ledger")
    lock = FolderLock(store.database.parent)
    lock.share()
    try:
        database.touch(mode=0o600)
        tables = open_under(store.database, masters, must_exist=True)
        try:
            tables.conn.execute("VACUUM INTO ?", [str(database)])
        finally:
            tables.conn.close()
        check_copy(database, masters)
        ledger.touch(mode=0o600)
        source = ledger_path(store.database)
        ledger.write_bytes(source.read_bytes() if source.exists() else b"")
        yield database, ledger
    finally:
        lock.release()
        for left in folder.glob(f"{draft.name}*"):
            left.unlink()
