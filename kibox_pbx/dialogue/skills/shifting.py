"""How far a caller wants a time moved that they have in mind ("make it an hour later")."""

import re
from collections.abc import Mapping
from datetime import timedelta

from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language

_FAR: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?P<length>(?:eine )?halbe stunde|(?:eine )?(?:viertel ?stunde|viertel stunde)"
        r"|(?:anderthalb|eineinhalb|eine|[1-6]) stunden?|(?:10|15|20|30|45) minuten) "
        r"(?:(?P<later>spaeter|nach hinten)|frueher|eher|vorher|nach vorne?)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?P<length>half an hour|(?:a )?quarter of an hour|an hour and a half"
        r"|(?:an|[1-6]) hours?|(?:10|15|20|30|45) minutes) "
        r"(?:(?P<later>later|after that)|earlier|sooner|before that)\b"
    ),
}
_NAMED: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"anderthalb|eineinhalb|and a half"), 90),
    (re.compile(r"halbe|half"), 30),
    (re.compile(r"viertel|quarter"), 15),
)
"""Lengths that hold no figure, in minutes."""


def how_far(text: str, language: Language) -> timedelta | None:
    """Return how far from the time in mind the caller means; None: not said."""
    found = _FAR[language].search(with_digits(fold(text), language))
    if found is None:
        return None
    far = timedelta(minutes=_minutes(found["length"]))
    return far if found["later"] else -far


def _minutes(length: str) -> int:
    for words, minutes in _NAMED:
        if words.search(length):
            return minutes
    figure = re.match(r"\d+", length)
    count = int(figure[0]) if figure else 1
    return count if "minut" in length else count * 60
