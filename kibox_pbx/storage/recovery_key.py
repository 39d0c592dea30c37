"""A recovery key as it is printed and typed: 16 groups of six digits.

As in the recovery passwords of BitLocker, a group is 16 bits times eleven. No digit typed
wrongly and no two neighbours exchanged leave a multiple of eleven, so the group is named.
"""

import re

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.keys import KEY_BYTES

GROUPS = KEY_BYTES // 2
DIGITS = 6
_FACTOR = 11
_A_LINE = 4


def written(secret: bytes) -> str:
    """Return 32 random bytes as four lines of four groups."""
    groups = [
        f"{int.from_bytes(secret[at : at + 2]) * _FACTOR:0{DIGITS}}"
        for at in range(0, KEY_BYTES, 2)
    ]
    lines = [groups[at : at + _A_LINE] for at in range(0, GROUPS, _A_LINE)]
    return "\n".join("-".join(line) for line in lines)


def typed(text: str) -> bytes:
    """Return the bytes of what was typed; only digits count.

    Raises:
        StorageError: Digits are missing, or a group was mistyped; the text says which.
    """
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(rf"[0-9]{{{GROUPS * DIGITS}}}", digits):
        raise StorageError(
            f"a recovery key has {GROUPS} groups of {DIGITS} digits; {len(digits)} of "
            f"{GROUPS * DIGITS} characters were typed"
        )
    groups = [int(digits[at : at + DIGITS]) for at in range(0, len(digits), DIGITS)]
    wrong = [str(number) for number, group in enumerate(groups, 1) if not _is_group(group)]
    if wrong:
        raise StorageError(f"the recovery key was mistyped in group {', '.join(wrong)}")
    return b"".join((group // _FACTOR).to_bytes(2) for group in groups)


def _is_group(group: int) -> bool:
    return group % _FACTOR == 0 and group // _FACTOR < 1 << 16
