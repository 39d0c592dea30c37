"""Measures an ear for German: ``python -m tests.engines.bench_whisper [VOICE ...]``.

Simulated callers answer over an A-law line; what counts is whether the dialogue understands
what was meant. Invented: unrelated sentences that were understood as an answer.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from kibox_pbx.engines.whisper_model import WhisperModel, load
from kibox_pbx.language.choices import understand_choice
from kibox_pbx.language.digits import understand_digits
from kibox_pbx.language.grammar import likely_phrases
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.normalise import normalise
from kibox_pbx.language.things import understand_thing
from kibox_pbx.language.when import understand_when
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.rehearsal.voices import VOICES, CallerVoice, VoiceBox
from kibox_pbx.utterance import Language
from tests.engines.german_answers import CHOOSING, HELD_OUT, UNRELATED
from tests.engines.installed import installed_model
from tests.engines.sounds import silence
from tests.installing import callers_voices

GERMAN = Language.GERMAN
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 10, tzinfo=BERLIN)
OFFERED = (NOW.replace(day=26, hour=9), NOW.replace(day=27, hour=14, minute=30))
SERVICES = {
    "checkup": ["Vorsorgeuntersuchung", "Vorsorge", "Gesundheitscheck"],
    "consultation": ["Sprechstunde", "Arzttermin"],
    "blood_test": ["Blutabnahme", "Blutentnahme", "Blut abnehmen"],
    "vaccination": ["Impfung", "Impftermin", "Grippeimpfung"],
}
UNDERSTAND: Mapping[str, Callable[[str], object]] = {
    "day": lambda text: understand_when(text, GERMAN, NOW),
    "time": lambda text: understand_when(text, GERMAN, NOW),
    "yes_no": lambda text: understand_yes_no(text, GERMAN),
    "choice": lambda text: understand_choice(text, GERMAN, OFFERED),
    "service": lambda text: understand_thing(text, SERVICES, GERMAN),
    "digits": lambda text: understand_digits(text, GERMAN),
    "name": lambda text: understand_name(text, GERMAN),
}
PRE_ROLL_MS = 400
PAUSE_MS = 200
A_LAW = 87.6


def meaning(kind: str, text: str) -> object:
    """Return what the dialogue would make of an answer; None: nothing."""
    return UNDERSTAND[kind](text) if kind in UNDERSTAND else text


def over_a_law(pcm: bytes) -> bytes:
    """Return what is left of a sound after 8 bits of A-law."""
    samples = np.frombuffer(pcm, "<i2") / 32768
    loud, whole = np.abs(samples), 1 + np.log(A_LAW)
    small = loud < 1 / A_LAW
    curved = np.where(small, A_LAW * loud, 1 + np.log(np.maximum(A_LAW * loud, 1))) / whole
    steps = (np.floor(curved * 128) + 0.5) / 128 * whole
    heard = np.where(steps < 1, steps / A_LAW, np.exp(steps - 1) / A_LAW) * np.sign(samples)
    return bytes((heard * 32767).astype("<i2").tobytes())


class Bench:
    """One voice, one ear."""

    def __init__(self, model: WhisperModel, voices: VoiceBox, voice: CallerVoice) -> None:
        self._model = model
        self._voices = voices
        self._voice = voice
        self.took_ms: list[float] = []

    async def hear(self, kind: str, text: str) -> str:
        """Return what is heard of an answer to a kind of question."""
        spoken = await self._voices.synthesise(text, self._voice)
        pcm = over_a_law(silence(PRE_ROLL_MS) + spoken + silence(PAUSE_MS))
        own = [word for words in SERVICES.values() for word in words]
        phrases = likely_phrases(kind, GERMAN, own if kind == "service" else ())
        begun = time.perf_counter()
        guess = self._model.hear(pcm, GERMAN, phrases)
        self.took_ms.append((time.perf_counter() - begun) * 1000)
        return normalise(guess.text, GERMAN)

    async def understood(self, answers: Mapping[str, Sequence[str]]) -> str:
        """Return how many answers were understood, all and of each kind."""
        right = {
            kind: [await self._is_right(kind, text) for text in texts]
            for kind, texts in answers.items()
        }
        every = [each for kind in right.values() for each in kind]
        kinds = ", ".join(f"{kind} {sum(each)}/{len(each)}" for kind, each in right.items())
        return f"{sum(every)}/{len(every)} understood ({kinds})"

    async def invented(self) -> str:
        """Return how many unrelated sentences were taken for an answer."""
        tried = [(kind, text) for kind in ("day", "yes_no", "choice") for text in UNRELATED]
        wrong = [
            kind
            for kind, text in tried
            if meaning(kind, await self.hear(kind, text)) not in {None, meaning(kind, text)}
        ]
        return f"{len(wrong)}/{len(tried)} invented"

    async def _is_right(self, kind: str, text: str) -> bool:
        said, heard = normalise(text, GERMAN), await self.hear(kind, text)
        if kind == "choice" and not heard:
            return False
        return heard == said or meaning(kind, heard) == meaning(kind, said)


async def main(names: Sequence[str]) -> None:
    """Print the figures of each voice."""
    model, box = load(installed_model("stt-de"), threads=2), callers_voices()
    for voice in (each for each in VOICES if each.name in names):
        bench = Bench(model, box, voice)
        for label, answers in (("chosen on", CHOOSING), ("held out", HELD_OUT)):
            print(voice.name, label, await bench.understood(answers))  # noqa: T201 -- its output
        print(voice.name, await bench.invented())  # noqa: T201 -- its output
        print(voice.name, f"median {statistics.median(bench.took_ms):.0f} ms")  # noqa: T201 -- its output


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ["mb-de7", "mb-de4", "de"]))
