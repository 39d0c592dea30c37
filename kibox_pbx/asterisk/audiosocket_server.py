"""Where a call's sound arrives: who brings an identifier that we gave out gets a line.

Identifiers are the only key to this port. Each is random, made for one call, good for a few
seconds and for one connection.
"""

import asyncio
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
from kibox_pbx.log import get_logger

log = get_logger(__name__)

IDENTIFIER_S = 2.0
"""Asterisk sends the identifier at once; whoever does not is not Asterisk."""

WRITE_BUFFER_BYTES = 3200
"""200 ms of our own sound that Asterisk has not taken; then we wait for it."""


class Ticket:
    """What a call waits with for its sound."""

    def __init__(self, *, says_goodbye: bool = False) -> None:
        self.uuid = uuid.uuid4()
        self.says_goodbye = says_goodbye
        self._line: asyncio.Future[AudioSocketLeg] = asyncio.get_running_loop().create_future()

    @property
    def is_open(self) -> bool:
        """Whether a line is still waited for."""
        return not self._line.done()

    def bring(self, leg: AudioSocketLeg) -> None:
        """Hand the line to the call; only while `is_open`."""
        self._line.set_result(leg)

    async def leg(self, within_s: float) -> AudioSocketLeg:
        """Return the line, once Asterisk has brought the identifier.

        Raises:
            PeerError: Nobody brought it in time, or nobody will; it is worthless now.
        """
        try:
            async with asyncio.timeout(within_s):
                return await self._line
        except TimeoutError:
            raise PeerError("audiosocket: the sound of a call did not arrive") from None

    def give_up(self) -> None:
        """Say that no line will come; nothing happens if it came."""
        if self.is_open:
            self._line.set_exception(PeerError("audiosocket: Asterisk could not connect to us"))

    def close(self) -> None:
        """Cut the line, or stop waiting for it."""
        if self.is_open:
            self._line.cancel()
        elif not self._line.cancelled() and self._line.exception() is None:
            self._line.result().abort()


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
        await self._life.aclose()

    @contextmanager
    def expect(self, *, says_goodbye: bool = False) -> Iterator[Ticket]:
        """Let one call's sound in while the context lasts; leaving it cuts the line.

        ``says_goodbye``: as `AudioSocketLeg` has it.
        """
        ticket = Ticket(says_goodbye=says_goodbye)
        self._tickets[ticket.uuid] = ticket
        try:
            yield ticket
        finally:
            self._tickets.pop(ticket.uuid, None)
            ticket.close()

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
        leg = AudioSocketLeg(stream, writer, reader, says_goodbye=ticket.says_goodbye)
        ticket.bring(leg)
        await leg.run()

    async def _claim(self, stream: asyncio.StreamReader, reader: Reader) -> Ticket:
        first = await stream.readexactly(HEADER_BYTES + PAYLOAD_BYTES[Kind.IDENTIFIER])
        messages = reader.feed(first)
        if len(messages) != 1 or messages[0].kind is not Kind.IDENTIFIER:
            raise PeerError("audiosocket: the first message is not an identifier")
        ticket = self._tickets.pop(uuid.UUID(bytes=messages[0].payload), None)
        if ticket is None or not ticket.is_open:
            raise PeerError("audiosocket: an identifier that is unknown, used or too late")
        return ticket
