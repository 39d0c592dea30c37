"""The orders of all hosts' privacy desks, as one host passes its own on and carries out theirs.

What was done is noted in the transaction that did it, and told afterwards: a host that is
killed in between tells it when it is back, and does nothing twice.
"""

import re
import secrets
import time
from collections.abc import Sequence

from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.storage.shared.link import Link
from kibox_pbx.storage.shared.order_copy import OrderCopy, Report
from kibox_pbx.storage.shared.orders import Act, order_from
from kibox_pbx.storage.shared.sealing import Content

NUMBERS = "numbers"
"""The order that tells every host under which secret numbers are marked; it stands for ever."""

SAY_HERE_S = 60

PENDING = f"""
SELECT o.id, o.given_by, o.sealed FROM orders o
WHERE o.sealed IS NOT NULL AND o.given_by != %s AND o.id != '{NUMBERS}' AND NOT EXISTS (
    SELECT 1 FROM orders_done d WHERE d.order_id = o.id AND d.host = %s
) ORDER BY o.seq
"""  # noqa: S608 -- ours
STANDING = "SELECT id, sealed FROM orders WHERE stands AND sealed IS NOT NULL"
DONE = "SELECT order_id, host, at, done, remaining FROM orders_done WHERE order_id = ANY (%s)"
OVER = "SELECT id FROM orders WHERE id = ANY (%s) AND sealed IS NULL"
FORGET_OLD = """
DELETE FROM orders WHERE sealed IS NULL AND given_at < now() - interval '3 years'
"""
SEALED = "SELECT id, sealed FROM orders WHERE sealed IS NOT NULL"
SEAL_AGAIN = "UPDATE orders SET sealed = %s WHERE id = %s AND sealed = %s"

_LOG = get_logger(__name__)


class OrderBook:
    """The orders between hosts, as one of them sees them; one thing at a time."""

    def __init__(self, link: Link, copy: OrderCopy, name: str) -> None:
        """Say how the other hosts call this one."""
        self._link = link
        self._copy = copy
        self._name = _plain(name)
        self._epoch: str | None = None
        self._said_here_s = float("-inf")
        self._met = frozenset[str]()
        self._failed = set[str]()

    async def settle(self) -> None:
        """Connect if need be, pass on what was ordered here, do and learn what others did.

        Raises:
            StorageError: It did not come to its end; do it again soon.
        """
        await self._link.connect()
        host = await self._copy.own_id()
        ((epoch,),) = await self._link.ask("SELECT epoch::text FROM kibox_shared")
        if epoch != self._epoch:
            await self._begin(host)
        elif time.monotonic() - self._said_here_s > SAY_HERE_S:
            await self._say_here(host)
        await self._meet(host)
        self._epoch = epoch
        for each in await self._copy.given_up():
            await self._link.ask("SELECT give_up(%s)", each)
            await self._copy.part_from(each)
        for each in await self._copy.to_tell():
            await self._tell(each, host)
        await self._do_all(host)
        for order_id, done in await self._copy.looked_at(host):
            await self._report(order_id, host, done, 0)
            await self._copy.nothing_remains(order_id, host)
        await self._learn()

    async def forget_old(self) -> None:
        """Delete what was done three years ago.

        Raises:
            StorageError: It was not done.
        """
        await self._link.ask(FORGET_OLD)

    async def seal_again(self) -> int:
        """Seal with the newest key what another one sealed; return how much that was.

        Raises:
            StorageError: It was not done, or not to the end.
        """
        done = 0
        for order_id, sealed in await self._link.ask(SEALED):
            if self._link.seal.is_newest(sealed, _place(order_id)):
                continue
            anew = self._link.seal.seal(self._opened(order_id, sealed), _place(order_id))
            await self._link.ask(SEAL_AGAIN, anew, order_id, sealed)
            done += 1
        return done

    async def _begin(self, host: str) -> None:
        """Meet a shared database that was not met before, or was restored."""
        await self._end(await self._copy.begin_again())
        await self._say_here(host)
        known = await self._copy.secret()
        proposed = known or secrets.token_bytes(32)
        await self._give(NUMBERS, "", {"secret": proposed.hex()}, stands=True)
        ((sealed,),) = await self._link.ask("SELECT sealed FROM orders WHERE id = %s", NUMBERS)
        shared = bytes.fromhex(self._opened(NUMBERS, sealed)["secret"])
        if shared != known:
            await self._copy.adopt(shared)

    async def _say_here(self, host: str) -> None:
        """Have the others know this host."""
        name = self._link.seal.seal({"name": self._name}, place_of_name(host))
        await self._link.ask("SELECT say_here(%s, %s)", host, name)
        self._said_here_s, self._met = time.monotonic(), frozenset()

    async def _meet(self, host: str) -> None:
        """Know the others; when they were last there is learned now and then."""
        rows = await self._link.ask("SELECT id, name, seen_at FROM hosts")
        there = frozenset(row[0] for row in rows)
        if there != self._met:
            seen = [(other, self._named(other, sealed), at) for other, sealed, at in rows]
            await self._copy.meet(seen, host)
        self._met = there

    def _named(self, host: str, sealed: bytes) -> str:
        """Return a host's name; its identifier, where it was away since the key was changed."""
        try:
            return str(self._link.seal.open(sealed, place_of_name(host))["name"])
        except StorageError:
            return host

    async def _tell(self, order_id: str, host: str) -> None:
        content = await self._copy.text(order_id)
        act = Act(content["act"])
        if act is Act.LIFT_OBJECTION:
            await self._end_objections(content["mark"])
        await self._give(order_id, host, content, stands=act is Act.OBJECT)
        await self._copy.told(order_id)

    async def _give(self, order_id: str, host: str, content: Content, *, stands: bool) -> None:
        sealed = self._link.seal.seal(content, _place(order_id))
        sql = "SELECT give_order(%s, %s, %s, %s)"
        await self._link.ask(sql, order_id, host, stands, sealed)

    async def _end_objections(self, mark: str) -> None:
        lifted = [
            order_id
            for order_id, sealed in await self._link.ask(STANDING)
            if self._opened(order_id, sealed).get("mark") == mark
        ]
        await self._end(lifted)

    async def _end(self, order_ids: Sequence[str]) -> None:
        """Have nobody do what is still to be done of some orders."""
        await self._link.ask("SELECT end_orders(%s)", list(order_ids))

    async def _do_all(self, host: str) -> None:
        """Carry out what others ordered, in the order in which they did."""
        for order_id, giver, sealed in await self._link.ask(PENDING, host, host):
            try:
                done = await self._do(order_id, host, giver, sealed)
            except StorageError as error:
                if order_id not in self._failed:
                    _LOG.error("what another host ordered could not be done", error=error)
                self._failed.add(order_id)
                raise
            if done is None:
                return
            await self._report(order_id, host, *done)

    async def _do(
        self, order_id: str, host: str, giver: str, sealed: bytes
    ) -> tuple[int, int] | None:
        """Do it, unless that is done; None: a call of theirs goes on, so it is done later."""
        done = await self._copy.done_here(order_id, host)
        if done is not None:
            return done
        order = order_from(self._opened(order_id, sealed))
        if await self._copy.do(order_id, host, order, giver):
            _LOG.info("did what another host ordered", act=order.act.value)
        return await self._copy.done_here(order_id, host)

    async def _report(self, order_id: str, host: str, done: int, remaining: int) -> None:
        sql = "SELECT order_done(%s, %s, %s, %s)"
        await self._link.ask(sql, order_id, host, done, remaining)

    async def _learn(self) -> None:
        """Note what the others did of what was ordered here."""
        watched = list(await self._copy.watched())
        if watched:
            reports = [Report(*row) for row in await self._link.ask(DONE, watched)]
            over = [row[0] for row in await self._link.ask(OVER, watched)]
            await self._copy.learn(reports, over)

    def _opened(self, order_id: str, sealed: bytes) -> Content:
        return self._link.seal.open(sealed, _place(order_id))


def _plain(name: str) -> str:
    """Return a host's name as the access log takes it."""
    return re.sub(r"[^A-Za-z0-9.-]", "-", name)[:32]


def _place(order_id: str) -> str:
    return f"orders/{order_id}"


def place_of_name(host: str) -> str:
    """Return the place for which a host's name is sealed."""
    return f"hosts/{host}"
