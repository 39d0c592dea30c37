"""Sounds for the tests of real engines: callers, noise and silence, at 8 kHz."""

import numpy as np

from kibox_pbx.rehearsal.voices import CallerVoice
from kibox_pbx.utterance import Language
from tests.installing import callers_voices

GERMAN = CallerVoice("mb-de7", Language.GERMAN, 140)
ENGLISH = CallerVoice("mb-us2", Language.ENGLISH, 150)
KOREAN = CallerVoice("ko", Language.ENGLISH, 150)
"""No language of ours; Vosk's Korean model is the one that can be had everywhere."""


async def said(text: str, voice: CallerVoice, *, after_ms: int = 500) -> bytes:
    """Return a sentence between two silences."""
    return silence(300) + await callers_voices().synthesise(text, voice) + silence(after_ms)


def silence(duration_ms: int) -> bytes:
    """Return a silent line."""
    return bytes(16 * duration_ms)


def noise(duration_ms: int, loudness: int) -> bytes:
    """Return white noise; ``loudness`` is its root mean square, of 32768."""
    samples = np.random.default_rng(1).normal(0, loudness, 8 * duration_ms)
    return samples.astype("<i2").tobytes()
