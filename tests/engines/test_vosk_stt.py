"""Needs Vosk's Korean model (`kibox models fetch stt-ko`) and espeak-ng.

Its accuracy on a synthetic voice is not judged: these tests hold what the engine does.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kibox_pbx.audio import cut_into_frames
from kibox_pbx.engines.vosk_model import VoskModel, load
from kibox_pbx.engines.vosk_stt import VoskSpeechToText
from kibox_pbx.errors import ModelError
from kibox_pbx.utterance import Utterance
from tests.engines.installed import installed_model
from tests.engines.sounds import KOREAN, said, silence

SENTENCE = "네 안녕하세요 월요일 예약"
CALLERS = 4


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vosk() -> AsyncIterator[VoskSpeechToText]:
    async with VoskSpeechToText(installed_model("stt-ko"), None) as loaded:
        yield loaded


@pytest.fixture(scope="module")
def model() -> VoskModel:
    return load(installed_model("stt-ko"))


async def hear(
    vosk: VoskSpeechToText, pcm: bytes, phrases: tuple[str, ...] = (), start_ms: int = 0
) -> tuple[list[str], Utterance]:
    async with vosk.listen(phrases) as turn:
        partials = [await turn.hear(frame) for frame in cut_into_frames(pcm, 8000, start_ms)]
        return partials, await turn.finish()


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_words_come_while_the_caller_speaks(vosk: VoskSpeechToText) -> None:
    partials, heard = await hear(vosk, await said(SENTENCE, KOREAN))
    assert partials[0] == ""
    assert len(set(partials)) > 2
    assert heard.text == " ".join(word.text for word in heard.words)
    assert all(0 < word.confidence <= 1 for word in heard.words)


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_times_are_of_the_call_in_every_turn(vosk: VoskSpeechToText) -> None:
    pcm = await said(SENTENCE, KOREAN)
    end_ms = len(pcm) // 16
    for start_ms in (0, 5000, 60_000):
        _, heard = await hear(vosk, pcm, start_ms=start_ms)
        times = [time_ms for word in heard.words for time_ms in (word.start_ms, word.end_ms)]
        assert times == sorted(times)
        assert (heard.start_ms, heard.end_ms) == (times[0], times[-1])
        assert start_ms + 200 <= heard.start_ms < start_ms + 800
        assert start_ms + end_ms - 900 < heard.end_ms <= start_ms + end_ms


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_a_core_carries_two_callers_who_speak_at_once(vosk: VoskSpeechToText) -> None:
    """Counts the processor's time, which does not depend on what else the machine does."""
    pcm = await said(SENTENCE, KOREAN)
    await asyncio.gather(*(hear(vosk, pcm) for _ in range(CALLERS)))
    began = time.process_time()
    turns = await asyncio.gather(*(hear(vosk, pcm) for _ in range(CALLERS)))
    took_ms = (time.process_time() - began) * 1000
    assert all(heard.words for _, heard in turns)
    assert took_ms < CALLERS * len(pcm) / 16 * 0.5


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_a_turn_leaves_nothing_for_the_next_one(vosk: VoskSpeechToText) -> None:
    async with vosk.listen() as turn:
        for frame in cut_into_frames(await said(SENTENCE, KOREAN), 8000):
            await turn.hear(frame)
    for _ in range(2):
        partials, heard = await hear(vosk, silence(1000), start_ms=3000)
        assert set(partials) == {""}
        assert heard == Utterance("", 3000, 3000, 0.0)


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_a_turn_without_sound_is_nothing_said(vosk: VoskSpeechToText) -> None:
    assert (await hear(vosk, b""))[1].text == ""


@pytest.mark.engine
async def test_a_recogniser_that_was_told_phrases_says_nothing_else(model: VoskModel) -> None:
    told = model.recogniser(8000, ("월요일", "예약"))
    told.begin(0)
    told.feed(await said(SENTENCE, KOREAN))
    assert {word.text for word in told.finish().words} <= {"월요일", "예약"}


@pytest.mark.engine
def test_phrases_with_unknown_words_are_left_out_without_a_noise(
    model: VoskModel, capfd: pytest.CaptureFixture[str]
) -> None:
    assert model.knows("안녕하세요 월요일")
    assert not model.knows("안녕하세요 hello")
    assert not model.knows("")
    model.recogniser(8000, ("월요일", "hello"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [None, b"not a model"])
async def test_a_missing_or_broken_model_says_how_to_mend_it(
    tmp_path: Path, content: bytes | None
) -> None:
    if content:
        (tmp_path / "am").mkdir()
        (tmp_path / "am" / "final.mdl").write_bytes(content)
    with pytest.raises(ModelError, match="kibox models fetch"):
        async with VoskSpeechToText(tmp_path, None):
            pass
