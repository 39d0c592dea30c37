"""What a calendar server's status means, in words for who looks after it. Pure."""

from kibox_pbx.errors import CalendarError

UNAUTHORIZED, FORBIDDEN, CONFLICT = 401, 403, 409
TOO_LONG, OTHER_KIND, LOCKED = 413, 415, 423
TOO_OFTEN, FULL = 429, 507
REDIRECTED, BROKEN = 3, 5
"""First digits of a status."""

_READING = {
    UNAUTHORIZED: "refuses user and password",
    FORBIDDEN: "does not let this user read the calendar; allow it there",
    TOO_OFTEN: "is asked too often; set calendar_sync.every_s higher",
    FULL: "has no room left; make some there",
}
_WRITING = _READING | {
    FORBIDDEN: "does not let this user write into the calendar; allow it there, or"
    " take `write` away",
    CONFLICT: "cannot put the entry there; is the url one calendar's?",
    TOO_LONG: "takes no entry of this length",
    OTHER_KIND: "takes no appointments here; is the url one calendar's?",
    LOCKED: "has the entry locked by another program; the next look tries again",
}


class EntryRefusedError(CalendarError):
    """The server does not take this entry; it may well take others."""


def not_read(status: int) -> CalendarError:
    """Return what to say of an answer to reading that is none."""
    return CalendarError(_told(status, _READING))


def not_written(status: int) -> CalendarError:
    """Return what to say where an entry was neither written nor deleted."""
    text = _told(status, _WRITING)
    is_general = status == TOO_OFTEN or concerns_all(status)
    return CalendarError(text) if is_general else EntryRefusedError(text)


def concerns_all(status: int) -> bool:
    """Say whether the server would answer so whatever it was asked."""
    return status == UNAUTHORIZED or status // 100 in {REDIRECTED, BROKEN}


def _told(status: int, known: dict[int, str]) -> str:
    text = known.get(status, "")
    if not text and status // 100 == REDIRECTED:
        text = "sends us elsewhere, and redirects are not followed; set url to where it is now"
    if not text and status // 100 == BROKEN:
        text = "has a trouble of its own; its log says which"
    if not text:
        return f"the calendar server answered {status}; is the url one calendar's?"
    return f"the calendar server {text} ({status})"
