"""The copy of what is shared in one host's own store: what to tell, and what others told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import now_utc, to_text
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.shared.appointments import Appointments
from kibox_pbx.storage.shared.blocked import BlockedTimes
from kibox_pbx.storage.shared.messages import Messages
from kibox_pbx.storage.shared.record import Change, Gone, Kind, Record
from kibox_pbx.storage.shared.sealing import Content
from kibox_pbx.storage.sqlcipher import Tables

BEGIN = """
INSERT INTO shared_state (id, epoch, seen, following) VALUES (1, '', 0, 0)
ON CONFLICT DO UPDATE SET seen = 0
"""
NOTE = """
INSERT INTO shared_changes VALUES (?, ?, ?, 1)
ON CONFLICT DO UPDATE SET version = version + 1
"""
REMEMBER = "INSERT OR IGNORE INTO shared_gone (kind, id, why, at) VALUES (?, ?, ?, ?)"
GONE = "SELECT why FROM shared_gone WHERE kind = ? AND id = ?"
TO_TELL = "SELECT kind, id, version FROM shared_changes ORDER BY at, kind, id LIMIT ?"
TOLD = "DELETE FROM shared_changes WHERE kind = ? AND id = ? AND version = ?"
AT_ONCE = 50


class Keeper(Protocol):
    """Reads and writes one kind of record."""

    def read(self, tables: Tables, record_id: str, /) -> Record | None:
        """Return it as it is here; None: it is gone."""
        ...

    def write(self, tables: Tables, record_id: str, record: Record, /) -> None:
        """Make it here what it is for all."""
        ...

    def remove(self, tables: Tables, record_id: str, why: Gone, /) -> None:
        """Take it away here, too."""
        ...

    def why_gone(self, tables: Tables, record_id: str, /) -> Gone:
        """Say why what was here is gone."""
        ...

    def merged(self, mine: Content, theirs: Content, /) -> Content:
        """Return what two hosts made of one at once."""
        ...

    def all_ids(self, tables: Tables, /) -> Iterable[str]:
        """Return those of this store."""
        ...


@dataclass(frozen=True, slots=True)
class ToTell:
    """What this host has to tell the others."""

    change: Change
    version: int


class Copy:
    """What this host's store knows of what is shared."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keepers: Mapping[Kind, Keeper] = {
            Kind.APPOINTMENT: Appointments(database.envelope),
            Kind.BLOCKED: BlockedTimes(),
            Kind.MESSAGES: Messages(SealedTexts(database.envelope)),
        }

    async def state(self) -> tuple[str, int]:
        """Return which shared database this is a copy of, and the last change it knows."""

        def look(tables: Tables) -> tuple[str, int]:
            row = tables.conn.execute("SELECT epoch, seen FROM shared_state").fetchone()
            return row or ("", 0)

        return await self._database.read(look)

    async def begin(self) -> None:
        """Note everything there is here to be told: the shared database does not know it."""
        now = to_text(now_utc())

        def change(tables: Tables) -> None:
            tables.conn.execute(BEGIN)
            for kind, keeper in self._keepers.items():
                for each in list(keeper.all_ids(tables)):
                    tables.conn.execute(NOTE, [kind, each, now])
            for row in list(tables.table("shared_gone").rows):
                tables.conn.execute(NOTE, [row["kind"], row["id"], now])

        await self._database.write(change)

    async def begun(self, epoch: str) -> None:
        """Note which shared database this is a copy of from now on."""
        await self._database.write(
            lambda tables: tables.conn.execute("UPDATE shared_state SET epoch = ?", [epoch])
        )

    async def end(self) -> None:
        """Share nothing any more; what there is here stays."""

        def change(tables: Tables) -> None:
            for table in ("shared_state", "shared_changes", "shared_tries"):
                tables.table(table).delete_where()

        await self._database.write(change)

    async def to_tell(self) -> tuple[ToTell, ...]:
        """Return some of what changed here and the others do not know, the oldest first."""

        def look(tables: Tables) -> tuple[ToTell, ...]:
            rows = tables.conn.execute(TO_TELL, [AT_ONCE]).fetchall()
            return tuple(self._to_tell(tables, *row) for row in rows)

        return await self._database.read(look)

    async def waiting(self) -> int:
        """Return how much the others do not know yet."""
        return await self._database.read(lambda tables: tables.table("shared_changes").count)

    async def told(self, each: ToTell) -> None:
        """Note that the others know it, unless it changed once more meanwhile."""
        change = each.change

        def write(tables: Tables) -> None:
            if change.gone:
                _remember(tables, change)
            tables.conn.execute(TOLD, [change.kind, change.id, each.version])

        await self._database.write(write)

    async def put_off(self, each: ToTell) -> None:
        """Have something told after everything else."""
        row = [to_text(now_utc()), each.change.kind, each.change.id]
        sql = "UPDATE shared_changes SET at = ? WHERE kind = ? AND id = ?"
        await self._database.write(lambda tables: tables.conn.execute(sql, row))

    async def call_of(self, appointment_id: str) -> str | None:
        """Return the call of this host in which an appointment was booked; None: another's."""

        def look(tables: Tables) -> str | None:
            rows = tables.table("appointments").rows_where("id = ?", [appointment_id])
            return next((row["call_id"] for row in rows), None)

        return await self._database.read(look)

    async def follow(self, changes: Iterable[Change]) -> None:
        """Write what others did, in order, in one transaction.

        What changed here meanwhile is put together with it, and still to be told. What is gone
        for one is gone for all.
        """

        def write(tables: Tables) -> None:
            tables.conn.execute("UPDATE shared_state SET following = 1")
            seen = 0
            for change in changes:
                self._follow(tables, change)
                seen = change.seq
            tables.conn.execute(
                "UPDATE shared_state SET following = 0, seen = max(seen, ?)", [seen]
            )

        await self._database.write(write)

    async def tries(self) -> tuple[str, ...]:
        """Return the bookings of which the answer never came."""

        def look(tables: Tables) -> tuple[str, ...]:
            return tuple(row["id"] for row in tables.table("shared_tries").rows)

        return await self._database.read(look)

    async def note_try(self, appointment_id: str) -> None:
        """Note that a booking is about to be sent."""
        row = {"id": appointment_id, "at": to_text(now_utc())}
        await self._database.write(lambda tables: tables.table("shared_tries").insert(row))

    async def know(self, appointment_id: str) -> None:
        """Note that it is known what came of a booking."""
        await self._database.write(
            lambda tables: tables.table("shared_tries").delete_where("id = ?", [appointment_id])
        )

    def _to_tell(self, tables: Tables, kind: str, record_id: str, version: int) -> ToTell:
        keeper = self._keepers[Kind(kind)]
        record = keeper.read(tables, record_id)
        gone = None if record else self._why_gone(tables, Kind(kind), record_id)
        return ToTell(Change(Kind(kind), record_id, record, gone), version)

    def _why_gone(self, tables: Tables, kind: Kind, record_id: str) -> Gone:
        row = tables.conn.execute(GONE, [kind, record_id]).fetchone()
        return Gone(row[0]) if row else self._keepers[kind].why_gone(tables, record_id)

    def _follow(self, tables: Tables, change: Change) -> None:
        keeper, record = self._keepers[change.kind], change.record
        here = [change.kind, change.id]
        is_pending = tables.table("shared_changes").count_where("kind = ? AND id = ?", here)
        if change.gone:
            keeper.remove(tables, change.id, change.gone)
            _remember(tables, change)
            tables.table("shared_changes").delete_where("kind = ? AND id = ?", here)
        elif record and not is_pending:
            keeper.write(tables, change.id, record)
        elif record and (mine := keeper.read(tables, change.id)):
            who = keeper.merged(mine.who, record.who)
            keeper.write(tables, change.id, replace(record, who=who))


def _remember(tables: Tables, change: Change) -> None:
    row = [change.kind, change.id, change.gone, to_text(now_utc())]
    tables.conn.execute(REMEMBER, row)
