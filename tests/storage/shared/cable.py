"""A cable between a host and the shared database; it can swallow answers or hold requests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Cable:
    """Passes bytes on, both ways; what TLS makes of them it does not know."""

    def __init__(self, port: int) -> None:
        """Say to which port of this machine it leads."""
        self.will_swallow = False
        """Whether `pull` has answers swallowed."""

        self.will_hold = False
        """Whether `pull` has requests held."""

        self._swallows = self._holds = False
        self._port = port
        self._held: list[tuple[asyncio.StreamWriter, bytes]] = []
        self._ends = list[asyncio.StreamWriter]()

    @asynccontextmanager
    async def plugged_in(self) -> AsyncIterator[int]:
        """Return the port at which it begins."""
        async with asyncio.TaskGroup() as tasks:

            def connected(near: asyncio.StreamReader, end: asyncio.StreamWriter) -> None:
                tasks.create_task(self._connected(near, end), name="a connection")

            server = await asyncio.start_server(connected, "127.0.0.1", 0)
            try:
                yield server.sockets[0].getsockname()[1]
            finally:
                server.close()
                for end in self._ends:
                    end.close()

    def pull(self) -> None:
        """Swallow or hold from now on."""
        self._swallows, self._holds = self.will_swallow, self.will_hold

    def mend(self) -> None:
        """Pass everything on; what is held stays so."""
        self._swallows = self._holds = self.will_swallow = self.will_hold = False

    async def deliver_held(self) -> None:
        """Let requests that were on their way arrive."""
        for writer, data in self._held:
            writer.write(data)
            await writer.drain()
        self._held.clear()

    async def _connected(
        self, near: asyncio.StreamReader, near_end: asyncio.StreamWriter
    ) -> None:
        far, far_end = await asyncio.open_connection("127.0.0.1", self._port)
        self._ends += [near_end, far_end]
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._requests(near, far_end), name="requests")
            tasks.create_task(self._answers(far, near_end), name="answers")

    async def _requests(self, near: asyncio.StreamReader, far: asyncio.StreamWriter) -> None:
        """Go on when the host has hung up: the database may not have heard of it."""
        with suppress(OSError):
            while data := await near.read(65536):
                if self._holds:
                    self._held.append((far, data))
                else:
                    far.write(data)

    async def _answers(self, far: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await far.read(65536):
                if not self._swallows:
                    near.write(data)
