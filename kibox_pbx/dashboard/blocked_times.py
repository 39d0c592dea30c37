"""When somebody is away or a room is closed: nobody is booked there then."""

from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.desk import DeskRepository

AHEAD = timedelta(days=2 * 366)
"""How far the list looks; nothing can be booked later."""


async def listed(visit: Visit) -> Response:
    """Show what is blocked from now on."""
    return await _shown(visit)


async def block(visit: Visit) -> Response:
    """Block a time for some people or rooms."""
    settings, form = visit.office.settings, visit.form
    people = form.get("person", ())
    if not set(people) <= settings.people.keys():
        raise HTTPException(400)
    if not people:
        return await _shown(visit, visit.wording.say("blocked.nobody"))
    first, last = (_moment(visit, one(form, name)) for name in ("first", "last"))
    if first is None or last is None:
        return await _shown(visit, visit.wording.say("blocked.no_time"))
    try:
        await _desk(visit).block(visit.who.name, sorted(set(people)), first, last)
    except StorageError:
        return await _shown(visit, visit.wording.say("blocked.no_span"))
    return RedirectResponse("/calendar/blocked", 303)


async def unblock(visit: Visit) -> Response:
    """Have somebody booked again."""
    await _desk(visit).unblock(visit.who.name, one(visit.form, "block")[:64])
    return RedirectResponse("/calendar/blocked", 303)


async def _shown(visit: Visit, problem: str = "") -> Response:
    office = visit.office
    await write_note(office.database, visit.who, "show_blocked_times")
    now = office.clock()
    return visit.show(
        "blocked_times.html",
        400 if problem else 200,
        blocked=await _desk(visit).blocked(now, now + AHEAD),
        people=office.settings.people,
        problem=problem,
    )


def _moment(visit: Visit, text: str) -> datetime | None:
    """Return what a browser's field for a date and a time holds, in the practice's zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        return None
    return moment.replace(tzinfo=visit.office.settings.practice.zone)


def _desk(visit: Visit) -> DeskRepository:
    return DeskRepository(visit.office.database, visit.office.settings, visit.office.clock)


PAGES = (
    Page("/calendar/blocked", Permission.CHANGE_CALENDAR, listed),
    Page("/calendar/blocked", Permission.CHANGE_CALENDAR, block, Method.CHANGE),
    Page("/calendar/blocked/remove", Permission.CHANGE_CALENDAR, unblock, Method.CHANGE),
)
