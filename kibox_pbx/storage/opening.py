"""When somebody can be seen: opening hours, working hours and public holidays. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from kibox_pbx.config.settings import OpenSpan, Settings, Weekday
from kibox_pbx.records import Slot

WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def starts_on(day: date, service: str, person: str, settings: Settings) -> Iterator[Slot]:
    """Yield every time of a day at which a person could begin a service, soonest first.

    The grid runs in wall time from each opening. A time that the clocks skip is left out;
    one that they show twice is its first; an hour that lasts longer or shorter is counted
    as it really passes.
    """
    zone = settings.practice.zone
    length = timedelta(minutes=settings.services[service].minutes)
    for span in spans_on(day, person, settings):
        closes = _at(day, span.closes, zone).astimezone(UTC)
        for wall in _grid(day, span, settings.booking.step_minutes):
            start = wall.replace(tzinfo=zone)
            end = start.astimezone(UTC) + length
            if end <= closes and _exists(start):
                yield Slot(service, start, end.astimezone(zone), person)


def spans_on(day: date, person: str, settings: Settings) -> tuple[OpenSpan, ...]:
    """Return the working hours of a person on a day; none on a public holiday."""
    if is_holiday(day, settings.practice.country, settings.practice.holidays):
        return ()
    own = settings.people[person].hours
    hours = settings.hours if own is None else own
    return hours.get(WEEKDAYS[day.weekday()], ())


def is_holiday(day: date, country: str, state: str | None) -> bool:
    """Say whether a day is a public holiday of a federal state; never, without a state."""
    return state is not None and day in _holidays(country, state, day.year)


@lru_cache(maxsize=16)
def _holidays(country: str, state: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=state, years=year))


def _grid(day: date, span: OpenSpan, step_minutes: int) -> Iterator[datetime]:
    wall = datetime.combine(day, span.opens)
    while wall < datetime.combine(day, span.closes):
        yield wall
        wall += timedelta(minutes=step_minutes)


def _at(day: date, moment: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, moment, zone)


def _exists(moment: datetime) -> bool:
    """Say whether the clocks ever show a wall time; they skip some in spring."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo) == moment
