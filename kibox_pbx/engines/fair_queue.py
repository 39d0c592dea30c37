"""The line in front of the language model: bounded, first come first served.

Long work may not take the last seat, so a short question never waits for a long reply.
What nobody waits for any more (deadline passed, call ended) is never begun.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kibox_pbx.errors import EngineError

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, eq=False)
class Ticket(Generic[Asked, Answer]):
    """One question and its answer to come; cancel ``answer`` to give it up."""

    question: Asked
    slow: bool
    answer: asyncio.Future[Answer]
    since_s: float
    """When it came, by the loop's clock."""


class FairQueue(Generic[Asked, Answer]):
    """Questions that wait for a seat.

    Args:
        limit: How many may wait; the next one is refused at once, which is better for
            a conversation than an answer that comes too late.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._waiting: deque[Ticket[Asked, Answer]] = deque()
        self._arrived = asyncio.Event()
        self.waited: Callable[[float], object] = _nobody_counts
        """Is told how many seconds each waited that is admitted."""

    @property
    def length(self) -> int:
        """How many wait, without those who have given up."""
        self._drop_gone()
        return len(self._waiting)

    def join(self, question: Asked, *, slow: bool) -> Ticket[Asked, Answer]:
        """Stand in line.

        Raises:
            EngineError: The line is too long.
        """
        self._drop_gone()
        if len(self._waiting) >= self._limit:
            raise EngineError(f"{self._limit} questions wait for the language model already")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Answer] = loop.create_future()
        ticket = Ticket(question, slow, answer, loop.time())
        self._waiting.append(ticket)
        self._arrived.set()
        return ticket

    async def arrival(self) -> None:
        """Wait until somebody stands in line."""
        await self._arrived.wait()

    def admit(self, seats: int, slow_seats: int) -> list[Ticket[Asked, Answer]]:
        """Take the next out of the line.

        Args:
            seats: How many at most.
            slow_seats: How many of them may be slow; slow ones keep their place in line.
        """
        self._drop_gone()
        admitted: list[Ticket[Asked, Answer]] = []
        for ticket in self._waiting:
            if len(admitted) < seats and (slow_seats > 0 or not ticket.slow):
                admitted.append(ticket)
                slow_seats -= ticket.slow
        self._keep(ticket for ticket in self._waiting if ticket not in admitted)
        for ticket in admitted:
            self.waited(asyncio.get_running_loop().time() - ticket.since_s)
        return admitted

    def _drop_gone(self) -> None:
        self._keep(ticket for ticket in self._waiting if not ticket.answer.done())

    def _keep(self, tickets: Iterable[Ticket[Asked, Answer]]) -> None:
        self._waiting = deque(tickets)
        if not self._waiting:
            self._arrived.clear()


def _nobody_counts(_waited_s: float) -> None:
    pass
