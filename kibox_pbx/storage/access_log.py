"""Who looked at, or changed, whose data, and when: a chain that shows where somebody meddled.

Each line carries a MAC over itself and over the MAC of the line before it (HMAC-SHA256, a
secret of the store's own), so none can be changed, left out or put in unseen. What a line
says is an account, a fixed word and an identifier: never a caller's name or number.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.named_secrets import named_secret
from kibox_pbx.storage.sqlcipher import Tables

SECRET = "access_log"  # noqa: S105 -- its name
BEFORE_THE_FIRST = b""
"""What the first line has instead of the MAC of a line before it."""

MOST_ABOUT = 80
"""Characters of an identifier."""

_WORD = re.compile(r"[a-z][a-z_]{0,39}")
_IDENTIFIER = re.compile(rf"(?!\+?\d{{5,}}$)[A-Za-z0-9_.:/-]{{0,{MOST_ABOUT}}}")
LAST = "SELECT number, mac FROM access_log ORDER BY number DESC LIMIT 1"
PRUNED = "SELECT number, mac FROM access_log_checkpoint"


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody of the office who has shown who they are."""

    name: str
    """Of their account."""

    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the log.

    Raises:
        ValueError: It says more than a fixed word and an identifier.
    """

    at: datetime
    """Aware."""

    who: str
    """The name of an account; empty: nobody who is known."""

    did: str
    """A fixed word, such as ``show_call``."""

    about: str = ""
    """The identifier of a call, an appointment, a request or an account."""

    def __post_init__(self) -> None:
        if not _WORD.fullmatch(self.did):
            raise ValueError("an access is named by a fixed word")
        if not (_IDENTIFIER.fullmatch(self.about) and _IDENTIFIER.fullmatch(self.who)):
            raise ValueError("the access log holds identifiers only")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends."""

    count: int
    """Lines ever written."""

    mac: bytes
    """Of the last one; empty: there never was one."""

    def __str__(self) -> str:
        return f"{self.count}:{self.mac.hex()}"


def note(tables: Tables, envelope: Envelope, entry: Access) -> None:
    """Write a line; in the transaction of the change it tells of, or before anything is shown.

    Args:
        tables: Within a transaction.
        envelope: Of the same database.
        entry: What to write.
    """
    head = head_of(tables)
    row = (head.count + 1, to_text(entry.at), entry.who, entry.did, entry.about)
    secret = named_secret(tables, envelope, SECRET)
    tables.conn.execute(
        "INSERT INTO access_log (number, at, who, did, about, mac) VALUES (?, ?, ?, ?, ?, ?)",
        [*row, mac_of(secret, row, head.mac)],
    )


def head_of(tables: Tables) -> Head:
    """Return where the log ends."""
    last = tables.conn.execute(LAST).fetchone() or tables.conn.execute(PRUNED).fetchone()
    return Head(*last) if last else Head(0, BEFORE_THE_FIRST)


def mac_of(secret: bytes, row: tuple[int, str, str, str, str], before: bytes) -> bytes:
    """Return the MAC of a line (number, at, who, did, about) after the one before it."""
    text = json.dumps(["line", *row, before.hex()], separators=(",", ":"))
    return hmac.new(secret, text.encode(), hashlib.sha256).digest()
