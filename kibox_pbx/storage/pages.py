"""The pages of the database file as they are once decrypted, free ones too.

SQL shows rows; what a deleted row left behind in a page only the page itself shows. So that
an erasure can be checked down to there, this reads the file and its WAL without SQLCipher.
Layout of SQLCipher 4 with a raw key (its design document, zetetic.net/sqlcipher/design): pages
of 4096 bytes, each AES-256-CBC; its last 80 bytes are the IV and an HMAC-SHA512 over page, IV
and number; the first 16 bytes of the file are the salt. Layout of the WAL: SQLite's
file format document, section 4.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from kibox_pbx.errors import StorageError

PAGE_BYTES = 4096
IV_BYTES, MAC_BYTES = 16, 64
SALT_BYTES = 16
MAC_SALT_MASK = 0x3A
MAC_ROUNDS = 2
WAL_HEADER_BYTES, FRAME_HEADER_BYTES = 32, 24


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    number: int
    """From 1; several pages of a WAL may have one number."""

    content: bytes = field(repr=False)
    """Decrypted; empty where its HMAC does not fit: torn by a writer, or of another key."""


def fitting_key(path: Path, keys: Iterable[bytes]) -> bytes:
    """Return the key that decrypts the first page.

    Raises:
        StorageError: None does, or the file cannot be read.
    """
    for key in keys:
        if next(read_pages(path, key), Page(1, b"")).content:
            return key
    raise StorageError(f"{path.name}: no key decrypts its first page")


def read_pages(path: Path, key: bytes) -> Iterator[Page]:
    """Yield every page of a database file.

    Raises:
        StorageError: The file cannot be read.
    """
    content = _read(path)
    secrets = _Secrets(key, content[:SALT_BYTES])
    for at in range(0, len(content) - PAGE_BYTES + 1, PAGE_BYTES):
        number = at // PAGE_BYTES + 1
        yield Page(number, secrets.decrypted(content[at : at + PAGE_BYTES], number))


def read_wal_pages(path: Path, key: bytes) -> Iterator[Page]:
    """Yield every page of the WAL that belongs to a database file, old frames too."""
    wal = path.with_name(f"{path.name}-wal")
    content = _read(wal) if wal.exists() else b""
    secrets = _Secrets(key, _read(path)[:SALT_BYTES])
    frame_bytes = FRAME_HEADER_BYTES + PAGE_BYTES
    for at in range(WAL_HEADER_BYTES, len(content) - frame_bytes + 1, frame_bytes):
        number = int.from_bytes(content[at : at + 4], "big")
        page = content[at + FRAME_HEADER_BYTES : at + frame_bytes]
        yield Page(number, secrets.decrypted(page, number))


class _Secrets:
    """What decrypts pages, and checks that they are whole."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        masked = bytes(byte ^ MAC_SALT_MASK for byte in salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, masked, MAC_ROUNDS, len(key))

    def decrypted(self, page: bytes, number: int) -> bytes:
        start = SALT_BYTES if number == 1 else 0
        end = PAGE_BYTES - IV_BYTES - MAC_BYTES
        sealed, iv = page[start:end], page[end : end + IV_BYTES]
        mac = hmac.new(self._mac_key, sealed + iv, hashlib.sha512)
        mac.update(number.to_bytes(4, "little"))
        if not hmac.compare_digest(mac.digest(), page[end + IV_BYTES :]):
            return b""
        decryptor = Cipher(AES256(self._key), CBC(iv)).decryptor()
        return decryptor.update(sealed) + decryptor.finalize()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be read: {error.strerror}") from None
