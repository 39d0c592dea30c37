"""Is the access log whole? Every line is reckoned again; what does not fit is named.

The list of findings is in the order of the lines. A line that was changed, put in or moved
does not hide what stands after it.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.access_log import BEFORE_THE_FIRST, SECRET, Head, mac_of
from kibox_pbx.storage.access_log_head import agrees
from kibox_pbx.storage.access_log_pruning import seal_of
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.named_secrets import named_secret
from kibox_pbx.storage.sqlcipher import Tables

TABLES = {"access_log", "access_log_checkpoint"}
GUARDS = {"access_log_unchanged", "access_log_kept"}
LINES = "SELECT number, at, who, did, about, mac FROM access_log ORDER BY number"
MOST_WRONG = 20
"""Wrong lines, after which no more are looked at: a longer list tells nobody more."""

Line = tuple[int, str, str, str, str, bytes]
"""number, at, who, did, about, MAC"""


class Kind(Enum):
    """What can be wrong; the value is how it is told, with ``first`` and ``last``."""

    TABLE_GONE = "the table of the access log is gone"
    GUARD_GONE = "the guard that keeps lines from being changed is gone"
    SECRET_GONE = "the secret of the access log is gone or is another one"  # noqa: S105
    EMPTIED = "every line is gone"
    CHECKPOINT_FORGED = "where older lines were pruned is not signed by kibox"
    CHANGED = "line {first}: was changed, or put in"
    MOVED = "line {first}: another line stands here; lines were swapped, or one was put in"
    MANY = "from line {first} on nothing more was looked at: too much is wrong"
    MISSING = "lines {first} to {last} are missing"
    CUT_OFF = "the end is missing: line {first} is the last, a head names line {last};" + (
        " it was cut off, or an older database was put back"
    )
    OTHER_HEAD = "line {first} is not the one that a head names; an older database was put back"
    HEAD_MISSING = "the head file beside the database is missing or unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    kind: Kind
    first: int = 0
    last: int = 0

    def __str__(self) -> str:
        return self.kind.value.format(first=self.first, last=self.last)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the log came to."""

    head: Head
    lines: int
    """That are there; older ones may have been pruned."""

    behind: int
    """Lines after the head file's, as a crash leaves them: no finding."""

    findings: tuple[Finding, ...]


def verify(
    tables: Tables, envelope: Envelope, kept: Head | None, noted: Head | None = None
) -> Verified:
    """Check every line, and the end against what is noted outside.

    Read the head file before this: it is never ahead of the database.

    Args:
        tables: For reading.
        envelope: Of the same database.
        kept: What the head file says; None: it is missing or unreadable.
        noted: What an admin noted earlier.
    """
    missing = _things_gone(tables)
    if missing:
        return Verified(Head(0, BEFORE_THE_FIRST), 0, 0, missing)
    lines: list[Line] = tables.conn.execute(LINES).fetchall()
    pruned = tables.conn.execute("SELECT * FROM access_log_checkpoint").fetchone()
    start = Head(pruned[0], pruned[1]) if pruned else Head(0, BEFORE_THE_FIRST)
    end = Head(lines[-1][0], lines[-1][5]) if lines else start
    findings = [
        *_wrong_inside(tables, envelope, lines, start, pruned),
        *_wrong_end(tables, end, kept),
        *(_wrong_end(tables, end, noted) if noted else ()),
    ]
    behind = end.count - kept.count if kept else 0
    return Verified(end, len(lines), max(0, behind), tuple(dict.fromkeys(findings)))


def _things_gone(tables: Tables) -> tuple[Finding, ...]:
    rows = tables.conn.execute("SELECT name FROM sqlite_master").fetchall()
    names = {row[0] for row in rows}
    if not names >= TABLES:
        return (Finding(Kind.TABLE_GONE),)
    return () if names >= GUARDS else (Finding(Kind.GUARD_GONE),)


def _wrong_inside(
    tables: Tables,
    envelope: Envelope,
    lines: list[Line],
    start: Head,
    pruned: tuple[int, bytes, str, bytes] | None,
) -> Iterator[Finding]:
    try:
        secret = _secret(tables, envelope)
    except StorageError:
        yield Finding(Kind.SECRET_GONE)
        return
    if secret is None:
        if lines or pruned:
            yield Finding(Kind.SECRET_GONE)
        return
    if pruned and not hmac.compare_digest(pruned[3], seal_of(secret, *pruned[:3])):
        yield Finding(Kind.CHECKPOINT_FORGED)
    if not lines:
        yield Finding(Kind.EMPTIED)
    yield from _Chain(secret, lines).wrong(start)


def _secret(tables: Tables, envelope: Envelope) -> bytes | None:
    sql = "SELECT 1 FROM named_secrets WHERE name = ?"
    known = tables.conn.execute(sql, [SECRET]).fetchone()
    return named_secret(tables, envelope, SECRET) if known else None


def _wrong_end(tables: Tables, end: Head, head: Head | None) -> Iterator[Finding]:
    if head is None:
        yield Finding(Kind.HEAD_MISSING)
    elif head.count > end.count:
        yield Finding(Kind.CUT_OFF, end.count, head.count)
    elif not agrees(tables, head):
        yield Finding(Kind.OTHER_HEAD, head.count)


class _Chain:
    """Follows the chain through the lines that are there."""

    def __init__(self, secret: bytes, lines: list[Line]) -> None:
        self._secret = secret
        self._lines = lines

    def wrong(self, start: Head) -> Iterator[Finding]:
        number, before, wrong = start.count, start.mac, 0
        for place, line in enumerate(self._lines):
            if wrong == MOST_WRONG:
                yield Finding(Kind.MANY, line[0])
                return
            mac = line[5]
            if line[0] != number + 1:
                yield Finding(Kind.MISSING, number + 1, line[0] - 1)
                wrong += 1
            elif not self._follows(line[0], line, before):
                moved = self._written_as(line[0], before, place)
                yield Finding(Kind.MOVED if moved else Kind.CHANGED, line[0])
                mac, wrong = moved or mac, wrong + 1
            number, before = line[0], mac

    def _follows(self, number: int, line: Line, before: bytes) -> bool:
        reckoned = mac_of(self._secret, (number, *line[1:5]), before)
        return hmac.compare_digest(reckoned, line[5])

    def _written_as(self, number: int, before: bytes, place: int) -> bytes | None:
        """Return the MAC of the true line of this number if it stands elsewhere."""
        elsewhere = chain(self._lines[place + 1 :], self._lines[:place])
        return next((it[5] for it in elsewhere if self._follows(number, it, before)), None)
