"""When an appointment could begin: the grid of start times inside somebody's hours. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kibox_pbx.config.opening import spans_on
from kibox_pbx.config.settings import OpenSpan, Settings
from kibox_pbx.records import Slot


def starts_on(day: date, service: str, person: str, settings: Settings) -> Iterator[Slot]:
    """Yield every time of a day at which a person could begin a service, soonest first.

    The grid runs in wall time from each opening. A time that the clocks skip is left out;
    one that they show twice is its first; an hour that lasts longer or shorter is counted
    as it really passes. A service with hours of its own begins within them.
    """
    zone = settings.practice.zone
    length = timedelta(minutes=settings.services[service].minutes)
    for span in _spans(day, person, settings):
        closes = _at(day, span.closes, zone).astimezone(UTC)
        for wall in _grid(day, span, settings.booking.step_minutes):
            start = wall.replace(tzinfo=zone)
            end = start.astimezone(UTC) + length
            if end <= closes and _exists(start) and _is_given(wall, service, settings):
                yield Slot(service, start, end.astimezone(zone), person)


def _spans(day: date, person: str, settings: Settings) -> tuple[OpenSpan, ...]:
    """Return when somebody is there on a day."""
    somebody = settings.people[person]
    if any(day in days for days in somebody.away):
        return ()
    hours = settings.hours if somebody.hours is None else somebody.hours
    return spans_on(day, hours, settings.practice)


def _is_given(wall: datetime, service: str, settings: Settings) -> bool:
    """Say whether a service begins at a wall time, as far as its own hours go."""
    hours = settings.services[service].hours
    if hours is None:
        return True
    spans = spans_on(wall.date(), hours, settings.practice)
    return any(span.opens <= wall.time() < span.closes for span in spans)


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
