"""Codes of an authenticator app (RFC 6238): six digits, another every 30 seconds.

SHA-1, since that is what all apps do; HOTP does not depend on its resistance to collisions
(RFC 4226, appendix B).
"""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

STEP_S = 30
DIGITS = 6
SECRET_BYTES = 20
"""RFC 4226, 4: 160 bits are recommended."""

STEPS_AROUND = 1
"""How far a clock may be off (RFC 6238, 5.2)."""


def new_secret() -> bytes:
    """Return what the app and the store share."""
    return secrets.token_bytes(SECRET_BYTES)


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """Return the code of one step, counted from 1970 in `STEP_S`."""
    return HOTP(secret, digits, SHA1()).generate(step).decode()  # noqa: S303 -- see above


def step_of(secret: bytes, code: str, now: datetime, used: int) -> int | None:
    """Return the step a code belongs to; None: it is wrong, too old, or was used already.

    Args:
        secret: Of the account.
        code: As typed; blanks do not count.
        now: Aware.
        used: The last step that was accepted; it and those before it are over.
    """
    typed = "".join(code.split()).encode()
    present = int(now.timestamp()) // STEP_S
    around = range(present - STEPS_AROUND, present + STEPS_AROUND + 1)
    right = [
        step for step in around if hmac.compare_digest(code_at(secret, step).encode(), typed)
    ]
    return next((step for step in right if step > used), None)


def app_uri(secret: bytes, name: str) -> str:
    """Return what an app reads: ``otpauth://totp/...``, as text or as a QR code."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return f"otpauth://totp/{quote(f'kibox:{name}')}?secret={text}&issuer=kibox"
