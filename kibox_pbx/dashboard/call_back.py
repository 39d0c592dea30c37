"""Calling back: one's own telephone rings first, then the caller's.

The form says which message or call is meant, never a number: nobody can have another one
rung than a caller left, and of those only what ``telephone.call_back`` allows.
"""

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.calls import call_of
from kibox_pbx.dashboard.inbox import meant
from kibox_pbx.dashboard.own_telephone import telephone_of
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.errors import PeerError
from kibox_pbx.language.callable_number import callable_number
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.inbox import InboxRepository


async def of_item(visit: Visit) -> Response:
    """Call back whoever left a message or a request."""
    place = meant(visit.form)
    item = await InboxRepository(visit.office.database).one(place)
    if item is None:
        raise HTTPException(404)
    return await _ring(visit, item.content.phone, place.call_id)


async def of_call(visit: Visit) -> Response:
    """Call back the number that rang."""
    call = (await call_of(visit)).call
    return await _ring(visit, call.caller, call.id)


async def ringing(visit: Visit) -> Response:
    """Say that one's own telephone rings."""
    return visit.show("ringing.html", telephone=await telephone_of(visit))


async def _ring(visit: Visit, told: str | None, call_id: str) -> Response:
    office, telephone = visit.office, await telephone_of(visit)
    number = callable_number(told, office.settings.telephone.call_back)
    calls_back = office.telephone.calls_back
    if number is None or telephone is None or calls_back is None:
        raise HTTPException(400)
    await write_note(office.database, visit.who, "call_back", call_id)
    try:
        await calls_back.ring(office.telephone.extensions[telephone], number)
    except PeerError:
        raise HTTPException(502) from None
    return RedirectResponse("/ringing", 303)


PAGES = (
    Page("/inbox/call-back", Permission.ANSWER_CALLS, of_item, Method.CHANGE),
    Page("/calls/{call_id}/call-back", Permission.ANSWER_CALLS, of_call, Method.CHANGE),
    Page("/ringing", Permission.ANSWER_CALLS, ringing),
)
