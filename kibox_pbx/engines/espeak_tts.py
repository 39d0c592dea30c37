"""A plain voice that is always there: the stand-in for a language without a Piper voice."""

import numpy as np

from kibox_pbx.engines import espeak_library
from kibox_pbx.engines.telephone_sound import to_telephone

_FULL_SCALE = 32768


class EspeakSynthesiser:
    """Speaks with espeak-ng, which the piper-tts package brings along; give it to `Voice`.

    Args:
        voice: One of espeak-ng's, such as ``de`` or ``en-gb``.
    """

    def __init__(self, voice: str) -> None:
        self.name = f"espeak-ng {voice}"
        self._voice = voice

    def load(self) -> None:
        """Check that the voice is there.

        Raises:
            ModelError: It is not.
        """
        espeak_library.phonemes(self._voice, "")

    def synthesise(self, text: str) -> bytes:
        """Return the sound of a sentence or clause for the telephone.

        Raises:
            EngineError: The library refused the text.
        """
        sound, rate_hz = espeak_library.synthesise(self._voice, text)
        samples = np.frombuffer(sound, "<i2").astype(np.float32) / np.float32(_FULL_SCALE)
        return to_telephone(samples, rate_hz)
