"""Reads the words of a sentence one by one: which of them are digits, and which."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kibox_pbx.language.words import compound, fold, number_words
from kibox_pbx.utterance import Language

_SLIPS: Mapping[Language, dict[str, str]] = {
    Language.GERMAN: {
        "nul": "0",
        "noll": "0",
        "nuell": "0",
        "drai": "3",
        "dreie": "3",
        "fuenfe": "5",
        "fuemf": "5",
    },
    Language.ENGLISH: {"naught": "0", "nil": "0"},
}
_AMONG_DIGITS = {
    Language.GERMAN: {"ein": "1", "eine": "1", "o": "0"},
    Language.ENGLISH: {
        "oh": "0",
        "o": "0",
        "won": "1",
        "to": "2",
        "too": "2",
        "for": "4",
        "fore": "4",
        "ate": "8",
    },
}
"""Words that mostly are none: digits only beside others."""

_AFTER_ONE = frozenset({"second", "moment", "minute", "sec", "of", "im", "i"})
_BEFORE_ONE = frozenset({"this", "that", "which", "the", "other", "another", "different"})
"""Beside "one", which then is no digit."""

PLURALS: Mapping[Language, dict[str, str]] = {
    Language.GERMAN: {
        "nullen": "0",
        "einsen": "1",
        "zweien": "2",
        "dreien": "3",
        "vieren": "4",
        "fuenfen": "5",
        "sechsen": "6",
        "siebenen": "7",
        "neunen": "9",
    },
    Language.ENGLISH: {
        "zeros": "0",
        "zeroes": "0",
        "noughts": "0",
        "ohs": "0",
        "ones": "1",
        "twos": "2",
        "threes": "3",
        "fours": "4",
        "fives": "5",
        "sixes": "6",
        "sevens": "7",
        "eights": "8",
        "nines": "9",
    },
}
"""Said after how many of them there are: "four threes"."""

LEADING = frozenset({"doppel", "double", "triple", "treble"})
"""Before a digit that comes more than once."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence."""

    start: int
    end: int
    word: str
    """In plain letters."""

    digits: str = ""
    """What it stands for, ``+`` for "plus"; "" for a word."""


def tokens(text: str, language: Language) -> list[Token]:
    """Return the words of a sentence in order, each number with its digits."""
    words = [
        Token(found.start(), found.end(), word)
        for found in re.finditer(r"\S+", text)
        for word in fold(found[0]).split()
    ]
    read = _pairs([_read(token, language) for token in words], language)
    return [_among(read, at, language) for at in range(len(read))]


def _read(token: Token, language: Language) -> Token:
    """Read a word by itself."""
    word, known = token.word, number_words(language)
    if word in {"plus", "+"}:
        return replace(token, digits="+")
    if re.fullmatch(r"\+?\d+", word):
        return replace(token, digits=word)
    digits = (
        (_SLIPS[language] | PLURALS[language]).get(word)
        or known.get(word, "")
        or compound(word, language)
    )
    return replace(token, digits=digits) if digits.isdigit() else token


def _pairs(read: list[Token], language: Language) -> list[Token]:
    """Put "twenty four" together."""
    known = number_words(language)
    joined: list[Token] = []
    for token in read:
        before = joined[-1] if joined else token
        pair = known.get(f"{before.word} {token.word}", "")
        if joined and pair.isdigit():
            joined[-1] = Token(before.start, token.end, pair, pair)
        else:
            joined.append(token)
    return joined


def _among(read: list[Token], at: int, language: Language) -> Token:
    """Read a word that is a digit only beside others, or none where it stands."""
    token, before, after = read[at], read[at - 1 : at] if at else [], read[at + 1 : at + 2]
    is_after = any(_is_digit(each, language) for each in before)
    is_before = any(_is_digit(each, language) for each in after)
    if token.word == "one":
        is_word = any(each.word in _AFTER_ONE for each in after) or any(
            each.word in _BEFORE_ONE for each in before
        )
        return replace(token, digits="") if is_word else token
    digit = _AMONG_DIGITS[language].get(token.word, "")
    is_zero = digit == "0" and (is_after or is_before)
    is_inside = digit != "" and is_after and (is_before or not after)
    return replace(token, digits=digit) if is_zero or is_inside else token


def _is_digit(token: Token, language: Language) -> bool:
    is_zero = _AMONG_DIGITS[language].get(token.word) == "0"
    return token.digits != "" or is_zero or token.word in LEADING
