"""When the practice is open: opening hours, and public holidays as closed days. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import get_args

import holidays

from kibox_pbx.config.settings import OpenSpan, Practice, Settings, Weekday

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
"""In the order of ``date.weekday``."""


def is_open(settings: Settings, now: datetime) -> bool:
    """Say whether the practice is open at a moment (aware, in its time zone)."""
    spans = spans_on(now.date(), settings.hours, settings.practice)
    return any(span.opens <= now.time() < span.closes for span in spans)


def spans_on(
    day: date, hours: Mapping[Weekday, tuple[OpenSpan, ...]], practice: Practice
) -> tuple[OpenSpan, ...]:
    """Return what the hours of a week (the practice's, a person's) say of one day.

    On a public holiday, and while the practice is closed, nobody is there, whatever the
    weekday says.
    """
    if any(day in days for days in practice.closed):
        return ()
    if is_holiday(day, practice.country, practice.holidays):
        return ()
    return hours.get(WEEKDAYS[day.weekday()], ())


def is_holiday(day: date, country: str, state: str | None) -> bool:
    """Say whether a day is a public holiday of a federal state; never, without a state."""
    return state is not None and day in _holidays(country, state, day.year)


@lru_cache(maxsize=16)
def _holidays(country: str, state: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=state, years=year))
