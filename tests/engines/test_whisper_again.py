"""The second ear hears freely, and says how sure it is."""

import asyncio
import math

import pytest

from kibox_pbx.engines.whisper_again import WhisperAgain
from kibox_pbx.engines.whisper_model import NOTHING, Guess
from kibox_pbx.errors import EngineError
from kibox_pbx.ports import HeardAgain
from kibox_pbx.utterance import Language

PCM = b"\x01\x00" * 80


class ScriptedWhisper:
    """Gives one answer, and keeps what it was asked."""

    idle = True

    def __init__(self, answer: Guess | EngineError) -> None:
        self.answer = answer
        self.asked: list[tuple[bytes, Language, tuple[str, ...]]] = []

    def begin(
        self, pcm: bytes, language: Language, hints: tuple[str, ...]
    ) -> asyncio.Future[Guess]:
        self.asked.append((pcm, language, hints))
        guess = asyncio.get_running_loop().create_future()
        if isinstance(self.answer, EngineError):
            guess.set_exception(self.answer)
        else:
            guess.set_result(self.answer)
        return guess


async def test_a_turn_is_heard_without_hints_and_written_as_all_are() -> None:
    whisper = ScriptedWhisper(Guess("Am 3. Mai, Dr. Weber.", -0.5))
    heard = await WhisperAgain(whisper, Language.GERMAN, is_akin=True).hear_again(PCM)
    assert heard == HeardAgain("am 3 mai doktor weber", math.exp(-0.5))
    assert whisper.asked == [(PCM, Language.GERMAN, ())]


@pytest.mark.parametrize("nothing", [NOTHING, Guess("...", -0.1)])
async def test_of_nothing_it_is_not_sure(nothing: Guess) -> None:
    heard = await WhisperAgain(
        ScriptedWhisper(nothing), Language.ENGLISH, is_akin=True
    ).hear_again(PCM)
    assert heard == HeardAgain("", 0.0)


async def test_a_model_that_fails_is_told() -> None:
    with pytest.raises(EngineError):
        await WhisperAgain(
            ScriptedWhisper(EngineError("Whisper failed")), Language.GERMAN, is_akin=True
        ).hear_again(PCM)
