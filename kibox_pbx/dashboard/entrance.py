"""Signing in and out, and where one begins."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kibox_pbx.dashboard.cookie import (
    cookie_of,
    form_token,
    give_cookie,
    is_ours,
    new_token,
    take_cookie,
)
from kibox_pbx.dashboard.form import TOKEN, one, read_form
from kibox_pbx.dashboard.gate import Endpoint, wording_for
from kibox_pbx.dashboard.office import Office
from kibox_pbx.dashboard.page import PLACES, Visit, rendered
from kibox_pbx.storage.sign_in import CodeNeeded, SignInError, TooManyTriesError

MOST_LETTERS = 200
"""Of a name, a password or a code, as typed."""


def door(office: Office) -> Endpoint:
    """Return what shows the page to sign in."""

    async def answer(request: Request) -> Response:
        return _form(office, request, "", 200)

    return answer


def knock(office: Office) -> Endpoint:
    """Return what signs somebody in: the session is new, whatever the cookie held."""

    async def answer(request: Request) -> Response:
        token = cookie_of(request, office.web)
        form = await read_form(request)
        wording = wording_for(request, office)
        if not is_ours(token, one(form, TOKEN)):
            return _form(office, request, wording.say("sign_in.again"), 403)
        name, password, code = (
            one(form, field)[:MOST_LETTERS] for field in ("name", "password", "code")
        )
        try:
            who = await office.signing.sign_in(name, password, code)
        except TooManyTriesError as error:
            wait = wording.say("sign_in.wait", seconds=error.seconds)
            return _form(office, request, wait, 429)
        except CodeNeeded:
            return _form(office, request, wording.say("sign_in.code_needed"), 401)
        except SignInError:
            return _form(office, request, wording.say("sign_in.wrong"), 401)
        await office.sessions.end(token)
        response = RedirectResponse("/", 303)
        give_cookie(response, office.web, await office.sessions.begin(who.name))
        return response

    return answer


async def begin(visit: Visit) -> Response:
    """Lead to the first page that somebody may see."""
    return RedirectResponse(next(each.path for each in PLACES if visit.may(each.permission)))


async def sign_out(visit: Visit) -> Response:
    """End the session."""
    await visit.office.sessions.end(visit.token)
    response = RedirectResponse("/sign-in", 303)
    take_cookie(response, visit.office.web)
    return response


def _form(office: Office, request: Request, problem: str, status: int) -> Response:
    token = cookie_of(request, office.web) or new_token()
    values = {"token": form_token(token), "problem": problem}
    text = rendered("sign_in.html", wording_for(request, office), values)
    response = HTMLResponse(text, status)
    give_cookie(response, office.web, token)
    return response
