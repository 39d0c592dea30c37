"""Hear turns once more with Whisper when nobody waits: freely, and with more care.

The first time it was told likely answers and had half a second. This time nothing is
expected, and five wordings are followed side by side.
"""

import math

from kibox_pbx.engines.whisper_stt import Hearing
from kibox_pbx.language.normalise import normalise
from kibox_pbx.ports import HeardAgain
from kibox_pbx.utterance import Language


class WhisperAgain:
    """The second ear for one language; implements `ports.SecondEar`."""

    def __init__(self, whisper: Hearing, language: Language) -> None:
        """``whisper`` should be one that is in no hurry (`whisper_process.IN_NO_HURRY`)."""
        self._whisper = whisper
        self._language = language

    async def hear_again(self, pcm: bytes) -> HeardAgain:
        """Return what was said in a turn.

        Raises:
            EngineError: The model failed.
        """
        guess = await self._whisper.begin(pcm, self._language, ())
        text = normalise(guess.text, self._language)
        return HeardAgain(text, math.exp(guess.score) if text else 0.0)
