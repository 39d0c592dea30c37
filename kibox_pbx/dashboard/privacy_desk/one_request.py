"""One request: what there is about who made it, what can be done, and how it ends."""

from collections.abc import Awaitable

from starlette.responses import RedirectResponse, Response

from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.dashboard.privacy_desk.desk import (
    MOST_LETTERS_OF_WHY,
    desk_of,
    handling_of,
    request_id,
    today,
    typed,
    why_not,
)
from kibox_pbx.dashboard.privacy_desk.listing import waiting_of
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.utterance import Language


async def shown(visit: Visit) -> Response:
    """Show a request."""
    return await page_of(visit)


async def page_of(visit: Visit, problem: str = "", status: int = 409) -> Response:
    """Return the page of a request; with a problem it says what could not be done."""
    try:
        case = await handling_of(visit).case(request_id(visit))
    except StorageError as error:
        why_not(visit, error)
        raise
    return visit.show(
        "request.html",
        status if problem else 200,
        case=case,
        waiting=waiting_of(visit, case.request),
        sure=case.found.sure,
        unsure=case.found.unsure,
        can_extend=case.request.extended_on is None and today(visit) <= case.request.due_on,
        purposes=ConsentPurpose,
        languages=languages_of(visit),
        today=today(visit),
        problem=problem,
    )


async def then_shown(visit: Visit, work: Awaitable[object]) -> Response:
    """Do something for a request and lead back to it; or show why it was not done."""
    try:
        await work
    except StorageError as error:
        return await page_of(visit, why_not(visit, error))
    return RedirectResponse(f"/requests/{request_id(visit)}", 303)


async def identity(visit: Visit) -> Response:
    """Note how it was checked who asks; never who it is."""
    told = typed(visit, "identity")
    if not told:
        return await page_of(visit, visit.wording.say("refused.no-identity"), 400)
    noting = handling_of(visit).note_identity(request_id(visit), told)
    return await then_shown(visit, noting)


async def records(visit: Visit) -> Response:
    """Note that a record is theirs, or is not after all."""
    record, is_theirs = one(visit.form, "record"), one(visit.form, "theirs") == "yes"
    naming = handling_of(visit).name(request_id(visit), record, is_theirs=is_theirs)
    return await then_shown(visit, naming)


async def extend(visit: Visit) -> Response:
    """Give it two months more, for a reason that the person is told."""
    why = typed(visit, "why", MOST_LETTERS_OF_WHY)
    if not why:
        return await page_of(visit, visit.wording.say("requests.why_missing"), 400)
    extending = desk_of(visit).extend(request_id(visit), today(visit), why)
    return await then_shown(visit, extending)


async def refuse(visit: Visit) -> Response:
    """Close it unserved, for a reason that the person is told."""
    why = typed(visit, "why", MOST_LETTERS_OF_WHY)
    if not why:
        return await page_of(visit, visit.wording.say("requests.why_missing"), 400)
    return await then_shown(visit, desk_of(visit).refuse(request_id(visit), why))


async def serve(visit: Visit) -> Response:
    """Close it as served."""
    return await then_shown(visit, handling_of(visit).serve(request_id(visit)))


def languages_of(visit: Visit) -> tuple[Language, ...]:
    """Return the languages to write in, the office's first one first."""
    first = visit.office.settings.practice.languages[0]
    return tuple(sorted(Language, key=lambda each: each is not first))


PATH = "/requests/{request}"
PAGES = (
    Page(PATH, Permission.HANDLE_REQUESTS, shown),
    Page(f"{PATH}/identity", Permission.HANDLE_REQUESTS, identity, Method.CHANGE),
    Page(f"{PATH}/records", Permission.HANDLE_REQUESTS, records, Method.CHANGE),
    Page(f"{PATH}/extend", Permission.HANDLE_REQUESTS, extend, Method.CHANGE),
    Page(f"{PATH}/refuse", Permission.HANDLE_REQUESTS, refuse, Method.CHANGE),
    Page(f"{PATH}/serve", Permission.HANDLE_REQUESTS, serve, Method.CHANGE),
)
