"""The office's statistics: counts of days, drawn by the server; nothing of anybody."""

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.admin.statistics import statistics
from kibox_pbx.dashboard.drawing import busy_cells, columns, line, share
from kibox_pbx.dashboard.page import Page, Visit
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.daily_counts import DailyCountRepository

SPANS = {"week": 7, "month": 30, "year": 365}
"""Days up to today, by the last part of the address."""


async def of_month(visit: Visit) -> Response:
    """Show the last thirty days."""
    return await _shown(visit, "month")


async def of_span(visit: Visit) -> Response:
    """Show the days of the address."""
    return await _shown(visit, visit.part("span"))


async def _shown(visit: Visit, span: str) -> Response:
    if span not in SPANS:
        raise HTTPException(404)
    last = visit.office.clock().date()
    first = last - timedelta(days=SPANS[span] - 1)
    await write_note(visit.office.database, visit.who, "show_statistics")
    counts = await DailyCountRepository(visit.office.database).between(first, last)
    found = statistics(counts, first, last)
    longest_ms = max((each.most_ms or 0 for each in found.days), default=0)
    return visit.show(
        "statistics.html",
        span=span,
        spans=tuple(SPANS),
        found=found,
        share=share,
        most_calls=max(each.calls for each in found.days),
        calls=columns([each.calls for each in found.days]),
        longest_ms=longest_ms,
        medians=line([each.median_ms for each in found.days], longest_ms),
        longest=line([each.most_ms for each in found.days], longest_ms),
        busy=busy_cells(found.busy),
    )


PAGES = (
    Page("/statistics", Permission.SEE_STATISTICS, of_month),
    Page("/statistics/{span}", Permission.SEE_STATISTICS, of_span),
)
