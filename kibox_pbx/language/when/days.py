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
    r"\b(?:ab|von|vom|fruehestens|erst|starting|from|not (?:before|until|till)"
    r"|nicht (?:mehr )?vor|onwards from|at the earliest"
    r"|(?:cant|cannot|couldnt|wont|not able to)(?: \w+){0,3} (?:before|until|till))"
    r"(?: (?:dem|den|der|am|the|on|wieder|naechste[nms]?|kommende[nms]?))*$"
)
_AFTER = re.compile(r"\b(?:nach|after)(?: (?:dem|den|der|the|den))*$")
_UNTIL = re.compile(
    r"\b(?:bis|until|till|by|spaetestens|up to|(?:no|not) later than)"
    r"(?: (?:zum|zur|the|am|on))*$"
)
_AT_THE_LATEST = re.compile(r"^ (?:spaetestens|at the latest)\b")
_BEFORE = re.compile(r"\b(?:vor|before)(?: (?:dem|den|der|the))*$")
_DAY_AFTER = re.compile(r"\b(?:tag nach|day after)(?: (?:dem|den|der|the))*$")
_DAY_BEFORE = re.compile(r"\b(?:tag vor|day before)(?: (?:dem|den|der|the))*$")
_WEEK_AFTER = re.compile(
    r"(?<!\d )\b(?:(?P<n>[1-4])\. )?(?:woche nach|week after)(?: (?:dem|den|der|the))*$"
)
_WEEK_BEFORE = re.compile(
    r"(?<!\d )\b(?:woche vor|(?:kurz|knapp|direkt|unmittelbar) vor|week before"
    r"|(?:just|shortly|right) before)(?: (?:dem|den|der|the))*$"
)
_SO_LONG = re.compile(
    r"\b(?P<n>\d{1,2}) (?P<unit>wochen?|weeks?|tagen?|days?)"
    r" (?:(?P<after>nach|after)|vor|before)"
    r"(?: (?:dem|den|der|the))*$"
)
_DAY, _WEEK = timedelta(days=1), timedelta(days=span.WEEK)
_ONWARDS = re.compile(
    r"^ (?:fruehestens|at the earliest|on|onwards|an|aufwaerts)\b"
    r"(?! (?:mon|tues|wednes|thurs|fri))"
)


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
    """Return the days with "ab", "nach", "bis" or "the week after" before them."""
    before, after = left[: named.start].rstrip(), left[named.end :]
    first, last = named.first, named.last
    if first is None or last is None:
        return named
    is_from = _FROM.search(before) or _ONWARDS.search(after)
    readings = (
        (_DAY_AFTER.search(before), (last + _DAY, last + _DAY)),
        (_DAY_BEFORE.search(before), (first - _DAY, first - _DAY)),
        (_SO_LONG.search(before), _so_long(before, first, last)),
        (_WEEK_AFTER.search(before), _weeks_after(before, last)),
        (_WEEK_BEFORE.search(before), (max(today, first - _WEEK), max(today, first - _DAY))),
        (is_from, (first, None)),
        (_AFTER.search(before), (last + _DAY, None)),
        (_UNTIL.search(before) or _AT_THE_LATEST.search(after), (today, last)),
        (_BEFORE.search(before), (today, max(today, first - _DAY))),
    )
    meant = next((days for is_said, days in readings if is_said), None)
    return named.placed(*meant) if meant else named


def _weeks_after(before: str, last: date) -> tuple[date, date]:
    """Return the seven days after some, or the second such week."""
    found = _WEEK_AFTER.search(before)
    first = last + _DAY + _WEEK * (int(found["n"] or 1) - 1 if found else 0)
    return first, first + _WEEK - _DAY


def _so_long(before: str, first: date, last: date) -> tuple[date, date]:
    """Return the day so many days before or after some, or its week."""
    found = _SO_LONG.search(before)
    if found is None:
        return first, last
    in_weeks = found["unit"].startswith("w")
    far = int(found["n"]) * (_WEEK if in_weeks else _DAY)
    day = last + far if found["after"] else first - far
    return span.week_of(day) if in_weeks else (day, day)
