"""The assistant's voice: says a text piece by piece, the next made while one is heard."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, Protocol, Self

from kibox_pbx.audio import AudioFrame, cut_into_frames
from kibox_pbx.engines.kept_sounds import KeptSounds
from kibox_pbx.engines.phrase_cache import PhraseCache
from kibox_pbx.engines.presence import Presence
from kibox_pbx.engines.sentences import Piece, cut_for_speaking, cut_to_begin_soon
from kibox_pbx.engines.side_tasks import SideTasks
from kibox_pbx.engines.steps import timed
from kibox_pbx.engines.telephone_sound import (
    TELEPHONE_RATE_HZ,
    Samples,
    silence,
    to_telephone,
)
from kibox_pbx.engines.yielding import make_way
from kibox_pbx.errors import AwayError, EngineError

P = ParamSpec("P")

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


class FarVoice(Protocol):
    """Makes sound from words on another host."""

    async def make(self, text: str) -> tuple[Samples, int]:
        """Return the sound of a piece, and its rate in Hz; cancelling this ends it.

        Raises:
            EngineError: The server is away, or failed.
        """
        ...


@dataclass(frozen=True, slots=True)
class FirstAsked:
    """A voice of another host, and whether it is there."""

    voice: FarVoice
    name: str
    """Names the sounds that are kept: where it is, and which voice it was asked for."""

    presence: Presence


class Voice:
    """Speaks one language to all calls; implements `TextToSpeech`.

    Use it as a context: entering loads the voice, leaving stops what is under way.

    Args:
        synthesiser: Makes the sound; None: only ``first`` does.
        first: Is asked before the synthesiser, which makes what it fails to make.
        parallel: How many pieces are made at the same time, for several calls.
        kept_ms: How much sound of prepared sentences is kept in memory.
        kept: Where it is also kept for the next start; None: nowhere.
    """

    def __init__(
        self,
        synthesiser: Synthesiser | None,
        *,
        first: FirstAsked | None = None,
        parallel: int = 2,
        kept_ms: int = KEPT_MS,
        kept: Path | None = None,
    ) -> None:
        self._synthesiser = synthesiser
        self._first = first
        self._asking = SideTasks()
        self._kept = KeptSounds(kept, self.name) if kept else None
        self._parallel = parallel
        self._cache = PhraseCache(kept_ms)
        self._threads: ThreadPoolExecutor | None = None

    @property
    def name(self) -> str:
        """Engine and voice, for logs and the doctor."""
        if self._first is not None:
            return self._first.name
        return self._synthesiser.name if self._synthesiser is not None else ""

    async def __aenter__(self) -> Self:
        self._threads = ThreadPoolExecutor(
            self._parallel, thread_name_prefix="voice", initializer=make_way
        )
        loop = asyncio.get_running_loop()
        try:
            if self._synthesiser is not None:
                await loop.run_in_executor(self._threads, self._synthesiser.load)
            await self._asking.__aenter__()
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
        try:
            await self._asking.__aexit__(kind, error, trace)
        finally:
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
                sound = await self._made(piece)
                if sound is not None:
                    self._cache.keep(piece.text, sound)
        if self._kept:
            self._kept.forget_the_rest()

    async def _made(self, piece: Piece) -> bytes | None:
        """Take a fixed piece from the last start, or make it.

        None while the other host is away: what this machine makes meanwhile is not kept, or
        calls would hear two voices when it is back.
        """
        sound = self._kept.get(piece.text) if self._kept else None
        if sound is None and not self._is_first_away():
            sound = await self._begin(piece)
            if self._is_first_away():
                return None
            if self._kept:
                self._kept.keep(piece.text, sound)
        return sound

    def _is_first_away(self) -> bool:
        return self._first is not None and self._first.presence.is_away

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
        if self._first is None or self._first.presence.is_away:
            return self._make_here(piece.text)
        return self._asking.begin(partial(self._make, self._first, piece.text), "ask a voice")

    async def _make(self, first: FirstAsked, text: str) -> bytes:
        """Have a piece made by the other host, or else here."""
        try:
            samples, rate_hz = await first.voice.make(text)
        except EngineError as error:
            if isinstance(error, AwayError):
                first.presence.missed()
            return await self._make_here(text)
        return await self._on_a_thread(to_telephone, samples, rate_hz)

    def _make_here(self, text: str) -> asyncio.Future[bytes]:
        if self._synthesiser is None:
            nobody: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
            nobody.set_exception(AwayError(f"{self.name}: the server is away"))
            return nobody
        return self._on_a_thread(self._synthesiser.synthesise, text)

    def _on_a_thread(
        self, step: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs
    ) -> asyncio.Future[bytes]:
        if self._threads is None:
            raise RuntimeError("a voice is used outside its context")
        loop = asyncio.get_running_loop()
        making = partial(step, *args, **kwargs)
        return loop.run_in_executor(self._threads, timed, making)

    def _stop(self) -> None:
        threads, self._threads = self._threads, None
        if threads:
            threads.shutdown(wait=False, cancel_futures=True)


def _drop(ahead: asyncio.Future[bytes]) -> None:
    """Forget a piece nobody will hear, and what went wrong with it."""
    if not ahead.cancel() and not ahead.cancelled():
        ahead.exception()
