"""Finds the days in a prepared sentence, and puts those that belong together together."""

import re
from datetime import date, timedelta
from functools import cache

from kibox_pbx.language.when import span
from kibox_pbx.language.when.day_rules import day_rules
from kibox_pbx.language.when.span import Named
from kibox_pbx.language.when.vocabulary import WEEKDAYS, either
from kibox_pbx.utterance import Language

_FROM = re.compile(
    r"\b(?:ab|von|vom|fruehestens|erst|starting|from|not before|nicht vor|onwards from)"
    r"(?: (?:dem|den|der|am|the|on|wieder))*$"
)
_AFTER = re.compile(r"\b(?:nach|after)(?: (?:dem|den|der|the|den))*$")
_UNTIL = re.compile(r"\b(?:bis|until|till|by|spaetestens|up to)(?: (?:zum|zur|the|am|on))*$")
_BEFORE = re.compile(r"\b(?:vor|before)(?: (?:dem|den|der|the))*$")
_BETWEEN = re.compile(
    r"^(?:morning|afternoon|vormittags?|nachmittags?)? ?(?:bis|oder|und|to|or|and|until|till"
    r"|through)(?: (?:zum|am|auch|the|on|dem|maybe|vielleicht))*$"
)
_ONWARDS = re.compile(r"^ (?:on|onwards|an|aufwaerts)\b")
_JOINED_WITHIN = 12
"""Characters between a weekday and the week it belongs to, such as "next week on"."""


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
                found.append(Named(*match.span(), *days, relative=relative))
                left = _hide(left, *match.span())
    for match in _weekday(language).finditer(left):
        number = WEEKDAYS[language][match["weekday"]]
        day = span.coming(number, today)
        found.append(Named(*match.span(), day, day, number))
        left = _hide(left, *match.span())
    found.sort(key=lambda named: named.start)
    return _together(found, left, today), left


def _hide(text: str, start: int, end: int) -> str:
    return text[:start] + "_" * (end - start) + text[end:]


def _together(found: list[Named], left: str, today: date) -> Named | None:
    meant: Named | None = None
    found = _in_their_week(found)
    for named in (_bounded(named, left, today) for named in found):
        meant = named if meant is None else _join(meant, named, left)
    return meant


def _in_their_week(found: list[Named]) -> list[Named]:
    """Put two weekdays into the one week that was said with them."""
    weekdays = [named for named in found if named.weekday is not None]
    others = [named for named in found if named.weekday is None]
    if len(weekdays) < len("ab") or len(others) != 1:
        return found
    return [_placed_by(weekday, others[0]) or weekday for weekday in weekdays]


def _bounded(named: Named, left: str, today: date) -> Named:
    before = left[: named.start].rstrip()
    if _FROM.search(before) or _ONWARDS.search(left[named.end :]):
        return named.placed(named.first, None)
    if _AFTER.search(before) and named.last:
        return named.placed(named.last + timedelta(days=1), None)
    if _UNTIL.search(before):
        return named.placed(today, named.last)
    if _BEFORE.search(before) and named.first:
        return named.placed(today, max(today, named.first - timedelta(days=1)))
    return named


def _join(earlier: Named, later: Named, left: str) -> Named:
    between = left[earlier.end : later.start].strip()
    if later.weekday is not None and _BETWEEN.search(between):
        later = _after(later, earlier)
    if _follows(later, earlier) and (earlier.last is None or _BETWEEN.search(between)):
        return later.placed(earlier.first, later.last)
    if len(between) <= _JOINED_WITHIN:
        return _placed_by(earlier, later) or _placed_by(later, earlier) or later
    return later


def _after(weekday: Named, earlier: Named) -> Named:
    """Return the weekday as the one that follows the day said before it."""
    if earlier.last is None or weekday.weekday is None or earlier.weekday is None:
        return weekday
    day = span.coming(weekday.weekday, earlier.last)
    return weekday.placed(day, day)


def _follows(later: Named, earlier: Named) -> bool:
    return bool(earlier.first and later.last and earlier.first < later.last)


def _placed_by(weekday: Named, other: Named) -> Named | None:
    """Return the weekday within the days said beside it, or these if it adds nothing."""
    if weekday.weekday is None or other.weekday is not None:
        return None
    if other.first is None or other.last is None or other.first == other.last:
        return other
    for offset in range((other.last - other.first).days + 1):
        day = other.first + timedelta(days=offset)
        if day.weekday() == weekday.weekday:
            return weekday.placed(day, day)
    return other
