"""Receipts of erasures: which there are, to hand out, and whether what they say still holds.

They name nobody, so whoever looks after retention may see them, too.
"""

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kibox_pbx.admin.subject import receipts
from kibox_pbx.admin.subject.receipt import WHY, Receipt, Verdict, text, written_out
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.dashboard.privacy_desk.desk import desk_of, known_id, why_not
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission

MOST_SHOWN = 200


async def listed(visit: Visit) -> Response:
    """Show the latest receipts, and where to check one that somebody brings."""
    return await _listed(visit)


async def one_receipt(visit: Visit) -> Response:
    """Show a receipt."""
    return _shown(visit, await _kept(visit), is_kept=True)


async def as_file(visit: Visit) -> Response:
    """Send a receipt as a file: for machines, or to hand out."""
    receipt = await _kept(visit)
    files = {
        "json": ("application/json", written_out(receipt)),
        "txt": ("text/plain", text(receipt, f"{receipt.id}.json")),
    }
    form = visit.part("form")
    if form not in files:
        raise HTTPException(404)
    kind, content = files[form]
    name = f'attachment; filename="{receipt.id}.{form}"'
    return Response(content, media_type=kind, headers={"Content-Disposition": name})


async def verify(visit: Visit) -> Response:
    """Check a receipt that is kept here."""
    receipt = await _kept(visit)
    verdict = await receipts.judged(desk_of(visit), receipt)
    return _shown(visit, receipt, verdict, is_kept=True)


async def verify_brought(visit: Visit) -> Response:
    """Check a receipt that somebody brought."""
    try:
        receipt = Receipt.model_validate_json(one(visit.form, "receipt"))
    except ValidationError:
        return await _listed(visit, visit.wording.say("receipts.is_none"))
    return _shown(visit, receipt, await receipts.judged(desk_of(visit), receipt))


async def _listed(visit: Visit, problem: str = "") -> Response:
    found = await receipts.latest(desk_of(visit), MOST_SHOWN)
    status = 400 if problem else 200
    return visit.show("receipts.html", status, receipts=found, problem=problem)


async def _kept(visit: Visit) -> Receipt:
    try:
        return await receipts.one(desk_of(visit), known_id(visit.part("receipt")))
    except StorageError as error:
        why_not(visit, error)
        raise


def _shown(
    visit: Visit, receipt: Receipt, verdict: Verdict | None = None, *, is_kept: bool = False
) -> Response:
    return visit.show(
        "receipt.html",
        receipt=receipt,
        remains=[WHY[visit.wording.language][each] for each in receipt.remains],
        verdict=verdict,
        is_kept=is_kept,
    )


_PATH = "/retention/receipts"
PAGES = (
    Page(_PATH, Permission.RUN_RETENTION, listed),
    Page(f"{_PATH}/verify", Permission.RUN_RETENTION, verify_brought, Method.CHANGE),
    Page(f"{_PATH}/{{receipt}}", Permission.RUN_RETENTION, one_receipt),
    Page(f"{_PATH}/{{receipt}}/file/{{form}}", Permission.RUN_RETENTION, as_file),
    Page(f"{_PATH}/{{receipt}}/verify", Permission.RUN_RETENTION, verify, Method.CHANGE),
)
