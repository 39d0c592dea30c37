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
    as it really passes.
    """
    zone = settings.practice.zone
    length = timedelta(minutes=settings.services[service].minutes)
    own = settings.people[person].hours
    hours = settings.hours if own is None else own
    for span in spans_on(day, hours, settings.practice):
        closes = _at(day, span.closes, zone).astimezone(UTC)
        for wall in _grid(day, span, settings.booking.step_minutes):
            start = wall.replace(tzinfo=zone)
            end = start.astimezone(UTC) + length
            if end <= closes and _exists(start):
                yield Slot(service, start, end.astimezone(zone), person)


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
