"""One connection to Asterisk's manager interface, from login to its end. Wraps panoramisk.

Of panoramisk this uses the protocol, the actions and the messages. Its own reconnecting,
pinging, replaying and logging are left out: they hide a wrong secret, repeat old actions
after a restart, and write numbers of callers to the log.
"""

import asyncio
import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from panoramisk.actions import Action
from panoramisk.ami_protocol import AMIProtocol
from panoramisk.manager import Manager

from kibox_pbx.config.settings import Address
from kibox_pbx.errors import PeerError
from kibox_pbx.log import silent_logger

CONNECT_S = 3.0
ACTION_S = 3.0
"""Asterisk answers an action in milliseconds; longer means it is stuck."""

MAX_MESSAGE_CHARS = 1_000_000
"""A longer message than this is none; the longest lists have a few kilobytes."""

_ONCE = ("Event", "Response", "ActionID", "CommandID")

_SILENT = silent_logger("panoramisk.silent")


class ActionRefusedError(PeerError):
    """Asterisk said no, or could not do it."""


class LoginRefusedError(PeerError):
    """The user or the secret is wrong; trying again does not help."""


@dataclass(frozen=True, slots=True)
class AmiMessage:
    """An event or a reply."""

    name: str
    """Of the event, such as ``Hangup``; of a reply ``Success`` or ``Error``."""

    fields: Mapping[str, str]
    """As Asterisk names them; a field that comes several times has one value a line."""


Fields = Mapping[str, str]
OnEvent = Callable[[AmiMessage], None]


class AmiLink:
    """A logged-in connection. It ends once, by `close` or by Asterisk."""

    def __init__(self, on_event: OnEvent) -> None:
        self.ended = asyncio.Event()
        self._manager = _Manager(on_event, self.ended)

    @classmethod
    async def open(
        cls,
        address: Address,
        user: str,
        secret: str,
        on_event: OnEvent,
        *,
        answer_s: float = ACTION_S,
    ) -> Self:
        """Connect and log in.

        Raises:
            LoginRefusedError: The user or the secret is wrong.
            PeerError: Asterisk is not there, or does not answer.
        """
        link = cls(on_event)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(CONNECT_S):
                await loop.create_connection(
                    lambda: _Protocol(link._manager), address.host, address.port
                )
        except (OSError, TimeoutError):
            raise PeerError("telephone.ami: Asterisk's manager cannot be reached") from None
        try:
            await link._log_in(user, secret, answer_s)
        except BaseException:
            link.close()
            raise
        return link

    async def action(
        self, fields: Fields, within_s: float = ACTION_S, *, until_event: bool = False
    ) -> AmiMessage:
        """Send an action and return the reply, or the event that completes it.

        Raises:
            PeerError: It was refused, not answered in time, or the connection ended.
            ValueError: A field has a line break, which would be another field.
        """
        if any("\r" in text or "\n" in text for pair in fields.items() for text in pair):
            raise ValueError("an AMI field cannot have a line break")
        if self.ended.is_set():
            raise PeerError("telephone.ami: not connected to Asterisk's manager")
        request = Action(dict(fields))
        # None lets panoramisk wait for the event that completes an Originate
        answered = self._manager.send_action(request, as_list=None if until_event else False)
        try:
            async with asyncio.timeout(within_s):
                answer = await answered
        except TimeoutError:
            raise PeerError(f"ami: no answer to {fields['Action']}") from None
        finally:
            self._manager.protocol.responses.pop(request.id, None)
        reply = _read(answer[-1] if isinstance(answer, list) else answer)
        if reply.fields.get("Response") in {"Error", "Failure"}:
            raise ActionRefusedError(
                f"ami: Asterisk refused {fields['Action']}, or could not do it"
            )
        return reply

    def close(self) -> None:
        """End the connection; nothing happens if it has ended."""
        self._manager.close()
        self.ended.set()

    async def _log_in(self, user: str, secret: str, answer_s: float) -> None:
        try:
            await self.action(
                {"Action": "Login", "Username": user, "Secret": secret, "Events": "on"},
                answer_s,
            )
        except ActionRefusedError:
            raise LoginRefusedError(
                "telephone.ami: Asterisk refused the login; compare user and secret_file "
                "with the account in manager.conf"
            ) from None


class _Manager(Manager):  # type: ignore[misc]  # panoramisk has no types
    """panoramisk's manager without a will of its own."""

    def __init__(self, on_event: OnEvent, ended: asyncio.Event) -> None:
        super().__init__(loop=asyncio.get_running_loop(), log=_SILENT)
        self._on_event = on_event
        self._ended = ended

    def dispatch(self, event: Any) -> list[str]:
        """Pass an event on; what the receiver raises must not reach the connection."""
        message = _read(event)
        self.loop.call_soon(self._on_event, message)
        return []

    def connection_lost(self, exc: Any) -> None:
        """Only say so; whoever owns the link decides whether there is another one."""
        self._ended.set()


class _Protocol(AMIProtocol):  # type: ignore[misc]  # panoramisk has no types
    """panoramisk's protocol, with cut characters, silent logs and a clean end."""

    def __init__(self, manager: _Manager) -> None:
        self._manager = manager
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def connection_made(self, transport: Any) -> None:
        """Join the manager before the first byte arrives."""
        super().connection_made(transport)
        self.factory = self._manager
        self.config = self._manager.config
        self.encoding = "utf-8"
        self.log = _SILENT
        self._manager.protocol = self

    def data_received(self, data: bytes) -> None:
        """Take bytes; a character may be cut between two of them."""
        super().data_received(self._decoder.decode(data).encode())
        if self.queue and len(self.queue[0]) > MAX_MESSAGE_CHARS:
            self.connection_lost(None)

    def handle_message(self, message: Any) -> None:
        """Take a message; of a field that must come once, the first one counts.

        panoramisk makes a list of what comes twice, and then looks for it as for a text.
        """
        for name in _ONCE:
            if isinstance(message.get(name), list):
                message[name] = message[name][0]
        super().handle_message(message)

    def close(self) -> None:
        """Fail what is unanswered, so that nothing is sent again after a reconnect."""
        for action in self.responses.values():
            if not action.future.done():
                action.future.set_exception(PeerError("ami: the connection ended"))
        self.responses.clear()
        super().close()


def _read(message: Any) -> AmiMessage:
    fields = {
        name: "\n".join(value) if isinstance(value, list) else value
        for name, value in message.items()
        if name != "content"
    }
    return AmiMessage(fields.get("Event") or fields.get("Response", ""), fields)
