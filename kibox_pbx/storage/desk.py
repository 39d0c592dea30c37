"""What people change in the appointment book from their desks: moves, cancellations, blocks.

They are held to what the calendar offers, as callers are. Why a time is blocked is not kept:
the reason may be an illness.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.ports import Moved
from kibox_pbx.records import Appointment, Message, Slot
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.outbox import announce_latest
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.shared.calendar import appointment_book
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_appointment import appointment_from
from kibox_pbx.storage.stored_call import message_text

IS_KEPT = "id = ? AND restricted_at IS NULL AND forgotten_at IS NULL"
"""A call with which a message can lie."""

BLOCKED = """
SELECT *, (
    SELECT count(*) FROM appointments
    WHERE appointments.person = blocked_times.person
    AND appointments.start < blocked_times."end" AND appointments."end" > blocked_times.start
) AS appointments
FROM blocked_times WHERE start < :last AND "end" > :first ORDER BY start, person, id
"""


@dataclass(frozen=True, slots=True)
class BlockedTime:
    """A time at which nobody can be booked with a person, or in a room."""

    id: str
    person: str
    start: datetime
    end: datetime
    """Aware, in the practice's zone."""

    appointments: int
    """How many lie in it, made before; they stay until somebody moves them."""


class DeskRepository:
    """The appointment book, as people at their desks change it."""

    def __init__(
        self, database: Database, settings: Settings, clock: Callable[[], datetime]
    ) -> None:
        """Use ``clock`` as the present; it returns aware moments."""
        self._database = database
        self._zone = settings.practice.zone
        self._clock = clock
        self._calendar = appointment_book(database, settings, clock)
        self._texts = SealedTexts(database.envelope)

    async def appointment(self, appointment_id: str) -> Appointment | None:
        """Return an appointment; None: there is none, or it is restricted."""

        def look(tables: Tables) -> Appointment | None:
            rows = tables.table("appointments").rows_where(
                "id = ? AND restricted_at IS NULL", [appointment_id]
            )
            return next((appointment_from(row, self._zone) for row in rows), None)

        return await self._database.read(look)

    async def move(
        self, by: str, appointment: Appointment, slot: Slot, to_do: Message
    ) -> Moved:
        """Give an appointment another time, and note that somebody must be told.

        Args:
            by: The name of an account.
            appointment: As it was shown.
            slot: One that the calendar offers.
            to_do: Lies in the inbox from then on, as long as its call is kept.

        Raises:
            StorageError: Nothing was changed.
        """
        also = self._noted(by, "move_appointment", appointment, to_do)
        return await self._calendar.move(appointment, slot, "", also=also)

    async def cancel(self, by: str, appointment: Appointment, to_do: Message) -> bool:
        """Delete an appointment, and note that somebody must be told; False: it was changed.

        Raises:
            StorageError: Nothing was changed.
        """
        also = self._noted(by, "cancel_appointment", appointment, to_do)
        return await self._calendar.cancel(appointment, "", also=also)

    async def block(
        self, by: str, people: Sequence[str], start: datetime, end: datetime
    ) -> None:
        """Have nobody booked with some people, or in some rooms, for a time.

        Raises:
            StorageError: It ends before it begins, or is over.
        """
        if not (start < end and self._clock() < end):
            raise StorageError("a blocked time ends after it begins, and after now")
        span = {"start": to_text(start), "end": to_text(end), "blocked_by": by}
        rows = [{"id": secrets.token_hex(16), "person": each} | span for each in people]

        def change(tables: Tables) -> None:
            tables.table("blocked_times").insert_all(rows)
            for row in rows:
                self._note(tables, by, "block_time", row["id"])

        await self._database.write(change)

    async def unblock(self, by: str, block_id: str) -> None:
        """Have people booked again; a block that is not there does no harm."""

        def change(tables: Tables) -> None:
            unblocking = "DELETE FROM blocked_times WHERE id = ?"
            if tables.conn.execute(unblocking, [block_id]).rowcount:
                self._note(tables, by, "unblock_time", block_id)

        await self._database.write(change)

    async def blocked(self, first: datetime, last: datetime) -> tuple[BlockedTime, ...]:
        """Return blocked times that reach into a span, the soonest first."""
        asked = {"first": to_text(first), "last": to_text(last)}

        def look(tables: Tables) -> tuple[BlockedTime, ...]:
            return tuple(
                BlockedTime(
                    row["id"],
                    row["person"],
                    from_text(row["start"]).astimezone(self._zone),
                    from_text(row["end"]).astimezone(self._zone),
                    row["appointments"],
                )
                for row in tables.query(BLOCKED, asked)
            )

        return await self._database.read(look)

    def _noted(
        self, by: str, did: str, appointment: Appointment, to_do: Message
    ) -> Callable[[Tables], None]:
        """Return what belongs to a change, in its transaction."""

        def also(tables: Tables) -> None:
            self._note(tables, by, did, appointment.id)
            call_id = tables.table("appointments").get(appointment.id)["call_id"]
            if call_id and tables.table("calls").count_where(IS_KEPT, [call_id]):
                row = {"department": to_do.recipient, "urgent": to_do.urgent}
                self._texts.add(tables, "messages", call_id, message_text(to_do), row)
                announce_latest(tables, "messages", call_id, self._clock())

        return also

    def _note(self, tables: Tables, by: str, did: str, about: str) -> None:
        note(tables, self._database.envelope, Access(self._clock(), by, did, about))
