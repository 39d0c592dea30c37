"""Finds where in a sentence a number is told digit by digit."""

import re

from kibox_pbx.language.words import fold, number_words
from kibox_pbx.utterance import Language

_DIGIT_WORDS = frozenset(
    {"doppel", "doppelt", "double", "triple", "treble", "plus", "oh", "o", "hundert", "hundred"}
)
_NO_DIGIT = frozenset({"ein", "eine", "one's"})
_PAUSES = frozenset({"äh", "ähm", "dann", "uh", "uhm", "then"})
"""Within a number, as are "und" and "and" before one of these."""


def digit_runs(text: str, language: Language) -> list[tuple[int, int]]:
    """Return where the stretches of a sentence are that hold nothing but digits, in order."""
    runs: list[tuple[int, int]] = []
    is_open = False
    for word in re.finditer(r"\S+", text.lower()):
        if _is_digit(word[0], language):
            runs.append((runs.pop()[0] if is_open else word.start(), word.end()))
            is_open = True
        else:
            is_open = is_open and _is_pause(text.lower()[word.start() :])
    return runs


def _is_digit(word: str, language: Language) -> bool:
    known, folded = number_words(language), fold(word)
    is_digit = folded.strip("+").isdigit() or folded in _DIGIT_WORDS or folded in known
    return is_digit and word not in _NO_DIGIT and not known.get(folded, "").endswith(".")


def _is_pause(text: str) -> bool:
    word, _, after = text.partition(" ")
    return word in _PAUSES or (word in {"und", "and"} and after.split(" ")[0] in _PAUSES)
