"""Asks Asterisk's manager a few questions, one after the other, and leaves again.

For what looks at a telephone system; who watches and steers calls uses ``ami``.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kibox_pbx.asterisk.ami_link import AmiLink, AmiMessage, Fields
from kibox_pbx.config.settings import Address
from kibox_pbx.errors import PeerError

LIST_S = 10.0
"""A FreePBX has some ten thousand lines of dialplan."""

MOST_ITEMS = 200_000


class _Answers:
    """Gathers the events that answer one question."""

    def __init__(self) -> None:
        self.items: list[AmiMessage] = []
        self.complete = asyncio.Event()
        self._wanted = ("", "")

    def begin(self, item: str, complete: str) -> None:
        self.items, self._wanted = [], (item, complete)
        self.complete.clear()

    def take(self, event: AmiMessage) -> None:
        item, complete = self._wanted
        if event.name == item and len(self.items) < MOST_ITEMS:
            self.items.append(event)
        elif event.name == complete:
            self.complete.set()


class AmiQuestions:
    """A connection on which one question is asked at a time."""

    def __init__(self, link: AmiLink, answers: _Answers) -> None:
        self._link = link
        self._answers = answers

    async def ask(self, fields: Fields) -> AmiMessage:
        """Send an action and return its reply.

        Raises:
            PeerError: Refused, not answered, or not connected.
        """
        return await self._link.action(fields)

    async def function(self, call: str) -> str | None:
        """Return the value of a dialplan function, such as ``IFMODULE(res_agi.so)``.

        None where Asterisk has no such function, or it has no value.

        Raises:
            PeerError: Refused, not answered, or not connected.
        """
        reply = await self.ask({"Action": "Getvar", "Variable": call})
        return reply.fields.get("Value") or None

    async def rows(self, fields: Fields, item: str, complete: str) -> tuple[AmiMessage, ...]:
        """Send an action that is answered by a list; return its items.

        Args:
            fields: The action.
            item: The event of each item.
            complete: The event that ends the list.

        Raises:
            PeerError: Refused, too long, or not complete in time.
        """
        self._answers.begin(item, complete)
        await self.ask(fields)
        try:
            async with asyncio.timeout(LIST_S):
                await self._answers.complete.wait()
        except TimeoutError:
            raise PeerError(f"ami: the list of {fields['Action']} did not end") from None
        return tuple(self._answers.items)


@asynccontextmanager
async def ami_questions(
    address: Address, user: str, secret: str
) -> AsyncIterator[AmiQuestions]:
    """Be logged in while the context lasts, to ask.

    Raises:
        LoginRefusedError: The user or the secret is wrong.
        PeerError: Asterisk is not there, or does not answer.
    """
    answers = _Answers()
    link = await AmiLink.open(address, user, secret, answers.take)
    try:
        yield AmiQuestions(link, answers)
    finally:
        link.close()
