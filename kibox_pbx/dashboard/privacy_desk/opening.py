"""A request comes: who asks, for what, since when, and how it was checked who they are."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.admin.subject.desk import Asked
from kibox_pbx.admin.subject.naming import as_number
from kibox_pbx.dashboard.calls import call_of
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.dashboard.privacy_desk.desk import day_typed, desk_of, today, typed
from kibox_pbx.errors import ConfigError, StorageError
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.requests import ARTICLES, Kind
from kibox_pbx.storage.subjects import Search

FIELDS = ("kind", "number", "name", "born", "received", "identity", "call")


class _WrongError(Exception):
    """What was typed cannot be a request; its text is the name of words of the pages."""


async def empty(visit: Visit) -> Response:
    """Show the form."""
    return _shown(visit, {"received": today(visit).isoformat()})


async def of_call(visit: Visit) -> Response:
    """Show the form for whoever rang."""
    call = (await call_of(visit)).call
    await write_note(visit.office.database, visit.who, "show_call", call.id)
    known = {"received": today(visit).isoformat(), "number": call.caller or ""}
    return _shown(visit, known | {"call": call.id})


async def receive(visit: Visit) -> Response:
    """Write that it came, and show it."""
    kind = one(visit.form, "kind")
    if kind not in list(Kind):
        raise HTTPException(400)
    try:
        asked = await _asked(visit, Kind(kind))
    except _WrongError as error:
        values = {field: one(visit.form, field) for field in FIELDS}
        return _shown(visit, values, visit.wording.say(str(error)))
    request = await desk_of(visit).receive(Kind(kind), asked)
    return RedirectResponse(f"/requests/{request.id}", 303)


async def _asked(visit: Visit, kind: Kind) -> Asked:
    born, received = day_typed(visit, "born"), day_typed(visit, "received")
    if typed(visit, "born") and born is None:
        raise _WrongError("requests.bad_birthdate")
    if received is None or received > today(visit):
        raise _WrongError("requests.bad_day")
    number, name = _number(visit), typed(visit, "name") or None
    calls = await _call(visit)
    if not (number or name or calls):
        raise _WrongError("requests.nobody")
    if kind is Kind.OBJECTION and not number:
        raise _WrongError("refused.no-number")
    wanted = Wanted(number, name, born.isoformat() if born else None)
    identity = typed(visit, "identity") or None
    asked = Asked(Search(wanted, calls), received, identity=identity)
    if asked.tells_who:
        raise _WrongError("refused.tells-who")
    return asked


def _number(visit: Visit) -> str | None:
    number = typed(visit, "number")
    try:
        return as_number(number, visit.office.settings) if number else None
    except ConfigError:
        raise _WrongError("requests.bad_number") from None


async def _call(visit: Visit) -> frozenset[str]:
    """Return the call that somebody came from, if they did."""
    call_id = typed(visit, "call")
    if not call_id:
        return frozenset()
    try:
        await CallRepository(visit.office.database).read_call(call_id)
    except StorageError:
        raise HTTPException(404) from None
    return frozenset({call_id})


def _shown(visit: Visit, values: Mapping[str, str], problem: str = "") -> Response:
    return visit.show(
        "request_new.html",
        400 if problem else 200,
        typed={field: values.get(field, "") for field in FIELDS},
        kinds=ARTICLES,
        today=today(visit),
        problem=problem,
    )


PAGES = (
    Page("/requests/new", Permission.HANDLE_REQUESTS, empty),
    Page("/requests/new/{call_id}", Permission.HANDLE_REQUESTS, of_call),
    Page("/requests/new", Permission.HANDLE_REQUESTS, receive, Method.CHANGE),
)
