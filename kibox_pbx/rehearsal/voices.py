"""The voices of simulated callers: espeak-ng, and the mbrola voices that it can drive.

Nothing is written to disk: what a simulated caller says must not be found there afterwards.
The mbrola voices are non-free; they are used where they are installed, and never shipped.
"""

import asyncio
import re
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr

from kibox_pbx.audio import FRAME_MS
from kibox_pbx.errors import EngineError
from kibox_pbx.utterance import Language

RATE_HZ = 8000
LOUDEST = 16000.0
"""Peak of a caller's sound, of 32768: a caller who speaks up, not one who shouts."""

QUIET = 100.0
"""Peak below which the begin and the end of a sound are cut off as silence."""

SYNTHESIS_S = 20.0
_WAV_HEADER_BYTES = 44
_TELEPHONE_NUMBER = re.compile(r"\+?\d(?:[ /-]?\d){4,}")


@dataclass(frozen=True, slots=True)
class CallerVoice:
    """One person's voice."""

    name: str
    """As espeak-ng calls it, such as ``mb-us2``."""

    language: Language
    words_per_minute: int = 150


VOICES = (
    CallerVoice("mb-us2", Language.ENGLISH),
    CallerVoice("mb-en1", Language.ENGLISH, 140),
    CallerVoice("mb-us1", Language.ENGLISH, 140),
    CallerVoice("en-us", Language.ENGLISH, 140),
    CallerVoice("en-gb", Language.ENGLISH, 140),
    CallerVoice("mb-de7", Language.GERMAN, 140),
    CallerVoice("mb-de4", Language.GERMAN, 140),
    CallerVoice("de", Language.GERMAN, 140),
)
"""The best understood first: measured with Whisper and Vosk."""


class VoiceBox:
    """Speaks for simulated callers; remembers sounds in memory, so a repeat costs nothing."""

    def __init__(self, program: Path) -> None:
        self._program = program
        self._sounds: dict[tuple[str, CallerVoice], bytes] = {}

    async def voices(self, language: Language) -> tuple[CallerVoice, ...]:
        """Return the voices that really speak here, the best understood first.

        Raises:
            EngineError: Not even espeak-ng's own voice works.
        """
        fitting = [voice for voice in VOICES if voice.language is language]
        speaking = tuple([voice for voice in fitting if await self._works(voice)])
        if not speaking:
            raise EngineError(f"no voice for simulated callers in {language}: {_MEND}")
        return speaking

    async def synthesise(self, text: str, voice: CallerVoice) -> bytes:
        """Return a sentence as PCM of 8 kHz that begins and ends with sound.

        Raises:
            EngineError: The voice is not installed, or said nothing.
        """
        known = self._sounds.get((text, voice))
        if known is None:
            known = self._sounds[text, voice] = await self._speak(text, voice)
        return known

    async def _works(self, voice: CallerVoice) -> bool:
        try:
            await self.synthesise("one", voice)
        except EngineError:
            return False
        return True

    async def _speak(self, text: str, voice: CallerVoice) -> bytes:
        options = ("-v", voice.name, "-s", str(voice.words_per_minute), "-b", "1")
        process = await asyncio.create_subprocess_exec(
            self._program,
            *options,
            "--stdin",
            "--stdout",
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
        )
        async with asyncio.timeout(SYNTHESIS_S):
            wav, _ = await process.communicate(spell_numbers(text).encode())
        if process.returncode != 0 or len(wav) <= _WAV_HEADER_BYTES:
            raise EngineError(f"the caller's voice {voice.name} does not speak: {_MEND}")
        pcm = _for_telephone(wav)
        if not pcm:
            raise EngineError(f"the caller's voice {voice.name} said nothing: {_MEND}")
        return pcm


_MEND = "run `bash install/callers.sh`"


def find_voice_box(prefix: Path | None = None) -> VoiceBox:
    """Find espeak-ng under a private prefix, or else on the system.

    Raises:
        EngineError: There is none; says how to get it.
    """
    private = prefix / "espeak-ng" if prefix else None
    if private is not None and private.exists():
        return VoiceBox(private)
    if found := shutil.which("espeak-ng"):
        return VoiceBox(Path(found))
    raise EngineError(f"no espeak-ng for the voices of simulated callers: {_MEND}")


def spell_numbers(text: str) -> str:
    """Have telephone numbers spoken digit by digit, as people do.

    >>> spell_numbers("ring 089 1234")
    'ring 0 8 9 1 2 3 4'
    """
    return _TELEPHONE_NUMBER.sub(lambda number: _digits(number.group()), text)


def _digits(number: str) -> str:
    plus = "plus " if number.startswith("+") else ""
    return plus + " ".join(character for character in number if character.isdigit())


def _for_telephone(wav: bytes) -> bytes:
    """Resample and trim what espeak-ng streams: its header has a rate but no true length."""
    rate_hz = int.from_bytes(wav[24:28], "little")
    body = wav[_WAV_HEADER_BYTES:]
    samples = np.frombuffer(body[: len(body) // 2 * 2], dtype="<i2").astype(np.float64)
    sound = soxr.resample(samples, rate_hz, RATE_HZ)
    loud = np.flatnonzero(np.abs(sound) > QUIET)
    if not loud.size:
        return b""
    step = RATE_HZ * FRAME_MS // 1000
    sound = sound[loud[0] // step * step : loud[-1] + 1]
    return bytes((sound * (LOUDEST / np.abs(sound).max())).astype("<i2").tobytes())
