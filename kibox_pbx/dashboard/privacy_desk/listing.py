"""What people asked for about their data: what is open, and what was settled."""

from dataclasses import dataclass

from starlette.responses import Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.page import Page, Visit
from kibox_pbx.dashboard.privacy_desk.desk import today
from kibox_pbx.privacy.deadlines import days_left
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.requests import ARTICLES, Request, State, all_requests, open_requests

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


def waiting_of(visit: Visit, request: Request) -> Waiting:
    """Return a request with the days that are left for it."""
    return Waiting(request, ARTICLES[request.kind], days_left(request.due_on, today(visit)))


async def waiting(visit: Visit) -> Response:
    """Show what is to be served, overdue first."""
    database = visit.office.database
    await write_note(database, visit.who, "show_requests")
    found = await database.read(lambda tables: open_requests(tables, database.envelope))
    listed = [waiting_of(visit, each) for each in found]
    return visit.show("requests.html", requests=listed, settled=False)


async def settled(visit: Visit) -> Response:
    """Show what was served or refused, the latest first."""
    database = visit.office.database
    await write_note(database, visit.who, "show_requests_settled")
    every = await database.read(lambda tables: all_requests(tables, database.envelope))
    over = [each for each in every if each.state is not State.OPEN and each.done_at]
    over.sort(key=lambda each: (each.done_at, each.id), reverse=True)
    listed = [waiting_of(visit, each) for each in over]
    return visit.show("requests.html", requests=listed, settled=True)


PAGES = (
    Page("/requests", Permission.HANDLE_REQUESTS, waiting),
    Page("/requests/settled", Permission.HANDLE_REQUESTS, settled),
)
