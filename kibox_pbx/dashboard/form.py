"""What a browser sends when somebody presses a button: short, and from our own pages."""

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

MOST_BYTES = 16 * 1024
"""Of a form; the longest has a name, a password and a few choices."""

MOST_FIELDS = 40
FORM_S = 10.0
"""Within which a form has come whole; it is sent at once."""

TOKEN = "form_token"  # noqa: S105 -- a field's name

Form = Mapping[str, tuple[str, ...]]
"""What was sent, by field."""


async def read_form(request: Request) -> Form:
    """Return what a form sent.

    Raises:
        HTTPException: It is none, is too long or too slow, or comes from another page.
    """
    _refuse_foreign(request)
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    try:
        async with asyncio.timeout(FORM_S):
            content = await _content(request)
    except TimeoutError:
        raise HTTPException(408) from None
    try:
        pairs = parse_qsl(content.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:  # not UTF-8, or too many
        raise HTTPException(400) from None
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        found[name] = (*found.get(name, ()), value)
    return found


async def _content(request: Request) -> bytearray:
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > MOST_BYTES:
            raise HTTPException(413)
    return content


def one(form: Form, name: str) -> str:
    """Return a field that is sent once; empty: it was not."""
    return form.get(name, ("",))[0]


def _refuse_foreign(request: Request) -> None:
    """Refuse what another page makes a browser send; browsers name it in ``Origin``."""
    origin = request.headers.get("origin")
    if origin is not None and _place(origin) != request.headers.get("host"):
        raise HTTPException(403)


def _place(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
