"""The connection to the PostgreSQL of all hosts: one question at a time, each answered soon.

A host whose cable was pulled must go on answering calls. So nobody waits for a connection that
is down: whoever asks then is refused at once, and `connect` is tried again beside the calls.
"""

import asyncio
import os
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import psycopg

from kibox_pbx.config.shared import Shared
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.storage.keys import MasterKey, read_key_file, read_secret
from kibox_pbx.storage.shared.schema import SCRIPTS
from kibox_pbx.storage.shared.sealing import CHECK, Seal

PATIENCE_S = 3.0
"""How long a caller waits for an answer, once; the same limits end it at the other end."""

LIMITS = " ".join(
    f"-c {limit}"
    for limit in (
        "search_path=kibox,public",
        "statement_timeout=2500",
        "lock_timeout=2000",
        "idle_in_transaction_session_timeout=5000",
        "tcp_user_timeout=3000",
        "synchronous_commit=on",
    )
)
"""Of the server: what a host has given up does not go on there for long."""

GONE = "the shared database does not answer"
Row = tuple[Any, ...]
T = TypeVar("T")

_LOG = get_logger(__name__)


class Link:
    """The connection of one host. Leaving ends it."""

    def __init__(self, shared: Shared) -> None:
        """Name the database of all hosts.

        Raises:
            StorageError: The key or the password cannot be read.
        """
        self._shared = shared
        self._masters = masters_of(shared)
        self.seal = Seal(*self._masters)
        self._line: _Line | None = None
        self._was_told = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._drop()

    @property
    def is_up(self) -> bool:
        """Whether the last question was answered."""
        return self._line is not None

    async def connect(self) -> None:
        """Connect, unless that is done; the tables are made where there are none.

        Raises:
            StorageError: It cannot be reached, is of a newer kibox, or of another key.
        """
        if self._line is not None:
            return
        line = _Line()
        try:
            await line.run(lambda: line.open(self._shared, self.seal))
        except StorageError as error:
            line.cut()
            line.drop()
            if not self._was_told:
                _LOG.warning("the hosts' shared database is away", error=error)
            self._was_told = True
            raise
        self._line, self._was_told = line, False
        _LOG.info("connected to the hosts' shared database")

    async def ask(self, sql: str, *values: object) -> list[Row]:
        """Run one statement, a transaction of its own, and return its rows.

        Raises:
            StorageError: No answer came in time; whether it was done is not known.
        """
        line = self._line
        if line is None:
            raise StorageError(GONE)
        try:
            return await line.run(lambda: line.ask(sql, values))
        except StorageError:
            line.cut()
            if self._line is line:
                self._drop()
                _LOG.warning("the hosts' shared database was lost")
            raise

    def _drop(self) -> None:
        if self._line is not None:
            self._line.drop()
        self._line = None


class _Line:
    """A connection and the thread that waits for it; both are given up together."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="shared")
        self._connection: psycopg.Connection[Row] | None = None

    async def run(self, work: Callable[[], T]) -> T:
        doing = asyncio.get_running_loop().run_in_executor(self._thread, _translated, work)
        done, _ = await asyncio.wait({doing}, timeout=PATIENCE_S)
        if not done:
            doing.add_done_callback(lambda late: late.cancelled() or late.exception())
            raise StorageError(GONE)
        return doing.result()

    def open(self, shared: Shared, seal: Seal) -> None:
        self._connection = psycopg.connect(
            **whither(shared),
            user=shared.user,
            password=read_secret(shared.password_file),
            dbname=shared.database,
            options=LIMITS,
            autocommit=True,
            prepare_threshold=None,
            connect_timeout=2,
            tcp_user_timeout=2000,
            keepalives_idle=1,
            keepalives_interval=1,
            keepalives_count=2,
        )
        _prepare(self._connection, seal)

    def ask(self, sql: str, values: Sequence[object]) -> list[Row]:
        if self._connection is None:
            raise StorageError(GONE)
        answer = self._connection.execute(sql.encode(), values)
        return answer.fetchall() if answer.description else []

    def cut(self) -> None:
        """Have the thread wait no longer, whatever the other end does."""
        connection = self._connection
        if connection is None or connection.closed:
            return
        with (
            suppress(psycopg.Error, OSError),
            socket.socket(fileno=os.dup(connection.fileno())) as line,
        ):
            line.shutdown(socket.SHUT_RDWR)

    def drop(self) -> None:
        """Close it when the thread has come to its end; nobody waits for that."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def _translated(work: Callable[[], T]) -> T:
    """Do it; errors of PostgreSQL become ours, since theirs may quote what was asked."""
    try:
        return work()
    except psycopg.Error as error:
        reason = f" ({error.sqlstate})" if error.sqlstate else ""
        raise StorageError(GONE + reason) from None


def whither(shared: Shared) -> dict[str, Any]:
    """Return where, and how it is proven to be the right one: no name is looked up."""
    where = {"hostaddr": shared.address, "port": shared.port}
    if shared.ca_file is None:
        return where | {"sslmode": "disable"}
    return where | {
        "host": shared.server_name or shared.address,
        "sslmode": "verify-full",
        "sslrootcert": str(shared.ca_file),
        "ssl_min_protocol_version": "TLSv1.2",
    }


def masters_of(shared: Shared) -> tuple[MasterKey, ...]:
    """Return the keys that seal what is shared, the newest first.

    Raises:
        StorageError: One cannot be read.
    """
    paths: list[Path] = [shared.key_file]
    if shared.other_key_file is not None:
        paths.append(shared.other_key_file)
    return tuple(read_key_file(path) for path in paths)


def _prepare(connection: psycopg.Connection[Row], seal: Seal) -> None:
    """Make the tables, or see that they are ours; hosts that start at once do it in turn."""
    with connection.transaction():
        connection.execute(b"SELECT pg_advisory_xact_lock(76849)")
        there = connection.execute(b"SELECT to_regclass('kibox.kibox_shared')").fetchone()
        if there == (None,):
            connection.execute(b"CREATE SCHEMA IF NOT EXISTS kibox")
            connection.execute(b"CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA kibox")
            check = seal.seal({}, CHECK)
            _run(connection, SCRIPTS)
            connection.execute(
                b"INSERT INTO kibox_shared (version, key_check) VALUES (%s, %s)",
                [len(SCRIPTS), check],
            )
        row = connection.execute(b"SELECT version, key_check FROM kibox_shared").fetchone()
        version, check = row or (0, b"")
        if version > len(SCRIPTS):
            raise StorageError("a newer kibox made the shared database; update this host")
        seal.open(check, CHECK)
        _run(connection, SCRIPTS[version:])
        connection.execute(b"UPDATE kibox_shared SET version = %s", [len(SCRIPTS)])


def _run(connection: psycopg.Connection[Row], scripts: Sequence[str]) -> None:
    for script in scripts:
        connection.execute(script.encode())
