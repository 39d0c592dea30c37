"""Which of the calls have something whose time has come: looked at a few hundred at a time."""

from dataclasses import dataclass

from kibox_pbx.privacy.periods import Limits
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.sealed import Purpose
from kibox_pbx.storage.spared import SPARED_CALLS
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

MOST = 400
"""Calls of one look: some 5 ms."""

WINDOW = f"""
SELECT id, rowid AS place, started_at, forgotten_at, strftime(
    '%Y-%m-%dT%H:%M:%f+00:00', started_at,
    (CASE WHEN outcome IS NULL THEN 86400 ELSE coalesce(duration_ms, 0) / 1000.0 END)
    || ' seconds'
) AS ended_at, (
    SELECT group_concat(purpose) FROM call_keys WHERE call_id = id
) AS purposes
FROM calls
WHERE (started_at, rowid) > (:started_at, :place) AND started_at < :before
    AND id NOT IN ({SPARED_CALLS})
ORDER BY started_at, rowid LIMIT :most
"""  # noqa: S608 -- our names
"""A call without an end is taken to have ended a day after it began: none lasts as long."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far one has come, from the oldest call on."""

    started_at: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """What of one call is to go."""

    keys: tuple[Purpose, ...] = ()
    """With what they seal."""

    forget: bool = False
    """Who called when; what waits for people stays."""

    drop: bool = False
    """Everything, after the contract's end."""


def look_at(tables: Tables, limits: Limits, place: Place, most: int = MOST) -> list[Row]:
    """Return the next calls that could have something due; none: there are no more."""
    before = max(limits.recording, limits.transcript, limits.call)
    asked = {
        "started_at": place.started_at,
        "place": place.place,
        "before": to_text(before),
        "most": most,
    }
    return list(tables.query(WINDOW, asked))


def place_of(row: Row) -> Place:
    """Return how far one has come with this row."""
    return Place(row["started_at"], row["place"])


def due_of(row: Row, limits: Limits) -> Due:
    """Return what of a call is to go. Pure."""
    ended_at = from_text(row["ended_at"])
    if limits.contract_over:
        return Due(drop=ended_at < limits.call)
    until = {
        Purpose.RECORDING: limits.recording,
        Purpose.CONVERSATION: limits.transcript,
    }
    there = (row["purposes"] or "").split(",")
    keys = tuple(
        purpose for purpose, limit in until.items() if purpose in there and ended_at < limit
    )
    return Due(keys, forget=row["forgotten_at"] is None and ended_at < limits.call)
