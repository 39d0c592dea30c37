"""What really lies on the disk: every page of a database and of its WAL, decrypted by hand.

Free pages and unused bytes are there too, which no query shows. SQLCipher 4: pages of 4096
bytes, AES-256-CBC; the last 80 are the IV and an HMAC, the first page begins with the salt.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE, RESERVED, IV, SALT = 4096, 80, 16, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def everything(database: Path, key: bytes) -> bytes:
    """Return the content of all pages of the file and all frames of its WAL."""
    pages = [*_pages(database), *_frames(database.with_name(f"{database.name}-wal"))]
    return b"".join(_decrypted(page, key, first=number == 1) for number, page in pages)


def _pages(path: Path) -> Iterator[tuple[int, bytes]]:
    raw = path.read_bytes()
    for number, begin in enumerate(range(0, len(raw), PAGE), 1):
        yield number, raw[begin : begin + PAGE]


def _frames(path: Path) -> Iterator[tuple[int, bytes]]:
    raw = path.read_bytes() if path.exists() else b""
    for begin in range(WAL_HEADER, len(raw), FRAME_HEADER + PAGE):
        number = int.from_bytes(raw[begin : begin + 4], "big")
        yield number, raw[begin + FRAME_HEADER : begin + FRAME_HEADER + PAGE]


def _decrypted(page: bytes, key: bytes, *, first: bool) -> bytes:
    content = page[SALT if first else 0 : PAGE - RESERVED]
    reader = Cipher(AES(key), CBC(page[PAGE - RESERVED : PAGE - RESERVED + IV])).decryptor()
    return reader.update(content) + reader.finalize()
