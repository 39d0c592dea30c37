"""Tell the caller's speech from noise, music and silence (Silero's model).

The model reads 32 ms at a time with the last 4 ms before them, and remembers what came
earlier; frames of the telephone are 20 ms. So each call keeps the samples that are over,
and a frame's answer may be that of the frame before.
"""

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt
import onnxruntime

from kibox_pbx.audio import AudioFrame
from kibox_pbx.engines.worker import Worker
from kibox_pbx.errors import ModelError

RATE_HZ = 8000
CHUNK = 256
"""Samples that the model takes at once at 8 kHz."""

CONTEXT = 32
"""Samples before a chunk that the model wants to see again."""

QUIET = 0.005
"""Root mean square of a chunk, of 1: -46 dBFS. A line without sound is below -60."""

FORGETS_AFTER_S = 1.0
"""In so long a quiet it forgets what came earlier: the more silence it remembers, the later it
notices the word after it, and a short one not at all (``python -m tests.engines.bench_vad``).
Music it must remember, or it takes single notes for speech."""

_QUIET_CHUNKS = int(FORGETS_AFTER_S * RATE_HZ / CHUNK)

Samples = npt.NDArray[np.float32]


class SileroActivity:
    """Listens for speech in one call."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session
        self._memory = _no_memory()
        self._heard: Samples = np.zeros(CONTEXT, np.float32)
        self._probability = 0.0
        self._quiet_chunks = 0

    def probability(self, frame: AudioFrame) -> float:
        """Return how likely speech is in the last whole 32 ms up to this frame.

        Takes about 0.2 ms. The frame must be of 8 kHz.
        """
        samples = np.frombuffer(frame.pcm, "<i2").astype(np.float32) / 32768
        self._heard = np.concatenate([self._heard, samples])
        while self._heard.size >= CONTEXT + CHUNK:
            self._listen(self._heard[: CONTEXT + CHUNK])
            self._heard = self._heard[CHUNK:]
        return self._probability

    def _listen(self, samples: Samples) -> None:
        speech, self._memory = self._session.run(
            None,
            {
                "input": samples[np.newaxis],
                "state": self._memory,
                "sr": np.array(RATE_HZ, np.int64),
            },
        )
        self._probability = float(speech[0, 0])
        is_quiet = float(np.sqrt(np.mean(np.square(samples)))) < QUIET
        self._quiet_chunks = self._quiet_chunks + 1 if is_quiet else 0
        if self._quiet_chunks == _QUIET_CHUNKS:
            self._memory = _no_memory()
            self._quiet_chunks = 0


class SileroVad:
    """The model, loaded once for all calls.

    Args:
        folder: Where ``silero_vad.onnx`` is.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "silero_vad.onnx"
        self._session: onnxruntime.InferenceSession | None = None

    async def __aenter__(self) -> Self:
        """Load the model.

        Raises:
            ModelError: It is missing or broken.
        """
        async with Worker("load vad") as worker:
            self._session = await worker.run(_load, self._file)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the model go; calls under way keep what they hold."""
        self._session = None

    def for_call(self) -> SileroActivity:
        """Return the ear of a new call, which has heard nothing yet."""
        if self._session is None:
            raise RuntimeError("the voice activity model is used outside its context")
        return SileroActivity(self._session)


def _no_memory() -> Samples:
    return np.zeros((2, 1, 128), np.float32)


def _load(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(
            file, sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        raise ModelError(f"{file} cannot be loaded; run: kibox models fetch vad") from error
