"""Numbers whose owners object to the assistant (Art. 21 GDPR): people are rung at once.

Kept is a mark of the number (`number_mark`), never the number itself. Where several hosts share
an appointment book the mark is one that all of them make alike, so that it can be passed on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.erasure_ledger import Again, note
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.named_secrets import (
    NUMBERS,
    NUMBERS_OF_HOSTS,
    known_secret,
    mark_under,
    named_secret,
    number_mark,
)
from kibox_pbx.storage.sqlcipher import Tables

ADD = "INSERT OR IGNORE INTO objections (mark, since) VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class Objections:
    """The numbers that object, as they were at one moment."""

    marks: frozenset[str] = frozenset()
    secrets: tuple[bytes, ...] = field(default=(), repr=False)

    def include(self, number: str) -> bool:
        """Say whether a number (E.164, or an extension's digits) is among them."""
        return any(mark_under(secret, number) in self.marks for secret in self.secrets)


def all_in(tables: Tables, envelope: Envelope) -> Objections:
    """Return the numbers that object; makes no secret, so it may read only."""
    marks = frozenset(row["mark"] for row in tables.table("objections").rows)
    if not marks:
        return Objections()
    shared = known_secret(tables, envelope, NUMBERS_OF_HOSTS)
    own = named_secret(tables, envelope, NUMBERS)
    return Objections(marks, (own, shared) if shared else (own,))


def add(tables: Tables, envelope: Envelope, number: str, at: datetime) -> None:
    """Note that a number objects, within a transaction; twice does no harm."""
    mark = mark_of_hosts(tables, envelope, number) or number_mark(tables, envelope, number)
    add_mark(tables, mark, at)


def lift(tables: Tables, envelope: Envelope, number: str, at: datetime) -> bool:
    """Forget that a number objects, within a transaction; False: it did not."""
    marks = number_mark(tables, envelope, number), mark_of_hosts(tables, envelope, number)
    lifted = [lift_mark(tables, mark, at) for mark in marks if mark]
    return any(lifted)


def mark_of_hosts(tables: Tables, envelope: Envelope, number: str) -> str | None:
    """Return the mark that every host has for a number; None: this one has met no other."""
    secret = known_secret(tables, envelope, NUMBERS_OF_HOSTS)
    return mark_under(secret, number) if secret else None


def add_mark(tables: Tables, mark: str, at: datetime) -> None:
    """Note that the number of a mark objects, within a transaction."""
    _add(tables, [mark], to_text(at))


def lift_mark(tables: Tables, mark: str, at: datetime) -> bool:
    """Forget that the number of a mark objects, within a transaction; False: it did not."""
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
