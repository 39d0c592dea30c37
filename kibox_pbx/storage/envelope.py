"""Seals what was said in a call under a key of that call's own.

The key is random, and is itself sealed by the master key. Erasing a call means to delete
its key: whatever copies of its text are left, in a backup say, are noise from then on.
AES-256-GCM; each text is bound to its place, so that no row can pass for another.
"""

import os
from collections.abc import Iterable

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
        return self.seal_bytes(text.encode(), place)

    def open(self, sealed: bytes, place: str) -> str:
        """Return the text sealed for this place.

        Raises:
            StorageError: It was sealed by another key or for another place, or was changed.
        """
        return self.open_bytes(sealed, place).decode()

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """Make anything unreadable without this key, such as sound; see `seal`."""
        return _seal(self._cipher, content, place)

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """Return what was sealed for this place.

        Raises:
            StorageError: As for `open`.
        """
        return _open_with((self._cipher,), sealed, place)


class Envelope:
    """Makes and keeps the keys of calls."""

    def __init__(self, *masters: MasterKey) -> None:
        self._ciphers = _ciphers(masters)

    def adopt(self, *masters: MasterKey) -> None:
        """Seal with the first of these from now on, and open with any of them.

        Args:
            masters: Newest first; two while the master key is being changed.
        """
        self._ciphers = _ciphers(masters)

    def rewrap(self, wrapped: bytes, owner: str) -> bytes | None:
        """Return stored bytes as the newest master key wraps them; None: they are already.

        Raises:
            StorageError: They belong to none of the master keys, or to another owner.
        """
        newest, *older = self._ciphers
        if _opens(newest, wrapped, owner) is not None:
            return None
        return _seal(newest, _open_with(older, wrapped, owner), owner)

    def new_key(self, owner: str) -> tuple[CallKey, bytes]:
        """Return a new key, and how to store it.

        Args:
            owner: Whose key it is, such as ``3f2a/conversation``.
        """
        secret, wrapped = self.new_secret(owner)
        return CallKey(secret), wrapped

    def unwrap(self, wrapped: bytes, owner: str) -> CallKey:
        """Return a stored key.

        Raises:
            StorageError: It belongs to another master key or another owner.
        """
        return CallKey(self.unwrap_secret(wrapped, owner))

    def new_secret(self, owner: str) -> tuple[bytes, bytes]:
        """Return 32 new random bytes, and how to store them."""
        secret = AESGCM.generate_key(bit_length=256)
        return secret, self.wrap_secret(secret, owner)

    def wrap_secret(self, secret: bytes, owner: str) -> bytes:
        """Return how to store random bytes that were made elsewhere."""
        return _seal(self._ciphers[0], secret, owner)

    def unwrap_secret(self, wrapped: bytes, owner: str) -> bytes:
        """Return stored random bytes.

        Raises:
            StorageError: They belong to another master key or another owner.
        """
        return _open_with(self._ciphers, wrapped, owner)


def _seal(cipher: AESGCM, content: bytes, place: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, content, place.encode())


def _open_with(ciphers: Iterable[AESGCM], sealed: bytes, place: str) -> bytes:
    for cipher in ciphers:
        opened = _opens(cipher, sealed, place)
        if opened is not None:
            return opened
    raise StorageError("a stored text could not be opened with its key")


def _opens(cipher: AESGCM, sealed: bytes, place: str) -> bytes | None:
    try:
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        return None


def _ciphers(masters: Iterable[MasterKey]) -> tuple[AESGCM, ...]:
    return tuple(AESGCM(master.derive("kibox: keys of calls")) for master in masters)
