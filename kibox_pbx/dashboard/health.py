"""How the service and its machine are: what `kibox doctor` can tell at once, for the admin."""

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from kibox_pbx.admin.doctor.finding import Finding, State
from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.page import Page, Visit
from kibox_pbx.dashboard.privacy_desk.retention import backups_of
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.retention_runs import last_run

WORST_FIRST = (State.BROKEN, State.WARNING, State.OK)


async def shown(visit: Visit) -> Response:
    """Show the doctor's lines, the worst first, the last nights, and the versions."""
    office = visit.office
    await write_note(office.database, visit.who, "show_health")
    condition = await office.service.condition() if office.service else None
    findings = sorted(condition.findings, key=_rank) if condition else []
    return visit.show(
        "health.html",
        condition=condition,
        findings=findings,
        verdict=findings[0].state if findings else State.OK,
        run=await office.database.read(last_run),
        backups=await run_in_threadpool(backups_of, visit),
    )


def _rank(finding: Finding) -> int:
    return WORST_FIRST.index(finding.state)


PAGES = (Page("/health", Permission.MANAGE_MACHINE, shown),)
