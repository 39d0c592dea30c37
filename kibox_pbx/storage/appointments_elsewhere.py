"""Appointments as entries of the practice's own calendars: what is known, and what came of it.

A row is written before its entry is, so that nothing of ours stands there unknown.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kibox_pbx.storage.calendar_clashes import Told, tell
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.entries_to_remove import leave
from kibox_pbx.storage.instant import from_text, now_utc, to_text
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row
from kibox_pbx.storage.two_sides import Clash, Kept, Planned, Span

LONGEST_CALL = timedelta(minutes=30)
LONGEST_APPOINTMENT = timedelta(days=1)
REMEMBERED = timedelta(days=740)
"""Longer than anything can be booked ahead."""

BOTH_SIDES = """
SELECT a.id AS planned_id, a.start AS planned_start, a."end" AS planned_end, service, name,
    restricted_at, started_at > :lately AS is_booked_lately, e.*
FROM appointments AS a
LEFT JOIN appointments_elsewhere AS e
    ON e.appointment_id = a.id AND e.person = :person AND e.url = :url
LEFT JOIN (SELECT id AS called, started_at FROM calls) ON called = a.call_id
WHERE a.person = :person AND a.start > :before AND a."end" > :since
ORDER BY a.start
"""
ALONE = """
SELECT * FROM appointments_elsewhere
WHERE appointment_id IS NULL AND person = :person AND url = :url
"""
FORGOTTEN = (
    "SELECT uid FROM appointments_elsewhere WHERE appointment_id IS NULL AND person = ''"
)
WAITING = """
SELECT EXISTS (
    SELECT 1 FROM appointments AS a
    LEFT JOIN appointments_elsewhere AS e ON e.appointment_id = a.id
    WHERE a.person = :person AND a.start > :now AND (
        e.uid IS NULL OR e.etag IS NULL
        OR (e.conflict IS NULL AND (e.start != a.start OR e."end" != a."end"))
    )
) OR EXISTS (
    SELECT 1 FROM appointments_elsewhere WHERE appointment_id IS NULL AND person = :person
)
"""
UNWRITTEN = """
SELECT count(*) FROM appointments_elsewhere
WHERE person != '' AND (sent_start IS NOT NULL OR appointment_id IS NULL)
"""
"""Sent and never answered, or to be deleted."""
TOO_OLD = "DELETE FROM appointments_elsewhere WHERE person = '' AND start < ?"
IS_TAKEN = """
SELECT 1 FROM appointments
WHERE person = :person AND start < :end AND "end" > :start AND id != :id
"""
STILL = "id = :id AND start = :was AND restricted_at IS NULL"
"""The appointment is what it was when the calendar was read."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An appointment and what is known of its entry; not both are None."""

    planned: Planned | None
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """One calendar that is written."""

    person: str
    url: str


class AppointmentsElsewhereRepository:
    """Keeps what was entered in the practice's own calendars."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now_utc) -> None:
        """Use ``clock`` as the present; it returns aware moments."""
        self._database = database
        self._clock = clock
        self._texts = SealedTexts(database.envelope)

    async def both_sides(
        self, calendar: Calendar, since: datetime, synced_at: datetime | None
    ) -> tuple[Pair, ...]:
        """Return a person's appointments that end after a moment, and entries without one.

        A restricted appointment shows neither whom it is for nor what it is.

        Args:
            calendar: Whose.
            since: Aware.
            synced_at: When the calendar was last read; None: never.
        """
        asked = _of(calendar) | {
            "since": to_text(since),
            "before": to_text(since - LONGEST_APPOINTMENT),
            "lately": to_text(synced_at - LONGEST_CALL) if synced_at else "9",
        }

        def look(tables: Tables) -> tuple[Pair, ...]:
            pairs = [_pair(row) for row in tables.query(BOTH_SIDES, asked)]
            pairs += [Pair(None, _kept(row)) for row in tables.query(ALONE, asked)]
            return tuple(pairs)

        return await self._database.read(look)

    async def is_waiting(self, calendars: Iterable[Calendar], now: datetime) -> bool:
        """Say whether something was booked, moved or cancelled that is not there yet."""
        asked = [{"person": each.person, "now": to_text(now)} for each in calendars]

        def look(tables: Tables) -> bool:
            return any(tables.conn.execute(WAITING, each).fetchone()[0] for each in asked)

        return await self._database.read(look)

    async def unwritten(self) -> int:
        """Count what was sent to a calendar that did not take it, or is to be deleted there."""

        def look(tables: Tables) -> int:
            return int(tables.conn.execute(UNWRITTEN).fetchone()[0])

        return await self._database.read(look)

    async def forgotten(self) -> frozenset[str]:
        """Return entries that were erased, of which a restored store knows nothing else."""

        def look(tables: Tables) -> frozenset[str]:
            return frozenset(row[0] for row in tables.conn.execute(FORGOTTEN).fetchall())

        return await self._database.read(look)

    async def begin(self, calendar: Calendar, planned: Planned, title: str) -> Kept | None:
        """Note that an entry is about to be written; None: the appointment is gone."""
        uid = secrets.token_hex(16)
        new = Kept(uid, planned.span, planned.span, title, None, None, None, is_erased=False)
        row = _of(calendar) | _span(planned.span) | _sent(planned.span) | {"title": title}

        def change(tables: Tables) -> Kept | None:
            if not tables.table("appointments").count_where("id = ?", [planned.id]):
                return None
            leave(tables, planned.id, None)  # what it has in another calendar
            entries = tables.table("appointments_elsewhere")
            entries.insert(row | {"uid": uid, "appointment_id": planned.id})
            return new

        return await self._database.write(change)

    async def sending(self, kept: Kept, span: Span) -> None:
        """Note what is about to be written: the answer may not arrive."""
        await self._database.write(lambda tables: _update(tables, kept, _sent(span)))

    async def agree(self, kept: Kept, span: Span, etag: str, title: str) -> None:
        """Note that both sides are the same."""
        row = _agreed(span, etag) | _marked(None) | {"title": title}
        await self._database.write(lambda tables: _update(tables, kept, row))

    async def follow(
        self,
        calendar: Calendar,
        pair: tuple[Kept, Planned],
        span: Span,
        etag: str,
        told: Told | None,
    ) -> bool:
        """Give an appointment the time of its entry; False: another one has that time.

        Nothing happens if a caller changed it since it was read: the next look sees both.

        Raises:
            StorageError: Nothing was changed.
        """
        kept, planned = pair
        asked = {"id": planned.id, "person": calendar.person, "was": to_text(planned.span[0])}
        agreed = _agreed(span, etag) | _marked(told)

        def change(tables: Tables) -> bool:
            if not tables.table("appointments").count_where(STILL, asked):
                return True
            if tables.conn.execute(IS_TAKEN, asked | _span(span)).fetchone():
                return False
            self._tell(tables, kept, told)
            tables.table("appointments").update(planned.id, _span(span))
            _update(tables, kept, agreed)
            return True

        return await self._database.write(change)

    async def cancel(self, kept: Kept, planned: Planned, told: Told | None) -> None:
        """Delete an appointment whose entry was deleted, unless a caller changed it since."""
        asked = {"id": planned.id, "was": to_text(planned.span[0])}

        def change(tables: Tables) -> None:
            if tables.table("appointments").count_where(STILL, asked):
                self._tell(tables, kept, told)
                tables.table("appointments_elsewhere").delete(kept.uid)
                tables.table("appointments").delete(planned.id)

        await self._database.write(change)

    async def forget(self, kept: Kept, told: Told | None = None) -> None:
        """Forget an entry that is not there any more, or is nothing of ours."""

        def change(tables: Tables) -> None:
            self._tell(tables, kept, told)
            tables.table("appointments_elsewhere").delete_where("uid = ?", [kept.uid])

        await self._database.write(change)

    async def clash(self, kept: Kept, told: Told) -> None:
        """Note a clash and tell of it, once."""

        def change(tables: Tables) -> None:
            self._tell(tables, kept, told)
            _update(tables, kept, _marked(told))

        await self._database.write(change)

    async def keep_only(self, calendars: Iterable[Calendar], now: datetime) -> int:
        """Forget entries in calendars that are no longer written; return how many.

        What a restored store only remembers goes after the longest time that one can be booked.
        """
        named = [value for each in calendars for value in (each.person, each.url)]
        others = " AND NOT (person = ? AND url = ?)" * (len(named) // 2)
        sql = f"DELETE FROM appointments_elsewhere WHERE person != ''{others}"  # noqa: S608 -- only places
        old = [to_text(now - REMEMBERED)]

        def change(tables: Tables) -> int:
            tables.conn.execute(TOO_OLD, old)
            return int(tables.conn.execute(sql, named).rowcount)

        return await self._database.write(change)

    def _tell(self, tables: Tables, kept: Kept, told: Told | None) -> None:
        if told is None:
            return
        found = tables.table("appointments_elsewhere").rows_where("uid = ?", [kept.uid])
        for row in found:
            tell(tables, self._texts, row, told, self._clock())


def _pair(row: Row) -> Pair:
    is_restricted = row["restricted_at"] is not None
    planned = Planned(
        row["planned_id"],
        (from_text(row["planned_start"]), from_text(row["planned_end"])),
        "" if is_restricted else row["service"],
        "" if is_restricted else row["name"],
        is_restricted,
        bool(row["is_booked_lately"]),
    )
    return Pair(planned, _kept(row) if row["uid"] else None)


def _kept(row: Row) -> Kept:
    sent = row["sent_start"], row["sent_end"]
    return Kept(
        row["uid"],
        (from_text(row["start"]), from_text(row["end"])),
        (from_text(sent[0]), from_text(sent[1])) if all(sent) else None,
        row["title"],
        row["etag"],
        Clash(row["conflict"]) if row["conflict"] else None,
        row["conflict_etag"],
        bool(row["erased"]),
    )


def _of(calendar: Calendar) -> Row:
    return {"person": calendar.person, "url": calendar.url}


def _span(span: Span) -> Row:
    return {"start": to_text(span[0]), "end": to_text(span[1])}


def _sent(span: Span | None) -> Row:
    start, end = map(to_text, span) if span else (None, None)
    return {"sent_start": start, "sent_end": end}


def _agreed(span: Span, etag: str) -> Row:
    return _span(span) | _sent(None) | {"etag": etag}


def _marked(told: Told | None) -> Row:
    return {
        "conflict": told.clash if told else None,
        "conflict_etag": told.etag if told else None,
    }


def _update(tables: Tables, kept: Kept, row: Row) -> None:
    """Change a row; nothing happens if it was forgotten meanwhile."""
    places = ", ".join(f'"{column}" = ?' for column in row)
    sql = f"UPDATE appointments_elsewhere SET {places} WHERE uid = ?"  # noqa: S608 -- our columns
    tables.conn.execute(sql, [*row.values(), kept.uid])
