"""One call, from Asterisk's question to our answer: who takes it, and where it goes next.

The dialplan reads our answer from ``KIBOX_NEXT``, which is set last. Whatever goes wrong on
the way, it is missing or says ``people``, and people are rung.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Self

from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer, Ticket
from kibox_pbx.asterisk.fastagi import AgiRequest, CallerGoneError
from kibox_pbx.asterisk.fastagi_server import AgiSession
from kibox_pbx.asterisk.sound_way import AUDIOSOCKET, SoundWay
from kibox_pbx.errors import PeerError
from kibox_pbx.log import get_logger
from kibox_pbx.ports import CallLeg

log = get_logger(__name__)

MEDIA_S = 4.0
"""A call's sound must arrive within this time; Asterisk itself gives up after 2 s."""

MEDIA_END_S = 5.0
"""Asterisk must leave the conversation so soon after our goodbye."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Where the dialplan takes a caller next. Use the class methods to make one."""

    next: str
    """Value of ``KIBOX_NEXT``: ``transfer:NAME``, ``mailbox``, ``hangup`` or ``people``."""

    dial: str = ""
    """What Asterisk dials for a transfer (``PJSIP/200``); from the configuration only."""

    ring_s: int = 25
    """How long it rings before somebody else takes over."""

    ticket: str = ""
    """What a caller brings back to us if nobody answers; "": the mailbox takes over."""

    @classmethod
    def transfer(cls, department: str, dial: str, ring_s: int, ticket: str = "") -> Self:
        """Ring a department; if nobody answers, the caller comes back once, or is recorded.

        Args:
            department: Its key.
            dial: What Asterisk dials.
            ring_s: For how long.
            ticket: Letters, digits, ``.`` and ``-``; comes back as `AgiRequest.query`'s
                ``ticket``, with the department as ``unanswered``. "": the mailbox.
        """
        return cls(f"transfer:{department}", dial, ring_s, ticket)

    @classmethod
    def mailbox(cls) -> Self:
        """Let the caller leave a message."""
        return cls("mailbox")

    @classmethod
    def hang_up(cls) -> Self:
        """End the call."""
        return cls("hangup")

    @classmethod
    def people(cls) -> Self:
        """Ring people, as if there were no assistant."""
        return cls("people")


Converse = Callable[[CallLeg, AgiRequest], Awaitable[Ending]]
"""Hold one conversation. It should end soon after the caller hung up."""

MOST_NOTICES = 20
"""Callers who are told at once that there is no room; those beyond ring people untold. A
notice costs no engine, but each of its frames is sent in time."""

Admit = Callable[[AgiRequest], Awaitable[bool]]
"""Say whether the assistant may take this call at all (a number can be refused)."""


class Reception:
    """Takes as many calls at once as there is room for; the next one is told, and rings people.

    Whether a call is taken is counted here and nowhere else: no engine, no store and no
    manager interface is asked.
    """

    def __init__(  # noqa: PLR0913 (who is let in, who talks, how many, by which way)
        self,
        audio: AudioSocketServer,
        *,
        admit: Admit,
        converse: Converse,
        turn_away: Converse,
        calls: int,
        way: SoundWay = AUDIOSOCKET,
    ) -> None:
        """Say who is let in and who talks.

        Args:
            audio: Where the sound of calls arrives.
            admit: Says whether a call may be taken or told anything at all.
            converse: Talks with those for whom there is room.
            turn_away: Tells the others that there is none; short, and without engines.
            calls: How many are talked with at once.
            way: How their sound comes here.
        """
        self._audio = audio
        self._admit = admit
        self._converse = converse
        self._turn_away = turn_away
        self._calls = calls
        self.way = way
        self.active_calls = 0
        self.active_notices = 0
        self.is_open = True
        """False: no further call is taken (the service is about to stop)."""

    @property
    def has_room(self) -> bool:
        """Whether the next call would be talked with."""
        return self.is_open and self.active_calls < self._calls

    @property
    def has_a_word(self) -> bool:
        """Whether the next call would at least be told that there is no room."""
        return self.is_open and self.active_notices < MOST_NOTICES

    async def status(self, session: AgiSession) -> None:
        """Route ``status``: tell the dialplan whether to bring us a call at all."""
        up = self.has_room or self.has_a_word
        await session.set_variable("KIBOX_UP", "1" if up else "0")

    async def reception(self, session: AgiSession) -> None:
        """Route ``reception``: take the call, then say where it goes."""
        ending = Ending.people()
        if self.has_room:
            self.active_calls += 1
            try:
                ending = await self._take(session, self._converse)
            finally:
                self.active_calls -= 1
        elif self.has_a_word:
            self.active_notices += 1
            try:
                ending = await self._take(session, self._turn_away)
            finally:
                self.active_notices -= 1
        await _leave(session, ending)

    async def _take(self, session: AgiSession, converse: Converse) -> Ending:
        if not await self._admit(session.request):
            return Ending.people()
        await session.answer()
        with self._audio.expect(says_goodbye=self.way.says_goodbye) as ticket:
            async with asyncio.TaskGroup() as tasks:
                media = tasks.create_task(self._carry_sound(session, ticket), name="media")
                ending = await self._talk(session.request, ticket, converse)
                carried = await _end_of(media)
        return ending if carried else Ending.people()

    async def _carry_sound(self, session: AgiSession, ticket: Ticket) -> bool:
        """Let Asterisk connect the call's sound to us; False if that went wrong."""
        try:
            return await self.way.carry(session, ticket.uuid, self._audio.address)
        except CallerGoneError:
            return False
        except PeerError as error:
            log.warning("a call could not be connected to the assistant", error=error)
            return False
        finally:
            ticket.give_up()

    async def _talk(self, request: AgiRequest, ticket: Ticket, converse: Converse) -> Ending:
        try:
            leg = await ticket.leg(MEDIA_S)
        except PeerError as error:
            log.warning("a call could not be connected to the assistant", error=error)
            return Ending.people()
        (ending,) = await asyncio.gather(converse(leg, request), return_exceptions=True)
        await leg.finish()
        if isinstance(ending, BaseException):
            log.error("a conversation failed; people are rung", error=ending)
            return Ending.people()
        return ending


async def _end_of(media: asyncio.Task[bool]) -> bool:
    try:
        async with asyncio.timeout(MEDIA_END_S):
            return await media
    except TimeoutError:
        raise PeerError("reception: Asterisk did not end the conversation") from None


async def _leave(session: AgiSession, ending: Ending) -> None:
    """Leave word for the dialplan; the decision comes last, so that it is never half told."""
    await session.set_variable("KIBOX_DIAL", ending.dial)
    await session.set_variable("KIBOX_RING", str(ending.ring_s))
    await session.set_variable("KIBOX_TICKET", ending.ticket)
    await session.set_variable("KIBOX_NEXT", ending.next)
