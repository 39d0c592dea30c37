"""What is kept of a password: a hash that is slow and costs memory to try.

Argon2id with RFC 9106's second recommended option (section 4: 64 MiB, three passes, four
lanes, a salt of 128 bits), above OWASP's least (19 MiB, two passes). About 0.15 s each.
"""

import os

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from kibox_pbx.privacy.passwords import normal

MEMORY_KIB = 64 * 1024
PASSES = 3
LANES = 4
SALT_BYTES = 16
HASH_BYTES = 32


_OF_NOBODY = f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${'A' * 22}${'A' * 43}"
"""Takes as long to compare with as any other."""


def hash_of(password: str) -> str:
    """Return what to store (a PHC string, which names its own costs)."""
    kdf = Argon2id(
        salt=os.urandom(SALT_BYTES),
        length=HASH_BYTES,
        iterations=PASSES,
        lanes=LANES,
        memory_cost=MEMORY_KIB,
    )
    return kdf.derive_phc_encoded(normal(password).encode())


def fits(password: str, stored: str | None) -> bool:
    """Say whether this is the password; as slow where there is none to compare with.

    Args:
        password: As typed.
        stored: By `hash_of`; None: there is no such account.
    """
    try:
        Argon2id.verify_phc_encoded(normal(password).encode(), stored or _OF_NOBODY)
    except InvalidKey:
        return False
    return stored is not None
