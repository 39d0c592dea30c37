"""Whisper's model, as the rest of the house needs it. Everything here blocks.

Whisper was made for half a minute of sound at once. A turn on the telephone lasts a few
seconds, so it gets `PADDING_S` of silence behind it instead of the whole half minute:
three times as quick. Timestamps are asked for, because a model that has to say when the
caller ended does not say the sentence again for the silence that follows.
"""

import math
import os
import re
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

# CTranslate2 reads this when it is loaded. Threads that spin while they wait for each
# other made turns take seconds on a machine that was busy with other engines too.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import ctranslate2
import numpy as np
import numpy.typing as npt
import soxr
import tokenizers
from faster_whisper.feature_extractor import FeatureExtractor
from faster_whisper.tokenizer import Tokenizer

from kibox_pbx.errors import EngineError, ModelError
from kibox_pbx.utterance import Language

TELEPHONE_HZ = 8000
MODEL_HZ = 16000
LONGEST_S = 30
PADDING_S = 8
"""With less, the model says sentences twice or invents their end."""

FIRST_MARK = 50257
"""Tokens from here on are marks (of language, time, end), no text."""

FIRST_TIME = 50364
"""The mark for the sound's first instant; the next one is `MARK_MS` later, and so on."""

MARK_MS = 20

TOKENS_PER_S = 10
TOKENS_AT_LEAST = 12
"""Together the longest text that can have been said; what is longer is a loop."""

HINT_TOKENS = 120
"""Likely answers beyond this are left out; each costs time and attention."""

NOBODY_SPEAKS = 0.6
"""From this likelihood of "no speech" on, a doubtful text is dropped."""

DOUBTFUL = -1.0
"""Mean log probability of a token below which a text is doubtful."""

WORTHLESS = -1.5
"""Mean log probability of a token below which a text is as good as none."""

LOOPS = 3.0
"""A text that compresses by more than this says the same words over and over; a telephone
number full of zeros reaches 2.6."""

AGAIN_AND_AGAIN = re.compile(r"(\b\w+(?:\W+\w+){2,}?)(?:\W+\1){2}\b", re.IGNORECASE)
"""The same three words or more, three times in a row: a loop, too short for `LOOPS`."""

SAID_AGAIN = re.compile(r"(\w+(?:\W+\w+){2,}?)(?:\W+\1)+\W*", re.IGNORECASE)
"""A whole sentence and nothing but itself again: the model filled the silence with it."""

OVER_AND_OVER = re.compile(r"\b(\w+(?:\W+\w+)*?)(?:\W+\1){3}\b", re.IGNORECASE)
"""The same words four times in a row. Short answers often come so where they were among the
hints: "More. More. More." until the end of the silence."""

NEVER_SAID = re.compile(
    r"untertitel|amara\.org|zdf|vielen dank f.rs? zuschauen|thank(s| you) for watching|"
    r"subtitles by|[\[(*♪].*",
    re.IGNORECASE,
)
"""What the model learnt from films: it stands for music, noise or silence."""

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Guess:
    """What the model made of a turn."""

    text: str
    """As Whisper writes: capitals, punctuation, digits."""

    score: float
    """Mean log probability of a token, at most 0."""

    after_ms: int = 0
    """From the first sample to where the caller began to speak."""

    no_speech: float = 0.0
    """How likely the model thinks it that nobody speaks."""


NOTHING = Guess("", 0.0)


class WhisperModel:
    """A model in memory; used by one thread at a time."""

    def __init__(
        self, model: ctranslate2.models.Whisper, words: tokenizers.Tokenizer, beams: int = 1
    ) -> None:
        self._model = model
        self._words = words
        self._beams = beams
        self._ear = FeatureExtractor()

    def hear(self, pcm: bytes, language: Language, hints: tuple[str, ...] = ()) -> Guess:
        """Return what was said in some sound of 8 kHz; 200 to 400 ms for a few seconds.

        Raises:
            EngineError: The model failed.
        """
        samples = _prepare(pcm)
        tokens_at_most = TOKENS_AT_LEAST + TOKENS_PER_S * len(pcm) // (2 * TELEPHONE_HZ)
        try:
            sound = self._model.encode(
                ctranslate2.StorageView.from_array(self._features(samples))
            )
            guess = self._guess(sound, self._prompt(language, hints), tokens_at_most)
            if hints and (loop := OVER_AND_OVER.search(guess.text)):
                alone = self._guess(sound, self._prompt(language, ()), tokens_at_most)
                guess = replace(alone, text=loop[1]) if _is_among(loop[1], hints) else alone
        except (RuntimeError, ValueError) as error:
            raise EngineError("Whisper failed") from error
        once = replace(guess, text=said_once(guess.text))
        return once if _is_speech(once) else NOTHING

    def _guess(
        self, sound: ctranslate2.StorageView, prompt: list[int], tokens_at_most: int
    ) -> Guess:
        [result] = self._model.generate(
            sound,
            [prompt],
            beam_size=self._beams,
            max_length=max(2 * tokens_at_most, len(prompt) + tokens_at_most),
            return_scores=True,
            return_no_speech_prob=True,
        )
        tokens = result.sequences_ids[0]
        text = self._words.decode([token for token in tokens if token < FIRST_MARK])
        times = [token - FIRST_TIME for token in tokens if token >= FIRST_TIME]
        return Guess(
            text.strip(),
            min(0.0, result.scores[0]),
            after_ms=MARK_MS * times[0] if times else 0,
            no_speech=result.no_speech_prob,
        )

    def _features(self, samples: Samples) -> Samples:
        spectrum = self._ear(samples)[:, : LONGEST_S * 100]
        return np.ascontiguousarray(spectrum[np.newaxis], np.float32)

    def _prompt(self, language: Language, hints: tuple[str, ...]) -> list[int]:
        """Return the marks to begin with, behind the hints written as whole sentences.

        A mere list of words would make the model write mere words: half of the short German
        answers got lost so (`python -m tests.engines.bench_whisper`).
        """
        marks = Tokenizer(
            self._words, multilingual=True, task="transcribe", language=language.value
        )
        begin = [marks.sot, marks.language, marks.transcribe]
        if not hints:
            return begin
        sentences = " ".join(f"{hint.capitalize()}." for hint in hints)
        said = self._words.encode(f" {sentences}", add_special_tokens=False).ids
        return [marks.sot_prev, *said[:HINT_TOKENS], *begin]


def load(folder: Path, threads: int, beams: int = 1) -> WhisperModel:
    """Load a model, which takes about a second.

    Args:
        folder: The model.
        threads: Processor threads.
        beams: Wordings that are followed side by side: more take longer and err less.

    Raises:
        ModelError: It is missing or broken.
    """
    mend = "run: kibox models fetch"
    if not (folder / "model.bin").is_file() or not (folder / "tokenizer.json").is_file():
        raise ModelError(f"there is no Whisper model in {folder}; {mend}")
    try:
        model = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=threads
        )
        words = tokenizers.Tokenizer.from_file(f"{folder}/tokenizer.json")
        return WhisperModel(model, words, beams)
    except Exception as error:
        raise ModelError(f"the Whisper model in {folder} is broken; {mend}") from error


def said_once(text: str) -> str:
    """Return a sentence without its own repetitions."""
    again = SAID_AGAIN.fullmatch(text)
    return again[1] if again else text


def _prepare(pcm: bytes) -> Samples:
    """Return the sound at the model's rate, the silence behind it included."""
    narrow = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
    wide = soxr.resample(narrow, TELEPHONE_HZ, MODEL_HZ)[: LONGEST_S * MODEL_HZ]
    seconds = math.ceil(wide.size / MODEL_HZ) + PADDING_S
    length = min(seconds, LONGEST_S) * MODEL_HZ
    return np.pad(wide, (0, length - wide.size))


def _is_among(words: str, hints: tuple[str, ...]) -> bool:
    return words.casefold() in (hint.casefold() for hint in hints)


def _is_speech(guess: Guess) -> bool:
    if guess.no_speech >= NOBODY_SPEAKS and guess.score < DOUBTFUL:
        return False
    if guess.score < WORTHLESS or NEVER_SAID.match(guess.text):
        return False
    if AGAIN_AND_AGAIN.search(guess.text):
        return False
    text = guess.text.encode()
    return len(text) <= LOOPS * len(zlib.compress(text))
