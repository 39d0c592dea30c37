"""A stretch of a TCP line that can stand still: connected, and nothing goes through."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from kibox_pbx.rehearsal.addresses import LOOPBACK

PIECE_BYTES = 4096


@dataclass(slots=True)
class Stretch:
    """Where one connects instead; both directions stand still at once."""

    leads_to: int
    port: int = 0
    connections: int = 0
    """So many came, up to now."""

    _flows: asyncio.Event = field(default_factory=asyncio.Event)

    def stand_still(self) -> None:
        self._flows.clear()

    def go_on(self) -> None:
        self._flows.set()

    async def carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one connection to its end."""
        self.connections += 1
        with suppress(OSError):
            far, there = await asyncio.open_connection(LOOPBACK, self.leads_to)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._carry(near, there), name="there")
                tasks.create_task(self._carry(far, back), name="back")
        back.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(PIECE_BYTES):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def stretch(leads_to: int, port: int = 0) -> AsyncIterator[Stretch]:
    """Carry connections to a port of this machine while the context lasts.

    ``port``: where they come; 0: any.
    """
    made = Stretch(leads_to)
    made.go_on()
    server = await asyncio.start_server(made.carry, LOOPBACK, port)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        made.go_on()
        server.close()
