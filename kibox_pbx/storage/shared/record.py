"""One thing that hosts share, as it is in a store and as it goes to the others. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kibox_pbx.storage.shared.sealing import Content


class Kind(StrEnum):
    """What is shared."""

    APPOINTMENT = "appointment"
    BLOCKED = "blocked"
    MESSAGES = "messages"
    """What one call left for the people: its messages and requests."""


class Gone(StrEnum):
    """Why something is not there any more."""

    CANCELLED = "cancelled"
    FORGOTTEN = "forgotten"
    """Its time was over."""

    ERASED = "erased"
    """At somebody's wish: wherever it is, and whatever else there is of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """When, and with whom."""

    person: str
    start: datetime
    end: datetime
    """Aware."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the hosts know of one thing."""

    place: Place | None
    """None: it has no time."""

    what: Content
    """Goes with the place: only who changes that changes this."""

    who: Content


@dataclass(frozen=True, slots=True)
class Change:
    """What a record is now, at one host or another."""

    kind: Kind
    id: str
    record: Record | None
    """None: it is gone."""

    gone: Gone | None = None
    seq: int = 0
