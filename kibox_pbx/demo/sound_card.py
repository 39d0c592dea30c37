"""The sound card of this machine, through ALSA's own programs: ``aplay`` and ``arecord``.

Telephone sound in both directions: 8 kHz, 16 bit, mono, never on disk.
"""

import asyncio
import shutil
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress

from kibox_pbx.audio import BYTES_PER_SAMPLE, FRAME_MS, AudioFrame
from kibox_pbx.errors import EngineError
from kibox_pbx.ports import KeyPress, TextToSpeech

RATE_HZ = 8000
FRAME_BYTES = RATE_HZ * FRAME_MS // 1000 * BYTES_PER_SAMPLE
FORMAT = ("-q", "-t", "raw", "-f", "S16_LE", "-r", str(RATE_HZ), "-c", "1")


def require(program: str) -> str:
    """Return where a program of the sound card is.

    Raises:
        EngineError: It is not installed; says how to get it.
    """
    found = shutil.which(program)
    if found is None:
        raise EngineError(f"no {program} here: install alsa-utils, or talk in writing")
    return found


async def play_sentence(text: str, voice: TextToSpeech) -> None:
    """Speak a sentence to its end.

    Raises:
        EngineError: There is no sound card, or the voice failed.
    """
    async with _running("aplay", stdin=PIPE) as process:
        sink = process.stdin
        if sink is None:
            raise EngineError("aplay takes no sound")
        with suppress(ConnectionError):  # it says on stderr why it ended
            async with aclosing(voice.speak(text)) as frames:
                async for frame in frames:
                    sink.write(frame.pcm)
                    await sink.drain()
            sink.close()
        if await process.wait():
            raise EngineError("the sound card does not play; its own words are above")


class Microphone:
    """What the sound card hears; implements `CallLeg`, on which nothing is played."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def incoming(self) -> AsyncIterator[AudioFrame | KeyPress]:
        """Yield frames until the sound card gives no more."""
        source, at_ms = self._process.stdout, 0
        with suppress(asyncio.IncompleteReadError):
            while source:
                pcm = await source.readexactly(FRAME_BYTES)
                yield AudioFrame(pcm, RATE_HZ, at_ms)
                at_ms += FRAME_MS

    async def play(self, frame: AudioFrame) -> None:
        """Drop it: `play_sentence` is what speaks."""

    async def drained(self) -> None:
        """Return at once: nothing is queued."""

    def drop_queued(self) -> int:
        """Return 0: nothing is queued."""
        return 0

    async def finish(self) -> None:
        """Do nothing: the context ends it."""


@asynccontextmanager
async def microphone() -> AsyncIterator[Microphone]:
    """Listen while the context lasts.

    Raises:
        EngineError: There is no such program.
    """
    async with _running("arecord", stdout=PIPE) as process:
        yield Microphone(process)


@asynccontextmanager
async def _running(
    program: str, *, stdin: int = DEVNULL, stdout: int = DEVNULL
) -> AsyncIterator[Process]:
    """Run a program of the sound card; it does not outlive the context."""
    path = require(program)
    process = await asyncio.create_subprocess_exec(path, *FORMAT, stdin=stdin, stdout=stdout)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
