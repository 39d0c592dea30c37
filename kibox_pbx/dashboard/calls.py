"""Calls: which there were, what was said in one, and its recording where there is one."""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.call.waterfall import Fall, Stage, falls
from kibox_pbx.dashboard.byte_range import answered
from kibox_pbx.dashboard.drawing import stretches
from kibox_pbx.dashboard.own_telephone import ways_back
from kibox_pbx.dashboard.page import Page, Visit
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage import recordings
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.recorded_sound import as_wav
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.stored_call import StoredCall

CALLS_SHOWN = 200
"""On one page of the list; another one begins behind the last."""


async def listed(visit: Visit) -> Response:
    """Show the latest calls, or those before one."""
    await write_note(visit.office.database, visit.who, "show_calls")
    before = visit.request.path_params.get("call_id")
    found = await CallRepository(visit.office.database).recent(CALLS_SHOWN + 1, before)
    lines = found[:CALLS_SHOWN]
    last = lines[-1].call if len(found) > len(lines) else None
    return visit.show("calls.html", lines=lines, last=last, is_first=before is None)


async def one_call(visit: Visit) -> Response:
    """Show one call with its transcript."""
    stored = await call_of(visit)
    call_id = stored.call.id
    await write_note(visit.office.database, visit.who, "show_call", call_id)
    recording = None
    if visit.may(Permission.HEAR_RECORDINGS):
        known = await visit.office.database.read(recordings.recorded)
        recording = next((each for each in known if each.call_id == call_id), None)
    can_call = await ways_back(visit)
    waits = _waits(stored)
    longest_ms = max((each.answer_ms for each in waits), default=0)
    drawn = [(each, stretches(each, longest_ms)) for each in waits]
    return visit.show(
        "call.html",
        stored=stored,
        recording=recording,
        can_call=can_call,
        may_receive=visit.may(Permission.HANDLE_REQUESTS),
        waits=drawn,
        stages=tuple(Stage),
    )


def _waits(stored: StoredCall) -> tuple[Fall, ...]:
    """Return where the caller's waits went; none, where another version wrote the journal."""
    try:
        return falls(stored.events)
    except ValueError:
        return ()


async def recording(visit: Visit) -> Response:
    """Send a recording, from the store into the browser's memory; no file is made here.

    Browsers ask for parts of it, to jump; that is one line of the access log all the same.
    """
    call_id = (await call_of(visit)).call.id
    office = visit.office
    if office.listening.begins(visit.token, call_id):
        await write_note(office.database, visit.who, "hear_recording", call_id)
    texts = SealedTexts(office.database.envelope)

    pieces: recordings.Pieces = await office.database.read(
        lambda tables: recordings.pieces_of(tables, texts, call_id)
    )
    if not pieces:
        raise HTTPException(404)
    wav = await run_in_threadpool(lambda: as_wav(recordings.sound_in(pieces)))
    return answered(visit.request.headers.get("range", ""), wav, "audio/wav")


async def call_of(visit: Visit) -> StoredCall:
    """Return the call of the path; a restricted one is not there."""
    try:
        return await CallRepository(visit.office.database).read_call(visit.part("call_id"))
    except StorageError:
        raise HTTPException(404) from None


PAGES = (
    Page("/calls", Permission.SEE_CALLS, listed),
    Page("/calls/before/{call_id}", Permission.SEE_CALLS, listed),
    Page("/calls/{call_id}", Permission.SEE_CALLS, one_call),
    Page("/calls/{call_id}/recording", Permission.HEAR_RECORDINGS, recording),
)
