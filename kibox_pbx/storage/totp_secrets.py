"""The secrets of authenticator apps, sealed under one that outlives the master key."""

from kibox_pbx.storage.envelope import CallKey, Envelope
from kibox_pbx.storage.named_secrets import named_secret
from kibox_pbx.storage.sqlcipher import Tables

SECRET = "totp"  # noqa: S105 -- its name


def seal_totp(tables: Tables, envelope: Envelope, name: str, secret: bytes) -> bytes:
    """Return how to store an account's secret; within a transaction."""
    return _key(tables, envelope).seal(secret.hex(), _place(name))


def open_totp(tables: Tables, envelope: Envelope, name: str, sealed: bytes) -> bytes:
    """Return the stored secret of an account; within a transaction.

    Raises:
        StorageError: It is another account's, or was changed.
    """
    return bytes.fromhex(_key(tables, envelope).open(sealed, _place(name)))


def _key(tables: Tables, envelope: Envelope) -> CallKey:
    return CallKey(named_secret(tables, envelope, SECRET))


def _place(name: str) -> str:
    return f"accounts/{name}"
