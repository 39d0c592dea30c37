"""What one host's store knows of orders between hosts: what to tell, what is done, by whom."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import now_utc, to_text
from kibox_pbx.storage.named_secrets import NUMBERS_OF_HOSTS, adopt_secret, known_secret
from kibox_pbx.storage.shared import orders
from kibox_pbx.storage.shared.carrying_out import carry_out, look
from kibox_pbx.storage.shared.orders import Act, Order
from kibox_pbx.storage.shared.sealing import Content
from kibox_pbx.storage.sqlcipher import Tables

TO_TELL = "SELECT id FROM shared_orders WHERE is_told = 0 AND is_over = 0 ORDER BY at, id"
TOLD = "UPDATE shared_orders SET is_told = 1 WHERE id = ?"
TELL_AGAIN = """
UPDATE shared_orders SET is_told = 0 WHERE id IN (SELECT order_id FROM shared_order_texts)
"""
OVER = "SELECT id FROM shared_orders WHERE is_over = 1"
WATCHED = """
SELECT id FROM shared_orders WHERE is_told = 1 AND (is_over = 0 OR EXISTS (
    SELECT 1 FROM shared_orders_done WHERE order_id = shared_orders.id AND remaining > 0
))
"""
DONE_HERE = """
SELECT done, remaining FROM shared_orders_done WHERE order_id = ? AND host_id = ?
"""
LOOKED_AT = """
SELECT order_id, done FROM shared_orders_done
WHERE host_id = ? AND remaining > 0 AND request_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM requests WHERE requests.id = request_id AND state = 'open'
)
"""
NOTHING_REMAINS = """
UPDATE shared_orders_done SET remaining = 0 WHERE order_id = ? AND host_id = ?
"""
LEARNED = """
INSERT INTO shared_orders_done (order_id, host_id, at, done, remaining) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET done = excluded.done, remaining = excluded.remaining
"""
SEEN = """
INSERT INTO shared_hosts (id, name, seen_at, is_here, is_given_up) VALUES (?, ?, ?, ?, 0)
ON CONFLICT DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at
"""
GIVEN_UP = "SELECT id FROM shared_hosts WHERE is_given_up = 1"


@dataclass(frozen=True, slots=True)
class Report:
    """What a host says that it did of an order."""

    order_id: str
    host: str
    """Its identifier."""

    at: datetime
    done: int
    remaining: int


class OrderCopy:
    """One host's side of the orders."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def own_id(self) -> str:
        """Return the random identifier of this host; it is made once."""
        return await self._database.write(_own_id)

    async def meet(self, seen: Iterable[tuple[str, str, datetime]], own_id: str) -> None:
        """Note which hosts there are: identifier, name, and when they were last there."""
        known = {host: (name, to_text(at)) for host, name, at in seen}

        def write(tables: Tables) -> None:
            for host, (name, at) in known.items():
                tables.conn.execute(SEEN, [host, name, at, host == own_id])
            for row in list(tables.table("shared_hosts").rows):
                if row["id"] not in known:
                    tables.table("shared_hosts").delete(row["id"])

        await self._database.write(write)

    async def given_up(self) -> tuple[str, ...]:
        """Return the hosts for which nobody waits any more."""
        return await self._ids(GIVEN_UP)

    async def part_from(self, host: str) -> None:
        """Know a host no longer."""
        await self._database.write(lambda tables: tables.table("shared_hosts").delete(host))

    async def secret(self) -> bytes | None:
        """Return under which secret all hosts mark numbers; None: not known yet."""
        envelope = self._database.envelope
        return await self._database.read(
            lambda tables: known_secret(tables, envelope, NUMBERS_OF_HOSTS)
        )

    async def adopt(self, secret: bytes) -> None:
        """Mark numbers as the other hosts do."""
        envelope = self._database.envelope
        await self._database.write(
            lambda tables: adopt_secret(tables, envelope, NUMBERS_OF_HOSTS, secret)
        )

    async def begin_again(self) -> tuple[str, ...]:
        """Have every order told that is still to be done; return those that are over."""

        def write(tables: Tables) -> tuple[str, ...]:
            tables.conn.execute(TELL_AGAIN)
            return _column(tables, OVER)

        return await self._database.write(write)

    async def to_tell(self) -> tuple[str, ...]:
        """Return the orders of this host that the others do not know."""
        return await self._ids(TO_TELL)

    async def text(self, order_id: str) -> Content:
        """Return what an order of this host says."""
        envelope = self._database.envelope
        return await self._database.read(
            lambda tables: orders.text_of(tables, envelope, order_id)
        )

    async def told(self, order_id: str) -> None:
        """Note that the others know an order."""
        await self._database.write(lambda tables: tables.conn.execute(TOLD, [order_id]))

    async def watched(self) -> tuple[str, ...]:
        """Return the orders of this host that somebody has still to do something about."""
        return await self._ids(WATCHED)

    async def learn(self, reports: Sequence[Report], over: Sequence[str]) -> None:
        """Note what others did, and whom no order is about any more; writes only news."""

        def look(tables: Tables) -> bool:
            rows = tables.table("shared_orders_done").rows
            known = {tuple(row[name] for name in names) for row in rows}
            is_old = {(each.order_id, each.host, each.done, each.remaining) for each in reports}
            return is_old <= known and set(over) <= set(_column(tables, OVER))

        def write(tables: Tables) -> None:
            for each in reports:
                row = each.order_id, each.host, to_text(each.at), each.done, each.remaining
                tables.conn.execute(LEARNED, row)
            orders.close(tables, over)

        names = "order_id", "host_id", "done", "remaining"
        if not await self._database.read(look):
            await self._database.write(write)

    async def done_here(self, order_id: str, own_id: str) -> tuple[int, int] | None:
        """Return what was done here of another host's order, and remains; None: nothing yet."""

        def look(tables: Tables) -> tuple[int, int] | None:
            row = tables.conn.execute(DONE_HERE, [order_id, own_id]).fetchone()
            return (row[0], row[1]) if row else None

        return await self._database.read(look)

    async def do(self, order_id: str, own_id: str, order: Order, giver: str) -> bool:
        """Carry another host's order out, once; False: a call of theirs goes on.

        By a connection of its own, so that no call waits while it is looked for.
        """
        async with self._database.another() as store:
            looked = await look(store, order)
            if looked.goes_on:
                return False

            def change(tables: Tables) -> None:
                names = {each.id: each.name for each in orders.hosts(tables)}
                who = f"{order.given_by}/{names.get(giver, giver)}"
                now = now_utc()
                outcome = carry_out(tables, store.envelope, order, looked, (who, now))
                row = {"order_id": order_id, "host_id": own_id, "at": to_text(now)}
                counts = {"done": outcome.done, "remaining": outcome.remaining}
                opened = {"request_id": outcome.request_id}
                tables.table("shared_orders_done").insert(row | counts | opened)

            await store.write(change)
            if order.act is Act.ERASE:
                await store.empty_wal()
        return True

    async def looked_at(self, own_id: str) -> tuple[tuple[str, int], ...]:
        """Return the orders of others of which somebody here has looked at what remained."""

        def look(tables: Tables) -> tuple[tuple[str, int], ...]:
            return tuple(tables.conn.execute(LOOKED_AT, [own_id]).fetchall())

        return await self._database.read(look)

    async def nothing_remains(self, order_id: str, own_id: str) -> None:
        """Note that nothing is left to look at, and that the others know it."""
        await self._database.write(
            lambda tables: tables.conn.execute(NOTHING_REMAINS, [order_id, own_id])
        )

    async def _ids(self, sql: str) -> tuple[str, ...]:
        return await self._database.read(lambda tables: _column(tables, sql))


def _own_id(tables: Tables) -> str:
    rows = tables.table("shared_hosts").rows_where("is_here = 1", select="id")
    for row in rows:
        return str(row["id"])
    host = secrets.token_hex(8)
    tables.conn.execute(SEEN, [host, "", to_text(now_utc()), True])
    return host


def _column(tables: Tables, sql: str) -> tuple[str, ...]:
    return tuple(row[0] for row in tables.conn.execute(sql).fetchall())
