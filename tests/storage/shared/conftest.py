"""A real PostgreSQL with TLS, and hosts that share it, each with a store of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings, Shared
from kibox_pbx.errors import StorageError
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.inbox import InboxRepository
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.shared.book import SharedBook
from kibox_pbx.storage.shared.calendar import SharedCalendar
from kibox_pbx.storage.shared.copy import Copy
from kibox_pbx.storage.shared.link import Link
from kibox_pbx.storage.shared.order_book import OrderBook
from kibox_pbx.storage.shared.order_copy import OrderCopy
from tests.postgres_server import Postgres, postgres
from tests.storage.conftest import Clock, a_call
from tests.storage.people import ERIKAS, MAXS, PHRASE, ring

TRIES = 4


@dataclass(frozen=True)
class Host:
    """One of several."""

    database: Database
    book: SharedBook
    copy: Copy
    calendar: SharedCalendar
    orders: OrderBook

    @property
    def calls(self) -> CallRepository:
        return CallRepository(self.database)

    @property
    def inbox(self) -> InboxRepository:
        return InboxRepository(self.database)

    async def answers(self, *call_ids: str) -> None:
        for call_id in call_ids:
            await self.calls.begin(replace(a_call(call_id), caller=None))


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@pytest.fixture
def shared(server: Postgres, tmp_path: Path) -> Shared:
    """A new, empty database for hosts."""
    return server.fresh(tmp_path)


@pytest.fixture
async def hosts(
    shared: Shared, settings: Settings, clock: Clock, tmp_path: Path
) -> AsyncIterator[list[Host]]:
    """Three hosts that share a database."""
    async with AsyncExitStack() as stack:
        yield [
            await host(stack, tmp_path / name, shared, settings, clock)
            for name in ("one", "two", "three")
        ]


@pytest.fixture
async def people(hosts: list[Host]) -> list[Host]:
    """Erika rang two of the hosts, Max one, neither the first."""
    _, two, three = hosts
    await ring(two.calls, "erikas", ERIKAS, PHRASE)
    await ring(two.calls, "erikas-too", None, "noch einmal ich", continues="erikas")
    await ring(two.calls, "maxs", MAXS, "guten tag")
    await ring(three.calls, "erikas-third", ERIKAS, PHRASE)
    await all_settle(hosts)
    return hosts


async def host(  # noqa: PLR0913 (where, with what, by which clock)
    stack: AsyncExitStack,
    folder: Path,
    shared: Shared,
    settings: Settings,
    clock: Clock,
    *,
    copy_of: Callable[[Database], Copy] = Copy,
) -> Host:
    """Have a host until the stack is left."""
    database = await stack.enter_async_context(
        Database(folder / "kibox.db", MasterKey(folder.name.ljust(32).encode()))
    )
    link = await stack.enter_async_context(Link(shared))
    book = SharedBook(link, copy_of(database))
    await patiently(book.settle)
    calendar = SharedCalendar(database, settings, clock, book)
    orders = OrderBook(link, OrderCopy(database), folder.name)
    await patiently(orders.settle)
    return Host(database, book, Copy(database), calendar, orders)


async def all_settle(hosts: list[Host]) -> None:
    """Have each tell and learn, as it does each second."""
    for each in [*hosts, *hosts]:
        with suppress(StorageError):  # of a connection that broke before
            await each.book.settle()
            await each.orders.settle()
    for each in hosts:
        await patiently(each.book.settle)
        await patiently(each.orders.settle)


async def patiently(settle: Callable[[], Awaitable[None]]) -> None:
    """Settle, again if a machine that does much else was too slow for it."""
    for _ in range(TRIES):
        with suppress(StorageError):
            return await settle()
    return await settle()
