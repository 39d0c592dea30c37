"""The appointment book: what is free, what is kept for a caller, what is booked."""

import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.ports import Moved
from kibox_pbx.privacy.identity import Claim, proven
from kibox_pbx.records import Appointment, Slot
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.entries_to_remove import leave
from kibox_pbx.storage.failed_proofs import is_used_up, note_failed
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.restriction import engaged, is_restricted
from kibox_pbx.storage.slots import Busy, free_slots, is_bookable
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_appointment import (
    Row,
    appointment_from,
    appointment_row,
    slot_row,
    span,
)

Also = Callable[[Tables], None]
"""Something else that belongs to a change."""

BUSY = """
SELECT person, start, "end" FROM appointments
WHERE start > :since AND start < :last AND "end" > :first
UNION ALL
SELECT person, start, "end" FROM holds
WHERE start < :last AND "end" > :first AND expires_at > :now
UNION ALL
SELECT person, start, "end" FROM busy_elsewhere WHERE start < :last AND "end" > :first
UNION ALL
SELECT person, start, "end" FROM blocked_times WHERE start < :last AND "end" > :first
"""

TAKEN = """
SELECT coalesce((
    SELECT "end" FROM appointments
    WHERE person = :person AND start < :end ORDER BY start DESC LIMIT 1
) > :start, 0) OR EXISTS (
    SELECT 1 FROM holds
    WHERE person = :person AND start < :end AND "end" > :start AND call_id != :call_id
) OR EXISTS (
    SELECT 1 FROM busy_elsewhere
    WHERE person = :person AND start < :end AND "end" > :start
) OR EXISTS (
    SELECT 1 FROM blocked_times
    WHERE person = :person AND start < :end AND "end" > :start
)
"""

"""Appointments of one person never overlap: only the last before the end can reach into it."""

HAS_BIRTHDATES = """
SELECT EXISTS (
    SELECT 1 FROM appointments
    WHERE start > ? AND birthdate IS NOT NULL AND restricted_at IS NULL
)
"""

OWN_OVERLAPPING = 'person = :person AND start < :end AND "end" > :start AND call_id = :call_id'
"""With these gone, holds of one person never overlap."""

UNCHANGED = "id = :id AND person = :person AND start = :start AND restricted_at IS NULL"
"""The appointment is still what the caller was told."""


class CalendarRepository:
    """Keeps appointments; implements `ports.Calendar`."""

    def __init__(
        self, database: Database, settings: Settings, clock: Callable[[], datetime]
    ) -> None:
        """Use ``clock`` as the present; it returns aware moments."""
        self._database = database
        self._settings = settings
        self._clock = clock

    async def free_slots(self, wish: FindSlots) -> tuple[Slot, ...]:
        """Return free slots that fit, soonest first (nearest first with ``wish.near``).

        Raises:
            StorageError: The calendar could not be read.
        """
        return await self._free(wish, ())

    async def _free(self, wish: FindSlots, also_busy: Iterable[Busy]) -> tuple[Slot, ...]:
        """Return what is free by this store, and by what is known beside it."""
        now = self._clock()

        def look(tables: Tables) -> tuple[Slot, ...]:
            times = {
                "since": to_text(earliest_start(wish)),
                "first": to_text(wish.first),
                "last": to_text(latest_end(wish)),
                "now": to_text(now),
            }
            busy = [
                Busy(person, from_text(start), from_text(end))
                for person, start, end in tables.conn.execute(BUSY, times)
            ]
            return free_slots(self._settings, wish, [*busy, *also_busy], now)

        return await self._database.read(look)

    async def hold(self, slot: Slot, call_id: str) -> bool:
        """Keep a slot for a call for some minutes, from now; False if it is gone."""
        now = self._clock()
        expires = now + timedelta(minutes=self._settings.booking.hold_minutes)

        def change(tables: Tables) -> bool:
            if not self._is_open(tables, slot, call_id, now):
                return False
            row = {
                "person": slot.person,
                **span(slot),
                "call_id": call_id,
                "expires_at": to_text(expires),
            }
            tables.table("holds").delete_where(OWN_OVERLAPPING, row)
            tables.table("holds").insert(row)
            return True

        return await self._database.write(change)

    async def release(self, slot: Slot, call_id: str) -> None:
        """Give a held slot back; nothing happens if it is not held by this call."""
        await self._database.write(lambda tables: _release(tables, slot, call_id))

    async def book(
        self, slot: Slot, call_id: str, *, name: str, phone: str, birthdate: str | None
    ) -> Appointment | None:
        """Write an appointment in one transaction; None if the slot is gone.

        A hold that ran out does no harm as long as nobody else took the slot.

        Raises:
            StorageError: Nothing was written.
        """
        now = self._clock()
        appointment = Appointment(secrets.token_hex(16), slot, name, phone, birthdate)

        def change(tables: Tables) -> Appointment | None:
            if not self._is_open(tables, slot, call_id, now):
                return None
            tables.table("appointments").insert(
                appointment_row(appointment) | {"call_id": call_id}
            )
            _release(tables, slot, call_id)
            return appointment

        return await self._database.write(change)

    async def find(
        self, *, name: str, phone: str | None, birthdate: str | None
    ) -> tuple[Appointment, ...]:
        """Return somebody's appointments to come, soonest first: only what all factors fit.

        Restricted ones are left to people: what a caller would prove themselves by may be the
        very thing that is contested (Art. 18(1)(a) GDPR).

        Raises:
            StorageError: The calendar could not be read.
        """
        now, claim = to_text(self._clock()), Claim(name, phone, birthdate)

        def look(tables: Tables) -> tuple[Appointment, ...]:
            rows = tables.table("appointments").rows_where(
                "start > ? AND restricted_at IS NULL", [now], order_by="start, person"
            )
            return proven((self._appointment(row) for row in rows), claim)

        return await self._database.read(look)

    async def may_still_prove(self, call_id: str, phone: str | None) -> bool:
        """Say whether a call's number, and one that is told in it, has not failed too often.

        Raises:
            StorageError: It could not be read.
        """
        now, told = self._clock(), (phone,) if phone else ()

        def look(tables: Tables) -> bool:
            caller = _caller_of(tables, call_id)
            return not is_used_up(tables, self._database.envelope, caller, told, now)

        return await self._database.write(look)  # a secret may have to be made

    async def note_failed_proof(self, call_id: str, numbers: tuple[str, ...]) -> None:
        """Note that a call's number, and those told in it, proved nothing.

        Raises:
            StorageError: Nothing was written.
        """
        now = self._clock()

        def change(tables: Tables) -> None:
            caller = _caller_of(tables, call_id)
            note_failed(tables, self._database.envelope, caller, numbers, now)

        await self._database.write(change)

    async def keeps_birthdates(self) -> bool:
        """Say whether anybody who has an appointment to come has a date of birth on file.

        Raises:
            StorageError: The calendar could not be read.
        """
        now = to_text(self._clock())

        def look(tables: Tables) -> bool:
            return bool(tables.conn.execute(HAS_BIRTHDATES, [now]).fetchone()[0])

        return await self._database.read(look)

    async def cancel(
        self, appointment: Appointment, call_id: str, *, also: Also | None = None
    ) -> bool:
        """Delete an appointment; False if it was changed meanwhile.

        Args:
            appointment: As whoever cancels it was told.
            call_id: The call in which it is; empty: people do it.
            also: Is done in the same transaction, if it is there.
        """

        def change(tables: Tables) -> bool:
            is_there = is_unchanged(tables, appointment)
            if is_there:
                leave(tables, appointment.id, call_id)
                if also:
                    also(tables)
            tables.table("appointments").delete_where(UNCHANGED, appointment_row(appointment))
            return is_there

        return await self._database.write(change)

    async def move(
        self, appointment: Appointment, slot: Slot, call_id: str, *, also: Also | None = None
    ) -> Moved:
        """Give an appointment another time, in one transaction.

        Args:
            appointment: As whoever moves it was told.
            slot: One that the calendar offers.
            call_id: The call in which it is moved, to which it belongs from then on; empty:
                people do it, and it stays with its own.
            also: Is done in the same transaction, if it is moved.

        Raises:
            StorageError: Nothing was changed.
        """
        now = self._clock()

        def change(tables: Tables) -> Moved:
            if not is_unchanged(tables, appointment):
                return Moved.APPOINTMENT_LOST
            if not self._is_open(tables, slot, call_id, now):
                return Moved.SLOT_LOST
            row = slot_row(slot) | ({"call_id": call_id} if call_id else {})
            if slot.person != appointment.slot.person:
                leave(tables, appointment.id, call_id)
            tables.table("appointments").update(appointment.id, row)
            if also:
                also(tables)
            _release(tables, slot, call_id)
            return Moved.DONE

        return await self._database.write(change)

    async def appointments(self, first: datetime, last: datetime) -> tuple[Appointment, ...]:
        """Return what begins at or after ``first`` and before ``last``, soonest first.

        A restricted appointment shows its time, and neither whom it is for nor why.
        """
        between = [to_text(first), to_text(last)]

        def look(tables: Tables) -> tuple[Appointment, ...]:
            rows = tables.table("appointments").rows_where(
                "start >= ? and start < ?", between, order_by="start, person"
            )
            return tuple(self._shown(row) for row in rows)

        return await self._database.read(look)

    async def booked_in(self, call_id: str) -> tuple[Appointment, ...]:
        """Return what was booked in a call, soonest first; restricted ones do not show."""

        def look(tables: Tables) -> tuple[Appointment, ...]:
            rows = tables.table("appointments").rows_where(
                "call_id = ? AND restricted_at IS NULL", [call_id], order_by="start"
            )
            return tuple(self._appointment(row) for row in rows)

        return await self._database.read(look)

    def _is_open(self, tables: Tables, slot: Slot, call_id: str, now: datetime) -> bool:
        """Say whether this call may have a slot, inside the transaction that takes it."""
        if not is_bookable(self._settings, slot, now):
            return False
        tables.table("holds").delete_where("expires_at <= ?", [to_text(now)])
        asked = {"person": slot.person, **span(slot), "call_id": call_id}
        return not tables.conn.execute(TAKEN, asked).fetchone()[0]

    def _shown(self, row: Row) -> Appointment:
        appointment = self._appointment(row)
        return engaged(appointment) if is_restricted(row) else appointment

    def _appointment(self, row: Row) -> Appointment:
        return appointment_from(row, self._settings.practice.zone)


def _caller_of(tables: Tables, call_id: str) -> str | None:
    """Return the number that called; None, if it was withheld or is not known."""
    rows = tables.table("calls").rows_where("id = ?", [call_id])
    return next((row["caller"] for row in rows), None)


def _release(tables: Tables, slot: Slot, call_id: str) -> None:
    tables.table("holds").delete_where(
        "person = ? and start = ? and call_id = ?", [slot.person, to_text(slot.start), call_id]
    )


def is_unchanged(tables: Tables, appointment: Appointment) -> bool:
    """Say whether an appointment is still what somebody was told, within a transaction."""
    rows = tables.table("appointments")
    return rows.count_where(UNCHANGED, appointment_row(appointment)) == 1


def earliest_start(wish: FindSlots) -> datetime:
    """What reaches into the wish began less than a day before it (services last 8 hours)."""
    return wish.first.astimezone(UTC) - timedelta(days=1)


def latest_end(wish: FindSlots) -> datetime:
    """A slot that starts before ``wish.last`` has ended a day later (services last 8 hours)."""
    return wish.last.astimezone(UTC) + timedelta(days=1)
