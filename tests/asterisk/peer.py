"""Asterisk's side of our two servers, as far as the tests need it."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from kibox_pbx.config.settings import Address

ANY_PORT = Address.model_construct(host="127.0.0.1", port=0)


@dataclass
class Peer:
    """One connection to a server of ours."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def read_line(self) -> str:
        async with asyncio.timeout(2):
            return (await self.reader.readline()).decode()

    async def rest(self) -> bytes:
        """Everything until the server closes."""
        async with asyncio.timeout(4):
            with suppress(ConnectionResetError):
                return await self.reader.read()
        return b""

    def reset(self) -> None:
        """Break the connection as a killed process does."""
        line: socket.socket = self.writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@asynccontextmanager
async def connect(address: Address) -> AsyncIterator[Peer]:
    """Connect to a server of ours while the context lasts."""
    reader, writer = await asyncio.open_connection(address.host, address.port)
    try:
        yield Peer(reader, writer)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
