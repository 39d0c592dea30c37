"""All pages together, as one ASGI application."""

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kibox_pbx.config.settings import Settings, Web
from kibox_pbx.dashboard import (
    accounts,
    appointments,
    blocked_times,
    calendar,
    call_back,
    calls,
    entrance,
    entries,
    entry_editor,
    health,
    inbox,
    live,
    me,
    own_telephone,
    question_entries,
    questions,
    statistics,
)
from kibox_pbx.dashboard.gate import Endpoint, guarded, wording_for
from kibox_pbx.dashboard.office import House, Office, office_of
from kibox_pbx.dashboard.page import Method, Page, rendered
from kibox_pbx.dashboard.privacy_desk import (
    acts,
    erasing,
    listing,
    one_request,
    opening,
    receipts,
    rectifying,
    retention,
)
from kibox_pbx.dashboard.protection import Protected
from kibox_pbx.dashboard.subscription import PATH, subscription
from kibox_pbx.storage.database import Database

PAGES = (
    Page("/", None, entrance.begin),
    Page("/sign-out", None, entrance.sign_out, Method.CHANGE),
    *inbox.PAGES,
    *calls.PAGES,
    *call_back.PAGES,
    *live.PAGES,
    *calendar.PAGES,
    *appointments.PAGES,
    *blocked_times.PAGES,
    *questions.PAGES,
    *question_entries.PAGES,
    *entries.PAGES,
    *entry_editor.PAGES,
    *statistics.PAGES,
    *health.PAGES,
    *listing.PAGES,
    *opening.PAGES,
    *one_request.PAGES,
    *acts.PAGES,
    *rectifying.PAGES,
    *erasing.PAGES,
    *retention.PAGES,
    *receipts.PAGES,
    *accounts.PAGES,
    *me.PAGES,
    *own_telephone.PAGES,
)
"""Every page but the one to sign in, and what calendar programs fetch."""

STATIC = {
    "style.css": "text/css",
    "icon.svg": "image/svg+xml",
    "calendar.js": "text/javascript",
    "live.js": "text/javascript",
}
KNOWN_PROBLEMS = {400, 403, 404, 405, 413, 415, 502, 503}


def application(
    settings: Settings,
    web: Web,
    database: Database,
    clock: Callable[[], datetime],
    house: House | None = None,
) -> Protected:
    """Return what answers browsers.

    Args:
        settings: The practice's.
        web: Its pages' part.
        database: Entered, for as long as anybody asks.
        clock: Tells the office's time.
        house: Its calls and its service; None: the pages see the store alone.
    """
    office = office_of(settings, web, database, clock, house or House())
    routes = [
        _route("/sign-in", entrance.door(office), Method.LOOK),
        _route("/sign-in", entrance.knock(office), Method.CHANGE),
        _route(PATH, subscription(office), Method.LOOK),
        _route("/static/{name}", _static, Method.LOOK),
        *(_route(each.path, guarded(office, each), each.method, each.script) for each in PAGES),
    ]
    problems = {HTTPException: _problem(office)}
    return Protected(Starlette(routes=routes, exception_handlers=problems), web)


def _route(path: str, endpoint: Endpoint, method: Method, script: str = "") -> Route:
    async def answer(request: Request) -> Response:
        request.scope["template"] = path
        request.scope["has_script"] = bool(script)
        return await endpoint(request)

    return Route(path, answer, methods=[method])


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    content = (files("kibox_pbx.dashboard") / "static" / name).read_bytes()
    return Response(content, media_type=STATIC[name])


def _problem(office: Office) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        shown = status if status in KNOWN_PROBLEMS else 400
        wording = wording_for(request, office)
        text = rendered("problem.html", wording, {"problem": wording.say(f"problem.{shown}")})
        return HTMLResponse(text, status)

    return answer
