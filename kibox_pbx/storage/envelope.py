"""Seals what was said in a call under a key of that call's own.

The key is random, and is itself sealed by the master key. Erasing a call means to delete
its key: whatever copies of its text are left, in a backup say, are noise from then on.
AES-256-GCM; each text is bound to its place, so that no row can pass for another.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.keys import MasterKey

NONCE_BYTES = 12


class CallKey:
    """Seals and opens the texts of one call."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(secret)

    def seal(self, text: str, place: str) -> bytes:
        """Make a text unreadable without this key.

        Args:
            text: What was said.
            place: Where it is stored, such as ``turns/3f2a/7``.
        """
        return _seal(self._cipher, text.encode(), place)

    def open(self, sealed: bytes, place: str) -> str:
        """Return the text sealed for this place.

        Raises:
            StorageError: It was sealed by another key or for another place, or was changed.
        """
        return _open(self._cipher, sealed, place).decode()


class Envelope:
    """Makes and keeps the keys of calls."""

    def __init__(self, master: MasterKey) -> None:
        self._cipher = AESGCM(master.derive("kibox: keys of calls"))

    def new_key(self, owner: str) -> tuple[CallKey, bytes]:
        """Return a new key, and how to store it.

        Args:
            owner: Whose key it is, such as ``3f2a/conversation``.
        """
        secret = AESGCM.generate_key(bit_length=256)
        return CallKey(secret), _seal(self._cipher, secret, owner)

    def unwrap(self, wrapped: bytes, owner: str) -> CallKey:
        """Return a stored key.

        Raises:
            StorageError: It belongs to another master key or another owner.
        """
        return CallKey(_open(self._cipher, wrapped, owner))


def _seal(cipher: AESGCM, content: bytes, place: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, content, place.encode())


def _open(cipher: AESGCM, sealed: bytes, place: str) -> bytes:
    try:
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        raise StorageError("a stored text could not be opened with its key") from None
