"""Make a voice's sound fit for the telephone: 8 kHz, no dead air in front, even loudness."""

import numpy as np
import numpy.typing as npt
import soxr

from kibox_pbx.audio import BYTES_PER_SAMPLE

TELEPHONE_RATE_HZ = 8000

LEAD_MS = 10
"""Kept before the first sound, so that a soft consonant is not cut."""

TAIL_MS = 100
"""Kept after the last sound, so that a word may fade."""

SPEECH_DBFS = -20.0
"""Loudness of the speech parts, full scale being 0; about that of Asterisk's own prompts."""

PEAK_DBFS = -3.0
"""No sample is louder; mu-law and the line clip above."""

_BLOCK_MS = 5
_AUDIBLE_DB = -40.0
"""Against the loudest block; quieter than this is a voice's own noise, not speech."""

Samples = npt.NDArray[np.float32]


def to_telephone(samples: Samples, rate_hz: int) -> bytes:
    """Return int16 mono of 8 kHz, trimmed and levelled; b"" where nothing can be heard.

    Args:
        samples: One sentence, -1 to 1, shape ``(samples,)``.
        rate_hz: Their rate, at least 8000.
    """
    if not samples.size:
        return b""
    narrow = np.asarray(soxr.resample(samples, rate_hz, TELEPHONE_RATE_HZ), np.float32)
    loudness = _block_power(narrow)
    audible = loudness > loudness.max(initial=0.0) * _ratio(_AUDIBLE_DB) ** 2
    if not audible.any():
        return b""
    speech_power = float(loudness[audible].mean())
    heard = _trim(narrow, audible)
    gain = min(
        _ratio(SPEECH_DBFS) / speech_power**0.5, _ratio(PEAK_DBFS) / float(abs(heard).max())
    )
    return bytes(np.rint(heard * (gain * 32767)).astype("<i2").tobytes())


def silence(duration_ms: int) -> bytes:
    """Return a pause at the telephone's rate."""
    return bytes(duration_ms * TELEPHONE_RATE_HZ // 1000 * BYTES_PER_SAMPLE)


def _block_power(samples: Samples) -> Samples:
    """Return the mean power of each block of 5 ms; a last part of a block is left out."""
    size = TELEPHONE_RATE_HZ * _BLOCK_MS // 1000
    whole = samples[: samples.size // size * size].reshape(-1, size)
    return np.asarray((whole**2).mean(axis=1), np.float32)


def _trim(samples: Samples, audible: npt.NDArray[np.bool_]) -> Samples:
    first, last = np.flatnonzero(audible)[[0, -1]] * _BLOCK_MS
    start_ms = max(0, int(first) - LEAD_MS)
    end_ms = int(last) + _BLOCK_MS + TAIL_MS
    per_ms = TELEPHONE_RATE_HZ // 1000
    return samples[start_ms * per_ms : end_ms * per_ms]


def _ratio(decibel: float) -> float:
    return float(10 ** (decibel / 20))
