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
OTHER_ENDING = 0.97
IN_COMPOUND = 0.95
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
    correct exactly richtig genau korrekt stimmt
    maybe please thank thanks mother father sister brother today other never still
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""Said so often that they are themselves, never a slip of a name ("meine": Meier)."""


@dataclass(frozen=True, slots=True)
class _Match:
    key: str
    places: frozenset[int]
    weight: float


@dataclass(frozen=True, slots=True)
class _Heard:
    """A sentence, made ready to be searched for many names.

    Its forms are its words, then each word with the next: recognisers take compounds apart.
    Where a form occurs twice, the later place counts.
    """

    words: int
    forms: tuple[str, ...]
    places: Mapping[str, int]
    stems: Mapping[str, int]
    begins: Mapping[str, tuple[int, ...]]
    """Places of the forms that may be slips, by first letter."""

    def places_of(self, form: int) -> frozenset[int]:
        """Return the places of the words in a form."""
        pair = form - self.words
        return frozenset({form} if pair < 0 else {pair, pair + 1})


def understand_thing(
    text: str, names: Mapping[str, Sequence[str]], language: Language
) -> str | None:
    """Return the key of the thing that was named; None if none was, or more than one.

    ``names`` holds the words for each key. Where one name is part of another, the longer
    one wins; word endings, compounds and small slips are seen through.
    """
    heard = _listen(text, language)
    found = [
        match
        for key, spoken in names.items()
        for phrase in spoken
        if (match := _match(key, _wanted(phrase), heard, language))
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


def _match(
    key: str, wanted: tuple[str, ...], heard: _Heard, language: Language
) -> _Match | None:
    places: frozenset[int] = frozenset()
    weight = 0.0
    for word in wanted:
        likeness, form = _find(word, heard, language)
        if not likeness:
            return None
        places |= heard.places_of(form)
        weight += likeness * len(word)
    return _Match(key, places, weight) if places else None


@lru_cache(maxsize=2_000)
def _wanted(phrase: str) -> tuple[str, ...]:
    """Return the words of a name that must be heard."""
    words = tuple(fold(phrase).replace(".", " ").split())
    return tuple(word for word in words if word not in _TITLES | _SMALL_WORDS) or words


@lru_cache(maxsize=16)
def _listen(text: str, language: Language) -> _Heard:
    words = fold(text).replace(".", " ").split()[:MOST_WORDS]
    forms = (*words, *(first + second for first, second in pairwise(words)))
    begins: dict[str, tuple[int, ...]] = {}
    for place, form in enumerate(forms):
        is_glued = place >= len(words) and _SMALL_WORDS & {*words[place - len(words) :][:2]}
        if len(form) >= SLIPS_FROM and form not in _EVERYDAY and not is_glued:
            begins[form[0]] = (*begins.get(form[0], ()), place)
    places = {form: place for place, form in enumerate(forms)}
    stems = {_stem(form, language): place for place, form in enumerate(forms)}
    return _Heard(len(words), forms, places, stems, begins)


def _find(word: str, heard: _Heard, language: Language) -> tuple[float, int]:
    """Return how like a word the likeliest form is, and which form that is.

    1 for the same word, less for a form or a slip of it, 0 for another.
    """
    if word in heard.places:
        return SUREST, heard.places[word]
    stem = _stem(word, language)
    if stem in heard.stems:
        return OTHER_ENDING, heard.stems[stem]
    if len(word) < SLIPS_FROM:
        return 0.0, 0
    within = [place for place, form in enumerate(heard.forms) if word in form]
    if within:
        return IN_COMPOUND, within[-1]
    begun = heard.begins.get(word[0], ())
    return max(((_slip(word, heard.forms[place]), place) for place in begun), default=(0.0, 0))


@lru_cache(maxsize=20_000)
def _slip(word: str, said: str) -> float:
    """Return how like a word another one is that begins alike."""
    if abs(len(word) - len(said)) > MOST_LETTERS_MORE:
        return 0.0
    ratio = SequenceMatcher(None, _sound(word), _sound(said)).ratio()
    return ratio * 0.9 if ratio >= ALIKE else 0.0


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    """Return the word with spellings that sound alike made the same."""
    for written, heard in _SOUNDS_LIKE:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", word)


@lru_cache(maxsize=20_000)
def _stem(word: str, language: Language) -> str:
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= len("arm"):
            return word[: -len(ending)]
    return word
