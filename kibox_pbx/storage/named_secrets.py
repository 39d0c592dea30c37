"""Random secrets of the store's own, by name: they stay when the master key changes.

A number, say, is marked (HMAC) under one of them, and must be known again years later. Each is
made at its first use and wrapped by the master key.
"""

import hashlib
import hmac

from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.sqlcipher import Tables

NUMBERS = "numbers"
"""Marks telephone numbers: `number_mark`."""

RECEIPTS = "receipts"
"""Signs receipts of erasure."""

NUMBERS_OF_HOSTS = "numbers of hosts"
"""Marks telephone numbers alike on all hosts that share an appointment book; made by one of
them, and the same on each."""

LASTING = (NUMBERS, RECEIPTS)
"""Must be in every backup, since what they made is also kept outside the database."""


def named_secret(tables: Tables, envelope: Envelope, name: str) -> bytes:
    """Return the secret of a name, 32 bytes; within a transaction, since it may be made now.

    Raises:
        StorageError: It was wrapped by another master key.
    """
    known = known_secret(tables, envelope, name)
    if known is not None:
        return known
    secret, wrapped = envelope.new_secret(_owner(name))
    tables.table("named_secrets").insert({"name": name, "wrapped": wrapped})
    return secret


def known_secret(tables: Tables, envelope: Envelope, name: str) -> bytes | None:
    """Return the secret of a name; None: there is none so far.

    Raises:
        StorageError: It was wrapped by another master key.
    """
    sql = "SELECT wrapped FROM named_secrets WHERE name = ?"
    row = tables.conn.execute(sql, [name]).fetchone()
    return envelope.unwrap_secret(row[0], _owner(name)) if row else None


def adopt_secret(tables: Tables, envelope: Envelope, name: str, secret: bytes) -> None:
    """Have another host's secret be the one of a name here, within a transaction."""
    row = {"name": name, "wrapped": envelope.wrap_secret(secret, _owner(name))}
    tables.table("named_secrets").upsert(row, pk="name")


def make_lasting(tables: Tables, envelope: Envelope) -> None:
    """Make, within a transaction, what every backup must have from the first one on."""
    for name in LASTING:
        named_secret(tables, envelope, name)


def number_mark(tables: Tables, envelope: Envelope, number: str) -> str:
    """Return what stands for a telephone number where the number itself need not be kept.

    Args:
        tables: Within a transaction.
        envelope: Of the same database.
        number: As `Call.caller` has it: E.164, or an extension's digits.
    """
    return mark_under(named_secret(tables, envelope, NUMBERS), number)


def mark_under(secret: bytes, number: str) -> str:
    """Return the mark of a number under one secret."""
    return hmac.new(secret, number.encode(), hashlib.sha256).hexdigest()


def _owner(name: str) -> str:
    return f"secret/{name}"
