"""What was erased, in a small file beside the database: a restored database forgets it again.

A backup brings back what was erased since it was made. So each erasure is a line in a file
that no restore touches, written and synced before the erasure itself is. The database knows
how many lines it has done; at every opening it does those beyond.

These run inside a transaction, whose lock keeps other writers out. What a line looks like is
in ``ledger_lines``.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.ledger_lines import (
    Content,
    Entry,
    Head,
    dropped,
    first_line,
    first_of,
    line,
    mac_of,
    parsed,
)
from kibox_pbx.storage.named_secrets import named_secret
from kibox_pbx.storage.sqlcipher import Tables, refusals
from kibox_pbx.storage.synced_file import append, free_name, sync_folder

SECRET = "ledger"  # noqa: S105 -- its name

OUTBOX = """
CREATE TEMP TABLE IF NOT EXISTS ledger_outbox (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL
)
"""
"""What the transaction under way erases; in memory, and gone with it if it fails."""

HEAD = "SELECT lines, mac, bytes FROM ledger_head"
SET_HEAD = "INSERT OR REPLACE INTO ledger_head (id, lines, mac, bytes) VALUES (1, ?, ?, ?)"
NOTE = "INSERT INTO ledger_outbox (at, kind, what) VALUES (?, ?, ?)"
WAITING = "SELECT at, kind, what FROM ledger_outbox ORDER BY number"

Again = Mapping[str, Callable[[Tables, Sequence[str], str], object]]
"""How each kind of line is done again: tables, what it names, and when it was first done.

Each may be done twice, and may name what is not there."""

_GO_ON = "; to go on without it: kibox retention ledger --accept-loss"


def note(tables: Tables, kind: str, what: Sequence[str], at: str) -> None:
    """Have a line written when this transaction ends well.

    Args:
        tables: Of an open `Database`, within a transaction.
        kind: How it is done again, a key of `erasure.AGAIN`.
        what: Random identifiers, or marks; never a name, a number or a text.
        at: When, as text.
    """
    if what:
        tables.conn.execute(NOTE, [at, kind, json.dumps(list(what))])


def ledger_path(database: Path) -> Path:
    """Return where the ledger of a database is."""
    return database.with_name(f"{database.name}.ledger")


class Ledger:
    """The file of one database."""

    def __init__(self, database: Path, envelope: Envelope, again: Again) -> None:
        self.path = ledger_path(database)
        self._envelope = envelope
        self._again = again

    def acquaint(self, tables: Tables) -> None:
        """Have the database know that it has a ledger; a transaction before `catch_up`.

        Raises:
            StorageError: There is a file already, so it is another database's.
        """
        tables.conn.execute(OUTBOX)
        if self._head(tables) is not None:
            return
        if self.path.exists():
            raise StorageError(
                f"{self.path.name}: this ledger of erasures is of another database, or of this"
                " one before it was restored; if the database is new, move the ledger away"
                + _GO_ON
            )
        named_secret(tables, self._envelope, SECRET)
        self._set_head(tables, Head(0, "", 0))

    def catch_up(self, tables: Tables) -> int:
        """Do again what the database has not done; return how many lines that were.

        Raises:
            StorageError: The file is missing or damaged, or a newer kibox wrote it.
        """
        head = self._known(tables)
        if head.bytes == 0 and not self.path.exists():
            self._begin(tables, head)
            return 0
        content = self._read(tables)
        self._check_reach(head, content)
        self._cut_torn(content)
        undone = [each for each in content.entries if each.number > head.lines]
        self._do_again(tables, undone)
        self._set_head(tables, content.end)
        return len(undone)

    def write_noted(self, tables: Tables) -> None:
        """Append what was noted in this transaction, last thing before it is committed.

        Raises:
            StorageError: The file is missing or damaged.
            OSError: It could not be written.
        """
        noted = _gathered(tables.conn.execute(WAITING))
        if not noted:
            return
        head = self._known(tables)
        if not self.path.exists() or self.path.stat().st_size != head.bytes:
            self.catch_up(tables)  # a transaction failed after its lines were written
            head = self._known(tables)
        secret = named_secret(tables, self._envelope, SECRET)
        text, mac = "", head.mac
        for number, ((at, kind), what) in enumerate(noted.items(), head.lines + 1):
            entry = Entry(number, at, kind, tuple(what))
            mac = mac_of(secret, entry, mac)
            text += line(entry, mac)
        append(self.path, text.encode())
        written = head.bytes + len(text.encode())
        self._set_head(tables, Head(head.lines + len(noted), mac, written))
        tables.conn.execute("DELETE FROM ledger_outbox")

    def accept_loss(self, tables: Tables) -> None:
        """Go on with what there is of the file, or with a new one; the old is moved aside."""
        tables.conn.execute(OUTBOX)
        head = self._head(tables) or Head(0, "", 0)
        named_secret(tables, self._envelope, SECRET)
        try:
            content = self._read(tables)
        except StorageError:
            if self.path.exists():
                self.path.rename(free_name(self.path))
            self._begin(tables, head)
            return
        self._cut_torn(content)
        self._do_again(tables, content.entries)
        self._set_head(tables, content.end)

    def entries(self, tables: Tables) -> tuple[Entry, ...]:
        """Return all lines, each checked.

        Raises:
            StorageError: The file is missing or damaged.
        """
        content = self._read(tables)
        self._check_reach(self._known(tables), content)
        return content.entries

    def cut_before(self, tables: Tables, at: str, up_to: str | None = None) -> int:
        """Drop lines at the beginning, once one is older; return how many.

        Only what is dropped is read line by line, so this is quick however long the file.

        Args:
            tables: Within a transaction.
            at: Lines older than this must go.
            up_to: Then all older than this go, so that the file is not rewritten every day.

        Raises:
            StorageError: The file is missing or damaged.
            OSError: It could not be written.
        """
        if self._begins_after(at):
            return 0
        head, raw = self._known(tables), self.path.read_bytes()
        if len(raw) != head.bytes:
            self.catch_up(tables)
            head, raw = self._known(tables), self.path.read_bytes()
        try:
            last, begin = dropped(raw, up_to or at)
        except (ValueError, KeyError, TypeError):
            raise self._damaged() from None
        size = self._write_new(tables, last, raw[begin:])
        self._set_head(tables, Head(head.lines, head.mac, size))
        return last.lines - first_of(raw)

    def _begins_after(self, at: str) -> bool:
        """Say, without reading all of it, whether no line is older."""
        with refusals(f"{self.path.name}: cannot be read"), self.path.open("rb") as file:
            file.readline()
            oldest = file.readline()
        return not oldest or (oldest.endswith(b"\n") and _time_of(oldest) >= at)

    def _begin(self, tables: Tables, head: Head) -> None:
        self._set_head(tables, Head(head.lines, head.mac, self._write_new(tables, head, b"")))

    def _do_again(self, tables: Tables, entries: Sequence[Entry]) -> None:
        for entry in entries:
            again = self._again.get(entry.kind)
            if again is None:
                raise StorageError(
                    f"{self.path.name}: a newer version of kibox wrote it; update kibox"
                )
            again(tables, entry.what, entry.at)
        tables.conn.execute("DELETE FROM ledger_outbox")

    def _check_reach(self, head: Head, content: Content) -> None:
        if head.lines < content.after.lines:
            raise StorageError(
                f"{self.path.name}: the ledger of erasures begins after this database ends, so"
                " what was erased in between could come back: use a younger backup" + _GO_ON
            )
        if head.lines > content.end.lines or content.mac_at(head.lines) != head.mac:
            raise self._damaged()

    def _read(self, tables: Tables) -> Content:
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            raise self._missing() from None
        except OSError as error:
            raise StorageError(f"{self.path.name}: cannot be read: {error.strerror}") from None
        secret = named_secret(tables, self._envelope, SECRET)
        whole = raw[: raw.rfind(b"\n") + 1]
        try:
            return parsed(whole, secret)
        except (ValueError, KeyError, TypeError):
            raise self._damaged() from None

    def _cut_torn(self, content: Content) -> None:
        if self.path.stat().st_size > content.bytes:
            os.truncate(self.path, content.bytes)

    def _write_new(self, tables: Tables, after: Head, lines: bytes) -> int:
        """Put a new file in the place, whole or not at all; return its length in bytes."""
        secret = named_secret(tables, self._envelope, SECRET)
        content = first_line(secret, after).encode() + lines
        draft = self.path.with_name(f"{self.path.name}.new")
        draft.unlink(missing_ok=True)
        append(draft, content)
        draft.replace(self.path)
        sync_folder(self.path.parent)
        return len(content)

    def _missing(self) -> StorageError:
        return StorageError(
            f"{self.path.name}: the ledger of erasures is missing beside the database. After a"
            " restore on another machine, copy it from the old one: what was erased since the"
            " backup would come back" + _GO_ON
        )

    def _damaged(self) -> StorageError:
        return StorageError(
            f"{self.path.name}: the ledger of erasures is damaged or of another database; put"
            " the right one beside the database" + _GO_ON
        )

    def _head(self, tables: Tables) -> Head | None:
        row = tables.conn.execute(HEAD).fetchone()
        return Head(*row) if row else None

    def _known(self, tables: Tables) -> Head:
        head = self._head(tables)
        if head is None:
            raise self._damaged()
        return head

    def _set_head(self, tables: Tables, head: Head) -> None:
        tables.conn.execute(SET_HEAD, [head.lines, head.mac, head.bytes])


def _gathered(noted: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], list[str]]:
    """Return what is to be written, by time and kind, each in one line."""
    lines: dict[tuple[str, str], list[str]] = {}
    for at, kind, what in noted:
        lines.setdefault((at, kind), []).extend(json.loads(what))
    return lines


def _time_of(raw: bytes) -> str:
    """Return when a line was written; early, where it cannot be read: it will be looked at."""
    try:
        return str(json.loads(raw)["at"])
    except (ValueError, KeyError, TypeError):
        return ""
