"""Hear callers with Whisper, a whole turn at a time.

Whisper cannot hear word by word. So it begins to listen as soon as the caller pauses,
while turn-taking still waits whether the turn is over: mostly the text is there when it
is asked for, and a sentence that goes on is simply heard again. What it understood at a
pause is also the partial text.
"""

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from kibox_pbx.audio import AudioFrame
from kibox_pbx.engines.pauses import PauseWatch
from kibox_pbx.engines.whisper_model import NOTHING, Guess
from kibox_pbx.engines.whisper_process import AT_ONCE, Manner, WhisperProcess
from kibox_pbx.engines.worker import Worker
from kibox_pbx.language.normalise import normalise
from kibox_pbx.utterance import Language, Utterance


class Whisper:
    """The model, loaded once for all languages and calls.

    Args:
        folder: The model.
        threads: Processor threads; one turn is heard at a time.
        manner: How it is heard.
    """

    def __init__(self, folder: Path, threads: int = 2, manner: Manner = AT_ONCE) -> None:
        self._wanted = folder, threads, manner
        self._worker = Worker("whisper", may_take_long=True)
        self._model: WhisperProcess | None = None
        self._asked = 0

    async def __aenter__(self) -> Self:
        """Load the model.

        Raises:
            ModelError: It is missing or broken.
        """
        async with Worker("load whisper", may_take_long=True) as loader:
            self._model = await loader.run(WhisperProcess, *self._wanted)
        await self._worker.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the model go; what is being heard is dropped."""
        model, self._model = self._model, None
        if model:
            model.give_up()
            self._worker.later(model.close)
        await self._worker.__aexit__(kind, error, trace)

    def speech_to_text(self, language: Language) -> "WhisperSpeechToText":
        """Return the ear for one language."""
        return WhisperSpeechToText(self, language)

    @property
    def idle(self) -> bool:
        """Nothing is being heard, so an early guess would delay nobody."""
        return self._asked == 0

    async def settled(self) -> None:
        """Wait until everything asked for has been heard, what nobody wants any more too."""
        if not self.idle:
            await self._worker.run(lambda: None)

    def begin(
        self, pcm: bytes, language: Language, hints: tuple[str, ...]
    ) -> asyncio.Future[Guess]:
        """Begin to hear a turn, after those asked for earlier."""
        if self._model is None:
            raise RuntimeError("the Whisper model is used outside its context")
        guess = self._worker.start(self._model.hear, pcm, language, hints)
        self._asked += 1
        guess.add_done_callback(self._answered)
        return guess

    def _answered(self, guess: asyncio.Future[Guess]) -> None:
        self._asked -= 1
        if not guess.cancelled():
            guess.exception()  # who awaits it sees it; a guess nobody wants any more is dropped


class Hearing(Protocol):
    """What a turn needs of the model."""

    @property
    def idle(self) -> bool:
        """Nobody else is waiting to be heard."""
        ...

    def begin(
        self, pcm: bytes, language: Language, hints: tuple[str, ...]
    ) -> asyncio.Future[Guess]:
        """Begin to hear a turn."""
        ...


class WhisperRecognition:
    """One turn of a caller."""

    def __init__(self, whisper: Hearing, language: Language, hints: tuple[str, ...]) -> None:
        self._whisper = whisper
        self._language = language
        self._hints = hints
        self._pauses = PauseWatch()
        self._pcm = bytearray()
        self._begin_ms = self._end_ms = 0
        self._guess: asyncio.Future[Guess] | None = None

    async def hear(self, frame: AudioFrame) -> str:
        """Take the next sound; return what was understood at the last pause."""
        if not self._pcm:
            self._begin_ms = frame.at_ms
        self._pcm += frame.pcm
        self._end_ms = frame.at_ms + frame.duration_ms
        self._pauses.hear(frame)
        if self._pauses.quiet_ms == 0:
            self.forget_guess()
        elif self._guess is None and self._pauses.paused and self._whisper.idle:
            self._guess = self._begin()
        return self._partial()

    async def finish(self) -> Utterance:
        """Return what was said.

        Raises:
            EngineError: The model failed.
        """
        if not self._pauses.anything_heard:
            return self._utterance(NOTHING)
        self._guess = self._guess or self._begin()
        return self._utterance(await self._guess)

    def forget_guess(self) -> None:
        """The caller goes on or is gone: what was guessed does not matter any more."""
        if self._guess is not None:
            self._guess.cancel()
            self._guess = None

    def _begin(self) -> asyncio.Future[Guess]:
        return self._whisper.begin(bytes(self._pcm), self._language, self._hints)

    def _partial(self) -> str:
        guess = self._guess
        if guess is None or not guess.done() or guess.cancelled() or guess.exception():
            return ""
        return normalise(guess.result().text, self._language)

    def _utterance(self, guess: Guess) -> Utterance:
        text = normalise(guess.text, self._language)
        if not text:
            return Utterance("", self._begin_ms, self._begin_ms, 0.0)
        end_ms = max(self._begin_ms, self._end_ms - self._pauses.quiet_ms)
        start_ms = min(self._begin_ms + guess.after_ms, end_ms)
        return Utterance(text, start_ms, end_ms, math.exp(guess.score))


class WhisperSpeechToText:
    """Understands one language."""

    def __init__(self, whisper: Whisper, language: Language) -> None:
        self._whisper = whisper
        self._language = language

    @asynccontextmanager
    async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncGenerator[WhisperRecognition]:
        """Begin to hear one turn; leaving the context drops it without a trace.

        Args:
            phrases: Likely answers.
        """
        recognition = WhisperRecognition(self._whisper, self._language, phrases)
        try:
            yield recognition
        finally:
            recognition.forget_guess()
