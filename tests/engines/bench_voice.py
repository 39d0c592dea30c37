"""How soon sentences with values are heard, and whether a gap opens between their pieces.

``python -m tests.engines.bench_voice [--language de] [--threads 1] [--times 20]`` prints the
table of docs/latency.md: the real voice, no telephone system.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Mapping
from contextlib import aclosing
from itertools import pairwise

import numpy as np

from kibox_pbx.audio import BYTES_PER_SAMPLE
from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.dialogue.said_ahead import said_ahead
from kibox_pbx.engines.espeak_tts import EspeakSynthesiser
from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.sentences import Piece, cut_to_begin_soon
from kibox_pbx.engines.telephone_sound import TELEPHONE_RATE_HZ
from kibox_pbx.engines.voice import Synthesiser, Voice
from kibox_pbx.utterance import Language
from tests.dialogue.practice import practice
from tests.engines.installed import installed_model

VALUES: Mapping[Language, Mapping[str, str]] = {
    Language.ENGLISH: {
        "when": "Thursday the third of December, at ten o'clock in the morning",
        "first": "Thursday the third of December, at ten o'clock in the morning",
        "second": "Friday the fourth of December, at two thirty in the afternoon",
        "old": "Thursday the third of December, at ten o'clock in the morning",
        "new": "Friday the fourth of December, at nine o'clock in the morning",
        "day": "Saturday the fifth of December",
        "spans": "from eight o'clock in the morning to twelve noon",
        "service": "check-up",
        "services": "check-up or consultation",
        "what": "check-up",
        "name": "Sabine Huber",
        "person": "Doctor Sommer",
        "phone": "zero eight nine, one two three, four five six",
        "message": "the results are in and I would like to hear about them",
        "department": "billing",
    },
    Language.GERMAN: {
        "when": "Donnerstag, den dritten Dezember, um zehn Uhr",
        "first": "Donnerstag, den dritten Dezember, um zehn Uhr",
        "second": "Freitag, den vierten Dezember, um vierzehn Uhr dreißig",
        "old": "Donnerstag, den dritten Dezember, um zehn Uhr",
        "new": "Freitag, den vierten Dezember, um neun Uhr",
        "day": "Samstag, den fünften Dezember",
        "spans": "von acht Uhr bis zwölf Uhr",
        "service": "Vorsorge",
        "services": "Vorsorge oder Sprechstunde",
        "what": "Vorsorge",
        "name": "Sabine Huber",
        "person": "Frau Doktor Sommer",
        "phone": "null acht neun, eins zwei drei, vier fünf sechs",
        "message": "dass die Werte da sind und ich sie gern hören möchte",
        "department": "Buchhaltung",
    },
}
PHRASES = (
    *("ask_service", "offer_one", "offer_two", "slot_free", "nothing_with", "closed_day"),
    *("ask_phone_own", "confirm_booking", "booked", "existing_tell", "confirm_cancel"),
    *("cancelled", "confirm_move", "rescheduled", "hours_day", "confirm_message"),
    "transfer_department",
)
"""The commonest sentences with values."""


class Clocked:
    """A synthesiser that notes how long each text took and how long it sounds, in ms."""

    def __init__(self, inner: Synthesiser) -> None:
        self._inner = inner
        self.name = inner.name
        self.took_ms: dict[str, float] = {}
        self.sounds_ms: dict[str, float] = {}

    def load(self) -> None:
        self._inner.load()

    def synthesise(self, text: str) -> bytes:
        began = time.perf_counter()
        sound = self._inner.synthesise(text)
        self.took_ms[text] = (time.perf_counter() - began) * 1000
        self.sounds_ms[text] = len(sound) * 1000 / BYTES_PER_SAMPLE / TELEPHONE_RATE_HZ
        return sound


async def main() -> None:
    asked = _arguments()
    language = Language(asked.language)
    model = installed_model(f"tts-{language}")
    is_piper = any(model.glob("*.onnx"))
    clocked = Clocked(
        PiperSynthesiser(model, asked.threads) if is_piper else EspeakSynthesiser(language)
    )
    book = phrase_book(practice(), language)
    async with Voice(clocked) as voice:
        began = time.perf_counter()
        await voice.prepare(said_ahead(practice(), language))
        ready_s = time.perf_counter() - began
        kept = frozenset(clocked.sounds_ms)
        kept_s = sum(clocked.sounds_ms[text] for text in kept) / 1000
        tell(f"{clocked.name}, {asked.threads} threads, {asked.times} times each")
        tell(f"{len(kept)} pieces of {kept_s:.0f} s made ahead in {ready_s:.0f} s\n")
        tell("| phrase | begins | first sound | p95 | least to spare |\n|---|---|---|---|---|")
        for key in PHRASES:
            text = book.say(key, 0, VALUES[language])
            pieces = cut_to_begin_soon(text, kept.__contains__)
            firsts, spare = [], []
            for _ in range(asked.times):
                firsts.append(await _first_sound_ms(voice, text))
                spare += _to_spare(pieces, clocked, kept)
            middle, late = statistics.median(firsts), np.percentile(firsts, 95)
            left = f"{min(spare):.0f} ms" if spare else ""
            tell(f"| {key} | {pieces[0].text} | {middle:.0f} ms | {late:.0f} ms | {left} |")


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--language", default="en")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--times", type=int, default=20)
    return parser.parse_args()


async def _first_sound_ms(voice: Voice, text: str) -> float:
    """Say a text to its end, as fast as it can be made."""
    began = time.perf_counter()
    async with aclosing(voice.speak(text)) as frames:
        await anext(frames)
        first_ms = (time.perf_counter() - began) * 1000
        async for _ in frames:
            pass
    return first_ms


def _to_spare(pieces: list[Piece], clocked: Clocked, kept: frozenset[str]) -> list[float]:
    """Return by how much each piece was ready before the one ahead of it was over."""
    return [
        clocked.sounds_ms[piece.text] + piece.pause_ms - clocked.took_ms[following.text]
        for piece, following in pairwise(pieces)
        if following.text not in kept
    ]


if __name__ == "__main__":
    asyncio.run(main())
