"""How much one word of a question is like one of an entry: the same, part of it, related."""

from difflib import SequenceMatcher
from functools import lru_cache

from kibox_pbx.language.concepts import are_related
from kibox_pbx.utterance import Language

SAME, RELATED, PART, SLIP = 1.0, 0.85, 0.75, 0.7

SHORTEST_PART = 4
"""Letters; shorter words are found inside others by accident."""

SHORTEST_HEAD = 5
"""Letters that two compounds must end in to be kinds of the same thing."""

SLIPS_FROM = 6
"""Letters; shorter words differ by one letter and mean something else."""

ALIKE = 0.86
"""Two words at least this like each other are one, heard badly."""


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str, language: Language) -> float:
    """Return 1 for the same stem, less for a part, a relative or a slip of it, 0 for others.

    A part is the beginning or the end of a compound: German joins words, and callers and
    entries do it differently ("Parkplatz", "parken"; "Blutwerte", "Werte").
    """
    if one == other:
        return SAME
    if are_related(one, other, language):
        return RELATED
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_PART and _is_part(short, long, language):
        return PART
    if len(short) < SLIPS_FROM or short[0] != long[0]:
        return 0.0
    return SLIP if SequenceMatcher(None, short, long).ratio() >= ALIKE else 0.0


def _is_part(short: str, long: str, language: Language) -> bool:
    if language is Language.ENGLISH:
        return False
    return long.startswith(short) or long.endswith(short)


def have_one_head(one: str, other: str, language: Language) -> bool:
    """Say whether two German compounds name kinds of the same thing ("Mietrecht")."""
    return language is Language.GERMAN and one[-SHORTEST_HEAD:] == other[-SHORTEST_HEAD:]
