"""The slots of a store: each lets one key in, as those of LUKS do.

The store's secret is random. A slot holds it sealed (HPKE, RFC 9180: X25519, HKDF-SHA256,
AES-256-GCM) to the public half of a pair that is derived from what its owner keeps: a key
file, a passphrase, a recovery key. So the secret can be changed without asking every owner
for theirs, and who knows an old secret learns nothing about a new one.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.keys import KEY_BYTES, MasterKey

SALT_BYTES = 16
MOST = {"passes": 64, "lanes": 64, "memory_kib": 1 << 20}
"""What a header may ask of this machine to try a passphrase; 1 GiB, say."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Kind(StrEnum):
    """What opens a slot. A store has at most one of each, but while it changes."""

    KEY_FILE = "key-file"
    """A key file, or the systemd credential that holds what a key file would."""

    PASSPHRASE = "passphrase"  # noqa: S105 -- the name of a kind
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Stretching:
    """How a passphrase becomes a key: Argon2id, RFC 9106 section 4, second recommendation."""

    salt: str
    """Hex."""

    passes: int = 3
    lanes: int = 4
    memory_kib: int = 1 << 16


@dataclass(frozen=True, slots=True)
class Slot:
    """What lets one key in; nothing in it is secret."""

    kind: Kind
    made_at: str
    """UTC, see ``instant``."""

    public: str
    """The public half of the owner's pair, hex."""

    sealed: str = ""
    """The store's secrets, newest first, for this pair alone; hex."""

    stretching: Stretching | None = None
    """Of a passphrase."""

    leaving: bool = False
    """It goes when the change that is under way is done."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What the owner of a slot holds, as this machine uses it."""

    private: X25519PrivateKey

    @property
    def public(self) -> str:
        """The half that a slot shows."""
        return self.private.public_key().public_bytes_raw().hex()


def pair_of(secret: bytes) -> Pair:
    """Return the pair of a key file or a recovery key, 32 random bytes."""
    return Pair(X25519PrivateKey.from_private_bytes(MasterKey(secret).derive("kibox: slot")))


def pair_of_passphrase(passphrase: str, stretching: Stretching) -> Pair:
    """Return the pair of a passphrase; takes some 0.2 s and 64 MiB.

    Raises:
        StorageError: The header asks for more than any kibox would.
    """
    if any(not 0 < getattr(stretching, name) <= most for name, most in MOST.items()):
        raise StorageError("the key header asks too much of a passphrase; bring back a copy")
    stretch = Argon2id(
        salt=bytes.fromhex(stretching.salt),
        length=KEY_BYTES,
        iterations=stretching.passes,
        lanes=stretching.lanes,
        memory_cost=stretching.memory_kib,
    )
    return pair_of(stretch.derive(passphrase.encode()))


def new_stretching() -> Stretching:
    """Return today's cost of a passphrase, with a salt of its own."""
    return Stretching(os.urandom(SALT_BYTES).hex())


def seal(slot: Slot, secrets: Sequence[MasterKey]) -> Slot:
    """Return the slot with these secrets of the store in it, newest first."""
    content = b"".join(each.secret for each in secrets)
    public = X25519PublicKey.from_public_bytes(bytes.fromhex(slot.public))
    sealed = _SUITE.encrypt(content, public, info=_bound_to(slot)).hex()
    return Slot(slot.kind, slot.made_at, slot.public, sealed, slot.stretching, slot.leaving)


def open_slot(slot: Slot, pair: Pair) -> tuple[MasterKey, ...]:
    """Return the store's secrets, newest first; two of them while they are being changed.

    Raises:
        StorageError: The slot was damaged.
    """
    try:
        sealed = bytes.fromhex(slot.sealed)
        content = _SUITE.decrypt(sealed, pair.private, info=_bound_to(slot))
    except (InvalidTag, ValueError):
        raise StorageError("a slot of the key header is damaged; bring back a copy") from None
    parts = range(0, len(content), KEY_BYTES)
    return tuple(MasterKey(content[begin : begin + KEY_BYTES]) for begin in parts)


def _bound_to(slot: Slot) -> bytes:
    """Return what must be unchanged for the slot to open."""
    described = asdict(slot)
    del described["sealed"], described["leaving"]
    return json.dumps(described, sort_keys=True).encode()
