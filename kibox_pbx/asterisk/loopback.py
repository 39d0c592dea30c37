"""A door that only this machine can knock at: what our two servers for Asterisk share.

Neither protocol has a password, so neither is ever offered to a network.
"""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from kibox_pbx.config.settings import Address
from kibox_pbx.errors import ConfigError

MAX_CLIENTS = 256
"""Open connections; far above 100 calls, far below what a process may open."""

READ_LIMIT_BYTES = 16 * 1024
"""What may wait unread per connection before Asterisk is made to wait (one second of sound)."""

BACKLOG = 128
"""Connections that the kernel keeps until we take them."""

TAKEN_AT_ONCE = 1
"""asyncio calls it backlog. Without a file handle left it complains so often at each look, and
each complaint looks once more a second later: with its usual 100, ever more of them."""

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serve_on_loopback(
    address: Address, serve: Serve, *, setting: str
) -> AsyncIterator[Address]:
    """Listen while the context lasts; leaving it ends every connection.

    Args:
        address: Where to listen; port 0 takes any free one.
        serve: Looks after one connection, and lets nothing escape but cancellation.
        setting: Name of the address in ``kibox.yaml``, for the error text.

    Yields:
        Where the server listens.

    Raises:
        ConfigError: The host is not this machine, or the port is taken.
    """
    _refuse_network(address, setting)
    # closed by itself, since a TaskGroup would wrap what the body of the context raises
    life = AsyncExitStack()
    connections = await life.enter_async_context(asyncio.TaskGroup())
    open_now: set[asyncio.Task[None]] = set()
    closing = asyncio.Event()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(open_now) >= MAX_CLIENTS or closing.is_set():
            writer.transport.abort()
            return
        task = connections.create_task(_serve_one(serve, reader, writer), name=setting)
        open_now.add(task)
        task.add_done_callback(open_now.discard)

    try:
        server = await _listen(address, accept, setting)
        life.callback(lambda: [task.cancel() for task in open_now])
        life.callback(server.close)
        life.callback(closing.set)  # a connection may still be on its way in
        host, port = server.sockets[0].getsockname()[:2]
        yield Address(host=host, port=port)
    finally:
        await life.aclose()


async def _listen(
    address: Address,
    accept: Callable[[asyncio.StreamReader, asyncio.StreamWriter], None],
    setting: str,
) -> asyncio.Server:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # by its protocol asyncio knows that small frames are not to be held back (TCP_NODELAY)
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address.host, address.port))
    except OSError as error:
        listener.close()
        raise ConfigError(
            f"{setting}: cannot listen on {address.host}:{address.port} ({error.strerror})"
        ) from error
    server = await asyncio.start_server(
        accept, sock=listener, limit=READ_LIMIT_BYTES, backlog=TAKEN_AT_ONCE
    )
    listener.listen(BACKLOG)
    return server


async def _serve_one(
    serve: Serve, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        await serve(reader, writer)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _refuse_network(address: Address, setting: str) -> None:
    with suppress(ValueError):
        if ipaddress.ip_address(address.host).is_loopback:
            return
    raise ConfigError(
        f"{setting}.host: must be an address of this machine such as 127.0.0.1, "
        "since Asterisk sends no password here"
    )
