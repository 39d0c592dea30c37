"""Finds the days in a prepared sentence, with the words beside them that bound them."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from kibox_pbx.language.when import span
from kibox_pbx.language.when.day_rules import SURE, day_rules
from kibox_pbx.language.when.joining import joined
from kibox_pbx.language.when.span import Named
from kibox_pbx.language.when.vocabulary import WEEKDAYS, either
from kibox_pbx.utterance import Language

_FROM = re.compile(
    r"\b(?:ab|von|vom|fruehestens|erst|starting|from|not before|nicht vor|onwards from)"
    r"(?: (?:dem|den|der|am|the|on|wieder|naechste[nms]?|kommende[nms]?))*$"
)
_AFTER = re.compile(r"\b(?:nach|after)(?: (?:dem|den|der|the|den))*$")
_UNTIL = re.compile(r"\b(?:bis|until|till|by|spaetestens|up to)(?: (?:zum|zur|the|am|on))*$")
_BEFORE = re.compile(r"\b(?:vor|before)(?: (?:dem|den|der|the))*$")
_DAY_AFTER = re.compile(r"\b(?:tag nach|day after)(?: (?:dem|den|der|the))*$")
_DAY_BEFORE = re.compile(r"\b(?:tag vor|day before)(?: (?:dem|den|der|the))*$")
_DAY = timedelta(days=1)
_ONWARDS = re.compile(r"^ (?:on|onwards|an|aufwaerts)\b(?! (?:mon|tues|wednes|thurs|fri))")


@cache
def _weekday(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\b(?P<weekday>{either(WEEKDAYS[language])})\b")


def find_days(wording: str, language: Language, today: date) -> tuple[Named | None, str]:
    """Return the days meant, and the sentence with their words hidden (same length)."""
    found: list[Named] = []
    left = wording
    for pattern, meaning in day_rules(language):
        for match in list(pattern.finditer(left)):
            days = meaning(match, today)
            if days:
                relative = "base" in match.groupdict() and match["base"] is not None
                named = Named(*match.span(), days.first, days.last, relative=relative)
                found.append(replace(named, only=days.only))
            if days or meaning in SURE:
                left = _hide(left, *match.span())
    for match in _weekday(language).finditer(left):
        number = WEEKDAYS[language][match["weekday"]]
        day = span.coming(number, today)
        found.append(Named(*match.span(), day, day, number))
        left = _hide(left, *match.span())
    found.sort(key=lambda named: named.start)
    return joined(found, left, lambda named: _bounded(named, left, today)), left


def _hide(text: str, start: int, end: int) -> str:
    return text[:start] + "_" * (end - start) + text[end:]


def _bounded(named: Named, left: str, today: date) -> Named:
    """Return the days with "ab", "nach", "bis" or "the day after" before them."""
    before = left[: named.start].rstrip()
    first, last = named.first, named.last
    if first is None or last is None:
        return named
    is_from = _FROM.search(before) or _ONWARDS.search(left[named.end :])
    readings = (
        (_DAY_AFTER.search(before), (last + _DAY, last + _DAY)),
        (_DAY_BEFORE.search(before), (first - _DAY, first - _DAY)),
        (is_from, (first, None)),
        (_AFTER.search(before), (last + _DAY, None)),
        (_UNTIL.search(before), (today, last)),
        (_BEFORE.search(before), (today, max(today, first - _DAY))),
    )
    meant = next((days for is_said, days in readings if is_said), None)
    return named.placed(*meant) if meant else named
