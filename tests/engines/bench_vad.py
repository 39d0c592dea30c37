"""Measures when a word after a long silence is noticed: ``python -m tests.engines.bench_vad``.

Each simulated voice says a first word, listens for 11 to 13 seconds and answers with a short
one, on an A-law line: without any sound, with its idle value, or with a little noise. Noticed:
from the word's first sample to where a turn begins.
"""

import asyncio
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from kibox_pbx.audio import FRAME_MS, cut_into_frames
from kibox_pbx.call.turn_taking import Moment, TurnTaking
from kibox_pbx.engines.vad import RATE_HZ, SileroVad
from kibox_pbx.errors import EngineError
from kibox_pbx.rehearsal.voices import VOICES
from kibox_pbx.utterance import Language
from tests.engines.bench_whisper import over_a_law
from tests.engines.installed import installed_model
from tests.engines.sounds import silence
from tests.installing import callers_voices

FIRST = {Language.ENGLISH: "privacy", Language.GERMAN: "Datenschutz"}
WORDS = {
    Language.ENGLISH: ("more", "yes", "no", "on Monday", "nothing", "goodbye"),
    Language.GERMAN: ("mehr", "ja", "nein", "am Montag", "nichts", "doch"),
}
SHIFTS_MS = (0, 13)
"""Where a word begins within a frame."""

Samples = npt.NDArray[np.float64]


def lines() -> Iterator[tuple[str, Samples]]:
    """Return a minute of each kind of line, with nobody on it."""
    length, chance = 60 * RATE_HZ, np.random.default_rng(1)
    yield "idle value", np.full(length, 8.0)
    yield "noise of 100", chance.normal(0, 100, length)
    yield "noise of 300", chance.normal(0, 300, length)


def noticed_ms(vad: SileroVad, pcm: bytes, word_ms: int) -> int | None:
    """Return how long after its begin a word is noticed; None: never."""
    activity, taking = vad.for_call(), TurnTaking()
    for place, frame in enumerate(cut_into_frames(pcm, RATE_HZ)):
        moment = taking.hear(activity.probability(frame), FRAME_MS)
        if moment is Moment.BEGAN and place * FRAME_MS >= word_ms:
            return (place + 1) * FRAME_MS - word_ms
    return None


async def spoken() -> list[tuple[bytes, bytes]]:
    """Return the first and the short word of each voice that speaks here."""
    box, said = callers_voices(), []
    for voice in VOICES:
        try:
            first = await box.synthesise(FIRST[voice.language], voice)
        except EngineError:
            continue
        said += [(first, await box.synthesise(word, voice)) for word in WORDS[voice.language]]
    return said


def times(
    vad: SileroVad, words: Sequence[tuple[bytes, bytes]], line: Samples
) -> list[int | None]:
    """Return when each word is noticed on such a line, at several places within a frame."""
    return [
        noticed_ms(vad, on_line(line, before, word), len(before) // 16)
        for place, (first, word) in enumerate(words)
        for shift in SHIFTS_MS
        for before in [silence(400) + first + silence(11_000 + 37 * place % 2000 + shift)]
    ]


async def main() -> None:
    """Print the figures of each kind of line."""
    words = await spoken()
    async with SileroVad(installed_model("vad")) as vad:
        for name, line in lines():
            took = times(vad, words, line)
            known = [each for each in took if each is not None]
            print(  # noqa: T201 -- its output
                f"{name}: {len(known)} of {len(took)} noticed, after {np.median(known):.0f} ms"
                f" (95 %: {np.percentile(known, 95):.0f})"
            )


def on_line(line: Samples, before: bytes, word: bytes) -> bytes:
    """Return what comes of a word over a line."""
    said = np.frombuffer(before + word + silence(600), "<i2")
    samples = said + line[: said.size]
    return over_a_law(np.clip(samples, -32768, 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    asyncio.run(main())
