"""The assistant's voice: says a text piece by piece, the next made while one is heard."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from kibox_pbx.audio import AudioFrame, cut_into_frames
from kibox_pbx.engines.kept_sounds import KeptSounds
from kibox_pbx.engines.phrase_cache import PhraseCache
from kibox_pbx.engines.sentences import Piece, cut_for_speaking, cut_to_begin_soon
from kibox_pbx.engines.telephone_sound import TELEPHONE_RATE_HZ, silence

KEPT_MS = 15 * 60_000
"""Of our own sentences a voice makes seven to ten minutes, of the office's one or two; a minute
takes a megabyte."""


class Synthesiser(Protocol):
    """Makes sound from words. Both methods block, and run on a thread."""

    name: str
    """Engine and voice, such as ``piper en_US-joe-medium``; for threads, logs, the doctor."""

    def load(self) -> None:
        """Read the voice from disk.

        Raises:
            ModelError: It is missing or broken; the text says what mends it.
        """
        ...

    def synthesise(self, text: str) -> bytes:
        """Return the sound as `telephone_sound.to_telephone` makes it.

        Called by several threads at once.

        Raises:
            EngineError: The voice failed for this text.
        """
        ...


class Voice:
    """Speaks one language to all calls; implements `TextToSpeech`.

    Use it as a context: entering loads the voice, leaving stops what is under way.

    Args:
        synthesiser: Makes the sound.
        parallel: How many pieces are made at the same time, for several calls.
        kept_ms: How much sound of prepared sentences is kept in memory.
        kept: Where it is also kept for the next start; None: nowhere.
    """

    def __init__(
        self,
        synthesiser: Synthesiser,
        *,
        parallel: int = 2,
        kept_ms: int = KEPT_MS,
        kept: Path | None = None,
    ) -> None:
        self._synthesiser = synthesiser
        self._kept = KeptSounds(kept, synthesiser.name) if kept else None
        self._parallel = parallel
        self._cache = PhraseCache(kept_ms)
        self._threads: ThreadPoolExecutor | None = None

    @property
    def name(self) -> str:
        """Engine and voice, for logs and the doctor."""
        return self._synthesiser.name

    async def __aenter__(self) -> Self:
        self._threads = ThreadPoolExecutor(self._parallel, thread_name_prefix="voice")
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._threads, self._synthesiser.load)
        except BaseException:
            self._stop()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    async def speak(self, text: str) -> AsyncGenerator[AudioFrame, None]:
        """Turn a text into 20 ms frames of 8 kHz; ``at_ms`` counts from its beginning.

        Closing it early drops the piece made ahead, unless it is just being made: then
        its thread is busy for the rest of that piece, some 100 ms.

        Raises:
            EngineError: The voice could not be used for this text.
        """
        pieces = cut_to_begin_soon(text, self._is_kept)
        ahead = self._begin(pieces[0]) if pieces else None
        at_ms = 0
        try:
            for piece, following in zip_longest(pieces, pieces[1:]):
                sound = await ahead if ahead else b""
                ahead = self._begin(following) if following else None
                sound += silence(piece.pause_ms)
                for frame in cut_into_frames(sound, TELEPHONE_RATE_HZ, at_ms):
                    yield frame
                    at_ms = frame.at_ms + frame.duration_ms
        finally:
            if ahead:
                _drop(ahead)

    async def prepare(self, sentences: tuple[str, ...]) -> None:
        """Keep the sound of fixed sentences, of those inside a longer text, and of openings.

        An opening ends at a comma or colon ("Let me repeat:"); what begins with it is then
        heard at once, since the rest is made meanwhile.

        Give only what holds no personal data. What finds no room is made when it is said.

        Raises:
            EngineError: The voice could not be used for one of them.
        """
        for piece in (piece for text in sentences for piece in cut_for_speaking(text)):
            if not self._is_kept(piece.text):
                self._cache.keep(piece.text, await self._made(piece))
        if self._kept:
            self._kept.forget_the_rest()

    async def _made(self, piece: Piece) -> bytes:
        """Take a fixed piece from the last start, or make it."""
        sound = self._kept.get(piece.text) if self._kept else None
        if sound is None:
            sound = await self._begin(piece)
            if self._kept:
                self._kept.keep(piece.text, sound)
        return sound

    def _is_kept(self, text: str) -> bool:
        return self._cache.get(text) is not None

    def _begin(self, piece: Piece) -> asyncio.Future[bytes]:
        """Start making a piece, or take it from the kept ones."""
        loop = asyncio.get_running_loop()
        kept = self._cache.get(piece.text)
        if kept is not None:
            ready: asyncio.Future[bytes] = loop.create_future()
            ready.set_result(kept)
            return ready
        if self._threads is None:
            raise RuntimeError("a voice is used outside its context")
        return loop.run_in_executor(self._threads, self._synthesiser.synthesise, piece.text)

    def _stop(self) -> None:
        threads, self._threads = self._threads, None
        if threads:
            threads.shutdown(wait=False, cancel_futures=True)


def _drop(ahead: asyncio.Future[bytes]) -> None:
    """Forget a piece nobody will hear, and what went wrong with it."""
    if not ahead.cancel() and not ahead.cancelled():
        ahead.exception()
