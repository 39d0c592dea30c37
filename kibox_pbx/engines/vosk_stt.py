"""Hear callers with Vosk, word by word while they still speak.

Each turn is heard by a free recogniser and, where the dialogue knows likely answers, by
one beside it that was told them; ``second_opinion`` decides. Recognisers live on a few
workers; a turn stays on the one it began on, so several callers are heard side by side.
"""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from kibox_pbx.audio import AudioFrame
from kibox_pbx.engines.second_opinion import Heard, as_utterance, choose
from kibox_pbx.engines.vosk_model import Recogniser, VoskModel, load
from kibox_pbx.engines.worker import Worker
from kibox_pbx.language.normalise import normalise
from kibox_pbx.utterance import Language, Utterance

BATCH_MS = 100
"""Sound that is taken to the worker at once; a hop per frame would cost more than it gains."""

IDLE_KEPT = 4
"""Recognisers a worker keeps for later turns, some 40 MB each."""


@dataclass(slots=True)
class _Desk:
    """A worker and the recognisers that wait for their next turn there."""

    worker: Worker
    model: VoskModel
    rate_hz: int
    turns: int = 0
    idle: list[Recogniser] = field(default_factory=list)

    def seat(self, phrases: tuple[str, ...]) -> tuple[Recogniser, Recogniser | None]:
        """Return a free recogniser and one that was told the phrases; blocks."""
        free = self.idle.pop() if self.idle else self.model.recogniser(self.rate_hz)
        known = tuple(phrase for phrase in phrases if self.model.knows(phrase))
        return free, self.model.recogniser(self.rate_hz, known) if known else None

    def leave(self, free: Recogniser) -> None:
        """Take a recogniser back, without a memory of the turn; blocks."""
        free.finish()
        if len(self.idle) < IDLE_KEPT:
            self.idle.append(free)


class Ear(Protocol):
    """What a turn needs of a recogniser; `Recogniser` says what each means. All block."""

    def begin(self, at_ms: int) -> None:
        """Prepare for a turn."""
        ...

    def feed(self, pcm: bytes) -> None:
        """Hear a piece of sound."""
        ...

    def partial(self) -> str:
        """What was understood so far."""
        ...

    def finish(self) -> Heard:
        """Return the turn and forget it."""
        ...


class VoskRecognition:
    """One turn of a caller."""

    def __init__(
        self,
        worker: Worker,
        free: Ear,
        told: Ear | None,
        language: Language | None,
    ) -> None:
        self._worker = worker
        self._free = free
        self._told = told
        self._language = language
        self._waiting: list[AudioFrame] = []
        self._partial = ""
        self._begun_ms: int | None = None

    async def hear(self, frame: AudioFrame) -> str:
        """Take the next sound; return what was understood so far, up to 100 ms behind.

        Raises:
            EngineError: Vosk refused the sound.
        """
        self._waiting.append(frame)
        if sum(waiting.duration_ms for waiting in self._waiting) >= BATCH_MS:
            self._partial = await self._worker.run(self._listen)
        return self._partial

    async def finish(self) -> Utterance:
        """Return what was said.

        Raises:
            EngineError: Vosk refused the sound.
        """
        return await self._worker.run(self._finish)

    def _listen(self) -> str:
        self._feed()
        return self._written(self._free.partial())

    def _feed(self) -> None:
        frames, self._waiting = self._waiting, []
        for recogniser in self._recognisers():
            if frames and self._begun_ms is None:
                recogniser.begin(frames[0].at_ms)
            recogniser.feed(b"".join(frame.pcm for frame in frames))
        if frames and self._begun_ms is None:
            self._begun_ms = frames[0].at_ms

    def _finish(self) -> Utterance:
        self._feed()
        told = self._told.finish() if self._told else Heard()
        heard = choose(self._free.finish(), told)
        return as_utterance(heard, self._written(heard.text), self._begun_ms or 0)

    def _recognisers(self) -> tuple[Ear, ...]:
        return (self._free, self._told) if self._told else (self._free,)

    def _written(self, text: str) -> str:
        return normalise(text, self._language) if self._language else text


class VoskSpeechToText:
    """Understands one language, for as long as the context is open.

    Args:
        folder: The model.
        language: Whose written form the text gets; None leaves it as Vosk writes it.
        threads: Callers that can be heard at the same instant; each takes about a
            fifth of a core while it speaks.
        rate_hz: Of the sound that will be heard.
    """

    def __init__(
        self, folder: Path, language: Language | None, threads: int = 2, rate_hz: int = 8000
    ) -> None:
        self._folder = folder
        self._language = language
        self._threads = threads
        self._rate_hz = rate_hz
        self._desks: list[_Desk] = []
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Load the model.

        Raises:
            ModelError: It is missing or broken.
        """
        async with AsyncExitStack() as stack:
            workers = [
                await stack.enter_async_context(Worker(f"vosk {number}"))
                for number in range(self._threads)
            ]
            model = await workers[0].run(load, self._folder)
            self._desks = [_Desk(worker, model, self._rate_hz) for worker in workers]
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the model go."""
        self._desks = []
        await self._stack.aclose()

    @asynccontextmanager
    async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncGenerator[VoskRecognition]:
        """Begin to hear one turn; leaving the context drops it without a trace.

        Args:
            phrases: Likely answers.

        Raises:
            EngineError: No recogniser could be made.
        """
        desk = min(self._desks, key=lambda desk: desk.turns)
        desk.turns += 1
        try:
            free, told = await desk.worker.run(desk.seat, self._as_told(phrases))
            try:
                yield VoskRecognition(desk.worker, free, told, self._language)
            finally:
                desk.worker.later(lambda: desk.leave(free))
        finally:
            desk.turns -= 1

    def _as_told(self, phrases: tuple[str, ...]) -> tuple[str, ...]:
        if self._language is None:
            return phrases
        return tuple(dict.fromkeys(normalise(phrase, self._language) for phrase in phrases))
