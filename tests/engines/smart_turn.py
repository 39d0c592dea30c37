"""Smart Turn 3.2 (Daily, BSD-2-Clause): how likely a caller has finished, by sound alone.

Only measured, not used in calls: see docs/turn-taking.md. The model is the file
``smart-turn-v3.2-cpu.onnx`` of the package pipecat-ai 1.14.0.
"""

from pathlib import Path

import numpy as np
import onnxruntime
import soxr
from faster_whisper.feature_extractor import FeatureExtractor

RATE_HZ = 16_000
SECONDS = 8
"""The model sees the last 8 s, with silence in front of shorter turns."""

FRAMES = 100 * SECONDS
SHA256 = "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f"


class SmartTurn:
    """The model, on one thread."""

    def __init__(self, file: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        providers = ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(file, options, providers)
        self._log_mel = FeatureExtractor(chunk_length=SECONDS)

    def finished(self, pcm: bytes) -> float:
        """Return how likely the turn is over, 0 to 1, from int16 of 8 kHz."""
        samples = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
        wide = soxr.resample(samples, 8000, RATE_HZ)[-RATE_HZ * SECONDS :]
        sound = np.pad(wide, (RATE_HZ * SECONDS - wide.size, 0))
        even = (sound - sound.mean()) / np.sqrt(sound.var() + 1e-7)
        features = self._log_mel(even, padding=0)[np.newaxis, :, :FRAMES]
        (told,) = self._session.run(None, {"input_features": features.astype(np.float32)})
        return float(told[0, 0])
