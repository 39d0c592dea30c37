"""The encrypted database file, as SQLCipher gives it to us; the only file that knows it.

sqlite-utils looks for ``pysqlite3`` before it takes Python's own sqlite3. Under that name
it is given SQLCipher here, before its first import, so that it catches the right errors.
"""

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3
import sqlcipher3.dbapi2

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.reasons import (
    DAMAGED,
    DISK_IS_FULL,
    IN_A_WORD,
    IO_ERROR,
    NO_DATABASE,
    plain_code,
    reason,
)

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)

from sqlite_utils import Database as Tables  # noqa: E402 -- after the two lines above

__all__ = [
    "ErrorOfSqlCipher",
    "Tables",
    "checkpoint_every",
    "connect",
    "damaged_pages",
    "empty_wal",
    "patience",
    "refusals",
    "rekey",
    "require_database",
    "transaction",
]

BUSY_MS = 5000
"""How long to wait while another process (a backup, the command line) writes."""

NO_FITTING_KEY = (
    f"is it the right key file, and the key header of its time? If they are, {DAMAGED}"
)
"""A damaged first page looks the same as another key."""

ROOM_TO_OPEN = 1 << 16
"""Bytes; the index of the WAL (``-shm``) takes 32 KiB, and SQLite calls it a failing disk where
it does not fit."""

USUAL_PAGES, FEW_PAGES = 1000, 200
"""Of the WAL, of 4 KiB each: SQLite's own default, and what is written in some 20 ms."""

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a booked appointment survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA temp_store = MEMORY",  # no sorting in files outside the encrypted one
    f"PRAGMA busy_timeout = {BUSY_MS}",
)

ErrorOfSqlCipher: type[Exception] = sqlcipher3.dbapi2.Error


def connect(path: Path, key: bytes, *, must_exist: bool = False) -> Tables:
    """Open or create the database; for the thread that calls this alone.

    Args:
        path: The file; a new one is readable by its owner alone.
        key: 32 random bytes, used as they are (no passphrase, so opening takes under 1 ms).
        must_exist: Never create it.

    Raises:
        StorageError: The key does not fit, the file is missing or cannot be used.
    """
    if must_exist:
        require_database(path)
    else:
        with refusals("the database file cannot be written"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
    with refusals(f"{path.name}: could not be opened", _why_not_opened(path)):
        connection = sqlcipher3.connect(
            f"{path.absolute().as_uri()}?mode=rw", isolation_level=None, uri=True
        )
        try:
            connection.execute(
                "PRAGMA cipher_log_level = NONE"
            )  # our error says it in one line
            connection.execute(_with_key("key", key))
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in PRAGMAS:
                connection.execute(pragma).fetchone()
        except BaseException:
            connection.close()
            raise
        return Tables(connection)


def _why_not_opened(path: Path) -> dict[int, str]:
    """Say what SQLite's result codes mean while a database is opened."""
    is_full = shutil.disk_usage(path.parent).free < ROOM_TO_OPEN
    return {NO_DATABASE: NO_FITTING_KEY} | ({IO_ERROR: DISK_IS_FULL} if is_full else {})


def require_database(path: Path) -> None:
    """Make sure that a database is there; SQLite would take an empty file for a new one.

    Raises:
        StorageError: It is missing or empty.
    """
    try:
        is_there = path.stat().st_size > 0
    except FileNotFoundError:
        is_there = False
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be read: {error.strerror}") from None
    if not is_there:
        raise StorageError(
            f"{path.name}: the database is missing or empty, and none is made in its place; "
            "mount its disk, or bring it back from a backup: kibox backup restore FILE"
        )


def rekey(tables: Tables, key: bytes) -> None:
    """Encrypt every page with another key, in one transaction, and empty the WAL into the file.

    Nobody else may have the database open. Killed on the way, it opens with the one key or
    the other. Takes about a second for 100 MB, and as much room again on disk.

    Raises:
        StorageError: It still has the key that it had.
    """
    with refusals("the database could not be encrypted anew"):
        tables.conn.execute(_with_key("rekey", key)).fetchone()
        tables.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _with_key(pragma: str, key: bytes) -> str:
    return f"PRAGMA {pragma} = \"x'{key.hex()}'\""


@contextmanager
def transaction(tables: Tables) -> Iterator[Tables]:
    """All or nothing, and nobody else writes meanwhile."""
    tables.conn.execute("BEGIN IMMEDIATE")
    try:
        yield tables
        tables.conn.execute("COMMIT")
    except BaseException:
        if tables.conn.in_transaction:
            tables.conn.execute("ROLLBACK")
        raise


def checkpoint_every(tables: Tables, pages: int) -> None:
    """Have a commit write the WAL back once it holds so many pages; few make short waits."""
    tables.conn.execute(f"PRAGMA wal_autocheckpoint = {pages}").fetchone()


def empty_wal(tables: Tables) -> bool:
    """Write the WAL back and truncate it; False, without waiting: another process reads.

    What was deleted is still in the WAL until then, encrypted as everything is.
    """
    tables.conn.execute("PRAGMA busy_timeout = 0").fetchone()
    try:
        row = tables.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        tables.conn.execute(f"PRAGMA busy_timeout = {BUSY_MS}").fetchone()
    return row is not None and row[0] == 0


def damaged_pages(tables: Tables) -> set[str]:
    """Read every page; return what is said of those whose checksum (HMAC) does not fit.

    The WAL is written back first: after a crash the file may hold half a page that is whole in
    there. Looked at twice: what another process writes back meanwhile is no damage. Takes two
    seconds for a gigabyte.
    """
    tables.conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    found = _misfits(tables)
    return found & _misfits(tables) if found else found


def _misfits(tables: Tables) -> set[str]:
    rows = tables.conn.execute("PRAGMA cipher_integrity_check").fetchall()
    return {str(row[0]) for row in rows}


@contextmanager
def patience(tables: Tables, waited_s: float) -> Iterator[None]:
    """Have others who write waited for so much shorter, as somebody waits already.

    So a database that another program keeps for itself makes all who wait give up together,
    not one after the other.
    """
    left_ms = max(0, BUSY_MS - int(waited_s * 1000))
    tables.conn.execute(f"PRAGMA busy_timeout = {left_ms}").fetchone()
    try:
        yield
    finally:
        tables.conn.execute(f"PRAGMA busy_timeout = {BUSY_MS}").fetchone()


@contextmanager
def refusals(message: str, reasons: Mapping[int, str] | None = None) -> Iterator[None]:
    """Turn SQLCipher's errors into ours; their own texts could quote what was stored.

    Args:
        message: What was not done; why is added where it is known.
        reasons: Why, by SQLite's result code, where `reasons.reason` would not fit.
    """
    try:
        yield
    except (ErrorOfSqlCipher, OSError) as error:
        why = (reasons or {}).get(plain_code(error) or 0) or reason(error)
        if why is None:
            raise StorageError(message) from None
        raise StorageError(f"{message}: {why}", IN_A_WORD.get(why, "refused")) from None
