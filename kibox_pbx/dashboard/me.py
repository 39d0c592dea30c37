"""One's own account: telephone, password, and the app that makes codes.

What makes it easier or harder to be oneself is asked for the password once more: a browser
that was left open must not be enough.
"""

import base64
import binascii

import segno
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.dashboard.cookie import give_cookie
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.own_telephone import telephone_of
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.accounts import Account, AccountRepository
from kibox_pbx.storage.sign_in import SignInError, TooManyTriesError
from kibox_pbx.storage.totp import SECRET_BYTES, app_uri, new_secret, step_of

MOST_LETTERS = 200
"""Of a password or a code, as typed."""

QUIET_MODULES = 4
"""The light margin that readers want (ISO/IEC 18004, 5.3.8)."""


async def shown(visit: Visit) -> Response:
    """Show one's account."""
    return await _shown(visit)


async def change_password(visit: Visit) -> Response:
    """Take another password, and end every other session of the account."""
    problem = await _refusal(visit)
    if problem:
        return await _shown(visit, problem)
    name, password = visit.who.name, one(visit.form, "new")[:MOST_LETTERS]
    try:
        await _accounts(visit).set_password(name, name, password)
    except StorageError as error:
        return await _shown(visit, str(error), is_english=True)
    return await _signed_in_anew(visit)


async def begin_app(visit: Visit) -> Response:
    """Show a fresh secret as a QR code; it is kept once a code proves that it was read."""
    if (await _account(visit)).has_totp:
        return RedirectResponse("/me", 303)
    return _app(visit, new_secret())


async def confirm_app(visit: Visit) -> Response:
    """Ask the account for codes of the app from now on."""
    secret = _secret(one(visit.form, "secret"))
    if (await _account(visit)).has_totp:
        raise HTTPException(400)
    code = one(visit.form, "new_code")[:MOST_LETTERS]
    if step_of(secret, code, visit.office.clock(), 0) is None:
        return _app(visit, secret, visit.wording.say("me.wrong_code"))
    problem = await _refusal(visit)
    if problem:
        return _app(visit, secret, problem)
    await _accounts(visit).set_totp(visit.who.name, visit.who.name, secret)
    return await _signed_in_anew(visit)


async def remove_app(visit: Visit) -> Response:
    """Ask the account for no codes any more."""
    problem = await _refusal(visit)
    if problem:
        return await _shown(visit, problem)
    await _accounts(visit).set_totp(visit.who.name, visit.who.name, None)
    return await _signed_in_anew(visit)


async def _shown(visit: Visit, problem: str = "", *, is_english: bool = False) -> Response:
    return visit.show(
        "me.html",
        400 if problem else 200,
        account=await _account(visit),
        telephone=await telephone_of(visit),
        telephones=visit.office.telephone.extensions,
        may_answer=visit.may(Permission.ANSWER_CALLS),
        problem=problem,
        is_english=is_english,
    )


def _app(visit: Visit, secret: bytes, problem: str = "") -> Response:
    code = segno.make(app_uri(secret, visit.who.name), micro=False)
    picture = code.svg_inline(
        border=QUIET_MODULES, dark="#000", light="#fff", omitsize=True, svgclass=None
    )
    values = {"picture": Markup(picture), "secret": _text(secret), "problem": problem}  # noqa: S704 -- ours
    return visit.show("app.html", 400 if problem else 200, **values)


async def _refusal(visit: Visit) -> str:
    """Say why they have not shown who they are; empty: they have."""
    password, code = (one(visit.form, name)[:MOST_LETTERS] for name in ("password", "code"))
    try:
        await visit.office.signing.sign_in(visit.who.name, password, code)
    except TooManyTriesError as error:
        return visit.wording.say("sign_in.wait", seconds=error.seconds)
    except SignInError:
        return visit.wording.say("me.wrong")
    return ""


async def _signed_in_anew(visit: Visit) -> Response:
    """Go on in a new session: what was changed has ended all others."""
    response = RedirectResponse("/me", 303)
    token = await visit.office.sessions.begin(visit.who.name)
    give_cookie(response, visit.office.web, token)
    return response


async def _account(visit: Visit) -> Account:
    return next(each for each in await _accounts(visit).all() if each.name == visit.who.name)


def _accounts(visit: Visit) -> AccountRepository:
    return AccountRepository(visit.office.database, visit.office.clock)


def _text(secret: bytes) -> str:
    return base64.b32encode(secret).decode()


def _secret(text: str) -> bytes:
    """Return the secret that the form was given; it is their own, so it may come back."""
    try:
        secret = base64.b32decode(text)
    except (binascii.Error, ValueError):
        raise HTTPException(400) from None
    if len(secret) != SECRET_BYTES:
        raise HTTPException(400)
    return secret


PAGES = (
    Page("/me", None, shown),
    Page("/me/password", None, change_password, Method.CHANGE),
    Page("/me/app", None, begin_app),
    Page("/me/app", None, confirm_app, Method.CHANGE),
    Page("/me/app/remove", None, remove_app, Method.CHANGE),
)
