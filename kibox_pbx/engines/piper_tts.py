"""A natural voice: a Piper model, run by our own ONNX session so that we set its threads."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as ort_errors
from piper.config import PhonemeType, PiperConfig
from piper.phoneme_ids import phonemes_to_ids

from kibox_pbx.engines import espeak_library
from kibox_pbx.engines.telephone_sound import Samples, to_telephone
from kibox_pbx.errors import EngineError, ModelError

MEND = "run `kibox models fetch`"

LOAD_ERRORS = (
    ort_errors.EPFail,
    ort_errors.Fail,
    ort_errors.InvalidArgument,
    ort_errors.InvalidGraph,
    ort_errors.InvalidProtobuf,
    ort_errors.NoSuchFile,
    ort_errors.NotImplemented,
    ort_errors.RuntimeException,
)
RUN_ERRORS = (ort_errors.Fail, ort_errors.InvalidArgument, ort_errors.RuntimeException)

_ERRORS_ONLY = 3
_WARM_UP = "Hello."
"""The first run is slow; it must not be a caller's."""


class PiperSynthesiser:
    """One Piper voice; give it to `Voice`.

    Args:
        path: The ``.onnx`` file, or the folder that holds exactly one; its settings lie
            beside it as ``.onnx.json``.
        threads: Threads for one piece. One is best when several callers are spoken to.
    """

    def __init__(self, path: Path, threads: int = 1) -> None:
        self.name = f"piper {path.stem if path.suffix == '.onnx' else path.name}"
        self._path = path
        self._threads = threads
        self._session: onnxruntime.InferenceSession | None = None
        self._config: PiperConfig | None = None

    def load(self) -> None:
        """Read model and settings, and speak a first word to nobody.

        Raises:
            ModelError: A file is missing, broken or of another kind.
        """
        model = _find_model(self._path)
        self._config = _read_config(model.with_name(f"{model.name}.json"))
        self._session = _open_session(model, self._threads)
        try:
            self.synthesise(_WARM_UP)
        except EngineError as error:
            raise ModelError(f"{model} does not work as a Piper voice; {MEND}") from error

    def synthesise(self, text: str) -> bytes:
        """Return the sound of a sentence or clause for the telephone.

        Raises:
            EngineError: The model failed.
        """
        if self._session is None or self._config is None:
            raise RuntimeError("a Piper voice is used before it is loaded")
        sounds = espeak_library.phonemes(self._config.espeak_voice, text)
        known = [sound for sound in sounds if sound in self._config.phoneme_id_map]
        if not known:
            return b""
        ids = phonemes_to_ids(known, self._config.phoneme_id_map)
        return to_telephone(_run(self._session, self._config, ids), self._config.sample_rate)


def _find_model(path: Path) -> Path:
    found = sorted(path.glob("*.onnx")) if path.is_dir() else [path]
    if len(found) != 1 or not found[0].is_file():
        raise ModelError(f"no Piper voice at {path}; {MEND}")
    return found[0]


def _read_config(path: Path) -> PiperConfig:
    try:
        config = PiperConfig.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the settings {path} are missing or broken; {MEND}") from error
    if config.phoneme_type is not PhonemeType.ESPEAK:
        raise ModelError(f"{path} wants {config.phoneme_type.value} phonemes, not espeak's")
    return config


def _open_session(model: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    # Threads that spin while they wait would steal the recogniser's time.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
    except LOAD_ERRORS as error:
        raise ModelError(f"the voice {model} is broken; {MEND}") from error


def _run(session: onnxruntime.InferenceSession, config: PiperConfig, ids: list[int]) -> Samples:
    scales = [config.noise_scale, config.length_scale, config.noise_w_scale]
    inputs = {
        "input": np.array([ids], np.int64),
        "input_lengths": np.array([len(ids)], np.int64),
        "scales": np.array(scales, np.float32),
    }
    if config.num_speakers > 1:
        inputs["sid"] = np.array([config.default_speaker_id], np.int64)
    try:
        (sound, *_) = session.run(None, inputs)
    except RUN_ERRORS:
        # The cause could quote the sentence.
        raise EngineError("the Piper voice failed for a sentence") from None
    return np.asarray(sound, np.float32).reshape(-1)
