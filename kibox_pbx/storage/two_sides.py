"""One appointment here and its entry in the practice's calendar: what is to be done. Pure.

What both sides last agreed on is known, so it is known who changed what. The practice's
calendar is the truth: where both changed, its time holds, and people are told.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Span = tuple[datetime, datetime]
"""Beginning and end; aware."""


class Clash(StrEnum):
    """What people must hear of."""

    TAKEN = "taken"
    """Moved there to a time that another appointment has: both times stay blocked."""
    UNCLEAR = "unclear"
    """Changed there into something that is no single time: the appointment stays."""
    RESTRICTED = "restricted"
    """Moved or deleted there, while the appointment is restricted (Art. 18 GDPR): it stays."""
    BOTH_MOVED = "both_moved"
    """A caller moved it, too; the practice's time holds."""
    MOVED_AND_DELETED = "moved_and_deleted"
    """A caller moved it, and it was deleted there: it is cancelled."""
    CANCELLED_AND_MOVED = "cancelled_and_moved"
    """A caller cancelled it, and it was changed there: the entry stays, and blocks its time."""
    OVERLAPS = "overlaps"
    """Booked in the very minute in which something was entered there."""


LASTING = frozenset({Clash.TAKEN, Clash.UNCLEAR, Clash.RESTRICTED})
"""These hold until people act; of the others they are told."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An appointment as it is here."""

    id: str
    span: Span
    service: str
    name: str
    """Empty, as ``service`` is, while it is restricted."""

    is_restricted: bool
    is_booked_lately: bool
    """Its call began not much before the calendar was last read."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of its entry."""

    uid: str
    agreed: Span
    sent: Span | None
    """Written, perhaps: the answer did not arrive."""

    title: str
    etag: str | None
    """None: the server has never said that it has it."""

    clash: Clash | None
    clash_etag: str | None
    is_erased: bool

    def is_ours(self, there: "There") -> bool:
        """Say whether an entry is as we wrote it, but for its title and notes."""
        is_same = bool(there.etag) and there.etag == self.etag
        return is_same or (there.span is not None and there.span in (self.agreed, self.sent))


@dataclass(frozen=True, slots=True)
class There:
    """The entry as it is in the practice's calendar."""

    path: str
    etag: str
    span: Span | None
    """None: it is no single time."""

    is_cancelled: bool
    text: bytes


@dataclass(frozen=True, slots=True)
class Nothing:
    """Both sides agree, and it is known."""


@dataclass(frozen=True, slots=True)
class Agree:
    """Both sides agree; note it."""


@dataclass(frozen=True, slots=True)
class Write:
    """The entry is to become what the appointment is."""


@dataclass(frozen=True, slots=True)
class Follow:
    """The appointment is to become what the entry is."""

    clash: Clash | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """The appointment is cancelled."""

    clash: Clash | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """The entry is to be deleted."""

    whatever: bool
    """Even if somebody changes it meanwhile."""


@dataclass(frozen=True, slots=True)
class LetGo:
    """The entry is nothing of ours any more."""

    clash: Clash | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """Nobody gives way: appointment and entry both block their time until people act."""

    clash: Clash


Step = Nothing | Agree | Write | Follow | Cancel | Remove | LetGo | Stay


def step(
    kept: Kept, planned: Planned | None, there: There | None, title: str, now: datetime
) -> Step:
    """Return what is to be done for one entry.

    Args:
        kept: What is known of it.
        planned: The appointment; None: it is no longer, or no longer this person's.
        there: The entry; None: it is not there.
        title: What it should be called.
        now: Aware.
    """
    if planned is None:
        return _without_appointment(kept, there)
    if there is None:
        return _without_entry(kept, planned, now)
    if there.is_cancelled:
        return Stay(Clash.RESTRICTED) if planned.is_restricted else _cancelled(kept, planned)
    if kept.is_ours(there):
        return _unchanged_there(kept, planned, there, title)
    return _changed_there(kept, planned, there)


def _without_appointment(kept: Kept, there: There | None) -> Step:
    if there is None or (there.is_cancelled and not kept.is_erased):
        return LetGo()
    if kept.is_erased:
        return Remove(whatever=True)
    return Remove(whatever=False) if kept.is_ours(there) else LetGo(Clash.CANCELLED_AND_MOVED)


def _without_entry(kept: Kept, planned: Planned, now: datetime) -> Step:
    is_over = planned.span[0] <= now
    if kept.etag is None and not is_over:
        return Write()
    if is_over:
        return Nothing()
    return Stay(Clash.RESTRICTED) if planned.is_restricted else _cancelled(kept, planned)


def _cancelled(kept: Kept, planned: Planned) -> Step:
    is_moved_here = planned.span != kept.agreed
    return Cancel(Clash.MOVED_AND_DELETED if is_moved_here else None)


def _unchanged_there(kept: Kept, planned: Planned, there: There, title: str) -> Step:
    if there.span != planned.span or title != kept.title:
        return Write()
    is_known = (
        there.etag == kept.etag and kept.agreed == planned.span and kept.clash not in LASTING
    )
    return Nothing() if is_known else Agree()


def _changed_there(kept: Kept, planned: Planned, there: There) -> Step:
    if there.span == planned.span:
        return Agree()
    if planned.is_restricted:
        return Stay(Clash.RESTRICTED)
    if there.span is None:
        return Stay(Clash.UNCLEAR)
    is_moved_here = planned.span != kept.agreed
    return Follow(Clash.BOTH_MOVED if is_moved_here else None)
