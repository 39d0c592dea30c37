"""Wrong passwords in a row, and how long to wait after them; kept over restarts.

Names that no account has are counted as well, under a mark, so that a lock tells nobody
which names there are. NIST SP 800-63B-4, 3.2.2, allows a hundred failures in a row; waiting
doubles instead, up to an hour, so that nobody can lock a colleague out for good.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.named_secrets import named_secret
from kibox_pbx.storage.sqlcipher import Tables

SECRET = "sign_in"  # noqa: S105 -- its name
FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
KEPT = timedelta(days=1)
"""After the last failure."""


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many wrong passwords in a row."""
    beyond = failures - FREE_TRIES
    if beyond < 0:
        return timedelta()
    return min(FIRST_WAIT * (1 << min(beyond, 16)), LONGEST_WAIT)


def locked_until(
    tables: Tables, envelope: Envelope, name: str, now: datetime
) -> datetime | None:
    """Return until when a name is locked; None: it is not. Within a transaction."""
    row = _row(tables, _mark(tables, envelope, name))
    until = from_text(row[1]) if row else now
    return until if until > now else None


def count_failure(tables: Tables, envelope: Envelope, name: str, now: datetime) -> None:
    """Count a try, before it is known to be right: who is killed meanwhile has failed."""
    forget_old_failures(tables, now)
    mark = _mark(tables, envelope, name)
    row = _row(tables, mark)
    failures = 1 + (row[0] if row else 0)
    _write(tables, mark, failures, now)


def take_back(tables: Tables, envelope: Envelope, name: str, now: datetime) -> None:
    """Uncount one try that was neither right nor wrong."""
    mark = _mark(tables, envelope, name)
    row = _row(tables, mark)
    if row:
        _write(tables, mark, max(0, row[0] - 1), now)


def forget_failures(tables: Tables, envelope: Envelope, name: str) -> None:
    """Begin at none again."""
    mark = _mark(tables, envelope, name)
    tables.conn.execute("DELETE FROM sign_in_failures WHERE mark = ?", [mark])


def forget_old_failures(tables: Tables, now: datetime) -> None:
    """Delete what nobody has tried for a day; within a transaction."""
    tables.conn.execute(
        "DELETE FROM sign_in_failures WHERE locked_until < ?", [to_text(now - KEPT)]
    )


def _write(tables: Tables, mark: str, failures: int, now: datetime) -> None:
    until = to_text(now + wait_after(failures))
    tables.conn.execute(
        "INSERT OR REPLACE INTO sign_in_failures VALUES (?, ?, ?)", [mark, failures, until]
    )


def _row(tables: Tables, mark: str) -> tuple[int, str] | None:
    row: tuple[int, str] | None = tables.conn.execute(
        "SELECT failures, locked_until FROM sign_in_failures WHERE mark = ?", [mark]
    ).fetchone()
    return row


def _mark(tables: Tables, envelope: Envelope, name: str) -> str:
    secret = named_secret(tables, envelope, SECRET)
    return hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()
