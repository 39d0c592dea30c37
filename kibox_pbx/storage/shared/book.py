"""The appointment book of all hosts, as one of them asks it and keeps up with it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.ports import Moved
from kibox_pbx.records import Appointment, Slot
from kibox_pbx.storage.shared.appointments import what_of, who_of
from kibox_pbx.storage.shared.copy import Copy, ToTell
from kibox_pbx.storage.shared.link import Link, Row
from kibox_pbx.storage.shared.record import Change, Gone, Kind, Place, Record
from kibox_pbx.storage.shared.sealing import CHECK, Content, place_of
from kibox_pbx.storage.slots import Busy
from kibox_pbx.storage.stored_appointment import appointment_row

SPAN = "tstzrange(%s, %s)"
CHANGES = """
SELECT r.kind, r.id, r.seq, r.gone, r.what, r.who, coalesce(t.person, b.person),
    lower(coalesce(t.span, b.span)), upper(coalesce(t.span, b.span))
FROM records r
LEFT JOIN taken t ON r.kind = 'appointment' AND t.id = r.id
LEFT JOIN blocked b ON r.kind = 'blocked' AND b.id = r.id
WHERE r.seq > %s ORDER BY r.seq
"""
BUSY = f"""
SELECT person, lower(span), upper(span) FROM taken
WHERE span && {SPAN} AND (expires_at IS NULL OR expires_at > now())
"""  # noqa: S608 -- ours
FORGET_OLD = """
DELETE FROM records WHERE gone IS NOT NULL AND changed_at < now() - interval '3 years'
"""
FROM_EACH_HOST = "SELECT kind, id, what, who FROM records WHERE who IS NOT NULL"
SEAL_AGAIN = """
UPDATE records SET what = %s, who = %s WHERE kind = %s AND id = %s AND who = %s
"""

_LOG = get_logger(__name__)


class SharedBook:
    """What all hosts agreed on; one thing at a time."""

    def __init__(self, link: Link, copy: Copy) -> None:
        self._link = link
        self._copy = copy
        self._turn = asyncio.Lock()
        self._refused = set[str]()

    @property
    def is_up(self) -> bool:
        """Whether the hosts' database answers."""
        return self._link.is_up

    @property
    def collisions(self) -> int:
        """How many appointments of this host are at a time that another host has given."""
        return len(self._refused)

    async def settle(self) -> None:
        """Connect if need be, tell the others what changed here, and learn what they did.

        Raises:
            StorageError: It did not come to its end; do it again soon.
        """
        await self._link.connect()
        async with self._turn:
            epoch, _ = await self._copy.state()
            ((theirs,),) = await self._link.ask("SELECT epoch::text FROM kibox_shared")
            if epoch != theirs:
                await self._begin(theirs)
            await self._withdraw()
            await self._follow()
            await self._tell()
            await self._follow()

    async def busy(self, first: datetime, last: datetime) -> list[Busy]:
        """Return what is held or booked within a span, by whichever host; the copy follows.

        Raises:
            StorageError: It is not known.
        """
        async with self._turn:
            await self._follow()
            rows = await self._link.ask(BUSY, first, last)
        return [Busy(*row) for row in rows]

    async def follow(self) -> None:
        """Have the copy be what the hosts agreed on.

        Raises:
            StorageError: It may be old.
        """
        async with self._turn:
            await self._follow()

    async def hold(self, slot: Slot, call_id: str, minutes: int) -> bool:
        """Keep a slot for a call; False: it is gone.

        Raises:
            StorageError: It is not known whether it is kept.
        """
        sql = f"SELECT hold(%s, {SPAN}, %s, %s)"
        async with self._turn:
            ((is_held,),) = await self._link.ask(
                sql, slot.person, slot.start, slot.end, call_id, minutes
            )
        return bool(is_held)

    async def release(self, slot: Slot, call_id: str) -> None:
        """Give a slot back; where that cannot be said, it is free again in some minutes."""
        async with self._turn:
            try:
                await self._link.ask(
                    "SELECT let_go(%s, %s, %s)", slot.person, slot.start, call_id
                )
            except StorageError:
                _LOG.warning("a held time is given back when it runs out", call_id=call_id)

    async def book(self, appointment: Appointment, call_id: str) -> bool:
        """Write an appointment for all hosts; False: its time is gone.

        Raises:
            StorageError: Nothing is booked, or will not be for long: it is withdrawn.
        """
        slot = appointment.slot
        row = appointment_row(appointment) | {"restricted_at": None}
        sealed = self._sealed(
            Kind.APPOINTMENT, appointment.id, what_of(slot.service, call_id), who_of(row)
        )
        sql = f"SELECT book(%s, %s, {SPAN}, %s, %s, %s)"
        async with self._turn:
            await self._copy.note_try(appointment.id)
            ((is_booked,),) = await self._link.ask(
                sql, appointment.id, slot.person, slot.start, slot.end, call_id, *sealed
            )
            await self._copy.know(appointment.id)
            await self._follow_if_it_can()
        return bool(is_booked)

    async def cancel(
        self, appointment: Appointment, also: Callable[[], Awaitable[object]]
    ) -> bool:
        """Take an appointment away for all hosts; False: it was changed meanwhile.

        Args:
            appointment: As whoever cancels it was told.
            also: Done when it is taken away, before the copy is.

        Raises:
            StorageError: It is not known whether it is there.
        """
        slot = appointment.slot
        async with self._turn:
            ((is_gone,),) = await self._link.ask(
                "SELECT cancel(%s, %s, %s)", appointment.id, slot.person, slot.start
            )
            if is_gone:
                await also()
            await self._follow_if_it_can()
        return bool(is_gone)

    async def move(
        self,
        appointment: Appointment,
        slot: Slot,
        call_id: str,
        also: Callable[[], Awaitable[object]],
    ) -> Moved:
        """Give an appointment another time for all hosts; see `cancel`."""
        was = appointment.slot
        what = what_of(slot.service, call_id or await self._copy.call_of(appointment.id))
        sealed = self._link.seal.seal(what, place_of(Kind.APPOINTMENT, appointment.id, "what"))
        sql = f"SELECT move(%s, %s, %s, %s, {SPAN}, %s, %s)"
        whither = slot.person, slot.start, slot.end, call_id, sealed
        async with self._turn:
            ((came,),) = await self._link.ask(
                sql, appointment.id, was.person, was.start, *whither
            )
            moved = Moved(came)
            if moved is Moved.DONE:
                await also()
            await self._follow_if_it_can()
        return moved

    async def forget_old(self) -> None:
        """Delete the identifiers of what is gone for three years.

        Raises:
            StorageError: It was not done.
        """
        async with self._turn:
            await self._link.ask(FORGET_OLD)

    async def seal_again(self) -> int:
        """Seal with the newest key what another one sealed; return how much that was.

        Raises:
            StorageError: It was not done, or not to the end.
        """
        done = 0
        async with self._turn:
            for kind, record_id, what, who in await self._link.ask(FROM_EACH_HOST):
                if self._link.seal.is_newest(who, place_of(kind, record_id, "who")):
                    continue
                opened = self._opened(kind, record_id, what, "what")
                sealed = self._sealed(
                    kind, record_id, opened, self._opened(kind, record_id, who, "who")
                )
                await self._link.ask(SEAL_AGAIN, *sealed, kind, record_id, who)
                done += 1
            check = self._link.seal.seal({}, CHECK)
            await self._link.ask("UPDATE kibox_shared SET key_check = %s", check)
        return done

    async def _begin(self, epoch: str) -> None:
        """Be a copy of a shared database that this host has not met, or that was restored."""
        await self._copy.begin()
        ((is_first,),) = await self._link.ask("SELECT catch_up()")
        if is_first:
            await self._tell(times_too=True)
        await self._copy.begun(epoch)
        _LOG.info("this host is one of several from now on")

    async def _withdraw(self) -> None:
        """Take back bookings of which no caller heard; one still on its way fails then."""
        for each in await self._copy.tries():
            await self._take_away(Kind.APPOINTMENT, each, Gone.CANCELLED)
            await self._copy.know(each)

    async def _tell(self, *, times_too: bool = False) -> None:
        """Tell all that changed here; what collides with another host's stays to be told."""
        refused = set[str]()
        while batch := [
            each for each in await self._copy.to_tell() if each.change.id not in refused
        ]:
            for each in batch:
                if not await self._tell_one(each, times_too=times_too):
                    refused.add(each.change.id)
        if refused - self._refused:
            _LOG.error(
                "appointments of this host are at times that another host has given",
                refused_count=len(refused),
            )
        self._refused = refused

    async def _tell_one(self, each: ToTell, *, times_too: bool) -> bool:
        change, record = each.change, each.change.record
        if record is None:
            await self._take_away(change.kind, change.id, change.gone or Gone.FORGOTTEN)
            await self._copy.told(each)
            return True
        place = record.place
        where = (place.person, place.start, place.end) if place else (None, None, None)
        sealed = self._sealed(change.kind, change.id, record.what, record.who)
        sql = f"SELECT tell(%s, %s, %s, {SPAN}, %s, %s, %s)"
        ((came,),) = await self._link.ask(
            sql, change.kind, change.id, *where, *sealed, times_too
        )
        if came == "taken":
            await self._copy.put_off(each)
            return False
        if came == "gone":
            await self._remove_here(change.kind, change.id)
        await self._copy.told(each)
        return True

    async def _remove_here(self, kind: Kind, record_id: str) -> None:
        """Take away here what the others took away when this host did not hear of it."""
        ((gone,),) = await self._link.ask(
            "SELECT gone FROM records WHERE kind = %s AND id = %s", kind, record_id
        )
        await self._copy.follow([Change(kind, record_id, None, Gone(gone))])

    async def _take_away(self, kind: Kind, record_id: str, why: Gone) -> None:
        await self._link.ask("SELECT take_away(%s, %s, %s)", kind, record_id, why)

    async def _follow_if_it_can(self) -> None:
        """Follow after something that is certain already: the copy may as well follow later."""
        try:
            await self._follow()
        except StorageError:
            _LOG.warning("the copy of what is shared follows later")

    async def _follow(self) -> None:
        _, seen = await self._copy.state()
        rows = await self._link.ask(CHANGES, seen)
        if rows:
            await self._copy.follow(self._changes(rows))

    def _changes(self, rows: Iterable[Row]) -> list[Change]:
        return [self._change(row) for row in rows]

    def _change(self, row: Row) -> Change:
        kind, record_id, seq, gone, what, who, person, *span = row
        if gone:
            return Change(Kind(kind), record_id, None, Gone(gone), seq)
        place = Place(person, *span) if person else None
        opened = (
            self._opened(kind, record_id, sealed, part)
            for sealed, part in ((what, "what"), (who, "who"))
        )
        return Change(Kind(kind), record_id, Record(place, *opened), None, seq)

    def _sealed(
        self, kind: str, record_id: str, what: Content, who: Content
    ) -> tuple[bytes, bytes]:
        seal = self._link.seal.seal
        return (
            seal(what, place_of(kind, record_id, "what")),
            seal(who, place_of(kind, record_id, "who")),
        )

    def _opened(self, kind: str, record_id: str, sealed: bytes | None, part: str) -> Content:
        if sealed is None:
            raise StorageError("a shared record lacks a part")
        return self._link.seal.open(sealed, place_of(kind, record_id, part))
