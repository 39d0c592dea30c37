"""The oldest lines of the access log go when their time has come; where they went is signed."""

import hashlib
import hmac
import json
from datetime import datetime

from kibox_pbx.storage.access_log import SECRET, Access, note
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.named_secrets import named_secret
from kibox_pbx.storage.sqlcipher import Tables

PRUNING = "prune_access_log"
OLDEST_KEPT = "SELECT min(number) FROM access_log WHERE at >= ?"
LINE = "SELECT number, mac FROM access_log WHERE number = ?"


def prune(
    tables: Tables, envelope: Envelope, *, before: datetime, now: datetime, who: str
) -> int:
    """Remove the lines written before a moment; return how many.

    A checkpoint keeps the number and MAC of the last one, so that the rest can be verified,
    and a line tells of it. Lines go in order only: a younger line keeps all after it.

    Args:
        tables: Within a transaction.
        envelope: Of the same database.
        before: Aware; from ``privacy.retention.proof_days``.
        now: Aware.
        who: The account, or empty for the daily job.
    """
    oldest = tables.conn.execute(OLDEST_KEPT, [to_text(before)]).fetchone()[0]
    newest = tables.conn.execute("SELECT max(number) FROM access_log").fetchone()[0]
    last = newest if oldest is None else oldest - 1
    row = tables.conn.execute(LINE, [last]).fetchone() if last is not None else None
    if row is None:
        return 0
    _set_checkpoint(tables, envelope, row[0], row[1], now)
    gone = tables.conn.execute("DELETE FROM access_log WHERE number <= ?", [row[0]]).rowcount
    note(tables, envelope, Access(now, who, PRUNING, f"lines/{gone}"))
    return int(gone)


def seal_of(secret: bytes, number: int, mac: bytes, at: str) -> bytes:
    """Return what signs a checkpoint."""
    text = json.dumps(["checkpoint", number, mac.hex(), at], separators=(",", ":"))
    return hmac.new(secret, text.encode(), hashlib.sha256).digest()


def _set_checkpoint(
    tables: Tables, envelope: Envelope, number: int, mac: bytes, now: datetime
) -> None:
    at = to_text(now)
    seal = seal_of(named_secret(tables, envelope, SECRET), number, mac, at)
    tables.conn.execute("DELETE FROM access_log_checkpoint")
    tables.conn.execute(
        "INSERT INTO access_log_checkpoint VALUES (?, ?, ?, ?)", [number, mac, at, seal]
    )
