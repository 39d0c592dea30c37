"""Finds the days of which a caller says that they do not suit.

"Nicht am Montag", "Monday's no good", "jeden Tag außer Freitag". A day that suits at some
hours ("am Montag nicht vor zehn") is none of them. Sentences come as `wording.prepare` leaves
them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kibox_pbx.language.when.refused_words import (
    BAD_EN,
    BUT,
    CANNOT_EN,
    EDGE_DE,
    EDGE_EN,
    NO_DE,
    ONLY_THEN_DE,
    ONLY_THEN_EN,
    PART_DE,
    PART_EN,
    RUN_DE,
    RUN_EN,
    UNIT_DE,
    UNIT_EN,
    VERB_DE,
)
from kibox_pbx.language.when.vocabulary import WEEKDAYS
from kibox_pbx.utterance import Language

_AN_EDGE = re.compile(
    r"(?:cant |cannot )?(?:\w+ )?(?:vor|nach|ab|bis|before|after|from|until|till) "
)
"""How what is before or after some days begins, where that does not suit."""

_A_RUN = re.compile(r" (?:bis|to|till|until|through) ")

_REFUSED: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        rf"\b(?:am |den )?{UNIT_DE} nicht (?:(?:und|am) )*{UNIT_DE} auch nicht\b"
        rf"|\b(?:nicht|keinesfalls|ungern|{BUT})(?: (?:am|an|den|die|der|in|im|ueber"
        rf"|naechst\w+|diesen|unbedingt|jeden|mehr))* {UNIT_DE}{PART_DE}"
        rf"(?: (?:oder|und)(?: am)? {UNIT_DE})*"
        rf"|\b{EDGE_DE}(?:am |den |die )?{RUN_DE}{PART_DE} {VERB_DE} "
        rf"(?:(?!aber|dann|also|sondern|{UNIT_DE})\w+ ){{0,4}}?{NO_DE}"
        rf"|\b{EDGE_DE}(?:am |den )?{RUN_DE}{PART_DE}"
        r"(?: (?:bitte|lieber|leider|auch|gar|aber))*"
        rf" (?:nicht\b{ONLY_THEN_DE}(?! (?:am |den )?{UNIT_DE})|nie\b|auf keinen fall)"
    ),
    Language.ENGLISH: re.compile(
        rf"\b(?:not|{BUT})"
        rf"(?: (?:on|this|next|for|a|any|the|really|in|at|over|during))* {UNIT_EN}"
        rf"(?: (?:or|and)(?: on)? {UNIT_EN})*{PART_EN}"
        rf"|\b{CANNOT_EN}(?: (?:do|make|come|manage|it|in|on|this|next|be|there|really|a|at"
        rf"|over|after|the|my|our|appointment|booking))*"
        rf" {UNIT_EN}{PART_EN}{ONLY_THEN_EN}"
        rf"|\b(?:and |or )?(?:neither|nor)(?: (?:is|does|on|will|would))* {UNIT_EN}"
        rf"|\b{EDGE_EN}(?:on )?{RUN_EN}{PART_EN} {BAD_EN}\b{ONLY_THEN_EN}"
        r"(?: (?:work|possible|good|suit|for|me|do|great|make|it|manage|come|really))*"
    ),
}
_A_PART: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(r"\b(?:frueh|morgens|(?:vor|nach)?mittags?|abends?)\b"),
    Language.ENGLISH: re.compile(r"\b(?:morning|afternoon|evening|lunchtime)s?\b"),
}
_ALL_BUT = re.compile(rf"\b{BUT}\b")


_PART_REFUSED: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        rf"\bnicht (?:am |so gern )?(?P<part>vormittag|nachmittag|abend|morgen)s\b"
        rf"|\b(?P<other>vormittag|nachmittag|abend|morgen)s {VERB_DE} "
        rf"(?:(?!aber|dann|also|sondern)\w+ ){{0,3}}?{NO_DE}"
        rf"|\b{VERB_DE} (?:ich |es )?(?P<third>vormittag|nachmittag|abend|morgen)s "
        rf"(?:\w+ ){{0,2}}?{NO_DE}"
    ),
    Language.ENGLISH: re.compile(
        rf"\b(?:{CANNOT_EN}(?: (?:do|make|come|manage))?|not)(?: (?:in|any|the))* "
        r"(?P<part>morning|afternoon|evening)s?\b"
        rf"|\b(?P<other>morning|afternoon|evening)s (?:are )?{BAD_EN}"
    ),
}
_OTHER_PART: Mapping[str, str] = {
    "vormittag": "ab 12 uhr",
    "morgen": "ab 12 uhr",
    "nachmittag": "bis 12 uhr",
    "abend": "bis 17 uhr",
    "morning": "from 12 oclock",
    "afternoon": "until 12 oclock",
    "evening": "until 5 pm",
}
"""What is left of a day without a part of it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What a sentence says of days that do not suit."""

    rest: str
    """The sentence without it."""

    words: str = ""
    alone: str = ""
    """Those of the words that refuse the days they name, not those before or after."""

    whole: tuple[str, ...] = ()
    """Those of the words that refuse a day as a whole, and no part of it."""

    weekdays: frozenset[int] = frozenset()
    """Those that do not suit, in whatever week."""

    all_but: bool = False
    """Whether every other day will do ("any day but Monday")."""


def find_refused(wording: str, language: Language) -> Refused:
    """Return the days that do not suit, and what else the sentence says."""
    found = [match[0] for match in _REFUSED[language].finditer(wording)]
    whole = tuple(words for words in found if not _A_PART[language].search(words))
    alone = " ".join(words for words in found if not _AN_EDGE.match(words))
    weekdays = {
        number
        for word, number in WEEKDAYS[language].items()
        if word in alone.split()
        and any(word in words.split() and not _A_RUN.search(words) for words in whole)
    }
    return Refused(
        _other_part(_REFUSED[language].sub(" # ", wording), language),
        " ".join(found),
        alone,
        whole,
        frozenset(weekdays),
        any(_ALL_BUT.search(words) for words in found),
    )


def _other_part(wording: str, language: Language) -> str:
    """Return a sentence with "never in the mornings" as the hours that are left."""

    def left(found: re.Match[str]) -> str:
        return f" {_OTHER_PART[next(part for part in found.groupdict().values() if part)]} "

    return _PART_REFUSED[language].sub(left, wording)
