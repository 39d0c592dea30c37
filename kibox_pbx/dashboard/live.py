"""Calls that go on: what is being said, and the button by which a person takes one over.

The page is written by the server like all others. Its script listens to a stream that sends
the same piece of HTML anew at each change, so that the words show as they are spoken; without
it the page is as of the moment it was asked for.
"""

import asyncio
import time
from collections.abc import AsyncGenerator

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.own_telephone import telephone_of
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.dashboard.switchboard import LiveCall
from kibox_pbx.privacy.roles import Permission, may

MOST_STREAMS = 20
"""Pages that follow calls at once; the server answers sixty requests at once in all."""

LOOK_S = 10.0
"""After so long without a change it is looked whether the session lasts, and the browser is
sent a line, so that a connection which has ended is noticed."""

PAUSE_S = 0.25
"""Between two pieces of a stream: words come faster while somebody speaks than anybody reads,
and each piece is drawn anew for everybody who follows."""

LONGEST_S = 3600.0
"""After which a stream ends; the browser asks for another one by itself."""

COME_BACK_MS = 1000


class _Streams:
    """How many there are."""

    count = 0


async def shown(visit: Visit) -> Response:
    """Show the calls that go on."""
    calls = visit.office.telephone.switchboard.calls()
    await write_note(visit.office.database, visit.who, "show_live")
    await _note_calls(visit, calls, set())
    return HTMLResponse(visit.piece("live.html", **await _values(visit, calls)))


async def stream(visit: Visit) -> Response:
    """Send what `shown` shows, and again at each change, until the session is over."""
    if _Streams.count >= MOST_STREAMS:
        raise HTTPException(503)
    return StreamingResponse(_pieces(visit), media_type="text/event-stream")


async def take_over(visit: Visit) -> Response:
    """Have a caller put through to whoever presses the button."""
    telephone = await telephone_of(visit)
    if telephone is None:
        raise HTTPException(400)
    call_id = one(visit.form, "call")
    switchboard = visit.office.telephone.switchboard
    if call_id not in {each.id for each in switchboard.calls()}:
        raise HTTPException(404)
    await write_note(visit.office.database, visit.who, "take_over", call_id)
    if not switchboard.take_over(call_id, telephone):
        raise HTTPException(404)
    return RedirectResponse("/live", 303)


async def _pieces(visit: Visit) -> AsyncGenerator[str, None]:
    switchboard, noted = visit.office.telephone.switchboard, set[str]()
    _Streams.count += 1
    try:
        yield f"retry: {COME_BACK_MS}\n\n"
        ends_at_s = time.monotonic() + LONGEST_S
        while time.monotonic() < ends_at_s:
            if switchboard.is_closed or not await _may_still_look(visit):
                return
            version, calls = switchboard.version, switchboard.calls()
            await _note_calls(visit, calls, noted)
            yield _sent(visit.piece("live_calls.html", **await _values(visit, calls)))
            await asyncio.sleep(PAUSE_S)
            await switchboard.changed(version, LOOK_S)
    finally:
        _Streams.count -= 1


async def _may_still_look(visit: Visit) -> bool:
    who = await visit.office.sessions.check(visit.token)
    return who is not None and may(who.roles, Permission.SEE_CALLS)


async def _note_calls(visit: Visit, calls: tuple[LiveCall, ...], noted: set[str]) -> None:
    """Note each call once, before it is shown."""
    for call in calls:
        if call.id not in noted:
            await write_note(visit.office.database, visit.who, "show_live_call", call.id)
            noted.add(call.id)


async def _values(visit: Visit, calls: tuple[LiveCall, ...]) -> dict[str, object]:
    may_take_over = visit.may(Permission.ANSWER_CALLS)
    telephone = await telephone_of(visit) if may_take_over else None
    return {"calls": calls, "may_take_over": may_take_over, "telephone": telephone}


def _sent(piece: str) -> str:
    """Return an event of the stream (HTML Living Standard, 9.2.6): each line begins anew."""
    return "".join(f"data: {line}\n" for line in piece.splitlines()) + "\n"


PAGES = (
    Page("/live", Permission.SEE_CALLS, shown, script="live.js"),
    Page("/live/stream", Permission.SEE_CALLS, stream, by_itself=True),
    Page("/live/take-over", Permission.ANSWER_CALLS, take_over, Method.CHANGE),
)
