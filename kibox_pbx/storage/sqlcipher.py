"""The encrypted database file, as SQLCipher gives it to us; the only file that knows it.

sqlite-utils looks for ``pysqlite3`` before it takes Python's own sqlite3. Under that name
it is given SQLCipher here, before its first import, so that it catches the right errors.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3
import sqlcipher3.dbapi2

from kibox_pbx.errors import StorageError

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)

from sqlite_utils import Database as Tables  # noqa: E402 -- after the two lines above

__all__ = ["Tables", "connect", "refusals", "transaction"]

BUSY_MS = 5000
"""How long to wait while another process (a backup, the command line) writes."""

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a booked appointment survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA temp_store = MEMORY",  # no sorting in files outside the encrypted one
    f"PRAGMA busy_timeout = {BUSY_MS}",
)

ErrorOfSqlCipher: type[Exception] = sqlcipher3.dbapi2.Error


def connect(path: Path, key: bytes) -> Tables:
    """Open or create the database; for the thread that calls this alone.

    Args:
        path: The file; a new one is readable by its owner alone.
        key: 32 random bytes, used as they are (no passphrase, so opening takes under 1 ms).

    Raises:
        StorageError: The key does not fit, or the file cannot be used.
    """
    with refusals("the database file cannot be written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    with refusals("the database could not be opened; is it the right key file?"):
        connection = sqlcipher3.connect(str(path), isolation_level=None)
        try:
            connection.execute(
                "PRAGMA cipher_log_level = NONE"
            )  # our error says it in one line
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in PRAGMAS:
                connection.execute(pragma).fetchone()
        except BaseException:
            connection.close()
            raise
        return Tables(connection)


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


@contextmanager
def refusals(message: str) -> Iterator[None]:
    """Turn SQLCipher's errors into ours; their own texts could quote what was stored."""
    try:
        yield
    except (ErrorOfSqlCipher, OSError):
        raise StorageError(message) from None
