"""Where the access log ends, noted once more outside the database.

A chain whose end is cut off is still whole; the head, a small file beside the database, says
how far it went. It is written after each commit, so a crash may leave it behind, never
ahead. It is not written over where the two disagree: that is for a person to look into.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.storage.access_log import BEFORE_THE_FIRST, PRUNED, SECRET, Head, head_of
from kibox_pbx.storage.sqlcipher import Tables, refusals

SUFFIX = ".access-head"
COUNT_DIGITS = 20
MAC_DIGITS = 64
LENGTH = COUNT_DIGITS + 1 + MAC_DIGITS + 1
"""Bytes; always as many, so that writing over them changes no length."""

_LOG = get_logger(__name__)


def parse_head(text: str) -> Head | None:
    """Return the head of ``COUNT:MAC``; None: it is none."""
    count, _, mac = text.strip().partition(":")
    if not (count.isascii() and count.isdigit()) or len(mac) != MAC_DIGITS:
        return None
    try:
        return Head(int(count), bytes.fromhex(mac) if int(count) else BEFORE_THE_FIRST)
    except ValueError:
        return None


def agrees(tables: Tables, head: Head) -> bool:
    """Say whether the log still holds the line that a head names; so if it was pruned."""
    pruned = tables.conn.execute(PRUNED).fetchone()
    if head.count == 0 or (pruned and head.count < pruned[0]):
        return True
    sql = "SELECT mac FROM access_log WHERE number = ?"
    row = tables.conn.execute(sql, [head.count]).fetchone()
    mac = row[0] if row else pruned[1] if pruned and pruned[0] == head.count else None
    return bool(mac == head.mac)


class HeadFile:
    """The head beside one database."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + SUFFIX)
        self._seen: Head | None = None

    def begin(self, tables: Tables) -> None:
        """Make the file for a database that has never noted an access."""
        used = "SELECT 1 FROM named_secrets WHERE name = ?"
        if self.path.exists() or tables.conn.execute(used, [SECRET]).fetchone():
            return
        with refusals("the head of the access log cannot be written"):
            self.path.touch(mode=0o600)
            with self._locked() as file:
                if not os.pread(file, LENGTH, 0):
                    _write(file, Head(0, BEFORE_THE_FIRST))

    def read(self) -> Head | None:
        """Return the head; None: it is missing or unreadable."""
        try:
            return parse_head(self.path.read_text(encoding="ascii"))
        except (OSError, UnicodeDecodeError):
            return None

    def follow(self, tables: Tables) -> None:
        """Go on to where the log ends now, after a commit; what failed is in the log."""
        try:
            with refusals("the head of the access log cannot be written"):
                head = head_of(tables)
                if head != self._seen:
                    self._seen = head
                    self._follow(tables)
        except StorageError as error:
            _LOG.error("the head of the access log could not be written", error=error)

    def renew(self, tables: Tables) -> None:
        """Write it whatever it says, within the transaction that notes who looked into it.

        Raises:
            StorageError: It cannot be written.
        """
        with refusals("the head of the access log cannot be written"):
            self.path.touch(mode=0o600)
            with self._locked() as file:
                _write(file, head_of(tables))

    def _follow(self, tables: Tables) -> None:
        with self._locked() as file:
            now = head_of(tables)  # once more: meanwhile another process may have gone on
            kept = parse_head(os.pread(file, LENGTH, 0).decode("ascii", "replace"))
            if kept and agrees(tables, kept):
                _write(file, now)
            else:
                _LOG.error("the access log and its head disagree: kibox audit verify")

    @contextmanager
    def _locked(self) -> Iterator[int]:
        """Open the file for one process at a time; the file must be there."""
        file = os.open(self.path, os.O_RDWR)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)


def _write(file: int, head: Head) -> None:
    mac = head.mac.hex().zfill(MAC_DIGITS)
    os.pwrite(file, f"{head.count:0{COUNT_DIGITS}d}:{mac}\n".encode(), 0)
    os.fsync(file)
