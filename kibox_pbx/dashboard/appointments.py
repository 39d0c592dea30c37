"""One appointment: to another time that the calendar offers, or cancelled.

Whoever it is for was told another time, so each change leaves a message in the inbox to tell
them, as long as something of their call is kept; the page says so, too.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.calendar import day_of
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.ports import Moved
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.records import Appointment, Message, Slot
from kibox_pbx.storage.desk import DeskRepository
from kibox_pbx.storage.shared.calendar import appointment_book

DAYS_SHOWN = 7
MOST_SLOTS = 500
"""Of one person in these days; a grid of five minutes has a hundred a day."""


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day with the times that the calendar offers on it."""

    day: date
    slots: tuple[Slot, ...]


async def shown(visit: Visit) -> Response:
    """Lead to the free times from the appointment's own day on, or from today."""
    appointment = await _meant(visit)
    today = visit.office.clock().astimezone(visit.office.settings.practice.zone).date()
    day = max(today, appointment.slot.start.date())
    return RedirectResponse(f"/calendar/appointments/{appointment.id}/from/{day}", 303)


async def from_day(visit: Visit) -> Response:
    """Show an appointment, and the free times of a week from a day on."""
    return await _shown(visit, await _meant(visit), day_of(visit))


async def move(visit: Visit) -> Response:
    """Give it the time that was chosen, if the calendar still offers it."""
    appointment = _as_it_was_shown(visit, await _meant(visit))
    slot = _chosen(visit, appointment)
    wording = visit.wording
    before, after = (wording.moment(each.start) for each in (appointment.slot, slot))
    text = wording.say("appointment.todo_moved", before=before, after=after)
    to_do = _to_do(visit, appointment, text)
    moved = await _desk(visit).move(visit.who.name, appointment, slot, to_do)
    match moved:
        case Moved.DONE:
            return _told(visit, to_do, slot.start.date())
        case Moved.SLOT_LOST:
            problem = wording.say("appointment.slot_lost")
            return await _shown(visit, appointment, slot.start.date(), problem)
        case Moved.APPOINTMENT_LOST:
            raise HTTPException(404)


async def cancel(visit: Visit) -> Response:
    """Delete it, if the box beside the button was ticked."""
    appointment = _as_it_was_shown(visit, await _meant(visit))
    day = appointment.slot.start.date()
    if one(visit.form, "really") != "yes":
        problem = visit.wording.say("appointment.tick")
        return await _shown(visit, appointment, day, problem)
    before = visit.wording.moment(appointment.slot.start)
    text = visit.wording.say("appointment.todo_cancelled", before=before)
    to_do = _to_do(visit, appointment, text)
    if not await _desk(visit).cancel(visit.who.name, appointment, to_do):
        raise HTTPException(404)
    return _told(visit, to_do, day)


async def _shown(
    visit: Visit, appointment: Appointment, day: date, problem: str = ""
) -> Response:
    database, who = visit.office.database, visit.who
    await write_note(database, who, "show_appointment", appointment.id)
    return visit.show(
        "appointment.html",
        409 if problem else 200,
        appointment=appointment,
        free=await _free(visit, appointment, day),
        day=day,
        before=day - timedelta(days=DAYS_SHOWN),
        after=day + timedelta(days=DAYS_SHOWN),
        problem=problem,
    )


async def _free(visit: Visit, appointment: Appointment, day: date) -> list[FreeDay]:
    """Return what the calendar offers for the same service, by day and then by person."""
    office = visit.office
    service = office.settings.services.get(appointment.slot.service)
    if service is None:
        return []
    zone = office.settings.practice.zone
    first = datetime.combine(day, time(), zone)
    last = datetime.combine(day + timedelta(days=DAYS_SHOWN), time(), zone)
    book = appointment_book(office.database, office.settings, office.clock)
    found: list[Slot] = []
    for person in service.people:
        wish = FindSlots(appointment.slot.service, first, last, person=person, limit=MOST_SLOTS)
        found += await book.free_slots(wish)
    found.sort(key=lambda slot: (slot.start, service.people.index(slot.person)))
    days = sorted({slot.start.date() for slot in found})
    return [
        FreeDay(each, tuple(slot for slot in found if slot.start.date() == each))
        for each in days
    ]


def _chosen(visit: Visit, appointment: Appointment) -> Slot:
    """Return the slot of the form; whether the calendar offers it, the store says."""
    person, _, start = one(visit.form, "slot").partition("|")
    settings = visit.office.settings
    service = settings.services.get(appointment.slot.service)
    if service is None or person not in settings.people:
        raise HTTPException(400)
    begins = _moment(start).astimezone(settings.practice.zone)
    ends = begins + timedelta(minutes=service.minutes)
    return Slot(appointment.slot.service, begins, ends, person)


def _as_it_was_shown(visit: Visit, appointment: Appointment) -> Appointment:
    """Return it, unless it has changed since the form was shown."""
    if _moment(one(visit.form, "start")) != appointment.slot.start:
        raise HTTPException(404)
    return appointment


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise HTTPException(400) from None
    if moment.tzinfo is None:
        raise HTTPException(400)
    return moment


def _to_do(visit: Visit, appointment: Appointment, text: str) -> Message:
    subject = visit.wording.say("appointment.todo")
    return Message(text, appointment.name, appointment.phone, subject=subject)


def _told(visit: Visit, to_do: Message, day: date) -> Response:
    return visit.show("told.html", to_do=to_do, day=day)


async def _meant(visit: Visit) -> Appointment:
    appointment = await _desk(visit).appointment(visit.part("appointment"))
    if appointment is None:
        raise HTTPException(404)
    return appointment


def _desk(visit: Visit) -> DeskRepository:
    return DeskRepository(visit.office.database, visit.office.settings, visit.office.clock)


_PATH = "/calendar/appointments/{appointment}"
PAGES = (
    Page(_PATH, Permission.CHANGE_CALENDAR, shown),
    Page(f"{_PATH}/from/{{day}}", Permission.CHANGE_CALENDAR, from_day),
    Page(f"{_PATH}/move", Permission.CHANGE_CALENDAR, move, Method.CHANGE),
    Page(f"{_PATH}/cancel", Permission.CHANGE_CALENDAR, cancel, Method.CHANGE),
)
