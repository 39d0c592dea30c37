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
from kibox_pbx.storage.private_file import sync_folder, write_new

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
        write_new(draft, key_text(secret))
        try:
            os.link(draft, path)
        finally:
            draft.unlink()
        sync_folder(path.parent)
    except FileExistsError:
        raise StorageError(f"{path.name}: there is a key file already") from None
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be written: {error.strerror}") from None
    return MasterKey(secret)


def key_text(secret: bytes) -> str:
    """Return what a key file holds."""
    return secret.hex() + "\n"


def read_key_file(path: Path) -> MasterKey:
    """Return the key of a file.

    Raises:
        StorageError: It is missing, not a key, or others than its owner may read it.
    """
    try:
        secret = bytes.fromhex(read_secret(path))
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise StorageError(f"{path.name}: does not hold a key of {KEY_BYTES} bytes in hex")
    return MasterKey(secret)


def read_secret(path: Path) -> str:
    """Return the first line of a file that its owner alone may read; "" if it is no text.

    Of a systemd credential the mode is not asked: systemd lets the service read it by an
    access control list, which looks like a group's right.

    Raises:
        StorageError: It is missing, or others may read it.
    """
    try:
        content = path.read_bytes()
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be read: {error.strerror}") from None
    if mode & 0o077 and not is_credential(path):
        raise StorageError(f"{path.name}: others may read this key; do: chmod 600 {path.name}")
    try:
        return content.decode().strip().partition("\n")[0]
    except UnicodeDecodeError:
        return ""


def credential(name: str) -> Path | None:
    """Return the file of a systemd credential (``LoadCredentialEncrypted=``), if given."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder) / name if folder else None
    return path if path and path.exists() else None


def is_credential(path: Path) -> bool:
    """Say whether a file is one of systemd's credentials for this service."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return path.parent == Path(folder) if folder else False
