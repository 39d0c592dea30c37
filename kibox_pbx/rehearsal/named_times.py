"""Finds the days and times that a receptionist's sentences name, in whatever form.

Every time is paired with the day it belongs to: the last one named before it, else the
first one after it. Pure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from kibox_pbx.language.saying import MONTHS, say_number, say_ordinal, say_time
from kibox_pbx.utterance import Language

_DAYS_OF_MONTH = range(1, 32)
_HOURS, _MINUTES = range(24), range(60)
_NOON = 12
_RELATIVE: Mapping[Language, Mapping[str, int]] = {
    Language.GERMAN: {"heute": 0, "morgen": 1, "übermorgen": 2},
    Language.ENGLISH: {"today": 0, "tomorrow": 1, "the day after tomorrow": 2},
}
_WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    Language.GERMAN: (
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
    ),
    Language.ENGLISH: (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ),
}
_QUARTERS: Mapping[Language, Mapping[int, tuple[str, int]]] = {
    Language.GERMAN: {15: ("viertel nach", 0), 30: ("halb", 1), 45: ("viertel vor", 1)},
    Language.ENGLISH: {15: ("quarter past", 0), 30: ("half past", 0), 45: ("quarter to", 1)},
}
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Named:
    """What one stretch of speech names."""

    days: frozenset[date]
    times: frozenset[time]
    moments: frozenset[tuple[date, time]]
    """Times with the day that they were named for."""

    def names(self, asked: datetime | date | time) -> bool:
        """Say whether a day, a time of day, or both together were named."""
        match asked:
            case datetime():
                return (asked.date(), asked.time().replace(tzinfo=None)) in self.moments
            case date():
                return asked in self.days
            case time():
                return asked.replace(tzinfo=None) in self.times


def named_times(text: str, language: Language, today: date) -> Named:
    """Return the days and times that are named in a text."""
    wording = _plain(text)
    days = list(_days(wording, language, today))
    times = list(_times(wording, language))
    moments = {(day, clock) for at, clock in times for day in _days_of(at, days)}
    return Named(
        frozenset(day for _, day in days),
        frozenset(clock for _, clock in times),
        frozenset(moments),
    )


def _days_of(at: int, days: list[tuple[int, date]]) -> set[date]:
    """Return the day that a time at some position belongs to; several readings count."""
    before = [place for place, _ in days if place <= at]
    places = [max(before)] if before else [min((place for place, _ in days), default=-1)]
    return {day for place, day in days if place in places}


def _plain(text: str) -> str:
    """Keep words, digits and what stands inside a time."""
    wording = re.sub(r"(?<=\d)[.:](?=\d\d\b)", ":", text.lower())
    wording = re.sub(r"(?<!\d):|:(?!\d)|[^\w\s:'-]", " ", wording)
    return " ".join(wording.split())


def _days(wording: str, language: Language, today: date) -> Iterator[tuple[int, date]]:
    """Yield each day with its place; of "Mittwoch, den fünften Mai" the date counts."""
    dates = list(_dates(wording, language, today))
    yield from dates
    for found in re.finditer(_words(tuple(_RELATIVE[language])), wording):
        if not re.search(
            r"\b(?:guten|jeden|am|heute|übermorgen)\s+$", wording[: found.start()]
        ):
            yield found.start(), today + timedelta(days=_RELATIVE[language][found[0]])
    for found in re.finditer(_words(_WEEKDAYS[language]), wording):
        if not any(found.start() < place < found.end() + _WEEK for place, _ in dates):
            ahead = (_WEEKDAYS[language].index(found[0]) - today.weekday()) % _WEEK
            for weeks in (0, 1) if ahead == 0 else (0,):
                yield found.start(), today + timedelta(days=ahead + _WEEK * weeks)


def _dates(wording: str, language: Language, today: date) -> Iterator[tuple[int, date]]:
    ordinals, months = _ordinals(language), [month.lower() for month in MONTHS[language]]
    day_first = rf"\b({_any(ordinals)}|\d{{1,2}})(?: of)? ({_any(months)})\b"
    month_first = rf"\b({_any(months)}) (?:the )?({_any(ordinals)}|\d{{1,2}})\b"
    for pattern, day_group, month_group in ((day_first, 1, 2), (month_first, 2, 1)):
        for found in re.finditer(pattern, wording):
            said = found[day_group]
            number = ordinals.get(said) or int(said) if said.isdigit() else ordinals[said]
            yield from (
                (found.start(), day)
                for day in _next(number, months.index(found[month_group]) + 1, today)
            )
    for found in re.finditer(r"\b(\d{4})-(\d\d)-(\d\d)\b", wording):
        yield found.start(), date(*map(int, found.groups()))


def _next(day: int, month: int, today: date) -> Iterator[date]:
    """Yield the dates of this year and the next that a day and a month may mean."""
    for year in (today.year, today.year + 1):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _times(wording: str, language: Language) -> Iterator[tuple[int, time]]:
    forms, pattern = _time_forms(language)
    for found in pattern.finditer(wording):
        for clock in forms[found[0]]:
            yield found.start(), clock
    for found in re.finditer(r"\b(\d{1,2}):(\d\d)\b|\b(\d{1,2}) uhr(?: (\d{1,2}))?", wording):
        hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
        if hour in _HOURS and minute in _MINUTES:
            yield found.start(), time(hour, minute)


@cache
def _time_forms(language: Language) -> tuple[Mapping[str, tuple[time, ...]], re.Pattern[str]]:
    """Return each wording of a time with what it may mean, and a pattern of them all."""
    forms: dict[str, set[time]] = {}
    for clock in (time(hour, minute) for hour in _HOURS for minute in _MINUTES):
        for form in _forms_of(clock, language):
            forms.setdefault(form, set()).add(clock)
    meant = {form: tuple(sorted(clocks)) for form, clocks in forms.items()}
    return meant, re.compile(_words(tuple(meant)))


def _forms_of(clock: time, language: Language) -> Iterator[str]:
    yield _plain(say_time(clock, language))
    hour = clock.hour
    if clock.minute in _QUARTERS[language]:
        before, ahead = _QUARTERS[language][clock.minute]
        for said in {(hour + ahead - 1) % _NOON + 1, (hour + ahead) % 24 or _NOON}:
            yield f"{before} {_hour(said, language)}"
    if language is Language.ENGLISH:
        yield _plain(say_time(clock, language).split(" in the ")[0])


def _hour(hour: int, language: Language) -> str:
    return say_number(hour, language).lower()


@cache
def _ordinals(language: Language) -> Mapping[str, int]:
    forms = {}
    for number in _DAYS_OF_MONTH:
        said = _plain(say_ordinal(number, language))
        for form in {
            said,
            said.removesuffix("n"),
            said.removesuffix("n") + "r",
            said.replace("-", " "),
        }:
            forms[form] = number
    return forms


def _any(words: Mapping[str, int] | list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _words(words: tuple[str, ...]) -> str:
    return rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b"
