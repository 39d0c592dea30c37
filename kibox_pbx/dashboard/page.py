"""A page: where it is, who may see it, and what it is given once it is known who asks."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kibox_pbx.dashboard.cookie import form_token
from kibox_pbx.dashboard.form import Form
from kibox_pbx.dashboard.office import Office
from kibox_pbx.dashboard.wording import Wording
from kibox_pbx.privacy.roles import Permission, may
from kibox_pbx.storage.access_log import Who


class Method(StrEnum):
    """How a page is asked for: to look, or to change something."""

    LOOK = "GET"
    CHANGE = "POST"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who may see a page, looking at it."""

    office: Office
    request: Request
    who: Who
    token: str
    """Of their session."""

    wording: Wording
    form: Form
    """Of a change; its token has been checked."""

    script: str = ""
    """The page's own, see `Page`."""

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    def may(self, permission: Permission) -> bool:
        """Say whether they may do something else."""
        return may(self.who.roles, permission)

    def show(self, template: str, status: int = 200, **values: object) -> Response:
        """Return a page; what stands in ``values`` is escaped wherever it is written."""
        return HTMLResponse(self.piece(template, **values), status)

    def piece(self, template: str, **values: object) -> str:
        """Return the text of a page, or of a part of one."""
        about = {
            "script": self.script,
            "who": self.who,
            "places": [place for place in PLACES if self.may(place.permission)],
            "token": form_token(self.token),
            "here": self.request.url.path,
        }
        return rendered(template, self.wording, about | values)


Handler = Callable[[Visit], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Page:
    """One path."""

    path: str
    permission: Permission | None
    """None: everybody who has signed in."""

    handler: Handler
    method: Method = Method.LOOK
    script: str = ""
    """The one script of ours that this page may run, in ``static``; most have none."""

    by_itself: bool = False
    """A script asks for it, not a person: the session is not prolonged."""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the menu."""

    name: str
    path: str
    permission: Permission


PLACES = (
    Place("inbox", "/inbox", Permission.SEE_MESSAGES),
    Place("calendar", "/calendar", Permission.SEE_CALENDAR),
    Place("live", "/live", Permission.SEE_CALLS),
    Place("calls", "/calls", Permission.SEE_CALLS),
    Place("questions", "/questions", Permission.SEE_QUESTIONS),
    Place("entries", "/entries", Permission.EDIT_ENTRIES),
    Place("statistics", "/statistics", Permission.SEE_STATISTICS),
    Place("requests", "/requests", Permission.HANDLE_REQUESTS),
    Place("retention", "/retention", Permission.RUN_RETENTION),
    Place("accounts", "/accounts", Permission.MANAGE_ACCOUNTS),
    Place("health", "/health", Permission.MANAGE_MACHINE),
)
"""In the order of the menu; the first one that somebody may see is where they begin."""


def rendered(template: str, wording: Wording, values: Mapping[str, object]) -> str:
    """Return the text of a page."""
    texts = {"say": wording.say, "wording": wording}
    return _templates().get_template(template).render(**texts, **values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("kibox_pbx.dashboard"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
