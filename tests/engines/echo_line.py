"""A line that gives the assistant's own voice back, loud or soft, soon or late."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from kibox_pbx.audio import FRAME_MS, AudioFrame, cut_into_frames
from kibox_pbx.call.callers_voice import CallersVoice
from kibox_pbx.call.turn_taking import Moment, TurnTaking
from kibox_pbx.engines.echo import OwnVoice
from kibox_pbx.engines.telephone_sound import to_telephone
from kibox_pbx.engines.vad import SileroVad
from kibox_pbx.ports import EchoGuard

RATE_HZ = 8000
PER_MS = 8
MU = 255.0
CODES = 127
QUEUED_FRAMES = 10
"""The line's queue holds 200 ms that are played and not yet sent."""

AFTER_MS = 1200
"""How long the line is listened to after the assistant's last word."""

Samples = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Echo:
    """How the assistant's voice comes back."""

    level_db: float
    delay_ms: int
    is_spread: bool = False
    """By a room of 10 ms, instead of one reflection."""


def through_g711(samples: Samples) -> Samples:
    """Return the sound after the logarithmic 8 bits of mu-law."""
    loud = np.log1p(MU * np.abs(np.clip(samples, -1, 1))) / np.log1p(MU)
    coded = np.round(loud * CODES) / CODES
    return np.asarray(np.sign(samples) * np.expm1(coded * np.log1p(MU)) / MU, np.float64)


def as_samples(pcm: bytes) -> Samples:
    return np.frombuffer(pcm, "<i2").astype(np.float64) / 32768


def as_pcm(samples: Samples) -> bytes:
    return np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def as_caller(pcm: bytes, below_usual_db: float = 0.0) -> Samples:
    """Return speech of -20 dBFS, the usual level, or quieter, from its first sound on."""
    level = as_samples(to_telephone(as_samples(pcm).astype(np.float32), RATE_HZ))
    return level * 10 ** (-below_usual_db / 20)


def on_the_line(
    assistant: bytes, echo: Echo | None, caller: Samples | None = None, caller_ms: int = 0
) -> bytes:
    """Return what is heard while the assistant speaks, coded twice as on a real line."""
    heard = np.zeros(len(assistant) // 2 + AFTER_MS * PER_MS)
    if echo:
        back = _spread(through_g711(as_samples(assistant)), echo) * 10 ** (echo.level_db / 20)
        _add(heard, back, echo.delay_ms)
    if caller is not None:
        _add(heard, caller, caller_ms)
    return as_pcm(through_g711(heard))


def began_ms(vad: SileroVad, assistant: bytes, heard: bytes, guard: EchoGuard) -> int | None:
    """Return when a caller is first noticed; None: nobody is."""
    voice, taking = CallersVoice(vad.for_call(), guard), TurnTaking()
    playing = cut_into_frames(assistant, RATE_HZ)
    for _ in range(QUEUED_FRAMES):
        _play_next(guard, playing)
    for frame in cut_into_frames(heard, RATE_HZ):
        _play_next(guard, playing)
        _, probability = voice.hear(frame)
        if taking.hear(probability, FRAME_MS) is Moment.BEGAN:
            return frame.at_ms + FRAME_MS
    return None


def guarded_ms(vad: SileroVad, assistant: bytes, heard: bytes) -> int | None:
    """Return when a caller is first noticed by what is at work in a call."""
    return began_ms(vad, assistant, heard, OwnVoice())


def _play_next(guard: EchoGuard, playing: Iterator[AudioFrame]) -> None:
    for frame in islice(playing, 1):
        guard.played(frame)


def _spread(samples: Samples, echo: Echo) -> Samples:
    if not echo.is_spread:
        return samples
    time_ms = np.arange(10 * PER_MS) / PER_MS
    room = np.random.default_rng(3).normal(size=time_ms.size) * np.exp(-time_ms / 2)
    room /= np.sqrt((room**2).sum())
    return np.convolve(samples, room)[: samples.size]


def _add(heard: Samples, sound: Samples, at_ms: int) -> None:
    start = at_ms * PER_MS
    piece = sound[: heard.size - start]
    heard[start : start + piece.size] += piece
