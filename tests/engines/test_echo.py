"""The assistant neither interrupts nor answers itself."""

import statistics
import time
from collections.abc import AsyncIterator
from contextlib import aclosing

import numpy as np
import pytest
import pytest_asyncio

from kibox_pbx.audio import AudioFrame, cut_into_frames
from kibox_pbx.call.callers_voice import NoEcho
from kibox_pbx.engines.echo import OwnVoice
from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.vad import SileroVad
from kibox_pbx.engines.voice import Voice
from tests.engines.echo_line import Echo, as_caller, began_ms, guarded_ms, on_the_line
from tests.engines.installed import installed_model
from tests.engines.sounds import ENGLISH, noise, silence
from tests.installing import callers_voices

SPOKEN = (
    "We are closed on the twenty-fourth of December and open again on the second of January."
)
CALLER_MS = 1500
LOUD, SOFT = 3000, 900


def frames(pcm: bytes) -> list[AudioFrame]:
    return list(cut_into_frames(pcm, 8000))


def own_share(played: bytes, heard: bytes) -> float:
    """Return how often what is heard, frame by frame, is taken for what was played."""
    guard, own = OwnVoice(), []
    for frame in frames(played):
        guard.played(frame)
    for frame in frames(heard):
        guard.hear(frame)
        own.append(guard.is_own_voice())
    return statistics.mean(own)


def test_what_was_played_is_known_when_it_comes_back() -> None:
    played = noise(1000, LOUD)
    soft = (np.frombuffer(played, "<i2") // 10).astype("<i2").tobytes()
    assert own_share(played, silence(100) + soft[:-1600]) > 0.9


def test_a_caller_is_no_echo() -> None:
    other = np.random.default_rng(2).normal(0, LOUD, 8000).astype("<i2").tobytes()
    assert own_share(noise(1000, LOUD), other) < 0.1


def test_a_caller_who_talks_over_an_echo_is_no_echo() -> None:
    played = noise(1000, LOUD)
    echo = np.frombuffer(played, "<i2") // 10
    other = np.random.default_rng(2).normal(0, SOFT, 8000)
    assert own_share(played, (echo + other).astype("<i2").tobytes()) < 0.1


def test_where_nothing_was_played_nothing_is_an_echo() -> None:
    assert own_share(b"", noise(400, LOUD)) == 0


def test_what_comes_back_as_loud_as_it_was_played_is_a_caller() -> None:
    assert own_share(noise(1000, LOUD), noise(1000, LOUD)) == 0


def test_what_was_dropped_never_comes_back() -> None:
    guard = OwnVoice()
    for frame in frames(noise(1000, LOUD)):
        guard.played(frame)
    guard.dropped()
    guard.hear(frames(noise(20, SOFT))[0])
    assert not guard.is_own_voice()


def test_an_echo_is_forgotten_after_a_second() -> None:
    guard = OwnVoice()
    for frame in frames(noise(100, LOUD)):
        guard.played(frame)
    for frame in frames(silence(1000)):
        guard.hear(frame)
    assert not guard.is_own_voice()


def test_a_look_takes_a_few_milliseconds_at_most() -> None:
    guard, took_ms = OwnVoice(), []
    for frame in frames(noise(1000, LOUD)):
        guard.played(frame)
        guard.hear(frame)
        began = time.thread_time()
        guard.is_own_voice()
        took_ms.append((time.thread_time() - began) * 1000)
    quarter, *_ = statistics.quantiles(took_ms)  # others compute on this machine, too
    assert quarter < 5


@pytest_asyncio.fixture
async def vad() -> AsyncIterator[SileroVad]:
    async with SileroVad(installed_model("vad")) as loaded:
        yield loaded


@pytest_asyncio.fixture
async def assistant() -> bytes:
    async with (
        Voice(PiperSynthesiser(installed_model("tts-en"))) as voice,
        aclosing(voice.speak(SPOKEN)) as spoken,
    ):
        return b"".join([frame.pcm async for frame in spoken])


@pytest.mark.engine
@pytest.mark.parametrize("is_spread", [False, True])
@pytest.mark.parametrize("delay_ms", [50, 150, 300])
@pytest.mark.parametrize("level_db", [-10, -20, -30])
async def test_the_assistant_is_not_interrupted_by_its_own_echo(
    vad: SileroVad, assistant: bytes, level_db: int, delay_ms: int, *, is_spread: bool
) -> None:
    heard = on_the_line(assistant, Echo(level_db, delay_ms, is_spread))
    assert began_ms(vad, assistant, heard, NoEcho()) is not None
    assert guarded_ms(vad, assistant, heard) is None


@pytest.mark.engine
@pytest.mark.parametrize("echo", [None, Echo(-10, 50), Echo(-10, 300), Echo(-30, 150)])
async def test_a_caller_cuts_in_as_fast_as_ever(
    vad: SileroVad, assistant: bytes, echo: Echo | None
) -> None:
    said = await callers_voices().synthesise("excuse me, I have a question", ENGLISH)
    heard = on_the_line(assistant, echo, as_caller(said), CALLER_MS)
    began = guarded_ms(vad, assistant, heard)
    assert began is not None
    assert 0 < began - CALLER_MS <= 200


@pytest.mark.engine
async def test_a_caller_much_quieter_than_the_assistant_cuts_in_all_the_same(
    vad: SileroVad, assistant: bytes
) -> None:
    said = await callers_voices().synthesise("excuse me, I have a question", ENGLISH)
    caller = as_caller(said, below_usual_db=12)
    began = guarded_ms(vad, assistant, on_the_line(assistant, None, caller, CALLER_MS))
    assert began is not None
    assert 0 < began - CALLER_MS <= 300
