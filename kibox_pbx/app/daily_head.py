"""Where the access log ends goes into the service's log book each day.

There it is out of the hands of whoever could change the database and the file beside it: a
journal kept elsewhere holds it against both (``kibox audit verify --head``).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from kibox_pbx.app.background import beside
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.storage.access_log import head_of
from kibox_pbx.storage.database import Database

DAY_S = 24 * 60 * 60

_LOG = get_logger(__name__)


@asynccontextmanager
async def head_told_daily(
    database: Database, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> AsyncIterator[None]:
    """Tell it now, and each day for as long as the context lasts."""

    async def tell() -> None:
        while True:
            try:
                head = await database.read(head_of)
                _LOG.info("the access log ends here", head=str(head))
            except StorageError as error:
                _LOG.error("the access log cannot be read: kibox audit verify", error=error)
            await sleep(DAY_S)

    async with beside(tell(), "tell the access log's head"):
        yield
