"""An engine of another host with one of this machine behind it, so that callers notice little.

Where there is none behind it, an `AwayError` says that the server is away.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol, TypeVar

from kibox_pbx.audio import AudioFrame
from kibox_pbx.engines.presence import Presence
from kibox_pbx.errors import AwayError, EngineError
from kibox_pbx.ports import Choice, LanguageModel, Recognition, SpeechToText, WritingModel
from kibox_pbx.utterance import Utterance

T = TypeVar("T")

AT_ONCE_S = 0.3
"""A refused connection is noticed so soon that there is still time to ask here."""


class SpareEar:
    """Hears by a server, or else here; implements `SpeechToText`.

    A server that is lost in the middle of a turn costs no word of it: its sound is kept until
    the turn is over, and then heard here from its beginning.

    Args:
        server: The recogniser of another host.
        presence: Whether it is there.
        here: That of this machine; None: there is none.
    """

    def __init__(
        self, server: SpeechToText, presence: Presence, here: SpeechToText | None
    ) -> None:
        self._server = server
        self.presence = presence
        self._here = here

    @asynccontextmanager
    async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncGenerator[Recognition]:
        """Begin to hear one turn; leaving the context drops it without a trace.

        Raises:
            AwayError: The server is away, and there is no recogniser here.
        """
        async with AsyncExitStack() as life:
            if self.presence.is_away:
                yield await life.enter_async_context(self._ear_of_ours().listen(phrases))
            else:
                server = await life.enter_async_context(self._server.listen(phrases))
                yield _SparedRecognition(self, life, phrases, server)

    async def instead(
        self, life: AsyncExitStack, phrases: tuple[str, ...], missed: list[AudioFrame]
    ) -> Recognition:
        """Begin to hear here what the server did not.

        Raises:
            AwayError: There is no recogniser here.
        """
        recognition = await life.enter_async_context(self._ear_of_ours().listen(phrases))
        for frame in missed:
            await recognition.hear(frame)
        return recognition

    def _ear_of_ours(self) -> SpeechToText:
        if self._here is None:
            raise AwayError(f"{self.presence.setting}: the server is away")
        return self._here


class _SparedRecognition:
    """One turn of the caller, by a server until that fails."""

    def __init__(
        self, ear: SpareEar, life: AsyncExitStack, phrases: tuple[str, ...], server: Recognition
    ) -> None:
        self._ear = ear
        self._life = life
        self._phrases = phrases
        self._by = server
        # Bounded by the length of a turn (call/turn_taking.py).
        self._kept: list[AudioFrame] | None = []

    async def hear(self, frame: AudioFrame) -> str:
        if self._kept is None:
            return await self._by.hear(frame)
        self._kept.append(frame)
        try:
            return await self._by.hear(frame)
        except EngineError as error:
            await self._hear_here(self._kept, error)
            return ""

    async def finish(self) -> Utterance:
        if self._kept is None:
            return await self._by.finish()
        try:
            return await self._by.finish()
        except EngineError as error:
            await self._hear_here(self._kept, error)
            return await self._by.finish()

    async def _hear_here(self, kept: list[AudioFrame], error: EngineError) -> None:
        if isinstance(error, AwayError):
            self._ear.presence.missed()
        self._by = await self._ear.instead(self._life, self._phrases, kept)
        self._kept = None


class Thinker(LanguageModel, WritingModel, Protocol):
    """A language model that chooses and writes."""


class SpareModel:
    """Thinks by a server, or else here; implements `LanguageModel` and `WritingModel`.

    Where the server let a deadline pass, no time is left to ask here as well, and the dialogue
    goes on without an answer; the next question is asked here.

    Args:
        server: The model of another host.
        presence: Whether it is there.
        here: That of this machine; None: there is none.
    """

    def __init__(self, server: Thinker, presence: Presence, here: Thinker | None) -> None:
        self._server = server
        self._presence = presence
        self._here = here

    async def choose(self, task: str, text: str) -> Choice:
        """Return the best label.

        Raises:
            EngineError: Too slow, or neither is there.
        """
        return await self._ask(lambda model: model.choose(task, text))

    async def write(self, task: str, text: str) -> str:
        """Return the filled form.

        Raises:
            EngineError: Too slow, too long, or neither is there.
        """
        return await self._ask(lambda model: model.write(task, text))

    async def _ask(self, question: Callable[[Thinker], Awaitable[T]]) -> T:
        if self._presence.is_away:
            return await question(self._ours())
        began_s = asyncio.get_running_loop().time()
        try:
            return await question(self._server)
        except AwayError:
            self._presence.missed()
            if asyncio.get_running_loop().time() - began_s > AT_ONCE_S:
                raise
        return await question(self._ours())

    def _ours(self) -> Thinker:
        if self._here is None:
            raise AwayError(f"{self._presence.setting}: the server is away")
        return self._here
