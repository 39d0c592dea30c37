"""One turn heard with Vosk: how sound is handed on, and who decides."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest_asyncio

from kibox_pbx.audio import AudioFrame
from kibox_pbx.engines.second_opinion import Heard
from kibox_pbx.engines.vosk_stt import VoskRecognition
from kibox_pbx.engines.worker import Worker
from kibox_pbx.utterance import Language, Word


@dataclass
class ScriptedEar:
    """Has heard one word by the end."""

    word: str
    begun_ms: list[int] = field(default_factory=list)
    fed_ms: list[int] = field(default_factory=list)

    def begin(self, at_ms: int) -> None:
        self.begun_ms.append(at_ms)

    def feed(self, pcm: bytes) -> None:
        self.fed_ms.append(len(pcm) // 16)

    def partial(self) -> str:
        return f"{self.word} a m"

    def finish(self) -> Heard:
        return Heard((Word(self.word, 1000, 1400, 0.5),))


@pytest_asyncio.fixture
async def worker() -> AsyncIterator[Worker]:
    async with Worker("test") as running:
        yield running


async def hear(turn: VoskRecognition, duration_ms: int, start_ms: int = 1000) -> list[str]:
    return [
        await turn.hear(AudioFrame(bytes(320), 8000, at_ms))
        for at_ms in range(start_ms, start_ms + duration_ms, 20)
    ]


async def test_sound_is_handed_on_in_pieces_of_100_ms(worker: Worker) -> None:
    free, told = ScriptedEar("free"), ScriptedEar("told")
    turn = VoskRecognition(worker, free, told, None)
    await hear(turn, 260)
    await turn.finish()
    assert free.fed_ms == told.fed_ms == [100, 100, 60]
    assert free.begun_ms == told.begun_ms == [1000]


async def test_partials_come_in_the_one_written_form(worker: Worker) -> None:
    turn = VoskRecognition(worker, ScriptedEar("ten"), None, Language.ENGLISH)
    assert await hear(turn, 120) == ["", "", "", "", "ten am", "ten am"]


async def test_a_likely_answer_wins_over_a_doubtful_free_one(worker: Worker) -> None:
    turn = VoskRecognition(worker, ScriptedEar("free"), ScriptedEar("told"), None)
    await hear(turn, 100)
    said = await turn.finish()
    assert (said.text, said.start_ms, said.end_ms) == ("told", 1000, 1400)


async def test_without_likely_answers_the_free_one_counts(worker: Worker) -> None:
    turn = VoskRecognition(worker, ScriptedEar("free"), None, None)
    await hear(turn, 100)
    assert (await turn.finish()).text == "free"
