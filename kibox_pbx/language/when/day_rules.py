"""Every way to name a day that we know, as a pattern and what it means.

Rules are tried in order; what one of them has read is hidden from those after it.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from kibox_pbx.language.when import span
from kibox_pbx.language.when.vocabulary import (
    HOLIDAYS,
    MONTHS,
    RELATIVE_DAYS,
    WEEKDAYS,
    either,
)
from kibox_pbx.utterance import Language

Days = tuple[date, date]
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None]]

_PARTS = {
    "anfang": "begin",
    "early": "begin",
    "early in": "begin",
    "beginning of": "begin",
    "start of": "begin",
    "mitte": "middle",
    "middle of": "middle",
    "mid": "middle",
    "ende": "end",
    "end of": "end",
    "late": "end",
    "late in": "end",
}
_PART = rf"(?:(?P<part>{either(_PARTS)}) (?:the )?)"
_WEEKS_AHEAD = {"dies": 0, "this": 0, "der": 0, "the": 0, "uebernaechst": 2}


def _said(found: re.Match[str], what: str) -> str | None:
    return found.groupdict().get(what)


def _one(day: date | None) -> Days | None:
    return (day, day) if day else None


def _numeric(found: re.Match[str], today: date) -> Days | None:
    year = span.full_year(_said(found, "year"))
    return _one(span.day_of(year, int(found["month"]), int(found["day"]), today))


def _weekday_and_weeks(found: re.Match[str], today: date) -> Days | None:
    weekday = _ALL_WEEKDAYS[found["weekday"]]
    return _one(span.coming(weekday, today) + timedelta(weeks=_weeks(found)))


def _weeks(found: re.Match[str]) -> int:
    count = int(_said(found, "n") or 1)
    in_days = (found["unit"] or "").startswith(("tag", "day"))
    return max(1, round(count / span.WEEK)) if in_days else count


def _from_today(found: re.Match[str], today: date) -> Days | None:
    base = today + timedelta(days=_ALL_RELATIVE[found["base"]])
    return _one(base + _ahead(found))


def _ahead(found: re.Match[str]) -> timedelta:
    count = int(found["n"])
    if found["unit"].startswith(("woche", "week")):
        return timedelta(weeks=count)
    german_week = found["unit"].startswith("tag") and count == span.WEEK + 1
    return timedelta(days=span.WEEK if german_week else count)


def _in_so_long(found: re.Match[str], today: date) -> Days | None:
    if found["unit"].startswith(("monat", "month")):
        year, number = span.next_month(today, int(found["n"]))
        return span.week(span.month(year, number)[0] + timedelta(days=today.day - 1), 0)
    if found["unit"].startswith(("woche", "week")):
        return span.week(today, int(found["n"]))
    return _one(today + _ahead(found))


def _week(found: re.Match[str], today: date) -> Days | None:
    said = found["which"]
    ahead = next((n for word, n in _WEEKS_AHEAD.items() if said.startswith(word)), 1)
    return _part_of_week(_said(found, "part"), today, ahead)


def _week_after_next(found: re.Match[str], today: date) -> Days | None:
    return _part_of_week(_said(found, "part"), today, 2)


def _part_of_week(part: str | None, today: date, ahead: int) -> Days:
    if not part:
        return span.week(today, ahead)
    monday = span.week(today, ahead)[1] - timedelta(days=span.WEEK - 1)
    return span.part_of_week(_PARTS[part], monday)


def _month(found: re.Match[str], today: date) -> Days | None:
    number = _ALL_MONTHS[found["month"]]
    return _part_of_month(
        _said(found, "part"), today.year + (number < today.month), number, today
    )


def _week_of_month(found: re.Match[str], today: date) -> Days | None:
    number = _ALL_MONTHS[found["month"]]
    first, last = span.month(today.year + (number < today.month), number)
    monday = first + timedelta(weeks=int(found["n"]) - 1)
    return max(today, monday), max(today, min(last, monday + timedelta(days=span.WEEK - 1)))


def _other_month(found: re.Match[str], today: date) -> Days | None:
    ahead = int(found["which"].startswith(("naechst", "kommend", "next")))
    year, number = span.next_month(today, ahead)
    return _part_of_month(_said(found, "part"), year, number, today)


def _part_of_month(part: str | None, year: int, number: int, today: date) -> Days:
    first, last = span.month(year, number)
    if part:
        first, last = span.part_of_month(_PARTS[part], first, last)
    return max(first, today), max(last, today)


def _day_and_month(found: re.Match[str], today: date) -> Days | None:
    year = span.full_year(_said(found, "year"))
    return _one(span.day_of(year, _ALL_MONTHS[found["month"]], int(found["day"]), today))


def _weekend(found: re.Match[str], today: date) -> Days | None:
    saturday = in_weekend = span.in_week_of(5, today - timedelta(days=today.weekday()))
    if found["which"] and found["which"].startswith(("naechst", "next")):
        saturday += timedelta(weeks=1)
    return max(saturday, today) if saturday == in_weekend else saturday, saturday + timedelta(
        days=1
    )


def _next_weekday(found: re.Match[str], today: date) -> Days | None:
    return _one(span.in_week_of(_ALL_WEEKDAYS[found["weekday"]], span.week(today, 1)[0]))


def _weekday_after_next(found: re.Match[str], today: date) -> Days | None:
    coming = span.coming(_ALL_WEEKDAYS[found["weekday"]], today)
    return _one(coming + timedelta(weeks=1))


def _holiday(days: tuple[tuple[int, int], tuple[int, int]]) -> Callable[..., Days | None]:
    def meaning(_: re.Match[str], today: date) -> Days | None:
        first, last = (_coming(*day, today) for day in days)
        return (first, last) if first <= last else (today, last)

    return meaning


def _coming(month: int, day: int, today: date) -> date:
    """Return the next day of that name; one that every year has, so not of February 29."""
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def _bare_day(found: re.Match[str], today: date) -> Days | None:
    return _one(span.day_of_month(int(found["day"]), today))


def _relative(found: re.Match[str], today: date) -> Days | None:
    return _one(today + timedelta(days=_ALL_RELATIVE[found["base"]]))


_ALL_WEEKDAYS = WEEKDAYS[Language.GERMAN] | WEEKDAYS[Language.ENGLISH]
_ALL_MONTHS = MONTHS[Language.GERMAN] | MONTHS[Language.ENGLISH]
_ALL_RELATIVE = RELATIVE_DAYS[Language.GERMAN] | RELATIVE_DAYS[Language.ENGLISH]

_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?: (?P<year>20\d\d))?"
_NUMERIC: tuple[tuple[str, Callable[[re.Match[str], date], Days | None]], ...] = (
    (r"(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _numeric),
    (rf"{_DAY}\. ?(?P<month>\d{{1,2}})\.(?: ?(?P<year>20\d\d|\d\d(?! ?uhr)))?", _numeric),
    (rf"(?<=am ){_DAY}\.(?P<month>0?[1-9]|1[0-2])(?! ?uhr|\d)", _numeric),
    (rf"{_DAY}/(?P<month>\d{{1,2}})(?:/(?P<year>20\d\d|\d\d))?", _numeric),
)


def _german() -> tuple[tuple[str, Callable[[re.Match[str], date], Days | None]], ...]:
    weekday = rf"(?P<weekday>{either(WEEKDAYS[Language.GERMAN])})"
    month = rf"(?P<month>{either(MONTHS[Language.GERMAN])})"
    base = rf"(?P<base>{either(RELATIVE_DAYS[Language.GERMAN])})"
    long = r"(?P<n>\d+) (?P<unit>tage?n?|wochen?)"
    which = r"(?P<which>naechste[rnms]?|kommende[rnms]?|diese[rnms]?)"
    return (
        (rf"(?P<n>[1-4])\. {month}woche", _week_of_month),
        (rf"(?P<n>[1-4])\. woche (?:im |des )?{month}s?", _week_of_month),
        (rf"{_DAY}\.? ?{month}{_YEAR}", _day_and_month),
        (rf"{base} (?:in|ueber) {long}", _from_today),
        (rf"{weekday} (?:in|ueber) {long}", _weekday_and_weeks),
        (rf"{_PART}?(?P<which>uebernaechste[rn]?) woche", _week),
        (rf"{_PART}?(?P<which>(?:naechste|kommende|diese)[rn]?|der) woche", _week),
        (rf"{_PART}?(?P<which>(?:naechste|kommende|diese)[rnms]*|des) monats?", _other_month),
        (r"in (?P<n>\d+) (?P<unit>tage?n?|wochen?|monate?n?)", _in_so_long),
        (rf"{_PART}{month}", _month),
        (rf"{month}", _month),
        (rf"(?:{which} )?wochenende", _weekend),
        (rf"uebernaechste[nrm]? {weekday}", _weekday_after_next),
        (rf"(?:den|der|dem|am|vom|zum) {_DAY}\.?(?! ?(?:uhr|termin|stunde)|\d)", _bare_day),
        (rf"(?<!\S){_DAY}\.(?!\S| termin)(?=$| (?!\d|termin|uhr))", _bare_day),
        (base, _relative),
    )


def _english() -> tuple[tuple[str, Callable[[re.Match[str], date], Days | None]], ...]:
    weekday = rf"(?P<weekday>{either(WEEKDAYS[Language.ENGLISH])})"
    months = either(MONTHS[Language.ENGLISH])
    month = rf"(?P<month>{months})"
    sure = months.replace("|may", "").replace("|march", "")
    base = rf"(?P<base>{either(RELATIVE_DAYS[Language.ENGLISH])})"
    long = r"(?P<n>\d+) (?P<unit>days?|weeks?)"
    which = r"(?P<which>next|the coming|coming|this)"
    return (
        (rf"{month} (?:the )?{_DAY}\.?{_YEAR}(?! ?(?:oclock|am\b|pm\b))", _day_and_month),
        (rf"(?P<n>[1-4])\. week (?:of|in) {month}", _week_of_month),
        (rf"{_DAY}\.? (?:of )?{month}{_YEAR}", _day_and_month),
        (rf"{long} (?:from |after )?{base}", _from_today),
        (rf"{base} in {long}", _from_today),
        (rf"{long} (?:from|after|on) (?:next )?{weekday}", _weekday_and_weeks),
        (rf"{weekday} in {long}", _weekday_and_weeks),
        (rf"{weekday} (?P<unit>week)\b", _weekday_and_weeks),
        (rf"{_PART}?(?:the )?week after next", _week_after_next),
        (rf"{_PART}?(?P<which>next|coming|this|the) week", _week),
        (rf"{_PART}?(?P<which>next|coming|this|the) month", _other_month),
        (r"(?:in|within) (?:about )?(?P<n>\d+) (?P<unit>days?|weeks?|months?)", _in_so_long),
        (r"(?P<n>\d+) (?P<unit>days?|weeks?|months?) from now", _in_so_long),
        (rf"{_PART}{month}", _month),
        (rf"(?:(?:in|next|this) {month}|(?P<other>{sure}))", _bare_month),
        (rf"(?:{which} )?weekend", _weekend),
        (rf"{weekday} after next", _weekday_after_next),
        (rf"next {weekday}", _next_weekday),
        (rf"(?:the|on) {_DAY}\.(?! (?:1\b|slot|appointment))", _bare_day),
        (rf"(?<!\S){_DAY}\.(?=$| (?!1\b|slot|appointment|thing))", _bare_day),
        (base, _relative),
    )


def _bare_month(found: re.Match[str], today: date) -> Days | None:
    number = _ALL_MONTHS[found["month"] or found["other"]]
    return _part_of_month(None, today.year + (number < today.month), number, today)


@cache
def day_rules(language: Language) -> tuple[Rule, ...]:
    """Return the rules of a language, ready to search with."""
    own = _german() if language is Language.GERMAN else _english()
    holidays = tuple((words, _holiday(d)) for words, d in HOLIDAYS[language].items())
    return tuple(
        (re.compile(rf"(?<![\w.])(?:{pattern})(?!\w)"), meaning)
        for pattern, meaning in (*_NUMERIC, *holidays, *own)
    )
