"""Speech is told from everything else."""

import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kibox_pbx.audio import cut_into_frames
from kibox_pbx.engines.vad import SileroActivity, SileroVad
from kibox_pbx.errors import ModelError
from tests.engines.bench_vad import lines, spoken, times
from tests.engines.installed import installed_model
from tests.engines.sounds import ENGLISH, GERMAN, noise, said, silence


@pytest_asyncio.fixture
async def vad() -> AsyncIterator[SileroVad]:
    async with SileroVad(installed_model("vad")) as loaded:
        yield loaded


def speech_share(activity: SileroActivity, pcm: bytes) -> float:
    likely = [activity.probability(frame) > 0.5 for frame in cut_into_frames(pcm, 8000)]
    return statistics.mean(likely)


@pytest.mark.engine
async def test_speech_is_found_between_silence_and_noise(vad: SileroVad) -> None:
    activity = vad.for_call()
    german = await said("Guten Tag, ich hätte gern einen Termin.", GERMAN)
    english = await said("I would like to make an appointment, please.", ENGLISH)
    assert speech_share(activity, silence(1000)) == 0
    assert speech_share(activity, noise(1000, 300)) == 0
    assert speech_share(activity, german) > 0.5
    assert speech_share(activity, silence(1000)) < 0.2
    assert speech_share(activity, noise(1000, 1000)) == 0
    assert speech_share(activity, english) > 0.5


@pytest.mark.engine
async def test_a_short_word_after_a_long_silence_is_noticed(vad: SileroVad) -> None:
    _, without_a_sound = next(lines())
    took = times(vad, await spoken(), without_a_sound)
    noticed = [each for each in took if each is not None]
    assert len(noticed) == len(took)
    assert statistics.median(noticed) < 140


@pytest.mark.engine
async def test_one_call_does_not_hear_the_other(vad: SileroVad) -> None:
    speech = await said("Guten Tag, ich hätte gern einen Termin.", GERMAN)
    alone, beside, other = vad.for_call(), vad.for_call(), vad.for_call()
    expected = [alone.probability(frame) for frame in cut_into_frames(speech, 8000)]
    heard = []
    for frame in cut_into_frames(speech, 8000):
        heard.append(beside.probability(frame))
        other.probability(frame)
    assert heard == expected


@pytest.mark.engine
async def test_a_frame_takes_less_than_a_millisecond(vad: SileroVad) -> None:
    activity, took_ms = vad.for_call(), []
    for frame in cut_into_frames(noise(4000, 300), 8000):
        began = time.perf_counter()
        activity.probability(frame)
        took_ms.append((time.perf_counter() - began) * 1000)
    assert statistics.median(took_ms) < 1


@pytest.mark.parametrize("content", [None, b"not a model"])
async def test_a_missing_or_broken_model_says_how_to_mend_it(
    tmp_path: Path, content: bytes | None
) -> None:
    if content:
        (tmp_path / "silero_vad.onnx").write_bytes(content)
    with pytest.raises(ModelError, match="kibox models fetch vad"):
        async with SileroVad(tmp_path):
            pass
