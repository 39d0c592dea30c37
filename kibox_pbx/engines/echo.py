"""Tell the assistant's own voice, come back as echo, from the caller's.

What was sent to the line lately is looked for in what is heard: cross-correlation finds the
delay, least squares the short filter through which it came back, and what is left is what
the caller adds. Both are found anew for each frame, so nothing must be learned before the
first echo. A delay that jumps by more than some 20 ms in the middle of a word, and an echo
bent by a mobile's codec, are mostly not known as one: see docs/turn-taking.md.
"""

from collections import deque
from itertools import islice

import numpy as np
import numpy.typing as npt

from kibox_pbx.audio import FRAME_MS, AudioFrame

PER_MS = 8
"""Samples at the telephone's 8 kHz."""

FRAME = FRAME_MS * PER_MS

FITTED = 160 * PER_MS
"""Of what is heard, the last so much is explained by what was sent."""

LONGEST_ECHO = 500 * PER_MS
"""A mobile network and a slow jitter buffer; an echo that is later is not known as one."""

AHEAD_FRAMES = 2
"""The line may be so much ahead of our count of what was sent."""

TAPS = 64
"""8 ms: what a handset, a hybrid and a small room spread an echo to."""

EARLY_TAPS = 16
"""Taps before the strongest one."""

OWN_SHARE = 0.4
"""With less of a frame's power unexplained (-4 dB), it is the assistant's own voice."""

LOUDEST_ECHO = 0.25
"""Of the power that was sent (-6 dB); what seems louder is a caller, explained by chance."""

SILENT_POWER = 1e-6
"""Mean square (-60 dBFS) of a rest in which nobody speaks."""

_FFT = 8192
_RIDGE = 1e-3
_SENT = LONGEST_ECHO + FITTED

Samples = npt.NDArray[np.float32]


class OwnVoice:
    """Knows one call's last words, and finds them in what comes back."""

    def __init__(self) -> None:
        self._queued: deque[Samples] = deque()
        self._sent = np.zeros(_SENT, np.float32)
        self._heard = np.zeros(FITTED, np.float32)

    def played(self, frame: AudioFrame) -> None:
        """Note what goes to the line after what was played before; a frame of 8 kHz."""
        self._queued.append(_samples(frame))

    def dropped(self) -> None:
        """Forget what was played and has not reached the line."""
        self._queued.clear()

    def hear(self, frame: AudioFrame) -> None:
        """Take the next frame of the line; one frame was sent meanwhile. Some 10 µs."""
        sent = self._queued.popleft() if self._queued else np.zeros(FRAME, np.float32)
        self._sent = np.concatenate((self._sent[sent.size :], sent))
        heard = _samples(frame)
        self._heard = np.concatenate((self._heard[heard.size :], heard))

    def is_own_voice(self) -> bool:
        """Say whether there is nobody but the assistant in the last frame heard.

        Takes half a millisecond while anything was sent lately, so ask only where there is
        speech.
        """
        ahead = tuple(islice(self._queued, AHEAD_FRAMES))
        missing = np.zeros(FRAME * AHEAD_FRAMES - sum(map(len, ahead)), np.float32)
        sent = np.concatenate((self._sent, *ahead, missing))
        if not sent.any():
            return False
        piece = _where_it_sounds(sent, self._heard)
        echo = _as_heard(piece, self._heard)
        if _power(echo) > LOUDEST_ECHO * _power(piece):
            return False
        heard = _power(self._heard[-FRAME:])
        left = min(heard, _power((self._heard - echo)[-FRAME:]))
        return left < max(SILENT_POWER, OWN_SHARE * heard)


def _samples(frame: AudioFrame) -> Samples:
    return np.frombuffer(frame.pcm, "<i2").astype(np.float32) / np.float32(32768)


def _power(samples: Samples) -> float:
    return float(np.mean(samples**2))


def _where_it_sounds(sent: Samples, heard: Samples) -> Samples:
    """Return the part of what was sent that is heard, with the taps around it.

    The part that correlates best, for its power.
    """
    one, other = _brightened(sent), _brightened(heard)
    spectrum = np.fft.rfft(one, _FFT) * np.conj(np.fft.rfft(other, _FFT))
    alike = np.fft.irfft(spectrum, _FFT)[: sent.size - heard.size + 1]
    sums = np.cumsum(np.concatenate(((0.0,), one.astype(np.float64) ** 2)))
    power = sums[heard.size :] - sums[: -heard.size]
    lag = int(np.argmax(np.abs(alike) / np.sqrt(power + 1e-4)))
    padded = np.pad(sent, (TAPS - 1 - EARLY_TAPS, EARLY_TAPS))
    return padded[lag : lag + heard.size + TAPS - 1]


def _brightened(samples: Samples) -> Samples:
    """Even out the spectrum of speech, so that its pitch is not mistaken for a delay."""
    return np.diff(samples, prepend=samples[:1])


def _as_heard(piece: Samples, heard: Samples) -> Samples:
    """Return what is heard as far as a short filter can make it of what was sent."""
    rows = np.lib.stride_tricks.sliding_window_view(piece, TAPS)
    normal = rows.T @ rows
    ridge = np.float32(_RIDGE * float(np.trace(normal)) / TAPS + _RIDGE**2)
    taps = np.linalg.solve(normal + ridge * np.eye(TAPS, dtype=np.float32), rows.T @ heard)
    return np.asarray(rows @ taps, np.float32)
