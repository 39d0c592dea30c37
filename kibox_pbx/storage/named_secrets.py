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

LASTING = (NUMBERS, RECEIPTS)
"""Must be in every backup, since what they made is also kept outside the database."""


def named_secret(tables: Tables, envelope: Envelope, name: str) -> bytes:
    """Return the secret of a name, 32 bytes; within a transaction, since it may be made now.

    Raises:
        StorageError: It was wrapped by another master key.
    """
    row = tables.conn.execute(
        "SELECT wrapped FROM named_secrets WHERE name = ?", [name]
    ).fetchone()
    if row is not None:
        return envelope.unwrap_secret(row[0], _owner(name))
    secret, wrapped = envelope.new_secret(_owner(name))
    tables.table("named_secrets").insert({"name": name, "wrapped": wrapped})
    return secret


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
    secret = named_secret(tables, envelope, NUMBERS)
    return hmac.new(secret, number.encode(), hashlib.sha256).hexdigest()


def _owner(name: str) -> str:
    return f"secret/{name}"
