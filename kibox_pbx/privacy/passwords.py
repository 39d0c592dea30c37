"""Which passwords are refused: short ones, usual ones, and those that say whose they are. Pure.

After NIST SP 800-63B-4, 3.1.1.2: length and a list of what is usual, no rules of composition
(capitals, digits, signs) and no expiry.
"""

import re
import unicodedata

MIN_LENGTH = 12
MAX_LENGTH = 256

USUAL_WORDS = (
    "password", "passwort", "kennwort", "geheim", "secret", "changeme", "letmein", "welcome",
    "willkommen", "hallo", "hello", "admin", "administrator", "root", "test", "login", "master",
    "praxis", "praxisteam", "empfang", "rezeption", "reception", "kanzlei", "office", "telefon",
    "asterisk", "kibox", "ichliebedich", "iloveyou", "schatz", "sommer", "winter", "herbst",
    "fruehling", "fussball", "football", "baseball", "monkey", "dragon", "sunshine", "princess",
    "superman", "batman", "computer", "internet", "correcthorsebatterystaple",
)  # fmt: skip
"""What is left of the usual ones once digits and signs are taken off both ends."""

ROWS = (
    "0123456789012345678901234567890",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklm",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6zhn7ujm",
    "1q2w3e4r5t6z7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
)
"""What fingers type along the keyboard, forwards or backwards."""


def normal(password: str) -> str:
    """Return a password in the one form that is hashed (NFKC): keyboards differ."""
    return unicodedata.normalize("NFKC", password)


def refusal(password: str, name: str) -> str | None:
    """Say why a password is refused; None: it may be used.

    Args:
        password: As typed.
        name: Of the account.
    """
    plain = normal(password)
    if len(plain) < MIN_LENGTH:
        return f"a password has at least {MIN_LENGTH} characters; several words are fine"
    if len(plain) > MAX_LENGTH:
        return f"a password has at most {MAX_LENGTH} characters"
    if name.casefold() in plain.casefold():
        return "a password must not hold the account's name"
    if _is_usual(plain.casefold()):
        return "this password is among the first that are tried; take another"
    return None


def _is_usual(password: str) -> bool:
    letters = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password)
    squeezed = re.sub(r"[\W_]", "", password)
    return (
        re.sub(r"[\W\d_]", "", letters) in USUAL_WORDS
        or _unit(letters) in USUAL_WORDS
        or len(_unit(squeezed)) <= MIN_LENGTH // 2
        or any(squeezed in row or squeezed[::-1] in row for row in ROWS)
    )


def _unit(text: str) -> str:
    """Return what a text repeats (``abc`` of ``abcabcabc``), or the whole of it."""
    return text[: (text + text).find(text, 1)] if text else text
