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

    def __init__(self, whisper: Hearing, language: Language, *, is_akin: bool) -> None:
        """Say with what, such as a Whisper that is in no hurry, and after which first ear.

        Args:
            whisper: See `whisper_process.IN_NO_HURRY`.
            language: What is spoken.
            is_akin: The first ear is a Whisper, too.
        """
        self._whisper = whisper
        self._language = language
        self.is_akin = is_akin

    async def hear_again(self, pcm: bytes) -> HeardAgain:
        """Return what was said in a turn.

        Raises:
            EngineError: The model failed.
        """
        guess = await self._whisper.begin(pcm, self._language, ())
        text = normalise(guess.text, self._language)
        return HeardAgain(text, math.exp(guess.score) if text else 0.0)
