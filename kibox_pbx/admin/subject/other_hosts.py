"""What the privacy desk has the other hosts of the practice do, and how far they are.

See `storage.shared.orders`; where this host is the only one, nobody is asked.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.storage import objections, requests
from kibox_pbx.storage.access_log import Access, Who, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.shared import orders
from kibox_pbx.storage.shared.orders import Act, Asking, HostSeen, Order, Progress
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subjects import Search


class OtherHosts:
    """The other hosts, as somebody at this one's desk asks them."""

    def __init__(self, database: Database, who: Who, clock: Callable[[], datetime]) -> None:
        """Say who is at the desk; the clock returns aware moments."""
        self._database = database
        self._who = who
        self._clock = clock
        self._envelope = database.envelope

    def are_asked(self, tables: Tables, search: Search, request_id: str | None) -> bool:
        """Say whether they have to do what is done here, within a transaction."""
        return (
            bool(search.wanted.number or search.wanted.name or search.calls)
            and orders.has_met_others(tables)
            and not orders.is_from_another_host(tables, request_id)
        )

    def order(
        self,
        tables: Tables,
        act: Act,
        search: Search,
        request_id: str | None = None,
        purposes: tuple[ConsentPurpose, ...] = (),
    ) -> tuple[str, ...]:
        """Have the other hosts do the same with what they keep; return their names.

        Not for a request that another host passed on, which has asked all of them; and once for
        each request.
        """
        if not self.are_asked(tables, search, request_id):
            return ()
        if orders.was_given(tables, act, request_id):
            return self.names_in(tables)
        asking = self._asking(tables, request_id)
        order = Order(act, self._clock(), self._who.name, search.wanted, search.calls)
        order = replace(order, purposes=purposes, asking=asking)
        orders.give(tables, self._envelope, order)
        return self.names_in(tables)

    def names_in(self, tables: Tables) -> tuple[str, ...]:
        """Return the names of the other hosts, where this is one of several."""
        return tuple(each.name for each in _known(tables) if not each.is_here)

    def order_of_number(
        self, tables: Tables, act: Act, number: str, request_id: str | None = None
    ) -> None:
        """Have the other hosts heed an objection, or heed it no longer."""
        mark = objections.mark_of_hosts(tables, self._envelope, number)
        if mark and orders.has_met_others(tables):
            asking = self._asking(tables, request_id)
            order = Order(act, self._clock(), self._who.name, mark=mark, asking=asking)
            orders.give(tables, self._envelope, order)

    async def progress(self) -> tuple[Progress, ...]:
        """Return how far the other hosts are with what was ordered here."""
        return await self._database.read(orders.progress)

    async def names(self) -> tuple[str, ...]:
        """Return the names of the other hosts, where this is one of several."""
        return await self._database.read(self.names_in)

    async def known(self) -> tuple[HostSeen, ...]:
        """Return the hosts of this practice; none, where this is the only one."""
        return await self._database.read(_known)

    async def is_from_another_host(self, request_id: str | None) -> bool:
        """Say whether a request came here from another host, which has asked all of them."""
        return await self._database.read(
            lambda tables: orders.is_from_another_host(tables, request_id)
        )

    async def give_up(self, name: str) -> bool:
        """Wait no longer for a host that never comes back; False: there is none."""

        def change(tables: Tables) -> bool:
            access = Access(self._clock(), self._who.name, "give_up_host", name)
            note(tables, self._envelope, access)
            return orders.give_up(tables, name)

        return await self._database.write(change)

    def _asking(self, tables: Tables, request_id: str | None) -> Asking | None:
        if request_id is None:
            return None
        request = requests.read(tables, self._envelope, request_id)
        return Asking(request.id, request.kind, request.received_on)


def _known(tables: Tables) -> tuple[HostSeen, ...]:
    return orders.hosts(tables) if orders.has_met_others(tables) else ()
