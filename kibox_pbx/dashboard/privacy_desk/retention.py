"""What is kept and how long, what deletes it and when it did, holds, and backups."""

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.page import Page, Visit
from kibox_pbx.dashboard.privacy_desk.desk import local
from kibox_pbx.privacy.periods import next_run
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.backup_making import Backup
from kibox_pbx.storage.backups import all_backups
from kibox_pbx.storage.retention_report import report
from kibox_pbx.storage.retention_runs import latest_runs

RUNS_SHOWN = 14


async def retention(visit: Visit) -> Response:
    """Show how much of what is kept, what is due, and which backups there are."""
    office, now = visit.office, local(visit)
    await write_note(office.database, visit.who, "show_retention")
    periods = office.settings.privacy.retention
    found = await report(office.database, periods, now)
    runs = await office.database.read(lambda tables: latest_runs(tables, RUNS_SHOWN))
    upcoming = next_run(now, runs[0].day if runs else None)
    return visit.show(
        "retention.html",
        report=found,
        runs=runs,
        next_run=upcoming if upcoming > now else None,
        backups=await run_in_threadpool(backups_of, visit),
    )


def backups_of(visit: Visit) -> tuple[Backup, ...] | None:
    """Return the backups, latest first; None: the settings name no folder for them."""
    store = visit.office.settings.store
    if store.backups.folder is None:
        return None
    return all_backups(store)[::-1]


PAGES = (Page("/retention", Permission.RUN_RETENTION, retention),)
