"""The one cookie, and the token by which a form shows that it is one of ours.

Before somebody signs in, the cookie holds a random text that is no session. Signing in gives
another, so that whoever planted the first gains nothing (session fixation). The token of the
forms is an HMAC under what the cookie holds: no other page can know it (CSRF).
"""

import hashlib
import hmac
import secrets

from starlette.requests import Request
from starlette.responses import Response

from kibox_pbx.config.settings import Web

TOKEN_BYTES = 32
FORM = b"kibox: form"


def cookie_name(web: Web) -> str:
    """Return its name; with TLS the prefix binds it to this host (RFC 6265bis, 4.1.3.2)."""
    return "__Host-kibox" if web.is_encrypted else "kibox"


def cookie_of(request: Request, web: Web) -> str:
    """Return what the browser's cookie holds; empty: it has none."""
    return request.cookies.get(cookie_name(web), "")


def new_token() -> str:
    """Return what the cookie holds before somebody signs in."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def give_cookie(response: Response, web: Web, token: str) -> None:
    """Have the browser keep a token until it is closed."""
    response.set_cookie(
        cookie_name(web),
        token,
        path="/",
        secure=web.is_encrypted,
        httponly=True,
        samesite="strict",
    )


def take_cookie(response: Response, web: Web) -> None:
    """Have the browser forget its cookie."""
    response.delete_cookie(
        cookie_name(web), path="/", secure=web.is_encrypted, httponly=True, samesite="strict"
    )


def form_token(token: str) -> str:
    """Return what the forms carry that belong to a cookie."""
    return hmac.new(token.encode(), FORM, hashlib.sha256).hexdigest()


def is_ours(token: str, told: str) -> bool:
    """Say whether a form belongs to a cookie."""
    return bool(token) and hmac.compare_digest(form_token(token).encode(), told.encode())
