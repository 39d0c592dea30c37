"""Cuts what a caller says at the words that belong to no name.

"Mein Name ist Krahl, also Stefanie Krahl" leaves two pieces, the first of them introduced.
"""

from dataclasses import dataclass

from kibox_pbx.language.everyday_words import EVERYDAY
from kibox_pbx.language.first_names import is_first_name
from kibox_pbx.language.name_marks import Mark, marked
from kibox_pbx.language.name_words import (
    AFTERWARDS,
    ARTICLES,
    BESIDE,
    HESITATIONS,
    HONORIFICS,
    NOBLE,
    PARTICLES,
    PLACING,
    SURNAMES_TOO,
    TITLES,
)
from kibox_pbx.utterance import Language

_MARKS = frozenset(Mark)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that can be a name; spelled ones are in capitals."""

    words: tuple[str, ...]
    mark: Mark = Mark.NOTHING
    place: int = 0
    """Of its end in the sentence."""


def cut(wording: str, language: Language) -> tuple[list[Piece], bool]:
    """Return the pieces in order, and whether all else is what is said beside a name."""
    words = [word for word in marked(wording, language) if word not in HESITATIONS]
    pieces: list[Piece] = []
    said: list[str] = []
    mark, is_answer = Mark.NOTHING, True
    for at, word in enumerate((*words, Mark.NOTHING)):
        if _belongs(words, at, said, language):
            said.append(word.strip("-'"))
            continue
        if said:
            mark = Mark.NAME if word == Mark.NAMED else mark
            if mark is Mark.MAYBE and (at < len(words) or len(said) == 1):
                mark = Mark.NOTHING
            pieces.append(Piece(tuple(said), mark, at))
            said, mark = [], Mark.NOTHING
        is_beside = word in BESIDE or word in HONORIFICS or word in _MARKS
        is_answer = is_answer and is_beside
        mark = Mark(word) if word in _MARKS else mark if is_beside else Mark.NOTHING
    named = [piece for piece in map(_compared, pieces) if any(map(_is_proper, piece.words))]
    return named, is_answer


def _compared(piece: Piece) -> Piece:
    """Drop what a name is compared with: "Stein, wie der Stein, Andrea Stein"."""
    if piece.mark is not Mark.LIKE:
        return piece
    rest = piece.words[1:]
    return Piece(rest if any(map(is_first_name, rest)) else (), place=piece.place)


def _is_proper(word: str) -> bool:
    return word not in PARTICLES and word not in TITLES and len(word) > 1


def _belongs(words: list[str], at: int, said: list[str], language: Language) -> bool:
    """Say whether a word is part of a name, where it stands."""
    if at == len(words):
        return False
    if words[at] in PARTICLES:
        return _joins(words, at, said, language)
    if _is_thing(words, at):
        return False
    return _ends_name(words, at, said) or not _is_ordinary(words[at], language)


def _is_thing(words: list[str], at: int) -> bool:
    """Say whether a word is a thing or a trade: "in the garage", "der Klempner Jürgen"."""
    if at == 0 or is_first_name(words[at]):
        return False
    is_der = words[at - 1] in {"der", "die"}
    is_trade = any(map(is_first_name, words[at + 1 : at + 2])) and len(words) > at + 2
    is_place = not PLACING.isdisjoint(words[:at][-2:])
    return words[at - 1] in ARTICLES or (is_der and (is_trade or is_place))


def _is_ordinary(word: str, language: Language) -> bool:
    known = BESIDE, EVERYDAY[language], HONORIFICS, SURNAMES_TOO, _MARKS
    return word.islower() and any(word in words for words in known)


def _joins(words: list[str], at: int, said: list[str], language: Language) -> bool:
    """Say whether a particle is one of a name: "von der Heide", "Maria da Silva"."""
    following = next((word for word in words[at + 1 :] if word not in PARTICLES), Mark.NOTHING)
    if _is_ordinary(following, language):
        return False
    is_small = words[at] not in NOBLE and _is_ordinary(words[at], language)
    is_inside = any(word in NOBLE for word in said[-2:]) or any(map(is_first_name, said[-1:]))
    return is_inside or not is_small


def _ends_name(words: list[str], at: int, said: list[str]) -> bool:
    """Say whether a word that mostly is none ends a name here: "frau weiß", "olga weiß"."""
    if words[at] not in SURNAMES_TOO:
        return False
    before, after = words[:at][-1:], [word for word in words[at + 1 :] if word.islower()]
    if after[:1] == [Mark.FIRST]:
        return True
    is_led_to = bool(said) or before == [Mark.FAMILY] or not HONORIFICS.isdisjoint(before)
    return is_led_to and (AFTERWARDS | _MARKS).issuperset(after)
