"""The privacy desk, to look at: requests and their days left, what is kept, backups."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.page import Page, Visit
from kibox_pbx.privacy.deadlines import days_left
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.backup_making import Backup
from kibox_pbx.storage.backups import all_backups
from kibox_pbx.storage.requests import ARTICLES, Request, open_requests
from kibox_pbx.storage.retention_report import report

SOON_DAYS = 7
"""So many days before a request is due it stands out."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that is to be served."""

    request: Request
    article: str
    days_left: int
    """Negative: overdue."""

    @property
    def is_pressing(self) -> bool:
        """Whether it is due soon, or overdue."""
        return self.days_left <= SOON_DAYS


async def requests(visit: Visit) -> Response:
    """Show what people asked for about their data."""
    database = visit.office.database
    await write_note(database, visit.who, "show_requests")
    found = await database.read(lambda tables: open_requests(tables, database.envelope))
    today = visit.office.clock().date()
    waiting = [
        Waiting(each, ARTICLES[each.kind], days_left(each.due_on, today)) for each in found
    ]
    return visit.show("requests.html", requests=waiting)


async def retention(visit: Visit) -> Response:
    """Show how much of what is kept, what is due, and which backups there are."""
    office = visit.office
    await write_note(office.database, visit.who, "show_retention")
    periods = office.settings.privacy.retention
    found = await report(office.database, periods, office.clock())
    backups = await run_in_threadpool(backups_of, visit)
    return visit.show("retention.html", report=found, backups=backups)


def backups_of(visit: Visit) -> tuple[Backup, ...] | None:
    """Return the backups, latest first; None: the settings name no folder for them."""
    store = visit.office.settings.store
    if store.backups.folder is None:
        return None
    return all_backups(store)[::-1]


PAGES = (
    Page("/requests", Permission.HANDLE_REQUESTS, requests),
    Page("/retention", Permission.RUN_RETENTION, retention),
)
