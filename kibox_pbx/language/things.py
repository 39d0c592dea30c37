"""Understands which of the practice's own things (service, person, department) is meant."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

ALIKE = 0.8
"""A word at least this like ours is ours with a recogniser's slip."""

SLIPS_FROM = 5
"""Shorter words must be heard as they are written: too many are alike."""

MOST_LETTERS_MORE = 3
"""What a slip may add to a word or take from it."""

MOST_WORDS = 60
"""Of one sentence that are looked at."""

SUREST = 1.0
_ENDINGS = {
    Language.GERMAN: ("ungen", "en", "er", "es", "em", "n", "s", "e"),
    Language.ENGLISH: ("ings", "ing", "s", "es", "ed"),
}
_SOUNDS_LIKE = (
    ("ae", "e"),
    ("oe", "o"),
    ("ue", "u"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("ck", "k"),
    ("y", "i"),
)
_TITLES = frozenset(
    """
    doktor doktorin dr professor prof frau herr herrn doctor mr mrs ms miss mister
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
_SMALL_WORDS = frozenset(
    """
    der die das den dem des ein eine einen einer the a an of for und and im in zur zum am
    fuer
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
_EVERYDAY = frozenset(
    """
    meine meinen meinem meiner meines deine seine seinen seiner keine keinen keiner einen
    einem einer eines unser unsere unseren ihren ihrem ihrer diese diesen dieser welche
    haben hatte haette waere waren werden wuerde koennen koennte moechte wollte sollte
    kommen machen brauche braeuchte gerne bitte danke guten morgen abend heute immer wieder
    schon meinte mutter vater tochter kinder bruder schwester
    there their these those where which while would could should about after again might
    maybe please thank thanks mother father sister brother today other never still
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""Said so often that they are themselves, never a slip of a name ("meine": Meier)."""


@dataclass(frozen=True, slots=True)
class _Match:
    key: str
    places: frozenset[int]
    weight: float


def understand_thing(
    text: str, names: Mapping[str, Sequence[str]], language: Language
) -> str | None:
    """Return the key of the thing that was named; None if none was, or more than one.

    ``names`` holds the words for each key. Where one name is part of another, the longer
    one wins; word endings, compounds and small slips are seen through.
    """
    heard = fold(text).replace(".", " ").split()[:MOST_WORDS]
    found = [
        match
        for key, spoken in names.items()
        for phrase in spoken
        if (match := _match(key, fold(phrase).replace(".", " ").split(), heard, language))
    ]
    return _clearest(found)


def _clearest(found: list[_Match]) -> str | None:
    found.sort(key=lambda match: match.weight, reverse=True)
    if not found:
        return None
    best = found[0]
    for other in found[1:]:
        apart = not other.places & best.places
        if other.key != best.key and (apart or other.weight == best.weight):
            return None
    return best.key


def _match(key: str, phrase: list[str], heard: list[str], language: Language) -> _Match | None:
    places: set[int] = set()
    weight = 0.0
    wanted = [word for word in phrase if word not in _TITLES | _SMALL_WORDS] or phrase
    for word in wanted:
        likeness, place = max(
            (
                (_likeness(word, said, language), at)
                for at, said in enumerate(_with_pairs(heard))
            ),
            default=(0.0, 0),
        )
        if not likeness:
            return None
        places |= (
            {place} if place < len(heard) else {place - len(heard), place - len(heard) + 1}
        )
        weight += likeness * len(word)
    return _Match(key, frozenset(places), weight) if places else None


def _with_pairs(heard: list[str]) -> list[str]:
    """Return the words, then each with the next: recognisers take compounds apart."""
    return heard + [first + second for first, second in pairwise(heard)]


@lru_cache(maxsize=20_000)
def _likeness(word: str, said: str, language: Language) -> float:
    """Return 1 for the same word, less for a form or a slip of it, 0 for another."""
    if word == said:
        return SUREST
    if _stem(word, language) == _stem(said, language):
        return 0.97
    if len(word) < SLIPS_FROM or len(said) < SLIPS_FROM or said in _EVERYDAY:
        return 0.0
    if word in said:
        return 0.95
    if word[0] != said[0] or abs(len(word) - len(said)) > MOST_LETTERS_MORE:
        return 0.0
    ratio = SequenceMatcher(None, _sound(word), _sound(said)).ratio()
    return ratio * 0.9 if ratio >= ALIKE else 0.0


def _sound(word: str) -> str:
    """Return the word with spellings that sound alike made the same."""
    for written, heard in _SOUNDS_LIKE:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", word)


def _stem(word: str, language: Language) -> str:
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= len("arm"):
            return word[: -len(ending)]
    return word
