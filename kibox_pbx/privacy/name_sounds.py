"""Whether two names could be one when they are heard on the telephone. Pure.

Spellings that sound alike in German are made the same ("Maier", "Meyer"). Vowels stay, unlike
in Cologne phonetics, for which Peter and Petra, or Jan and Anna, are one name.
"""

import re
import unicodedata
from functools import lru_cache

_SPELLINGS = tuple(
    (re.compile(written), heard)
    for written, heard in (
        ("[äæ]|ae", "e"),
        ("[öø]|oe", "o"),
        ("ü|ue", "u"),
        ("ß", "s"),
        ("sch", "s"),
        ("ph|v", "f"),
        ("chr", "kr"),
        ("ch", "q"),
        ("ck|c", "k"),
        ("tz", "z"),
        ("dt|th", "t"),
        ("[yj]", "i"),
        ("ie", "i"),
        ("ei", "ai"),
        ("(?<=.)h", ""),
        ("d$", "t"),
        (r"(.)\1+", r"\1"),
    )
)
"""Applied in this order, to lower case without accents."""

SLIPS_FROM = 5
"""In a shorter family name one other letter makes another name (Lang, Land)."""

FEWEST_LETTERS = 2
"""Of a pet name without its ending: Uli is Ulrich."""

OTHER_NAME = frozenset({"a", "e", "i", "n", "s", "in", "ina", "ine", "ia", "ela", "et"})
"""Endings that make another name of one, so that Stefan is not short for Stefanie."""


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """Return a word as it sounds; equal for words that sound alike."""
    word = unicodedata.normalize("NFC", word).lower()
    for written, heard in _SPELLINGS[:4]:
        word = written.sub(heard, word)
    word = re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", word))
    for written, heard in _SPELLINGS[4:]:
        word = written.sub(heard, word)
    return word


def is_slip(one: str, other: str) -> bool:
    """Say whether two sounds are equal, or one letter apart as a recogniser may err."""
    if one == other:
        return True
    if min(len(one), len(other)) < SLIPS_FROM:
        return False
    short, long = sorted((one, other), key=len)
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), None)
    if same is None:
        return len(long) - len(short) == 1
    rest = short[same:] if len(long) > len(short) else short[same + 1 :]
    return rest == long[same + 1 :]


def is_short_for(one: str, other: str) -> bool:
    """Say whether of two sounds of first names one is short for the other (Steffi, Alex)."""
    short, long = sorted((one, other), key=len)
    stem = short.removesuffix("i")
    fewest = FEWEST_LETTERS if stem != short else FEWEST_LETTERS + 1
    if len(stem) < fewest or not long.startswith(stem):
        return False
    return long[len(stem) :] not in OTHER_NAME
