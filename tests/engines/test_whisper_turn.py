"""One turn heard with Whisper: when it begins to listen, and what counts."""

import asyncio
import math
from dataclasses import dataclass, field

import numpy as np
import pytest

from kibox_pbx.audio import AudioFrame
from kibox_pbx.engines.whisper_model import Guess
from kibox_pbx.engines.whisper_stt import WhisperRecognition
from kibox_pbx.errors import EngineError
from kibox_pbx.utterance import Language, Utterance

LOUD, QUIET = 8000, 0


@dataclass
class ScriptedWhisper:
    """Has an answer ready for each time it is asked."""

    answers: list[str | EngineError]
    idle: bool = True
    asked_ms: list[int] = field(default_factory=list)
    hints: tuple[str, ...] = ()

    def begin(
        self, pcm: bytes, language: Language, hints: tuple[str, ...]
    ) -> asyncio.Future[Guess]:
        assert language is Language.GERMAN
        self.asked_ms.append(len(pcm) // 16)
        self.hints = hints
        guess = asyncio.get_running_loop().create_future()
        answer = self.answers.pop(0)
        if isinstance(answer, EngineError):
            guess.set_exception(answer)
        else:
            guess.set_result(Guess(answer, score=-0.5, after_ms=40))
        return guess


@dataclass
class Turn:
    whisper: ScriptedWhisper
    hints: tuple[str, ...] = ()
    partials: list[str] = field(default_factory=list)
    at_ms: int = 1000

    def __post_init__(self) -> None:
        self.recognition = WhisperRecognition(self.whisper, Language.GERMAN, self.hints)

    async def hear(self, loudness: int, duration_ms: int) -> None:
        for _ in range(duration_ms // 20):
            pcm = np.full(160, loudness, "<i2").tobytes()
            frame = AudioFrame(pcm, 8000, self.at_ms)
            self.partials.append(await self.recognition.hear(frame))
            self.at_ms += 20


async def test_what_was_heard_in_the_pause_is_there_at_the_end() -> None:
    turn = Turn(ScriptedWhisper(["Ja, bitte."]))
    await turn.hear(LOUD, 400)
    await turn.hear(QUIET, 500)
    said = await turn.recognition.finish()
    assert said == Utterance("ja bitte", 1040, 1400, math.exp(-0.5))
    assert turn.whisper.asked_ms == [600]
    assert turn.partials[-1] == "ja bitte"


async def test_a_caller_who_goes_on_is_heard_again_as_a_whole() -> None:
    turn = Turn(ScriptedWhisper(["Am Montag", "Am Montag um 10."]))
    await turn.hear(LOUD, 400)
    await turn.hear(QUIET, 300)
    await turn.hear(LOUD, 400)
    assert turn.partials[-1] == ""
    assert (await turn.recognition.finish()).text == "am montag um 10"
    assert turn.whisper.asked_ms == [600, 1100]


async def test_a_busy_engine_is_asked_at_the_end_only() -> None:
    turn = Turn(ScriptedWhisper(["Ja."], idle=False))
    await turn.hear(LOUD, 400)
    await turn.hear(QUIET, 500)
    assert turn.whisper.asked_ms == []
    assert (await turn.recognition.finish()).text == "ja"


async def test_nobody_is_asked_about_silence() -> None:
    turn = Turn(ScriptedWhisper([]))
    await turn.hear(QUIET, 1000)
    assert await turn.recognition.finish() == Utterance("", 1000, 1000, 0.0)


async def test_a_text_of_signs_alone_is_nothing_said() -> None:
    turn = Turn(ScriptedWhisper(["..."]))
    await turn.hear(LOUD, 400)
    assert (await turn.recognition.finish()).confidence == 0


async def test_likely_answers_are_handed_on() -> None:
    turn = Turn(ScriptedWhisper(["Ja."]), hints=("ja", "nein"))
    await turn.hear(LOUD, 400)
    await turn.recognition.finish()
    assert turn.whisper.hints == ("ja", "nein")


async def test_a_failed_guess_is_told_at_the_end_and_not_before() -> None:
    turn = Turn(ScriptedWhisper([EngineError("Whisper failed")]))
    await turn.hear(LOUD, 400)
    await turn.hear(QUIET, 500)
    assert turn.partials[-1] == ""
    with pytest.raises(EngineError):
        await turn.recognition.finish()
