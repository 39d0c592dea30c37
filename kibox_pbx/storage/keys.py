"""The key to everything that calls leave behind: one small file, outside the database.

Whoever loses it cannot read the database again; whoever finds both can read all of it.
"""

import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kibox_pbx.errors import StorageError

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The secret in the key file. It is never used itself, only what is derived from it."""

    secret: bytes = field(repr=False)

    def derive(self, purpose: str) -> bytes:
        """Return the key for one purpose; one of them tells nothing about another."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(self.secret)


def create_key_file(path: Path) -> MasterKey:
    """Write a new random key, readable by its owner alone; never replaces a file.

    The file appears whole or not at all, also when the power fails.

    Raises:
        StorageError: There is a file already, or it could not be written.
    """
    secret = secrets.token_bytes(KEY_BYTES)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(draft, secret.hex() + "\n")
        try:
            os.link(draft, path)
        finally:
            draft.unlink()
    except FileExistsError:
        raise StorageError(f"{path.name}: there is a key file already") from None
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be written: {error.strerror}") from None
    return MasterKey(secret)


def read_key_file(path: Path) -> MasterKey:
    """Return the key of a file.

    Raises:
        StorageError: It is missing, not a key, or others than its owner may read it.
    """
    try:
        text = path.read_text(encoding="ascii").strip()
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        text, mode = "", 0
    if mode & 0o077:
        raise StorageError(f"{path.name}: others may read this key; do: chmod 600 {path.name}")
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise StorageError(f"{path.name}: does not hold a key of {KEY_BYTES} bytes in hex")
    return MasterKey(secret)


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
