"""How many connections the pages take, of all and of one machine, and how slow each may be.

Connections are counted where they are accepted, before anything is encrypted or read: a machine
of the house that opens them without end takes neither the descriptors that calls need nor the
places of everybody else.
"""

import asyncio
import socket
from collections import Counter
from collections.abc import Callable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 128
"""Connections at once; the service may open 1024 files where nobody has raised that."""

MOST_OF_ONE = 32
"""Of one address: a browser opens six, and several people may share a terminal server."""

REQUEST_S = 10.0
"""For a request to be whole from its first byte on, and for the first byte to come."""


class CountingListener(socket.socket):
    """A listening socket that closes at once what is too much."""

    def __init__(self, listening: socket.socket) -> None:
        """Take the place of a socket, which is empty afterwards."""
        kind = listening.family, listening.type, listening.proto
        super().__init__(*kind, fileno=listening.detach())
        self._open = Counter[str]()

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next connection and its address.

        Raises:
            ConnectionAbortedError: It was too much; asyncio goes on with the next.
        """
        connection, address = super().accept()
        host = str(address[0])
        if self._open.total() >= MOST or self._open[host] >= MOST_OF_ONE:
            connection.close()
            raise ConnectionAbortedError
        self._open[host] += 1
        return _Counted(connection, lambda: self._has_gone(host)), address

    def _has_gone(self, host: str) -> None:
        self._open[host] -= 1
        if not self._open[host]:
            del self._open[host]


class _Counted(socket.socket):
    def __init__(self, connection: socket.socket, gone: Callable[[], None]) -> None:
        kind = connection.family, connection.type, connection.proto
        super().__init__(*kind, fileno=connection.detach())
        self._gone: Callable[[], None] | None = gone

    def close(self) -> None:
        super().close()
        gone, self._gone = self._gone, None
        if gone is not None:
            gone()


class ImpatientProtocol(H11Protocol):
    """Hangs up on whoever does not come to the end of what they ask."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting where a request is not whole."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            self._wait()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_S, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
