"""The inbox: messages and requests of callers, and the buttons that mark one done or open."""

import re
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.form import Form, one
from kibox_pbx.dashboard.own_telephone import ways_back
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.inbox import InboxItem, InboxRepository, ItemKind, Place

ITEMS_SHOWN = 200
"""On one page; another one begins behind the last."""

Mark = Callable[[ItemKind, str, int, str], Awaitable[None]]

_CALL = re.compile(r"[A-Za-z0-9-]{1,64}")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


async def waiting(visit: Visit) -> Response:
    """Show what is to be done."""
    await write_note(visit.office.database, visit.who, "show_inbox")
    inbox = InboxRepository(visit.office.database)
    found = await inbox.waiting(ITEMS_SHOWN + 1, _after(visit))
    return await _shown(visit, found, is_done=False)


async def done(visit: Visit) -> Response:
    """Show what was done, the latest first."""
    await write_note(visit.office.database, visit.who, "show_inbox_done")
    inbox = InboxRepository(visit.office.database)
    found = await inbox.done(ITEMS_SHOWN + 1, _after(visit))
    return await _shown(visit, found, is_done=True)


async def _shown(visit: Visit, found: tuple[InboxItem, ...], *, is_done: bool) -> Response:
    items = found[:ITEMS_SHOWN]
    return visit.show(
        "inbox.html",
        items=items,
        last=items[-1] if len(found) > len(items) else None,
        is_done=is_done,
        is_first=_after(visit) is None,
        can_call=await ways_back(visit),
    )


def _after(visit: Visit) -> Place | None:
    """Return behind which item the page begins; None: it is the first."""
    parts = visit.request.path_params
    return place_of(*(str(parts[name]) for name in PARTS)) if parts else None


async def mark_done(visit: Visit) -> Response:
    """Note that a message or a request is done."""
    inbox = InboxRepository(visit.office.database)
    return await _marked(visit, inbox.mark_done, "/inbox")


async def mark_open(visit: Visit) -> Response:
    """Note that it is not done after all: the wrong button, or something is left to do."""
    inbox = InboxRepository(visit.office.database)
    return await _marked(visit, inbox.mark_open, "/inbox/done")


async def _marked(visit: Visit, mark: Mark, then: str) -> Response:
    place = meant(visit.form)
    try:
        await mark(place.kind, place.call_id, place.number, visit.who.name)
    except StorageError:
        raise HTTPException(404) from None
    return RedirectResponse(then, 303)


def meant(form: Form) -> Place:
    """Return which message or request a form is about.

    Raises:
        HTTPException: None that could be one.
    """
    return place_of(*(one(form, name) for name in PARTS))


def place_of(kind: str, call_id: str, number: str) -> Place:
    """Return which message or request is meant.

    Raises:
        HTTPException: None that could be one.
    """
    is_known = kind in list(ItemKind)
    if not (is_known and _CALL.fullmatch(call_id) and _NUMBER.fullmatch(number)):
        raise HTTPException(400)
    return Place(ItemKind(kind), call_id, int(number))


PARTS = ("kind", "call", "number")
_BEHIND = "/".join(f"{{{name}}}" for name in PARTS)
PAGES = (
    Page("/inbox", Permission.SEE_MESSAGES, waiting),
    Page("/inbox/done", Permission.SEE_MESSAGES, done),
    Page(f"/inbox/after/{_BEHIND}", Permission.SEE_MESSAGES, waiting),
    Page(f"/inbox/done/after/{_BEHIND}", Permission.SEE_MESSAGES, done),
    Page("/inbox/mark-done", Permission.SEE_MESSAGES, mark_done, Method.CHANGE),
    Page("/inbox/mark-open", Permission.SEE_MESSAGES, mark_open, Method.CHANGE),
)
