"""Where Asterisk asks what to do with a call, and our side of that conversation."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from kibox_pbx.asterisk.fastagi import (
    AgiReply,
    AgiRequest,
    CallerGoneError,
    HungUp,
    Reader,
    encode_command,
)
from kibox_pbx.asterisk.loopback import serve_on_loopback
from kibox_pbx.config.settings import Address
from kibox_pbx.errors import PeerError
from kibox_pbx.log import get_logger

log = get_logger(__name__)

REQUEST_S = 2.0
"""Asterisk sends the facts of a call at once."""

REPLY_S = 5.0
"""For every command that does not wait for the caller."""

READ_BYTES = 4096
NO_SUCH_APPLICATION = "-2"
DEAD_CHANNEL = 511
DONE = 200


class AgiSession:
    """What we tell Asterisk to do with one call, one command after the other."""

    def __init__(self, stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._stream = stream
        self._writer = writer
        self._reader = Reader()
        self._replies: deque[AgiReply] = deque()
        self._turn = asyncio.Lock()
        self.request = AgiRequest(script="")
        """The call; known once `open` has returned."""
        self.hung_up = False
        """Asterisk has said that the caller is gone."""

    async def open(self) -> None:
        """Read the facts of the call.

        Raises:
            PeerError: Whoever connected is not Asterisk.
        """
        while not self.request.script:
            for item in await self._read():
                if isinstance(item, AgiRequest):
                    self.request = item

    async def answer(self) -> None:
        """Pick up; nothing happens if the call is answered already."""
        if (await self._command("ANSWER")).result == "-1":
            raise CallerGoneError("fastagi: the caller hung up before we could answer")

    async def set_variable(self, name: str, value: str) -> None:
        """Leave something for the dialplan."""
        await self._command("SET VARIABLE", name, value)

    async def get_variable(self, name: str) -> str | None:
        """Read a variable of the channel; None if it is not set."""
        reply = await self._command("GET VARIABLE", name)
        return reply.value if reply.result == "1" else None

    async def execute(self, application: str, *arguments: str) -> bool:
        """Run a dialplan application for as long as it takes; False if it failed.

        Cancelling does not stop the application; end the session instead.

        Raises:
            PeerError: Asterisk has no such application.
        """
        reply = await self._command(
            "EXEC", application, ",".join(arguments), until_it_ends=True
        )
        if reply.result == NO_SUCH_APPLICATION:
            raise PeerError(
                f"fastagi: Asterisk has no application {application}; load its module"
            )
        return reply.result != "-1"

    async def hang_up(self) -> None:
        """End the call."""
        await self._command("HANGUP")

    async def _command(
        self, name: str, *arguments: str, until_it_ends: bool = False
    ) -> AgiReply:
        """Send a command and return its reply.

        Raises:
            CallerGoneError: The caller hung up, or the session was closed.
            PeerError: Asterisk refused, or did not answer in time.
        """
        async with self._turn:
            try:
                async with asyncio.timeout(None if until_it_ends else REPLY_S):
                    self._writer.write(encode_command(name, *arguments))
                    await self._writer.drain()
                    reply = await self._reply()
            except TimeoutError:
                raise PeerError(f"fastagi: no answer to {name}") from None
        if reply.code == DEAD_CHANNEL:
            raise CallerGoneError(f"fastagi: the caller is gone, so {name} was refused")
        if reply.code != DONE:
            raise PeerError(f"fastagi: Asterisk refused {name} with code {reply.code}")
        return reply

    async def _reply(self) -> AgiReply:
        while not self._replies:
            for item in await self._read():
                match item:
                    case HungUp():
                        self.hung_up = True
                    case AgiReply():
                        self._replies.append(item)
                    case AgiRequest():
                        raise PeerError("fastagi: a second request in one session")
        return self._replies.popleft()

    async def _read(self) -> list[AgiRequest | AgiReply | HungUp]:
        try:
            data = await self._stream.read(READ_BYTES)
        except OSError as error:
            raise CallerGoneError("fastagi: the session broke") from error
        if not data:
            raise CallerGoneError("fastagi: Asterisk closed the session")
        return self._reader.feed(data)


Handler = Callable[[AgiSession], Awaitable[None]]


class FastAgiServer:
    """Listens for Asterisk. An async context manager; leaving it ends every session.

    Whatever a session does or raises, the others go on: Asterisk sees its session close,
    and the dialplan rings people.
    """

    def __init__(self, address: Address, routes: Mapping[str, Handler]) -> None:
        """Say who looks after which script: ``reception`` of ``agi://host/reception``."""
        self.address = address
        """Where it listens; inside the context, with the true port."""
        self._routes = routes
        self._life = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self.address = await self._life.enter_async_context(
            serve_on_loopback(self.address, self._serve, setting="telephone.fastagi")
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.aclose()

    async def _serve(self, stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _run_alone(self._look_after(AgiSession(stream, writer)))

    async def _look_after(self, session: AgiSession) -> None:
        try:
            async with asyncio.timeout(REQUEST_S):
                await session.open()
        except (PeerError, TimeoutError):
            log.info("fastagi: dropped a connection that sent no request")
            return
        handler = self._routes.get(session.request.script)
        if handler is None:
            log.warning("fastagi: dropped a request for a script that does not exist")
            return
        await handler(session)


async def _run_alone(handling: Awaitable[None]) -> None:
    """Run a handler so that its failure stays its own; its text may quote a caller."""
    (failure,) = await asyncio.gather(handling, return_exceptions=True)
    if isinstance(failure, CallerGoneError):
        log.info("fastagi: a caller hung up before the session was over")
    elif isinstance(failure, PeerError):
        log.warning("fastagi: a session ended early", error=failure)
    elif failure is not None:
        log.error("fastagi: a session failed", error=failure)
