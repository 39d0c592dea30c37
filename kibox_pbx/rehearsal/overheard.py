"""What the one who holds a simulated caller's script is told about the assistant.

A real caller understands the question; a simulated one is told which question it was.
"""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from kibox_pbx.records import Act

WAITING = 100
"""Things overheard that may wait to be taken; a call has about thirty turns."""


@dataclass(frozen=True, slots=True)
class AssistantBegan:
    """The first sound of a sentence has been sent to the caller."""

    act: Act
    text: str


@dataclass(frozen=True, slots=True)
class AssistantAsked:
    """The assistant has said all it wanted to, and listens."""

    act: Act
    """Of the last sentence."""

    text: str
    field: str | None = None
    """Key of the form's field, where ``act`` is ``ask_field``."""


@dataclass(frozen=True, slots=True)
class CallerHeard:
    """What the assistant understood of the caller's turn."""

    text: str


@dataclass(frozen=True, slots=True)
class AssistantLeft:
    """The assistant has nothing more to say: it hung up, or handed the caller on."""


Overheard = AssistantBegan | AssistantAsked | CallerHeard | AssistantLeft


class Overhearing(Protocol):
    """Tells what goes on in one call, as it happens."""

    async def next(self) -> Overheard:
        """Wait for the next thing, oldest first."""
        ...

    def forget(self) -> None:
        """Drop what was told so far and not yet taken."""
        ...


class Eavesdropper:
    """An `Overhearing` that the service, in the same process, is made to tell."""

    def __init__(self) -> None:
        self._told: asyncio.Queue[Overheard] = asyncio.Queue(WAITING)

    def tell(self, overheard: Overheard) -> None:
        """Pass something on; beyond `WAITING` the oldest is forgotten."""
        if self._told.full():
            self._told.get_nowait()
        self._told.put_nowait(overheard)

    async def next(self) -> Overheard:
        """Wait for the next thing, oldest first."""
        return await self._told.get()

    def forget(self) -> None:
        """Drop what was told so far and not yet taken."""
        while not self._told.empty():
            self._told.get_nowait()
