"""What a simulated caller hears: every sound with the moment it arrived. Pure.

Sound is "speech" here when it is louder than a quiet line; a simulated line has no noise.
"""

from dataclasses import dataclass

import numpy as np

from kibox_pbx.audio import BYTES_PER_SAMPLE, FRAME_MS

RATE_HZ = 8000
_BYTES_PER_MS = RATE_HZ * BYTES_PER_SAMPLE // 1000

LOUD = 250
"""Root mean square of 20 ms, of 32768 (-42 dBFS); silence on an A-law line is below 20."""

ONSET_MS = 40
"""So much loud sound in a row is the start of speech; a single click is not."""

GAP_MS = 60
"""Sound that comes later than this leaves a hole, which the recording fills with silence."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One piece of sound as it arrived."""

    at_ms: int
    """Arrival, in milliseconds since the call was answered."""

    pcm: bytes
    loud: bool

    @property
    def end_ms(self) -> int:
        """When its last sample has been heard."""
        return self.at_ms + len(self.pcm) // _BYTES_PER_MS


def loudness(pcm: bytes) -> float:
    """Return the root mean square of a sound, of 32768; 0 of nothing."""
    samples = np.frombuffer(pcm, dtype="<i2").astype(np.float64)
    return float(np.sqrt(np.mean(samples * samples))) if samples.size else 0.0


class Ear:
    """Remembers all that was heard in one call, in memory only."""

    def __init__(self) -> None:
        self._pieces: list[Heard] = []
        self.last_sound_ms = 0
        """End of the last loud sound so far; 0 if there was none."""

    @property
    def pieces(self) -> tuple[Heard, ...]:
        """Everything heard, oldest first."""
        return tuple(self._pieces)

    def hear(self, pcm: bytes, at_ms: int) -> None:
        """Take the next sound."""
        piece = Heard(at_ms, pcm, loudness(pcm) >= LOUD)
        self._pieces.append(piece)
        if piece.loud:
            self.last_sound_ms = piece.end_ms

    def onset_after(self, start_ms: int) -> int | None:
        """Return when speech first began at or after a moment; None if it never did."""
        run = 0
        for piece in self._pieces:
            if piece.at_ms < start_ms:
                continue
            run = run + len(piece.pcm) // _BYTES_PER_MS if piece.loud else 0
            if run >= ONSET_MS:
                return piece.end_ms - run
        return None

    def loud_ms(self, start_ms: int, end_ms: int) -> int:
        """Return how much loud sound there was between two moments, in milliseconds."""
        return sum(
            FRAME_MS
            for piece in self._pieces
            if piece.loud and start_ms <= piece.at_ms < end_ms
        )

    def pcm(self) -> bytes:
        """Return the whole call as one sound, holes filled with silence."""
        recording = bytearray()
        for piece in self._pieces:
            late_ms = piece.at_ms - len(recording) // _BYTES_PER_MS
            if late_ms > GAP_MS:
                recording += bytes(late_ms * _BYTES_PER_MS)
            recording += piece.pcm
        return bytes(recording)
