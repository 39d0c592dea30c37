"""Puts days together that were named beside each other: runs, choices, a day in its week."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from kibox_pbx.language.when import span
from kibox_pbx.language.when.span import Named

_BETWEEN = re.compile(
    r"^(?:morning|afternoon|evening|frueh|morgens|(?:vor|nach)?mittags?|abends?)? ?"
    r"(?:bis|oder|und|to|or|and|until|till|through)"
    r"(?: (?:zum|am|auch|the|on|dem|maybe|vielleicht|den|else|sonst|perhaps|also))*$"
)
_EITHER = re.compile(r"\b(?:oder|und|or|and)\b")
_BESIDE = re.compile(r"^(?:(?P<before>vor|before)|nach|after)(?: (?:dem|den|der|the))*$")
_BOTH_ENDS = re.compile(r"\b(?:zwischen|between)(?: (?:dem|den|the))*$")
_JOINED_WITHIN = 12
"""Characters between a weekday and the week it belongs to, such as "next week on"."""


def joined(found: list[Named], left: str, bound: Callable[[Named], Named]) -> Named | None:
    """Return what several days in a sentence come to; None: there are none.

    Args:
        found: In the order in which they were said.
        left: The sentence with their words hidden.
        bound: Reads what stands before a day ("ab").
    """
    meant: Named | None = None
    for named in map(bound, _in_order(_in_their_week(found), left)):
        if meant is None:
            meant = named
        else:
            meant = replace(_join(meant, named, left), start=meant.start, end=named.end)
    return meant


def _in_order(found: list[Named], left: str) -> list[Named]:
    """Let a weekday follow the day it is joined to: "Freitag bis Montag", "morgen oder Montag".

    Of two weekdays to choose from, the one that comes first stays so.
    """
    placed = found[:1]
    for named in found[1:]:
        placed.append(_following(named, placed[-1], left))
    return placed


def _following(weekday: Named, earlier: Named, left: str) -> Named:
    between, day = left[earlier.end : weekday.start].strip(), earlier.one_day
    is_choice = earlier.weekday is not None and _EITHER.search(between)
    if weekday.weekday is None or day is None or is_choice or not _BETWEEN.search(between):
        return weekday
    later = span.coming(weekday.weekday, day)
    return replace(weekday, first=later, last=later)


def _in_their_week(found: list[Named]) -> list[Named]:
    """Put two weekdays into the one week that was said with them."""
    weekdays = [named for named in found if named.weekday is not None]
    others = [named for named in found if named.weekday is None]
    if len(weekdays) < len("ab") or len(others) != 1:
        return found
    return [_placed_by(weekday, others[0]) or weekday for weekday in weekdays]


def _join(earlier: Named, later: Named, left: str) -> Named:
    between = left[earlier.end : later.start].strip()
    beside = _BESIDE.search(between)
    if earlier.weekday is not None and beside:
        return _weekday_beside(earlier, later, is_before=beside["before"] is not None)
    is_joined = _BETWEEN.search(between)
    if is_joined and _EITHER.search(between) and _is_earlier(later, earlier):
        earlier, later = later, earlier
    if not is_joined and _repeats(later, earlier):
        return earlier
    if _follows(later, earlier) and (earlier.last is None or is_joined):
        is_run = _BOTH_ENDS.search(left[: earlier.start].rstrip())
        only = frozenset[int]() if is_run else _only(earlier, later, between)
        return later.placed(earlier.first, later.last, only)
    if len(between) <= _JOINED_WITHIN:
        return _placed_by(earlier, later) or _placed_by(later, earlier) or later
    return later


def _weekday_beside(weekday: Named, other: Named, *, is_before: bool) -> Named:
    """Return "the Tuesday before Christmas"; the other days are bounded by it already."""
    edge = other.last if is_before else other.first
    if edge is None or weekday.weekday is None:
        return weekday
    first = edge - timedelta(days=span.WEEK - 1) if is_before else edge
    day = first + timedelta(days=(weekday.weekday - first.weekday()) % span.WEEK)
    return other.placed(day, day)


def _repeats(weekday: Named, earlier: Named) -> bool:
    """Say whether a weekday only says again what the date before it is ("so the Thursday")."""
    day = earlier.one_day
    return day is not None and day.weekday() == weekday.weekday


def _only(earlier: Named, later: Named, between: str) -> frozenset[int]:
    """Return the weekdays of "Monday or Wednesday", where others lie between them."""
    named = _weekdays(earlier) | _weekdays(later)
    first, last = earlier.first, later.last
    is_choice = _EITHER.search(between) and _weekdays(earlier) and _weekdays(later)
    if not is_choice or not first or not last:
        return frozenset()
    every = {(first + timedelta(days=ahead)).weekday() for ahead in range((last - first).days)}
    return named if every - named else frozenset()


def _weekdays(named: Named) -> frozenset[int]:
    day = named.one_day
    return named.only or (frozenset({day.weekday()}) if day else frozenset())


def _is_earlier(weekday: Named, other: Named) -> bool:
    """Say whether the second of two weekdays comes first ("Monday or Friday", on a Tuesday)."""
    one, two = weekday.one_day, other.one_day
    return other.weekday is not None and one is not None and two is not None and one < two


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
