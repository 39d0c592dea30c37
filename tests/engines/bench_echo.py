"""Measures the echo guard: ``python -m tests.engines.bench_echo [room]``.

The assistant's voices come back over G.711 at each level and delay, alone and while callers
talk over them; the decision is that of a call: Silero, the guard, the onset of a turn. With
``room`` the echo is spread over 10 ms. None of the sentences was used to choose a threshold.
"""

import asyncio
import statistics
import sys
from collections.abc import Iterator
from contextlib import aclosing

import numpy as np

from kibox_pbx.call.callers_voice import NoEcho
from kibox_pbx.engines.echo import OwnVoice
from kibox_pbx.engines.espeak_tts import EspeakSynthesiser
from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.vad import SileroVad
from kibox_pbx.engines.voice import Voice
from kibox_pbx.utterance import Language
from tests.engines.echo_line import Echo, Samples, as_caller, began_ms, on_the_line
from tests.engines.installed import installed_model
from tests.installing import callers_voices

LEVELS_DB = (-10, -15, -20, -25, -30)
DELAYS_MS = (50, 100, 200, 300)
SPOKEN = {
    Language.ENGLISH: (
        "Your details are used for your appointment only, and nobody outside of this house"
        " gets to know them. You may have them erased at any time.",
        "Parking is behind the building, and the bus stops right in front of it.",
        "I have noted that you would like to be called back on Wednesday. Is that right?",
        "Our next free appointments are on the third of December at a quarter to eleven.",
    ),
    Language.GERMAN: (
        "Ihre Angaben dienen nur Ihrem Termin, und niemand außerhalb dieses Hauses erfährt"
        " davon. Sie können sie jederzeit löschen lassen.",
        "Parkplätze finden Sie hinter dem Haus, der Bus hält direkt davor.",
        "Ich habe notiert, dass Sie am Mittwoch zurückgerufen werden möchten. Stimmt das?",
        "Die nächsten freien Termine sind am dritten Dezember um Viertel vor elf.",
    ),
}
OVER_IT = {
    Language.ENGLISH: ("wait a moment", "that won't work", "could you repeat it", "thank you"),
    Language.GERMAN: ("moment bitte", "das geht nicht", "wie war das noch mal", "vielen dank"),
}


async def _assistant(language: Language) -> list[bytes]:
    is_english = language is Language.ENGLISH
    engine = PiperSynthesiser(installed_model("tts-en")) if is_english else None
    async with Voice(engine or EspeakSynthesiser("de")) as voice:
        return [await _pcm(voice, text) for text in SPOKEN[language]]


async def _pcm(voice: Voice, text: str) -> bytes:
    async with aclosing(voice.speak(text)) as frames:
        return b"".join([frame.pcm async for frame in frames])


async def _callers(language: Language) -> list[Samples]:
    box = callers_voices()
    return [
        as_caller(await box.synthesise(text, voice))
        for voice in await box.voices(language)
        for text in OVER_IT[language]
    ]


def _lines(*, room: bool) -> Iterator[Echo | None]:
    yield None
    for level_db in LEVELS_DB:
        yield from (Echo(level_db, delay_ms, room) for delay_ms in DELAYS_MS)


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def main() -> None:
    """Print a table in Markdown."""
    room = "room" in sys.argv
    pairs = []
    spoken = []
    for language in Language:
        assistant = await _assistant(language)
        spoken += assistant
        for index, caller in enumerate(await _callers(language)):
            pairs.append((assistant[index % len(assistant)], caller, 1500 + index * 37 % 500))
    _write(f"{len(spoken)} sentences; {len(pairs)} callers at -20 dBFS talk over them\n")
    _write("| echo | after | false without guard | false | too soon | missed | median | p95 |")
    _write("|---|---|---|---|---|---|---|---|")
    async with SileroVad(installed_model("vad")) as vad:
        for echo in _lines(room=room):
            _write(_row(vad, echo, spoken, pairs))


def _row(
    vad: SileroVad,
    echo: Echo | None,
    spoken: list[bytes],
    pairs: list[tuple[bytes, Samples, int]],
) -> str:
    alone = [(said, on_the_line(said, echo)) for said in spoken]
    bare = sum(began_ms(vad, *each, NoEcho()) is not None for each in alone)
    false = sum(began_ms(vad, *each, OwnVoice()) is not None for each in alone)
    waits, too_soon, missed = [], 0, 0
    for said, caller, at_ms in pairs:
        began = began_ms(vad, said, on_the_line(said, echo, caller, at_ms), OwnVoice())
        missed += began is None
        too_soon += began is not None and began <= at_ms
        if began is not None and began > at_ms:
            waits.append(began - at_ms)
    where = f"{echo.level_db} dB | {echo.delay_ms} ms" if echo else "none | "
    counts = f"{bare} of {len(alone)} | {false} of {len(alone)} | {too_soon} | {missed}"
    times = f"{statistics.median(waits):.0f} ms | {np.percentile(waits, 95):.0f} ms"
    return f"| {where} | {counts} | {times} |"


if __name__ == "__main__":
    asyncio.run(main())
