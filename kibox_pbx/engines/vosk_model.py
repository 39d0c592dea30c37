"""Vosk's model and recognisers, as the rest of the house needs them. Everything here blocks.

What the library does not tell: its JSON must hold real letters (escaped ones are "not in
the vocabulary", umlauts too); a recogniser that is used again is five times as quick as
a new one, since it has explored its model; and only a final result makes it forget how
the last caller sounded.
"""

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

# Vosk reads this when it is loaded. Its threads gain nothing with models this small, and
# with several calls they fight for the processor.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import vosk

from kibox_pbx.audio import BYTES_PER_SAMPLE
from kibox_pbx.engines.second_opinion import UNKNOWN, Heard
from kibox_pbx.errors import EngineError, ModelError
from kibox_pbx.utterance import Word

_SILENCE_MS = 20


class VoskModel:
    """A model in memory; many recognisers may use it at once."""

    def __init__(self, model: vosk.Model) -> None:
        self._model = model

    def knows(self, phrase: str) -> bool:
        """Whether every word of a phrase is in the vocabulary."""
        words = phrase.split()
        return bool(words) and all(self._model.vosk_model_find_word(w) >= 0 for w in words)

    def recogniser(self, rate_hz: int, phrases: tuple[str, ...] = ()) -> "Recogniser":
        """Return a new recogniser; with phrases it hears these and "something else" only.

        Phrases with a word that the model does not know are left out.
        """
        known = [phrase for phrase in (*phrases, UNKNOWN) if self.knows(phrase)]
        grammar = (json.dumps(known, ensure_ascii=False),) if phrases else ()
        with _translated():
            return Recogniser(vosk.KaldiRecognizer(self._model, rate_hz, *grammar), rate_hz)


class Recogniser:
    """Hears one turn at a time; belongs to one thread."""

    def __init__(self, recogniser: vosk.KaldiRecognizer, rate_hz: int) -> None:
        recogniser.SetWords(True)  # noqa: FBT003 - the library's signature
        self._recogniser = recogniser
        self._rate_hz = rate_hz
        self._fed_samples = 0
        self._begin_ms = 0
        self._words: tuple[Word, ...] = ()

    def begin(self, at_ms: int) -> None:
        """Prepare for a turn whose first sample is at a call time."""
        self._begin_ms = at_ms - self._fed_ms()
        self._words = ()

    def feed(self, pcm: bytes) -> None:
        """Hear a piece of sound."""
        self._fed_samples += len(pcm) // BYTES_PER_SAMPLE
        with _translated():
            if self._recogniser.AcceptWaveform(pcm):
                self._words += self._read(self._recogniser.Result())

    def partial(self) -> str:
        """What was understood so far."""
        guess = json.loads(self._recogniser.PartialResult())["partial"]
        return " ".join([*(word.text for word in self._words), *guess.split()])

    def finish(self) -> Heard:
        """Return the turn, and forget the caller's words and voice.

        A final result that follows a pause is empty and forgets nothing; the silence
        fed before it makes it a real one.
        """
        self.feed(bytes(self._rate_hz * _SILENCE_MS // 1000 * BYTES_PER_SAMPLE))
        words = self._words + self._read(self._recogniser.FinalResult())
        self._words = ()
        return Heard(words)

    def _read(self, result: str) -> tuple[Word, ...]:
        return tuple(
            Word(
                text=word["word"],
                start_ms=self._begin_ms + round(1000 * word["start"]),
                end_ms=self._begin_ms + round(1000 * word["end"]),
                confidence=min(1.0, word["conf"]),
            )
            for word in json.loads(result).get("result", ())
        )

    def _fed_ms(self) -> int:
        return self._fed_samples * 1000 // self._rate_hz


def load(folder: Path) -> VoskModel:
    """Load a model, which takes seconds.

    Raises:
        ModelError: It is missing or broken.
    """
    vosk.SetLogLevel(-1)
    mend = "run: kibox models fetch"
    if not any((folder / name).is_file() for name in ("am/final.mdl", "final.mdl")):
        raise ModelError(f"there is no Vosk model in {folder}; {mend}")
    try:
        return VoskModel(vosk.Model(str(folder)))
    except Exception as error:
        raise ModelError(f"the Vosk model in {folder} is broken; {mend}") from error


@contextmanager
def _translated() -> Generator[None]:
    """Turn the library's errors, which have no class of their own, into ours."""
    try:
        yield
    except Exception as error:
        raise EngineError("Vosk refused the sound") from error
