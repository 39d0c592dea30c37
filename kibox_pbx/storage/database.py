"""One open database: everything that reads or writes it waits in one line, on one thread.

So there is one writer, the event loop is never blocked by a disk, and what one call
has written the next one sees.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.access_log_head import HeadFile
from kibox_pbx.storage.again import AGAIN
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.erasure_ledger import Ledger
from kibox_pbx.storage.folder_lock import FolderLock
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.migrations import migrate
from kibox_pbx.storage.named_secrets import make_lasting
from kibox_pbx.storage.pages import Page, fitting_key, read_pages, read_wal_pages
from kibox_pbx.storage.reasons import DAMAGED, READ_ONLY, is_damage
from kibox_pbx.storage.sqlcipher import (
    FEW_PAGES,
    USUAL_PAGES,
    ErrorOfSqlCipher,
    Tables,
    checkpoint_every,
    connect,
    empty_wal,
    patience,
    refusals,
    transaction,
)

if TYPE_CHECKING:
    from kibox_pbx.storage.shared.book import SharedBook  # which reads and writes this store

T = TypeVar("T")

Unlock = Callable[[], tuple[MasterKey, ...]]
"""Returns the store's secrets, newest first; raises StorageError if no key opens them."""

PURPOSE = "kibox: database"
"""What the key of the file is derived for."""


class Database:
    """The encrypted store of one practice. Enter it before use.

    Entering does again what was erased since the file was restored, if it was. Leaving waits
    for what is being written, and empties the WAL into the file.
    """

    def __init__(
        self,
        path: Path,
        unlock: "MasterKey | Unlock",
        *,
        accept_ledger_loss: bool = False,
        before_update: Callable[[], object] = lambda: None,
    ) -> None:
        """Name the file and what opens it.

        Args:
            path: The database.
            unlock: Says under which master keys it may be, newest first; asked whenever it
                is opened, for a file that must be there. A `MasterKey` itself creates the
                file if it is missing: for stores of tests and rehearsals. Everybody else
                gets a database by ``opening.open_store``.
            accept_ledger_loss: A ledger that is gone is begun anew.
            before_update: Is done before the tables of an older version are changed; what it
                raises leaves them as they are.
        """
        self.path = path
        self._creates = isinstance(unlock, MasterKey)
        self._unlock: Unlock = (lambda: (unlock,)) if isinstance(unlock, MasterKey) else unlock
        self._lock = FolderLock(path.parent)
        self._thread: ThreadPoolExecutor | None = None
        self._tables: Tables | None = None
        self._accept_ledger_loss = accept_ledger_loss
        self._before_update = before_update
        self._is_entered = False
        self._is_damaged = False
        self.waited: Callable[[float], object] | None = None
        """Is told, on the store's thread, how many seconds a write waited for its turn."""

        self.shared: SharedBook | None = None
        """The appointment book of all hosts, where this is one of several."""

        self.envelope = Envelope(unlock) if isinstance(unlock, MasterKey) else Envelope()
        self.ledger = Ledger(path, self.envelope, AGAIN)
        self.access_head = HeadFile(path)

    async def __aenter__(self) -> Self:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        try:
            await self._run(self._open)
        except BaseException:
            self._thread.shutdown(wait=False)
            raise
        self._is_entered = True
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_entered = False
        if self._thread is not None:
            await self._run(self._close)
            self._thread.shutdown(wait=False)

    def another(self) -> "Database":
        """Return the same store, to be entered: for long looks that no call may wait for."""
        return Database(self.path, self._unlock)

    async def step_aside(self, work: Callable[[], None]) -> bool:
        """Close the file, run ``work`` while nobody has it open, and open it again.

        Whoever reads or writes meanwhile waits.

        Returns:
            Whether ``work`` was done; not if another process has the store open.

        Raises:
            StorageError: From ``work``, or it could not be opened again; it is tried again
                whenever somebody reads or writes.
        """

        def aside() -> bool:
            self._close()
            try:
                if not self._lock.alone():
                    return False
                work()
                return True
            finally:
                self._lock.release()
                self._open()

        return await self._run(aside)

    async def write(self, change: Callable[[Tables], T]) -> T:
        """Run ``change`` in a transaction of its own; nobody else writes meanwhile.

        Cancelling this while it runs does not stop it: it is written whole or not at all.

        Raises:
            StorageError: Nothing was written.
        """
        self._require_entered()
        asked_s = time.monotonic()

        def locked() -> T:
            waited_s = time.monotonic() - asked_s
            if self.waited:
                self.waited(waited_s)
            tables = self._opened()
            with (
                self._refusals("the store refused to write"),
                patience(tables, waited_s),
                transaction(tables),
            ):
                changed = change(tables)
                self.ledger.write_noted(tables)
            self.access_head.follow(tables)
            return changed

        return await self._run(locked)

    async def read(self, look: Callable[[Tables], T]) -> T:
        """Run ``look``, which must not write.

        Raises:
            StorageError: It could not be read.
        """
        self._require_entered()

        def guarded() -> T:
            tables = self._opened()
            with self._refusals("the store could not be read"):
                return look(tables)

        return await self._run(guarded)

    @asynccontextmanager
    async def short_waits(self) -> AsyncIterator[None]:
        """Have each commit write back little of the WAL meanwhile: for long work in steps."""
        await self.read(lambda tables: checkpoint_every(tables, FEW_PAGES))
        try:
            yield
        finally:
            await self.read(lambda tables: checkpoint_every(tables, USUAL_PAGES))

    async def empty_wal(self) -> bool:
        """Write the WAL into the file and cut it off; False, without waiting: somebody reads.

        Raises:
            StorageError: It could not be written.
        """
        tables = self._opened()

        def guarded() -> bool:
            with refusals("the store refused to write"):
                return empty_wal(tables)

        return await self._run(guarded)

    def pages(self) -> Iterator[Page]:
        """Yield the decrypted pages of the file, then those of its WAL.

        Raises:
            StorageError: They cannot be read.
        """
        keys = [master.derive(PURPOSE) for master in self._unlock()]
        key = fitting_key(self.path, keys)
        yield from read_pages(self.path, key)
        yield from read_wal_pages(self.path, key)

    @contextmanager
    def _refusals(self, message: str) -> Iterator[None]:
        """Turn errors into ours; once damage was met, say so of whatever is refused.

        SQLCipher writes nothing more by a connection that has met a damaged page.
        """
        with refusals(message, {READ_ONLY: DAMAGED} if self._is_damaged else None):
            try:
                yield
            except ErrorOfSqlCipher as error:
                self._is_damaged = self._is_damaged or is_damage(error)
                raise

    def _open(self) -> Tables:
        if self._creates:
            with refusals("the database file cannot be written"):
                self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock.share()
        try:
            masters = self._unlock()
            self.envelope.adopt(*masters)
            tables = open_under(self.path, masters, must_exist=not self._creates)
            try:
                with refusals("the tables could not be made"):
                    migrate(tables, self._before_update)
                    self._open_ledger(tables)
                    self.access_head.begin(tables)
            except BaseException:
                tables.conn.close()
                raise
        except BaseException:
            self._lock.release()
            raise
        self._accept_ledger_loss = False
        self._is_damaged = False
        self._tables = tables
        return tables

    def _open_ledger(self, tables: Tables) -> None:
        if self._accept_ledger_loss:
            with transaction(tables):
                self.ledger.accept_loss(tables)
        with transaction(tables):
            self.ledger.acquaint(tables)
            make_lasting(tables, self.envelope)
        with transaction(tables):
            self.ledger.catch_up(tables)

    def _close(self) -> None:
        tables, self._tables = self._tables, None
        if tables is not None:
            tables.conn.close()
        self._lock.release()

    def _require_entered(self) -> None:
        if not self._is_entered:
            raise StorageError("the store is closed")

    def _opened(self) -> Tables:
        return self._tables or self._open()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def open_under(path: Path, masters: tuple[MasterKey, ...], *, must_exist: bool) -> Tables:
    """Open a database that is under one of these keys; the first of them creates it.

    Raises:
        StorageError: It is under none of them.
    """
    *first, last = masters
    for master in first:
        try:
            return connect(path, master.derive(PURPOSE), must_exist=must_exist)
        except StorageError:
            continue
    return connect(path, last.derive(PURPOSE), must_exist=must_exist)
