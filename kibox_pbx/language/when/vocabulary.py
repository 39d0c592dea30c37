"""The words for days, months and parts of a day, folded as `language.words.fold` does."""

from collections.abc import Iterable
from datetime import time

from kibox_pbx.utterance import Language

Window = tuple[time | None, time | None]

WEEKDAYS = {
    Language.GERMAN: {
        "montag": 0,
        "dienstag": 1,
        "mittwoch": 2,
        "donnerstag": 3,
        "freitag": 4,
        "samstag": 5,
        "sonnabend": 5,
        "sonntag": 6,
    },
    Language.ENGLISH: {
        "monday": 0,
        "tuesday": 1,
        "wednesday": 2,
        "thursday": 3,
        "friday": 4,
        "saturday": 5,
        "sunday": 6,
    },
}

MONTHS = {
    Language.GERMAN: {
        "januar": 1,
        "jaenner": 1,
        "februar": 2,
        "feber": 2,
        "maerz": 3,
        "april": 4,
        "mai": 5,
        "juni": 6,
        "juno": 6,
        "juli": 7,
        "julei": 7,
        "august": 8,
        "september": 9,
        "oktober": 10,
        "november": 11,
        "dezember": 12,
    },
    Language.ENGLISH: {
        "january": 1,
        "february": 2,
        "march": 3,
        "april": 4,
        "may": 5,
        "june": 6,
        "july": 7,
        "august": 8,
        "september": 9,
        "october": 10,
        "november": 11,
        "december": 12,
    },
}

RELATIVE_DAYS = {
    Language.GERMAN: {"ueberuebermorgen": 3, "uebermorgen": 2, "morgen": 1, "heute": 0},
    Language.ENGLISH: {
        "the day after tomorrow": 2,
        "day after tomorrow": 2,
        "tomorrow": 1,
        "today": 0,
    },
}

HOLIDAYS = {
    Language.GERMAN: {
        r"nikolaus(?:tag)?": ((12, 6), (12, 6)),
        r"heiligabend|heilig abend|heiligen abend": ((12, 24), (12, 24)),
        r"weihnachten|weihnachtstagen?|weihnachtsfeiertagen?": ((12, 24), (12, 26)),
        r"zwischen den jahren": ((12, 27), (12, 31)),
        r"silvester": ((12, 31), (12, 31)),
        r"neujahr(?:stag)?": ((1, 1), (1, 1)),
        r"tag der deutschen einheit": ((10, 3), (10, 3)),
    },
    Language.ENGLISH: {
        r"christmas eve": ((12, 24), (12, 24)),
        r"boxing day": ((12, 26), (12, 26)),
        r"christmas(?: day)?": ((12, 24), (12, 26)),
        r"new years eve": ((12, 31), (12, 31)),
        r"new years?(?: day)?": ((1, 1), (1, 1)),
    },
}

_TEN, _NOON = time(10), time(12)
_AFTERNOON_ENDS = time(18)
_EVENING = time(17)

PARTS: dict[Language, tuple[tuple[str, Window, bool | None], ...]] = {
    Language.GERMAN: (
        (r"frueh\w* (?:am )?nachmittags?|nachmittags frueh", (_NOON, time(15)), True),
        (
            r"spaet\w* (?:am )?nachmittags?|spaetnachmittags?|nachmittags spaet",
            (time(16), _AFTERNOON_ENDS),
            True,
        ),
        (r"spaet\w* (?:am )?vormittags?", (_TEN, _NOON), False),
        (r"(?:nach der arbeit|nach feierabend|feierabend)", (_EVENING, None), True),
        (r"nachmittags?", (_NOON, _AFTERNOON_ENDS), True),
        (r"vormittags?|morgens|am morgen", (None, _NOON), False),
        (r"mittags?(?:zeit|pause)?", (_NOON, time(14)), None),
        (r"abends?", (_EVENING, None), True),
        (
            r"(?:ganz |gleich )?(?:in der )?frueh(?:morgens|s)?|(?:am )?fruehen morgen",
            (None, _TEN),
            False,
        ),
        (r"nachts", (None, None), False),
    ),
    Language.ENGLISH: (
        (r"early (?:in the )?afternoon|early afternoon", (_NOON, time(15)), True),
        (r"late(?:r)? (?:in the )?afternoon", (time(16), _AFTERNOON_ENDS), True),
        (r"late(?:r)? (?:in the )?morning", (_TEN, _NOON), False),
        (
            r"early (?:in the )?morning|(?:first|1\.) thing(?: in the morning)?",
            (None, _TEN),
            False,
        ),
        (
            r"early(?! (?:january|february|march|april|may|june|july|august|next))",
            (None, _TEN),
            None,
        ),
        (r"after work", (_EVENING, None), True),
        (r"afternoons?", (_NOON, _AFTERNOON_ENDS), True),
        (r"mornings?", (None, _NOON), False),
        (r"lunch ?(?:time|break)?|midday", (_NOON, time(14)), None),
        (r"evenings?|tonight", (_EVENING, None), True),
        (r"night", (None, None), None),
    ),
}
"""Longest first: words, the window they mean, and whether it makes a clock time p.m."""


def either(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
