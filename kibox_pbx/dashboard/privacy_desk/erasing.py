"""Erasure in two steps: what would be destroyed is shown; then, once that is meant, it is."""

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.subject.erase import Erasing, Plan, remains
from kibox_pbx.admin.subject.handling import asked_of
from kibox_pbx.admin.subject.receipt import WHY
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.dashboard.privacy_desk.desk import (
    desk_of,
    handling_of,
    language_typed,
    request_id,
    why_not,
)
from kibox_pbx.dashboard.privacy_desk.one_request import PATH, languages_of, page_of
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.requests import Kind, Request
from kibox_pbx.utterance import Language

EXTENTS = {"past": False, "all": True}
"""Whether appointments to come go as well, by the last part of the path."""


async def planned(visit: Visit) -> Response:
    """Show what would be destroyed, and what would stay."""
    return await _planned(visit)


async def erase(visit: Visit) -> Response:
    """Destroy what was shown, and show the receipt."""
    language = language_typed(visit)
    if one(visit.form, "really") != "yes":
        return await _planned(visit, visit.wording.say("erase.tick"))
    try:
        request = await handling_of(visit).ready(request_id(visit))
        erasing = _erasing(visit, language)
        await erasing.erase_shown(asked_of(request), one(visit.form, "plan"))
    except StorageError as error:
        return await _planned(visit, why_not(visit, error))
    return RedirectResponse(f"/retention/receipts/{request.id}", 303)


async def _planned(visit: Visit, problem: str = "") -> Response:
    try:
        request, plan = await _plan(visit)
    except StorageError as error:
        return await page_of(visit, why_not(visit, error))
    desk = desk_of(visit)
    is_theirs = await desk.others.is_from_another_host(request.id)
    others = () if is_theirs else await desk.others.names()
    return visit.show(
        "erase.html",
        409 if problem else 200,
        request=request,
        plan=plan,
        extent=visit.part("extent"),
        others=others,
        remains=[WHY[visit.wording.language][each] for each in remains(plan, others)],
        languages=languages_of(visit),
        problem=problem,
    )


async def _plan(visit: Visit) -> tuple[Request, Plan]:
    request = await handling_of(visit).ready(request_id(visit))
    if request.kind is not Kind.ERASURE:
        raise HTTPException(404)
    erasing = _erasing(visit, visit.wording.language)
    return request, await erasing.plan(asked_of(request))


def _erasing(visit: Visit, language: Language) -> Erasing:
    extent = visit.part("extent")
    if extent not in EXTENTS:
        raise HTTPException(404)
    settings, both = visit.office.settings, EXTENTS[extent]
    return Erasing(desk_of(visit), settings, language, with_appointments=both)


_PATH = f"{PATH}/erase/{{extent}}"
PAGES = (
    Page(_PATH, Permission.HANDLE_REQUESTS, planned),
    Page(_PATH, Permission.HANDLE_REQUESTS, erase, Method.CHANGE),
)
