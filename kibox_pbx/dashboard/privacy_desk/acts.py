"""What is done for a request at once: hand out, freeze, object, withdraw; and lift it again."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from kibox_pbx.admin.subject.desk import Asked
from kibox_pbx.admin.subject.export import Exporting
from kibox_pbx.admin.subject.handling import asked_of, search_of
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.dashboard.privacy_desk.desk import (
    day_typed,
    desk_of,
    handling_of,
    language_typed,
    request_id,
    today,
    why_not,
)
from kibox_pbx.dashboard.privacy_desk.one_request import PATH, page_of, then_shown
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage import requests
from kibox_pbx.storage.requests import Kind
from kibox_pbx.storage.subjects import Search


async def export(visit: Visit) -> Response:
    """Send everything that is theirs as one archive, made as it is sent; no file is left."""
    language, handling = language_typed(visit), handling_of(visit)
    try:
        request = await handling.ready(request_id(visit))
        kind = Kind.PORTABILITY if request.kind is Kind.PORTABILITY else Kind.ACCESS
        exporting = Exporting(desk_of(visit), visit.office.settings, language)
        archive = await exporting.archive(kind, asked_of(request), run_in_threadpool)
    except StorageError as error:
        return await page_of(visit, why_not(visit, error))
    name = f'attachment; filename="{request.id}.zip"'
    headers = {"Content-Disposition": name}
    return StreamingResponse(archive, media_type="application/zip", headers=headers)


async def restrict(visit: Visit) -> Response:
    """Freeze what is theirs."""
    return await _done(visit, desk_of(visit).restrict)


async def object_(visit: Visit) -> Response:
    """Have their number ring people."""
    return await _done(visit, desk_of(visit).object)


async def withdraw(visit: Visit) -> Response:
    """End their consents, or one of them."""
    purpose = one(visit.form, "purpose")
    if purpose not in {"", *ConsentPurpose}:
        raise HTTPException(400)
    purposes = (ConsentPurpose(purpose),) if purpose else tuple(ConsentPurpose)
    desk = desk_of(visit)
    return await _done(visit, lambda asked: desk.withdraw(asked, purposes))


async def unrestrict(visit: Visit) -> Response:
    """End a restriction, once the person was told so."""
    informed = day_typed(visit, "informed")
    if informed is None or informed > today(visit):
        return await page_of(visit, visit.wording.say("requests.informed_first"), 400)

    async def lift() -> None:
        await desk_of(visit).unrestrict(await _search(visit), informed)

    return await then_shown(visit, lift())


async def lift_objection(visit: Visit) -> Response:
    """Let the assistant answer their number again."""

    async def lift() -> None:
        await desk_of(visit).lift_objection(await _search(visit))

    return await then_shown(visit, lift())


async def _done(visit: Visit, act: Callable[[Asked], Awaitable[object]]) -> Response:
    async def do() -> None:
        await act(asked_of(await handling_of(visit).ready(request_id(visit))))

    return await then_shown(visit, do())


async def _search(visit: Visit) -> Search:
    """Return whom a request is about, be it settled or not."""
    database, meant = visit.office.database, request_id(visit)
    request = await database.read(
        lambda tables: requests.read(tables, database.envelope, meant)
    )
    return search_of(request)


PAGES = (
    Page(f"{PATH}/export", Permission.HANDLE_REQUESTS, export, Method.CHANGE),
    Page(f"{PATH}/restrict", Permission.HANDLE_REQUESTS, restrict, Method.CHANGE),
    Page(f"{PATH}/unrestrict", Permission.HANDLE_REQUESTS, unrestrict, Method.CHANGE),
    Page(f"{PATH}/object", Permission.HANDLE_REQUESTS, object_, Method.CHANGE),
    Page(f"{PATH}/lift-objection", Permission.HANDLE_REQUESTS, lift_objection, Method.CHANGE),
    Page(f"{PATH}/withdraw", Permission.HANDLE_REQUESTS, withdraw, Method.CHANGE),
)
