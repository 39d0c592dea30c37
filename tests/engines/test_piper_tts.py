"""Needs the voice: `kibox models fetch`."""

import asyncio
import json
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.voice import Voice
from kibox_pbx.errors import ModelError
from tests.engines.installed import installed_model


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def voice() -> AsyncIterator[Voice]:
    async with Voice(PiperSynthesiser(installed_model("tts-en"))) as loaded:
        yield loaded


async def pcm(voice: Voice, text: str) -> bytes:
    async with aclosing(voice.speak(text)) as frames:
        return b"".join([frame.pcm async for frame in frames])


async def first_frame_ms(voice: Voice, text: str) -> float:
    began = time.perf_counter()
    async with aclosing(voice.speak(text)) as frames:
        await anext(frames)
    return (time.perf_counter() - began) * 1000


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_a_sentence_is_heard_at_once_and_at_a_natural_pace(voice: Voice) -> None:
    sound = np.frombuffer(await pcm(voice, "One moment, please."), "<i2") / 32768
    assert 0.7 < len(sound) / 8000 < 2.0
    assert abs(sound[: 8 * 60]).max() > 0.02


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_it_speaks_several_times_faster_than_real_time(voice: Voice) -> None:
    text = "Your appointment with the doctor is on Tuesday at ten."
    waits = [await first_frame_ms(voice, text) for _ in range(5)]
    assert statistics.median(waits) < 1000


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_a_prepared_sentence_begins_within_a_frame(voice: Voice) -> None:
    await voice.prepare(("Good morning.",))
    assert await first_frame_ms(voice, "Good morning.") < 20


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_four_callers_are_spoken_to_at_once(voice: Voice) -> None:
    sounds = await asyncio.gather(*(pcm(voice, "Please tell me your name.") for _ in range(4)))
    assert all(len(sound) > 8000 for sound in sounds)


async def test_a_missing_voice_names_the_command_that_fetches_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="kibox models fetch"):
        async with Voice(PiperSynthesiser(tmp_path)):
            pytest.fail("must not get here")


async def test_a_broken_voice_names_the_command_that_fetches_it(tmp_path: Path) -> None:
    settings = {
        "num_symbols": 1,
        "num_speakers": 1,
        "audio": {"sample_rate": 22050},
        "espeak": {"voice": "en-us"},
        "phoneme_id_map": {},
    }
    (tmp_path / "voice.onnx").write_bytes(b"not a model")
    (tmp_path / "voice.onnx.json").write_text(json.dumps(settings))
    with pytest.raises(ModelError, match="kibox models fetch"):
        PiperSynthesiser(tmp_path).load()
    (tmp_path / "voice.onnx.json").write_text("{}")
    with pytest.raises(ModelError, match="settings"):
        PiperSynthesiser(tmp_path).load()
