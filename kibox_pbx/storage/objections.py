"""Numbers whose owners object to the assistant (Art. 21 GDPR): people are rung at once.

Kept is a mark of the number (`number_mark`), never the number itself.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.erasure_ledger import Again, note
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.named_secrets import NUMBERS, named_secret, number_mark
from kibox_pbx.storage.sqlcipher import Tables

ADD = "INSERT OR IGNORE INTO objections (mark, since) VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class Objections:
    """The numbers that object, as they were at one moment."""

    marks: frozenset[str] = frozenset()
    secret: bytes = field(default=b"", repr=False)

    def include(self, number: str) -> bool:
        """Say whether a number (E.164, or an extension's digits) is among them."""
        mark = hmac.new(self.secret, number.encode(), hashlib.sha256).hexdigest()
        return mark in self.marks


def all_in(tables: Tables, envelope: Envelope) -> Objections:
    """Return the numbers that object; makes no secret, so it may read only."""
    marks = frozenset(row["mark"] for row in tables.table("objections").rows)
    if not marks:
        return Objections()
    return Objections(marks, named_secret(tables, envelope, NUMBERS))


def add(tables: Tables, envelope: Envelope, number: str, at: datetime) -> None:
    """Note that a number objects, within a transaction; twice does no harm."""
    _add(tables, [number_mark(tables, envelope, number)], to_text(at))


def lift(tables: Tables, envelope: Envelope, number: str, at: datetime) -> bool:
    """Forget that a number objects, within a transaction; False: it did not."""
    mark = number_mark(tables, envelope, number)
    objected = tables.table("objections").count_where("mark = ?", [mark]) > 0
    _lift(tables, [mark], to_text(at))
    return objected


def _add(tables: Tables, marks: Sequence[str], at: str) -> None:
    for mark in marks:
        tables.conn.execute(ADD, [mark, at])
    note(tables, "object", marks, at)


def _lift(tables: Tables, marks: Sequence[str], at: str) -> None:
    for mark in marks:
        tables.table("objections").delete_where("mark = ?", [mark])
    note(tables, "lift objection", marks, at)


AGAIN: Again = {"object": _add, "lift objection": _lift}
"""How the ledger's lines are done again after a restore."""
