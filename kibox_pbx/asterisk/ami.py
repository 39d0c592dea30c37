"""Watches and steers calls through Asterisk's manager interface, whatever Asterisk does.

No call needs it to end well: it tells whether a person is free, moves a call, ends one, or
rings somebody. While Asterisk restarts, actions fail at once, and nothing is sent later.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from contextlib import AsyncExitStack
from enum import IntFlag
from types import TracebackType
from typing import Self

from kibox_pbx.asterisk.ami_link import (
    ACTION_S,
    AmiLink,
    AmiMessage,
    Fields,
    LoginRefusedError,
)
from kibox_pbx.config.settings import Address
from kibox_pbx.errors import PeerError
from kibox_pbx.log import get_logger

log = get_logger(__name__)

PING_S = 10.0
PING_ANSWER_S = 5.0
RETRY_S = 2.0
REFUSED_RETRY_S = 30.0
"""After a login that was refused: somebody must mend it first."""


class ExtensionState(IntFlag):
    """What a person's telephone does; several at once are possible."""

    IDLE = 0
    IN_USE = 1
    BUSY = 2
    UNAVAILABLE = 4
    RINGING = 8
    ON_HOLD = 16


class AmiClient:
    """Stays connected while its context lasts, across restarts of Asterisk."""

    def __init__(
        self,
        address: Address,
        user: str,
        secret: str,
        *,
        retry_s: float = RETRY_S,
        insists: bool = False,
    ) -> None:
        """Say where the manager listens, and who we are there.

        ``insists``: a login that is refused at the start is tried again later, as one that is
        refused afterwards.
        """
        self._insists = insists
        self._address = address
        self._user = user
        self._secret = secret
        self._retry_s = retry_s
        self._link: AmiLink | None = None
        self._callbacks: dict[str, list[Callable[[AmiMessage], None]]] = defaultdict(list)
        self._life = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Connect. An Asterisk that is not there yet is waited for in the background.

        Raises:
            LoginRefusedError: The user or the secret is wrong, and it does not insist.
        """
        tasks = await self._life.enter_async_context(asyncio.TaskGroup())
        wait_s = self._retry_s
        try:
            await self._connect()
        except LoginRefusedError as error:
            if not self._insists:
                await self._life.aclose()
                raise
            log.error("the manager interface refuses our login", error=error)  # noqa: TRY400
            wait_s = REFUSED_RETRY_S
        except PeerError as error:
            log.warning("the manager interface cannot be reached; we keep trying", error=error)
        keeping = tasks.create_task(self._keep_connected(wait_s), name="manager interface")
        self._life.callback(self._disconnect)
        self._life.callback(keeping.cancel)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.aclose()  # a TaskGroup would wrap what the body raised

    @property
    def connected(self) -> bool:
        """Whether we are logged in right now."""
        return self._link is not None and not self._link.ended.is_set()

    def on_event(self, name: str, callback: Callable[[AmiMessage], None]) -> None:
        """Call back for each event of a name. What a callback raises, the loop reports."""
        self._callbacks[name].append(callback)

    async def action(self, fields: Fields, within_s: float = ACTION_S) -> AmiMessage:
        """Send an action, once, and return the reply.

        Raises:
            PeerError: Not connected, refused, or not answered in time.
        """
        return await self._link_now().action(fields, within_s)

    async def originate(
        self, channel: str, context: str, exten: str, *, caller_id: str = "", ring_s: int = 30
    ) -> None:
        """Ring a telephone and, once it is answered, lead it into the dialplan.

        Raises:
            PeerError: It was not answered, could not be rung, or we are not connected.
        """
        fields = {
            "Action": "Originate",
            "Channel": channel,
            "Context": context,
            "Exten": exten,
            "Priority": "1",
            "CallerID": caller_id,
            "Timeout": str(ring_s * 1000),
            "Async": "true",
        }
        await self._link_now().action(fields, ring_s + ACTION_S, until_event=True)

    async def extension_state(self, exten: str, context: str) -> ExtensionState:
        """Return whether a person is free; the dialplan needs a ``hint`` for the extension.

        Raises:
            PeerError: There is no such hint, or we are not connected.
        """
        reply = await self.action(
            {"Action": "ExtensionState", "Exten": exten, "Context": context}
        )
        status = reply.fields.get("Status", "")
        if not status.isdecimal():
            raise PeerError("ami: the dialplan has no hint for an extension")
        return ExtensionState(int(status))

    async def hang_up(self, channel: str) -> None:
        """End a channel.

        Raises:
            PeerError: It is gone already, or we are not connected.
        """
        await self.action({"Action": "Hangup", "Channel": channel})

    async def redirect(self, channel: str, context: str, exten: str) -> None:
        """Take a channel out of what it does and lead it elsewhere in the dialplan.

        Raises:
            PeerError: It is gone already, or we are not connected.
        """
        fields = {"Action": "Redirect", "Channel": channel, "Context": context}
        await self.action(fields | {"Exten": exten, "Priority": "1"})

    def _link_now(self) -> AmiLink:
        if self._link is None:
            raise PeerError("telephone.ami: not connected to Asterisk's manager")
        return self._link

    async def _connect(self) -> None:
        self._link = await AmiLink.open(self._address, self._user, self._secret, self._dispatch)

    def _disconnect(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()

    def _dispatch(self, event: AmiMessage) -> None:
        loop = asyncio.get_running_loop()
        for callback in self._callbacks.get(event.name, ()):
            loop.call_soon(callback, event)

    async def _keep_connected(self, wait_s: float) -> None:
        while True:
            if self._link is not None:
                await _watch(self._link)
                self._disconnect()
                log.warning("the manager interface was lost; we connect again")
                wait_s = self._retry_s
            await asyncio.sleep(wait_s)
            wait_s = await self._try_again()

    async def _try_again(self) -> float:
        """Connect; return how long to wait before the next look, in seconds."""
        try:
            await self._connect()
        except LoginRefusedError as error:
            # not log.exception: our log writes class and place of an error, never its text
            log.error("the manager interface refuses our login", error=error)  # noqa: TRY400
            return REFUSED_RETRY_S
        except PeerError:
            return self._retry_s
        log.info("the manager interface is connected again")
        return 0


async def _watch(link: AmiLink) -> None:
    """Return when a link has ended, or no longer answers."""
    while not link.ended.is_set():
        try:
            async with asyncio.timeout(PING_S):
                await link.ended.wait()
        except TimeoutError:
            try:
                await link.action({"Action": "Ping"}, PING_ANSWER_S)
            except PeerError:
                return
