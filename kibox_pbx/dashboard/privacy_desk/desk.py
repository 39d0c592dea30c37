"""What the pages of the desk share: who is at it, what was typed, and what it refuses."""

from collections.abc import Mapping
from datetime import date, datetime

from starlette.exceptions import HTTPException

from kibox_pbx.admin.subject import desk as at_the_desk
from kibox_pbx.admin.subject import erase, handling
from kibox_pbx.admin.subject.desk import Desk
from kibox_pbx.admin.subject.handling import Handling
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Visit
from kibox_pbx.errors import StorageError
from kibox_pbx.storage import erasure_receipts, requests, subject_erasure
from kibox_pbx.utterance import Language

MOST_LETTERS = 200
"""Of a name, or of how somebody's identity was checked."""

MOST_LETTERS_OF_WHY = 1000

MISSING = frozenset({requests.NONE, erasure_receipts.NO_RECEIPT, handling.NO_RECORD})
REFUSED: Mapping[str, str] = {
    reason: f"refused.{reason}"
    for reason in (
        at_the_desk.NOT_SURE,
        at_the_desk.NO_NUMBER,
        at_the_desk.OTHER_KIND,
        erase.CHANGED,
        erase.RESTRICTED,
        handling.ACT_FIRST,
        handling.NO_IDENTITY,
        handling.TELLS_WHO,
        requests.FORGOTTEN,
        requests.LATE,
        requests.SETTLED,
        requests.TWICE,
        subject_erasure.GOES_ON,
        subject_erasure.HELD,
    )
}
"""Names of words of the pages, by why the desk refuses."""


def desk_of(visit: Visit) -> Desk:
    """Return the desk with whoever is looking at it."""
    return Desk(visit.office.database, visit.who, visit.office.clock)


def handling_of(visit: Visit) -> Handling:
    """Return what handles requests there."""
    return Handling(desk_of(visit))


def today(visit: Visit) -> date:
    """Return the practice's own day."""
    return local(visit).date()


def local(visit: Visit) -> datetime:
    """Return the moment in the practice's own time zone."""
    return visit.office.clock().astimezone(visit.office.settings.practice.zone)


def request_id(visit: Visit) -> str:
    """Return which request the path means.

    Raises:
        HTTPException: None that could be one.
    """
    return known_id(visit.part("request"))


def known_id(text: str) -> str:
    """Return an identifier that could be one of a request.

    Raises:
        HTTPException: It could not.
    """
    if not requests.is_id(text):
        raise HTTPException(404)
    return text


def typed(visit: Visit, field: str, most: int = MOST_LETTERS) -> str:
    """Return what somebody typed, without what is around it; so many letters at most."""
    return one(visit.form, field).strip()[:most]


def day_typed(visit: Visit, field: str) -> date | None:
    """Return the day that somebody typed; None: it is none."""
    try:
        return date.fromisoformat(typed(visit, field))
    except ValueError:
        return None


def language_typed(visit: Visit) -> Language:
    """Return in which language the person is written to.

    Raises:
        HTTPException: There is no such one.
    """
    try:
        return Language(one(visit.form, "language"))
    except ValueError:
        raise HTTPException(400) from None


def why_not(visit: Visit, error: StorageError) -> str:
    """Return in words why the desk refused.

    Raises:
        HTTPException: What was meant is not there.
        StorageError: It is the store that refuses.
    """
    if error.reason in MISSING:
        raise HTTPException(404) from None
    if error.reason not in REFUSED:
        raise error
    return visit.wording.say(REFUSED[error.reason])
