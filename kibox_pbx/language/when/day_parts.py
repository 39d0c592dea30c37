"""The parts of a day, as callers name them, and the hours that are meant."""

from datetime import time

from kibox_pbx.utterance import Language

Window = tuple[time | None, time | None]

_NINE, _TEN, _NOON, _ONE = time(9), time(10), time(12), time(13)
_AFTERNOON_ENDS = time(18)
_EVENING = time(17)

PARTS: dict[Language, tuple[tuple[str, Window, bool | None], ...]] = {
    Language.GERMAN: (
        (r"(?:ganz |sehr |moeglichst )?frueh (?:am morgen|morgens)", (None, _TEN), False),
        (r"frueh\w* (?:am )?nachmittags?|nachmittags frueh", (_NOON, time(15)), True),
        (
            r"spaet\w* (?:am )?nachmittags?|spaetnachmittags?|nachmittags spaet",
            (time(16), _AFTERNOON_ENDS),
            True,
        ),
        (r"spaet\w* (?:am )?vormittags?", (_TEN, _NOON), False),
        (r"(?:bis|vor)(?: zu[mr]| de[mr])? mittag(?:s|essen|spause)?", (None, _NOON), False),
        (r"ab mittags?", (_NOON, None), True),
        (r"nach (?:dem mittag(?:essen)?|der mittagspause)|nach mittag", (_ONE, None), True),
        (r"(?:nach der arbeit|nach feierabend|feierabend)", (_EVENING, None), True),
        (r"(?:vor|bevor) (?:der arbeit|der schule|dienstbeginn)", (None, _NINE), False),
        (r"nach der schule", (_ONE, None), True),
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
        (r"early (?:in the )?afternoons?", (_NOON, time(15)), True),
        (r"late(?:r)? (?:in the )?afternoons?", (time(16), _AFTERNOON_ENDS), True),
        (r"late(?:r)? (?:in the )?mornings?", (_TEN, _NOON), False),
        (r"early (?:in the )?mornings?", (None, _TEN), False),
        (r"(?:first|1\.) thing in the afternoon", (_NOON, time(15)), True),
        (r"(?:first|1\.) thing(?: in the morning)?", (None, _TEN), False),
        (
            r"early(?! (?:january|february|march|april|may|june|july|august|next))",
            (None, _TEN),
            None,
        ),
        (r"(?:before|by|until|till) (?:lunch(?: ?time)?|midday)", (None, _NOON), False),
        (r"after (?:lunch(?: ?time)?|midday)", (_ONE, None), True),
        (r"after work", (_EVENING, None), True),
        (r"before (?:work|school)", (None, _NINE), False),
        (
            r"after (?:the )?(?:school run|(?:i )?(?:drop\w*|ve dropped) (?:\w+ ){1,4}off)",
            (_NINE, _NOON),
            False,
        ),
        (r"after school", (time(15, 30), None), True),
        (
            r"tea ?time|late (?:on )?in the day|(?:towards )?end of the (?:working )?day",
            (time(16), _AFTERNOON_ENDS),
            True,
        ),
        (r"afternoons?", (_NOON, _AFTERNOON_ENDS), True),
        (r"mornings?", (None, _NOON), False),
        (r"lunch ?(?:time|break)?|midday", (_NOON, time(14)), None),
        (r"evenings?|tonight", (_EVENING, None), True),
        (r"night", (None, None), None),
    ),
}
"""Longest first: words, the window they mean, and whether it makes a clock time p.m."""
