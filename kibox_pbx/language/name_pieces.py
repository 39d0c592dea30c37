"""Cuts what a caller says at the words that belong to no name.

"Mein Name ist Krahl, also Stefanie Krahl" leaves two pieces, the first of them introduced.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from kibox_pbx.language.everyday_words import EVERYDAY
from kibox_pbx.language.first_names import is_first_name
from kibox_pbx.language.name_words import (
    AFTERWARDS,
    BESIDE,
    HESITATIONS,
    HONORIFICS,
    INTRODUCED,
    INTRODUCING,
    NOBLE,
    PARTICLES,
    SURNAMES_TOO,
    TITLES,
)
from kibox_pbx.utterance import Language


class Mark(Enum):
    """What leads to a piece."""

    NOTHING = auto()
    INTRODUCED = auto()
    FIRST = auto()
    """It is called the first name."""

    FAMILY = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that can be a name."""

    words: tuple[str, ...]
    mark: Mark = Mark.NOTHING
    place: int = 0
    """Of its end in the sentence."""


_NAMED = "<named>"
_MARKS = {"<name>": Mark.INTRODUCED, "<first>": Mark.FIRST, "<family>": Mark.FAMILY}

_LABELS: Mapping[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    Language.GERMAN: (
        (re.compile(r"\b(\S+) ist (?:der|mein) vorname\b"), r"<first> \1"),
        (re.compile(r"\b(\S+) ist (?:der|mein) (?:nach|familien)name\b"), r"<family> \1"),
        (re.compile(r"\bvornamen?(?: (?:ist|lautet|wäre))?\b"), "<first>"),
        (re.compile(r"\b(?:nach|familien)namen?(?: (?:ist|lautet|wäre))?\b"), "<family>"),
    ),
    Language.ENGLISH: (
        (
            re.compile(r"\b([^\s']+)(?:'s| is| being) (?:the|my|his|her) (?:first|given) name"),
            r"<first> \1",
        ),
        (
            re.compile(
                r"\b([^\s']+)(?:'s| is| being) (?:the|my|his|her)"
                r" (?:(?:last|family) name|surname)"
            ),
            r"<family> \1",
        ),
        (re.compile(r"\b(?:first|given|christian) name(?:'?s| is)?\b"), "<first>"),
        (
            re.compile(r"\b(?:(?:last|family|second) name|sur ?name)(?:'?s| is)?\b"),
            "<family>",
        ),
    ),
}


def cut(wording: str, language: Language) -> tuple[list[Piece], bool]:
    """Return the pieces in order, and whether all else is what is said beside a name."""
    for pattern, instead in _LABELS[language]:
        wording = pattern.sub(f" {instead} ", wording)
    wording = INTRODUCED[language].sub(" <named> ", wording)
    words = INTRODUCING[language].sub(" <name> ", wording).split()
    pieces: list[Piece] = []
    said: list[str] = []
    mark, is_answer = Mark.NOTHING, True
    for at, word in enumerate(words):
        if word in HESITATIONS:
            continue
        if _belongs(words, at, said, language):
            said.append(word.strip("-'"))
            continue
        if said:
            mark = Mark.INTRODUCED if word == _NAMED else mark
            pieces.append(Piece(tuple(said), mark, at))
            said, mark = [], Mark.NOTHING
        is_beside = word in BESIDE or word in HONORIFICS or word in {_NAMED, *_MARKS}
        is_answer = is_answer and is_beside
        mark = _MARKS.get(word, mark if is_beside else Mark.NOTHING)
    if said:
        pieces.append(Piece(tuple(said), mark, len(words)))
    return [piece for piece in pieces if any(map(_is_proper, piece.words))], is_answer


def _is_proper(word: str) -> bool:
    return word not in PARTICLES and word not in TITLES and len(word) > 1


def _belongs(words: list[str], at: int, said: list[str], language: Language) -> bool:
    """Say whether a word is part of a name, where it stands."""
    word = words[at]
    if word in PARTICLES:
        return _joins(words, at, said, language)
    if _ends_name(words, at, said):
        return True
    return not _is_ordinary(word, language)


def _is_ordinary(word: str, language: Language) -> bool:
    if word in {_NAMED, *_MARKS} or word in HONORIFICS or word in HESITATIONS:
        return True
    is_told = word in BESIDE or word in EVERYDAY[language] or word in SURNAMES_TOO
    return word.islower() and is_told


def _joins(words: list[str], at: int, said: list[str], language: Language) -> bool:
    """Say whether a particle is one of a name: "von der Heide", "Maria da Silva"."""
    is_after_noble = any(word in NOBLE for word in said[-2:])
    is_small = words[at] not in NOBLE and _is_ordinary(words[at], language)
    if is_small and not is_after_noble and not (said and is_first_name(said[-1])):
        return False
    following = next((word for word in words[at + 1 :] if word not in PARTICLES), "")
    is_name = bool(following) and not _is_ordinary(following, language)
    return is_name and (bool(said) or words[at] in NOBLE or not is_small)


def _ends_name(words: list[str], at: int, said: list[str]) -> bool:
    """Say whether a word that mostly is none ends a name here: "frau weiß", "olga weiß"."""
    before = words[at - 1] if at else ""
    is_last = words[at] in SURNAMES_TOO and AFTERWARDS.issuperset(words[at + 1 :])
    return is_last and (bool(said) or before in HONORIFICS)
