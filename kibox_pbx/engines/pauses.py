"""Notice by loudness alone that a caller pauses, so that a slow recogniser may begin early.

Only a hint: where the line is noisy no pause is noticed, and nothing but time is lost.
Whether somebody speaks at all is for ``vad`` to say.
"""

import numpy as np

from kibox_pbx.audio import AudioFrame

PAUSE_MS = 200
"""Quiet for this long is a pause; gaps inside words are shorter."""

QUIET_DB = -20.0
"""Against the loudest frame so far; quieter than this counts as quiet."""

SILENT_DBFS = -55.0
"""Quieter than this, full scale being 0, nobody speaks into a telephone."""


class PauseWatch:
    """Follows the loudness of one turn."""

    def __init__(self) -> None:
        self._loudest_db = SILENT_DBFS
        self.quiet_ms = 0
        """How long it has been quiet up to now."""

    @property
    def anything_heard(self) -> bool:
        """Some frame was loud enough to be speech."""
        return self._loudest_db > SILENT_DBFS

    @property
    def paused(self) -> bool:
        """The caller said something, and has been quiet for a while."""
        return self.anything_heard and self.quiet_ms >= PAUSE_MS

    def hear(self, frame: AudioFrame) -> None:
        """Take the next frame."""
        loudness_db = loudness_dbfs(frame.pcm)
        self._loudest_db = max(self._loudest_db, loudness_db)
        if loudness_db <= max(SILENT_DBFS, self._loudest_db + QUIET_DB):
            self.quiet_ms += frame.duration_ms
        else:
            self.quiet_ms = 0


def loudness_dbfs(pcm: bytes) -> float:
    """Return the mean power of some sound in dB, full scale being 0; at least -100."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
    power = float(np.mean(samples**2)) if samples.size else 0.0
    return float(10 * np.log10(max(power, 1e-10)))
