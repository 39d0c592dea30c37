"""Where a call's sound arrives: who brings an identifier that we gave out gets a line.

Identifiers are the only key to this port. Each is random, made for one call, good for a few
seconds and for one connection.
"""

import asyncio
import logging
import uuid
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from types import TracebackType
from typing import Self

from kibox_pbx.asterisk.audiosocket import HEADER_BYTES, PAYLOAD_BYTES, Kind, Reader
from kibox_pbx.asterisk.audiosocket_leg import AudioSocketLeg
from kibox_pbx.asterisk.loopback import serve_on_loopback
from kibox_pbx.config.settings import Address
from kibox_pbx.errors import PeerError

log = logging.getLogger(__name__)

IDENTIFIER_S = 2.0
"""Asterisk sends the identifier at once; whoever does not is not Asterisk."""

WRITE_BUFFER_BYTES = 3200
"""200 ms of our own sound that Asterisk has not taken; then we wait for it."""


class Ticket:
    """What a call waits with for its sound."""

    def __init__(self) -> None:
        self.uuid = uuid.uuid4()
        self.line: asyncio.Future[AudioSocketLeg] = asyncio.get_running_loop().create_future()

    async def leg(self, within_s: float) -> AudioSocketLeg:
        """Return the line, once Asterisk has brought the identifier.

        Raises:
            PeerError: Nobody brought it in time; it is worthless now.
        """
        try:
            async with asyncio.timeout(within_s):
                return await self.line
        except TimeoutError:
            raise PeerError("audiosocket: the sound of a call did not arrive") from None


class AudioSocketServer:
    """The media port. An async context manager; leaving it cuts every line."""

    def __init__(self, address: Address) -> None:
        self.address = address
        """Where it listens; inside the context, with the true port."""
        self._tickets: dict[uuid.UUID, Ticket] = {}
        self._life = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self.address = await self._life.enter_async_context(
            serve_on_loopback(self.address, self._serve, setting="telephone.audiosocket")
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.__aexit__(kind, error, trace)

    @contextmanager
    def expect(self) -> Iterator[Ticket]:
        """Let one call's sound in while the context lasts; leaving it cuts the line."""
        ticket = Ticket()
        self._tickets[ticket.uuid] = ticket
        try:
            yield ticket
        finally:
            self._tickets.pop(ticket.uuid, None)
            if ticket.line.done() and not ticket.line.cancelled():
                ticket.line.result().abort()
            ticket.line.cancel()

    async def _serve(self, stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reader = Reader()
        try:
            async with asyncio.timeout(IDENTIFIER_S):
                ticket = await self._claim(stream, reader)
        except (PeerError, OSError, EOFError, TimeoutError):
            log.info("audiosocket: dropped a connection without a valid identifier")
            writer.transport.abort()
            return
        writer.transport.set_write_buffer_limits(WRITE_BUFFER_BYTES)
        leg = AudioSocketLeg(stream, writer, reader)
        ticket.line.set_result(leg)
        await leg.run()

    async def _claim(self, stream: asyncio.StreamReader, reader: Reader) -> Ticket:
        first = await stream.readexactly(HEADER_BYTES + PAYLOAD_BYTES[Kind.IDENTIFIER])
        messages = reader.feed(first)
        if len(messages) != 1 or messages[0].kind is not Kind.IDENTIFIER:
            raise PeerError("audiosocket: the first message is not an identifier")
        ticket = self._tickets.pop(uuid.UUID(bytes=messages[0].payload), None)
        if ticket is None or ticket.line.done():
            raise PeerError("audiosocket: an identifier that is unknown, used or too late")
        return ticket
