"""This host among several: it keeps up with the others, beside the calls."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date

from prometheus_client import CollectorRegistry, Gauge

from kibox_pbx.app.background import beside
from kibox_pbx.config.settings import Settings, Shared
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.shared.book import SharedBook
from kibox_pbx.storage.shared.copy import Copy
from kibox_pbx.storage.shared.link import Link
from kibox_pbx.storage.shared.order_book import OrderBook
from kibox_pbx.storage.shared.order_copy import OrderCopy

LOOK_S = 1.0
"""How soon the others know what was changed here, and this host what they did."""

_LOG = get_logger(__name__)


@asynccontextmanager
async def store_of_hosts(settings: Settings, database: Database) -> AsyncIterator[Database]:
    """Open a store; see `sharing`."""
    async with database, sharing(settings, database):
        yield database


@asynccontextmanager
async def sharing(settings: Settings, database: Database) -> AsyncIterator[None]:
    """Have the store's appointment book be that of all hosts, where the settings name one.

    A shared database that is away does not keep a host from answering: then nothing is booked.

    Raises:
        StorageError: The key or the password of the shared database cannot be read.
    """
    copy = Copy(database)
    if settings.shared is None:
        await copy.end()
        yield
        return
    async with Link(settings.shared) as link:
        book, orders = SharedBook(link, copy), _orders(settings.shared, link, database)
        with suppress(StorageError):
            await book.settle()
        database.shared = book
        keeping_up = _keep_up(book, orders, settings.shared)
        try:
            async with beside(keeping_up, "keep up with other hosts"):
                yield
        finally:
            database.shared = None


def of_sharing(registry: CollectorRegistry, database: Database) -> None:
    """Tell whether the shared database answers, and what collides there."""
    book = database.shared
    if book is None:
        return
    up = Gauge(
        "kibox_shared_up",
        "1 while the hosts' shared database answers; without it nothing is booked.",
        registry=registry,
    )
    up.set_function(lambda: float(book.is_up))
    collisions = Gauge(
        "kibox_shared_collisions",
        "Appointments of this host at times that another host had given before they met.",
        registry=registry,
    )
    collisions.set_function(lambda: float(book.collisions))


def _orders(shared: Shared, link: Link, database: Database) -> OrderBook:
    return OrderBook(link, OrderCopy(database), shared.this_host or os.uname().nodename)


async def _keep_up(book: SharedBook, orders: OrderBook, shared: Shared) -> None:
    """Tell and learn, each second, for ever; a few things once a day."""
    done_on: date | None = None
    while True:
        try:
            await book.settle()
            await orders.settle()
            if done_on != date.today():  # noqa: DTZ011 -- any day of this machine's will do
                await book.forget_old()
                await orders.forget_old()
                if shared.other_key_file is not None:
                    sealed = await book.seal_again() + await orders.seal_again()
                    _LOG.info("shared records sealed with the newest key", record_count=sealed)
                done_on = date.today()  # noqa: DTZ011
        except StorageError as error:
            _LOG.debug("the hosts' shared database is waited for", error=error)
        await asyncio.sleep(LOOK_S)
