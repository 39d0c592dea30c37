"""Who is it, and may they? Asked before any page does anything."""

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.cookie import cookie_of, is_ours
from kibox_pbx.dashboard.form import TOKEN, one, read_form
from kibox_pbx.dashboard.office import Office
from kibox_pbx.dashboard.page import Method, Page, Visit, rendered
from kibox_pbx.dashboard.wording import Wording, asked_for
from kibox_pbx.privacy.roles import may

Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(office: Office, page: Page) -> Endpoint:
    """Return what answers for a page: to nobody but those who may see it."""

    async def answer(request: Request) -> Response:
        token = cookie_of(request, office.web)
        sessions = office.sessions
        ask = sessions.check if page.by_itself else sessions.touch
        who = await ask(token) if token else None
        if who is None:
            return _sign_in_first(request, office, token)
        if page.permission is not None and not may(who.roles, page.permission):
            await write_note(office.database, who, "refused", page.permission.value)
            raise HTTPException(403)
        form = await read_form(request) if page.method is Method.CHANGE else {}
        if page.method is Method.CHANGE and not is_ours(token, one(form, TOKEN)):
            raise HTTPException(403)
        wording = wording_for(request, office)
        visit = Visit(office, request, who, token, wording, form, page.script)
        return await page.handler(visit)

    return answer


def wording_for(request: Request, office: Office) -> Wording:
    """Return the words of the language that a browser asks for; else the office's first."""
    otherwise = office.settings.practice.languages[0]
    asked = request.headers.get("accept-language", "")
    return Wording(asked_for(asked, otherwise), office.settings)


def _sign_in_first(request: Request, office: Office, token: str) -> Response:
    """Lead to where one signs in.

    A browser that follows a link of another site keeps a strict cookie back; once a page of
    ours has it ask again, the cookie comes along.
    """
    if not token and request.headers.get("sec-fetch-site") == "cross-site":
        return HTMLResponse(rendered("again.html", wording_for(request, office), {}))
    return RedirectResponse("/sign-in", 303)
