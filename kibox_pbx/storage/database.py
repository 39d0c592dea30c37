"""One open database: everything that reads or writes it waits in one line, on one thread.

So there is one writer, the event loop is never blocked by a disk, and what one call
has written the next one sees.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.migrations import migrate
from kibox_pbx.storage.sqlcipher import Tables, connect, refusals, transaction

T = TypeVar("T")


class Database:
    """The encrypted store of one practice. Enter it before use.

    Leaving waits for what is being written, and empties the WAL into the file.
    """

    def __init__(self, path: Path, master: MasterKey) -> None:
        self._path = path
        self._key = master.derive("kibox: database")
        self._thread: ThreadPoolExecutor | None = None
        self._tables: Tables | None = None
        self.envelope = Envelope(master)

    async def __aenter__(self) -> Self:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        try:
            self._tables = await self._run(self._open)
        except BaseException:
            self._thread.shutdown(wait=False)
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        tables, self._tables = self._tables, None
        if tables is not None:
            await self._run(tables.conn.close)
        if self._thread is not None:
            self._thread.shutdown(wait=False)

    async def write(self, change: Callable[[Tables], T]) -> T:
        """Run ``change`` in a transaction of its own; nobody else writes meanwhile.

        Cancelling this while it runs does not stop it: it is written whole or not at all.

        Raises:
            StorageError: Nothing was written.
        """
        tables = self._opened()

        def locked() -> T:
            with refusals("the store refused to write"), transaction(tables):
                return change(tables)

        return await self._run(locked)

    async def read(self, look: Callable[[Tables], T]) -> T:
        """Run ``look``, which must not write.

        Raises:
            StorageError: It could not be read.
        """
        tables = self._opened()

        def guarded() -> T:
            with refusals("the store could not be read"):
                return look(tables)

        return await self._run(guarded)

    def _open(self) -> Tables:
        tables = connect(self._path, self._key)
        try:
            with refusals("the tables could not be made"):
                migrate(tables)
        except BaseException:
            tables.conn.close()
            raise
        return tables

    def _opened(self) -> Tables:
        if self._tables is None:
            raise StorageError("the store is closed")
        return self._tables

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
