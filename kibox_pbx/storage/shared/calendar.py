"""The appointment book of a host among several: the same offers, but others book, too."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.errors import StorageError
from kibox_pbx.ports import Moved
from kibox_pbx.records import Appointment, Slot
from kibox_pbx.storage.calendar import (
    Also,
    CalendarRepository,
    earliest_start,
    is_unchanged,
    latest_end,
)
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.shared.book import SharedBook


class SharedCalendar(CalendarRepository):
    """Books for all hosts; implements `ports.Calendar`.

    What this host's store has is a copy: whatever a caller hears of is asked of all hosts
    first, and where that cannot be, it is refused like a store that cannot be read.
    """

    def __init__(
        self,
        database: Database,
        settings: Settings,
        clock: Callable[[], datetime],
        shared: SharedBook,
    ) -> None:
        """Use ``clock`` as the present; it returns aware moments."""
        super().__init__(database, settings, clock)
        self._book = shared

    async def free_slots(self, wish: FindSlots) -> tuple[Slot, ...]:
        """Return free slots that fit, soonest first (nearest first with ``wish.near``).

        Raises:
            StorageError: It is not known what others have booked.
        """
        busy = await self._book.busy(earliest_start(wish), latest_end(wish))
        return await self._free(wish, busy)

    async def hold(self, slot: Slot, call_id: str) -> bool:
        """Keep a slot for a call for some minutes, from now; False if it is gone."""
        if not await self._may_be_had(slot, call_id):
            return False
        return await self._book.hold(slot, call_id, self._settings.booking.hold_minutes)

    async def release(self, slot: Slot, call_id: str) -> None:
        """Give a held slot back; nothing happens if it is not held by this call."""
        await self._book.release(slot, call_id)

    async def book(
        self, slot: Slot, call_id: str, *, name: str, phone: str, birthdate: str | None
    ) -> Appointment | None:
        """Write an appointment for all hosts; None if the slot is gone.

        Raises:
            StorageError: Nothing was booked.
        """
        if not await self._may_be_had(slot, call_id):
            return None
        appointment = Appointment(secrets.token_hex(16), slot, name, phone, birthdate)
        return appointment if await self._book.book(appointment, call_id) else None

    async def find(
        self, *, name: str, phone: str | None, birthdate: str | None
    ) -> tuple[Appointment, ...]:
        """Return somebody's appointments to come, whichever host booked them.

        Raises:
            StorageError: It is not known what others have changed.
        """
        await self._book.follow()
        return await super().find(name=name, phone=phone, birthdate=birthdate)

    async def cancel(
        self, appointment: Appointment, call_id: str, *, also: Also | None = None
    ) -> bool:
        """Take an appointment away for all hosts; False if it was changed meanwhile.

        Raises:
            StorageError: It is not known whether it is there.
        """
        if not await self._is_as_told(appointment):
            return False
        return await self._book.cancel(appointment, lambda: self._do(also))

    async def move(
        self, appointment: Appointment, slot: Slot, call_id: str, *, also: Also | None = None
    ) -> Moved:
        """Give an appointment another time, for all hosts.

        Raises:
            StorageError: It is not known which time it has.
        """
        if not await self._is_as_told(appointment):
            return Moved.APPOINTMENT_LOST
        if not await self._may_be_had(slot, call_id):
            return Moved.SLOT_LOST
        return await self._book.move(appointment, slot, call_id, lambda: self._do(also))

    async def appointments(self, first: datetime, last: datetime) -> tuple[Appointment, ...]:
        """Return what begins within a span, as far as this host knows it."""
        with suppress(StorageError):
            await self._book.follow()
        return await super().appointments(first, last)

    async def _may_be_had(self, slot: Slot, call_id: str) -> bool:
        """Say whether nothing that this host knows is against it; the others are asked next."""
        await self._book.follow()
        now = self._clock()
        return await self._database.write(
            lambda tables: self._is_open(tables, slot, call_id, now)
        )

    async def _is_as_told(self, appointment: Appointment) -> bool:
        await self._book.follow()
        return await self._database.read(lambda tables: is_unchanged(tables, appointment))

    async def _do(self, also: Also | None) -> None:
        if also:
            await self._database.write(also)


def appointment_book(
    database: Database, settings: Settings, clock: Callable[[], datetime]
) -> CalendarRepository:
    """Return the book of this host alone, or that of all hosts where it is one of several."""
    if database.shared is None:
        return CalendarRepository(database, settings, clock)
    return SharedCalendar(database, settings, clock, database.shared)
