"""The service notices that its store gets a new key, and takes it while calls go on.

``kibox key rotate`` leaves what is to be done in the header beside the database. Only the
service can do it, which has the database open.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from kibox_pbx.app.background import beside
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.opening import StoreKeys
from kibox_pbx.storage.rotation import finish_online

LOOK_S = 1.0
"""How often the header is looked at: one ``stat`` each time."""

_LOG = get_logger(__name__)


@asynccontextmanager
async def new_keys_are_taken(database: Database, keys: StoreKeys) -> AsyncIterator[None]:
    """Watch the header of an open store while the context lasts.

    A change that a killed service began is done at once.
    """
    async with beside(_watch(database, keys), "watch for a new key"):
        yield


async def _watch(database: Database, keys: StoreKeys) -> None:
    done: object = None
    complained = False
    while True:
        now = _version(keys.path)
        if now != done:
            try:
                if await _take(database, keys):
                    done, complained = _version(keys.path), False
            except StorageError as error:
                if not complained:
                    _LOG.error("the store's new key could not be taken", error=error)
                complained = True
        await asyncio.sleep(LOOK_S)


async def _take(database: Database, keys: StoreKeys) -> bool:
    if not keys.read().is_changing:
        return True
    begun = time.monotonic()
    is_done = await finish_online(database, keys)
    if is_done:
        took_ms = round((time.monotonic() - begun) * 1000)
        _LOG.info("the store has a new key", took_ms=took_ms)
    return is_done


def _version(path: Path) -> object:
    """Return what changes whenever the file is replaced."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
