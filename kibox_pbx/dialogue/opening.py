"""Is somebody there now? Opening hours and public holidays of the practice."""

from datetime import datetime
from functools import lru_cache

import holidays

from kibox_pbx.config.settings import Settings, Weekday

WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def is_open(settings: Settings, now: datetime) -> bool:
    """Say whether the practice is open at a moment (aware, in its time zone)."""
    practice = settings.practice
    if practice.holidays and now.date() in _holidays(
        practice.country, practice.holidays, now.year
    ):
        return False
    spans = settings.hours.get(WEEKDAYS[now.weekday()], ())
    return any(span.opens <= now.time() < span.closes for span in spans)


@lru_cache(maxsize=8)
def _holidays(country: str, state: str, year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=state, years=year)
