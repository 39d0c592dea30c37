"""What each way to name a day means, as the rules of `day_rules` have read it.

A meaning takes what was found and today, and returns the days; None: there are none.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from kibox_pbx.language.when import span
from kibox_pbx.language.when.vocabulary import MONTHS, RELATIVE_DAYS, WEEKDAYS
from kibox_pbx.utterance import Language


class Days(NamedTuple):
    """A run of days."""

    first: date
    last: date | None
    """Inclusive; None: from the first on."""

    only: frozenset[int] = frozenset()
    """Weekdays, where only these of the days are meant."""


Found = re.Match[str]
Meaning = Callable[[Found, date], Days | None]

_WEEKDAYS = WEEKDAYS[Language.GERMAN] | WEEKDAYS[Language.ENGLISH]
_MONTHS = MONTHS[Language.GERMAN] | MONTHS[Language.ENGLISH]
_RELATIVE = RELATIVE_DAYS[Language.GERMAN] | RELATIVE_DAYS[Language.ENGLISH]
_A_FEW_DAYS = 7
"""Of "the next days", where no number is said."""


def said_in(found: Found, what: str) -> str | None:
    """Return what a group has read; None also where there is no such group."""
    return found.groupdict().get(what)


def one_day(day: date | None) -> Days | None:
    """Return a single day, if there is one."""
    return Days(day, day) if day else None


def numeric(found: Found, today: date) -> Days | None:
    """Read "24.11.2026", "3/12"."""
    year = span.full_year(said_in(found, "year"))
    return one_day(span.day_of(year, int(found["month"]), int(found["day"]), today))


def day_and_month(found: Found, today: date) -> Days | None:
    """Read "Zweiter Dezember"."""
    year = span.full_year(said_in(found, "year"))
    return one_day(span.day_of(year, _MONTHS[found["month"]], int(found["day"]), today))


def bare_day(found: Found, today: date) -> Days | None:
    """Read "Am Dritten"."""
    return one_day(span.day_of_month(int(found["day"]), today))


def two_days(found: Found, today: date) -> Days | None:
    """Read "Vom fünfzehnten bis zum neunzehnten Februar", "the third or fourth of December"."""
    first, last = _first_and_last(found, today)
    if first is None or last is None or last < first:
        return None
    is_run = found["joint"] in {"bis", "to", "till", "until", "through"} or found["lead"] in {
        "zwischen",
        "between",
    }
    is_run = is_run or last - first <= timedelta(days=1)
    only = () if is_run else (first.weekday(), last.weekday())
    return Days(max(first, today), last, frozenset(only))


def _first_and_last(found: Found, today: date) -> tuple[date | None, date | None]:
    one, two = int(found["one"]), int(found["two"])
    month, first_month = said_in(found, "month"), said_in(found, "first_month")
    if first_month:
        first = span.day_of(None, _MONTHS[first_month], one, today)
        return first, first and span.day_of_month(two, first)
    if month is None:
        first = span.day_of_month(one, today)
        return first, first and span.day_of_month(two, first)
    last = span.day_of(None, _MONTHS[month], two, today)
    if last is None:
        return None, None
    before = last if one < two else last.replace(day=1) - timedelta(days=1)
    return span.day_of(before.year, before.month, one, today), last


def relative(found: Found, today: date) -> Days | None:
    """Read "Morgen"."""
    return one_day(today + timedelta(days=_RELATIVE[found["base"]]))


def from_that_day(found: Found, today: date) -> Days | None:
    """Read "Morgen in einer Woche", "a week tomorrow", "tomorrow week"."""
    return one_day(today + timedelta(days=_RELATIVE[found["base"]]) + _ahead(found))


def _ahead(found: Found) -> timedelta:
    count = int(said_in(found, "n") or 1)
    if found["unit"].startswith(("woche", "week")):
        return timedelta(weeks=count)
    german_week = found["unit"].startswith("tag") and count == span.WEEK + 1
    return timedelta(days=span.WEEK if german_week else count)


def in_so_long(found: Found, today: date) -> Days | None:
    """Read "In drei Wochen": the whole week; "in zehn Tagen": the day."""
    count, most = int(found["n"]), int(found["most"] or found["n"])
    if found["unit"].startswith(("monat", "month")):
        year, number = span.next_month(today, count)
        return Days(*span.week(span.month(year, number)[0] + timedelta(days=today.day - 1), 0))
    if found["unit"].startswith(("woche", "week")):
        return Days(span.week(today, count)[0], span.week(today, most)[1])
    first = today + _ahead(found)
    return Days(first, max(first, today + timedelta(days=most)) if found["most"] else first)


def coming_days(found: Found, today: date) -> Days | None:
    """Read "Die nächsten zwei Wochen": from today on."""
    weeks, days = int(found["weeks"] or 0), int(found["days"] or _A_FEW_DAYS)
    return Days(today, today + timedelta(days=(weeks * span.WEEK or days) - 1))


def weekday_and_weeks(found: Found, today: date) -> Days | None:
    """Read "Freitag in einer Woche", "Friday week": counted from the coming Friday."""
    weekday = _WEEKDAYS[found["weekday"]]
    return one_day(span.coming(weekday, today) + timedelta(weeks=_weeks(found)))


def weekday_in_weeks(found: Found, today: date) -> Days | None:
    """Read "Mittwoch in einer Woche": on a Wednesday counted from today."""
    weekday = _WEEKDAYS[found["weekday"]]
    near = today if today.weekday() == weekday else span.coming(weekday, today)
    return one_day(near + timedelta(weeks=_weeks(found)))


def weekday_of_week(found: Found, today: date) -> Days | None:
    """Read "In drei Wochen am Dienstag"."""
    monday = span.monday_of(today + _ahead(found))
    return one_day(span.in_week_of(_WEEKDAYS[found["weekday"]], monday))


def _weeks(found: Found) -> int:
    count = int(said_in(found, "n") or 1)
    in_days = (found["unit"] or "").startswith(("tag", "day"))
    return max(1, round(count / span.WEEK)) if in_days else count


def weekday_after_next(found: Found, today: date) -> Days | None:
    """Read "Übernächsten Freitag"."""
    return one_day(span.coming(_WEEKDAYS[found["weekday"]], today) + timedelta(weeks=1))


def weekday_next_week(found: Found, today: date) -> Days | None:
    """Read "Next Friday"."""
    return one_day(span.in_week_of(_WEEKDAYS[found["weekday"]], span.week(today, 1)[0]))
