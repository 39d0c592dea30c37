"""The calendar, to look at: a week or a day, of all or of one person.

What is restricted shows as engaged, and what the practice's own calendars say as a time alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.calendar_marks import marks
from kibox_pbx.dashboard.page import Page, Visit
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.records import Appointment
from kibox_pbx.storage.busy_elsewhere import BusyElsewhereRepository, BusyTime
from kibox_pbx.storage.calendar_clashes import conflicts
from kibox_pbx.storage.desk import BlockedTime, DeskRepository
from kibox_pbx.storage.shared.calendar import appointment_book

WEEK = 7
FIRST_YEAR, LAST_YEAR = 2000, 2100

Entry = Appointment | BlockedTime | BusyTime


@dataclass(frozen=True, slots=True)
class Day:
    """A day with what is booked on it."""

    day: date
    entries: tuple[Entry, ...]
    """In the order of time."""

    is_today: bool


async def today(visit: Visit) -> Response:
    """Lead to this week."""
    return RedirectResponse(f"/calendar/week/{visit.office.clock().date().isoformat()}")


async def week(visit: Visit) -> Response:
    """Show the week, from Monday on, that a day is in."""
    day = day_of(visit)
    return await _shown(visit, day - timedelta(days=day.weekday()), WEEK)


async def one_day(visit: Visit) -> Response:
    """Show one day."""
    return await _shown(visit, day_of(visit), 1)


async def _shown(visit: Visit, first: date, count: int) -> Response:
    office, person = visit.office, _person(visit)
    await write_note(office.database, visit.who, "show_calendar", first.isoformat())
    days = [first + timedelta(days=each) for each in range(count)]
    zone = office.settings.practice.zone
    bounds = (
        datetime.combine(first, time(), zone),
        datetime.combine(first + timedelta(days=count), time(), zone),
    )
    booked, others = await _booked(visit, bounds), await _taken(visit, bounds)
    clashes = marks(
        booked,
        (each for each in others if isinstance(each, BusyTime)),
        await conflicts(office.database),
        office.clock(),
    )
    now = office.clock().astimezone(zone).date()
    entries = [each for each in (*booked, *others) if person in {"", _person_of(each)}]
    return visit.show(
        "calendar.html",
        days=[_day(each, entries, zone, now) for each in days],
        is_week=count == WEEK,
        before=first - timedelta(days=count),
        after=first + timedelta(days=count),
        now=now,
        marks=clashes,
        person=person,
        people=office.settings.people,
        may_change=visit.may(Permission.CHANGE_CALENDAR),
    )


async def _booked(visit: Visit, bounds: tuple[datetime, datetime]) -> tuple[Appointment, ...]:
    office = visit.office
    book = appointment_book(office.database, office.settings, office.clock)
    return await book.appointments(*bounds)


async def _taken(
    visit: Visit, bounds: tuple[datetime, datetime]
) -> tuple[BlockedTime | BusyTime, ...]:
    """Return what is no appointment of ours: blocked here, or busy elsewhere."""
    office, zone = visit.office, visit.office.settings.practice.zone
    desk = DeskRepository(office.database, office.settings, office.clock)
    busy = await BusyElsewhereRepository(office.database).between(*bounds)
    here = (
        replace(each, start=each.start.astimezone(zone), end=each.end.astimezone(zone))
        for each in busy
    )
    return *await desk.blocked(*bounds), *here


def _person_of(entry: Entry) -> str:
    return entry.slot.person if isinstance(entry, Appointment) else entry.person


def _day(day: date, entries: Iterable[Entry], zone: ZoneInfo, now: date) -> Day:
    begins, ends = (
        datetime.combine(each, time(), zone) for each in (day, day + timedelta(days=1))
    )
    its_own = [each for each in entries if _start(each) < ends and _end(each) > begins]
    return Day(day, tuple(sorted(its_own, key=_start)), day == now)


def _start(entry: Entry) -> datetime:
    return entry.slot.start if isinstance(entry, Appointment) else entry.start


def _end(entry: Entry) -> datetime:
    return entry.slot.end if isinstance(entry, Appointment) else entry.end


def _person(visit: Visit) -> str:
    """Return whose calendar is meant; empty: everybody's."""
    person = str(visit.request.path_params.get("person", ""))
    if person and person not in visit.office.settings.people:
        raise HTTPException(404)
    return person


def day_of(visit: Visit) -> date:
    """Return the day of the path."""
    try:
        day = date.fromisoformat(visit.part("day"))
    except ValueError:
        raise HTTPException(404) from None
    if not FIRST_YEAR <= day.year < LAST_YEAR:
        raise HTTPException(404)
    return day


PAGES = (
    Page("/calendar", Permission.SEE_CALENDAR, today),
    Page("/calendar/week/{day}", Permission.SEE_CALENDAR, week, script="calendar.js"),
    Page("/calendar/day/{day}", Permission.SEE_CALENDAR, one_day),
    Page("/calendar/week/{day}/{person}", Permission.SEE_CALENDAR, week, script="calendar.js"),
    Page("/calendar/day/{day}/{person}", Permission.SEE_CALENDAR, one_day),
)
