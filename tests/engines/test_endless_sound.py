"""Sound without end on the line: music on hold, noise, a television."""

from collections.abc import AsyncIterator
from contextlib import aclosing

import numpy as np
import numpy.typing as npt
import pytest
import pytest_asyncio

from kibox_pbx.audio import FRAME_MS, cut_into_frames
from kibox_pbx.call.turn_taking import LONGEST_TURN_MS, Moment, TurnTaking
from kibox_pbx.dialogue.actions import HangUp, Transfer
from kibox_pbx.engines.espeak_tts import EspeakSynthesiser
from kibox_pbx.engines.vad import SileroVad
from kibox_pbx.engines.voice import Voice
from kibox_pbx.records import Act, Outcome
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import MONDAY_MORNING
from tests.engines.echo_line import as_pcm
from tests.engines.installed import installed_model

RATE_HZ = 8000
SECONDS = 60
LOUDNESS_DBFS = -22.0
NEWS = (
    "Guten Abend, meine Damen und Herren. Das Wetter bleibt in den kommenden Tagen kühl, im"
    " Norden fällt zeitweise Regen, im Süden scheint länger die Sonne, und am Wochenende"
    " erwarten wir den ersten Schnee bis in tiefere Lagen, vor allem am Rand der Alpen."
)

Samples = npt.NDArray[np.float64]


@pytest_asyncio.fixture
async def vad() -> AsyncIterator[SileroVad]:
    async with SileroVad(installed_model("vad")) as loaded:
        yield loaded


def music(*, notes: int, vibrato: float = 0.0) -> Samples:
    """Return plucked or sung notes with overtones in a random melody, one or more at once."""
    draw, sound, at = np.random.default_rng(notes), np.zeros(RATE_HZ * SECONDS), 0
    while at < sound.size:
        length = min(int(RATE_HZ * draw.choice([0.25, 0.5, 0.75])), sound.size - at)
        seconds = np.arange(length) / RATE_HZ
        for _ in range(notes):
            pitch_hz = 220 * 2 ** (draw.choice([0, 2, 4, 5, 7, 9, 11, 12]) / 12)
            phase = pitch_hz * seconds + vibrato * np.sin(2 * np.pi * 5.5 * seconds) / 6
            tones = [np.sin(2 * np.pi * n * phase) / n**1.3 for n in range(1, 7)]
            shape = np.exp(-2 * seconds) * np.minimum(1, 100 * seconds)
            sound[at : at + length] += np.sum(tones, axis=0) * shape
        at += length
    return sound


def hum() -> Samples:
    """Return the noise of a street: much low, little high."""
    steps = np.random.default_rng(5).normal(size=RATE_HZ * SECONDS)
    return np.convolve(steps, 0.95 ** np.arange(200))[: steps.size]


def hiss() -> Samples:
    return np.random.default_rng(6).normal(size=RATE_HZ * SECONDS)


def turns_ms(vad: SileroVad, sound: Samples) -> list[int]:
    """Return how long each turn is that a call would make of a sound."""
    loud = sound * 10 ** (LOUDNESS_DBFS / 20) / np.sqrt((sound**2).mean())
    activity, taking, turns = vad.for_call(), TurnTaking(), []
    for frame in cut_into_frames(as_pcm(loud), RATE_HZ):
        moment = taking.hear(activity.probability(frame), FRAME_MS)
        if moment is Moment.BEGAN:
            turns.append(0)
        elif moment is not Moment.QUIET:
            turns[-1] += FRAME_MS
    return turns


@pytest.mark.engine
@pytest.mark.parametrize("notes", [1, 3])
@pytest.mark.parametrize("vibrato", [0.0, 1.5])
async def test_a_minute_of_music_is_hardly_ever_a_caller(
    vad: SileroVad, notes: int, vibrato: float
) -> None:
    assert sum(turns_ms(vad, music(notes=notes, vibrato=vibrato))) < 0.1 * SECONDS * 1000


@pytest.mark.engine
async def test_a_minute_of_noise_is_no_caller(vad: SileroVad) -> None:
    assert turns_ms(vad, hum()) == turns_ms(vad, hiss()) == []


@pytest.mark.engine
async def test_a_television_is_cut_once_and_then_talked_over(vad: SileroVad) -> None:
    async with (
        Voice(EspeakSynthesiser("de")) as voice,
        aclosing(voice.speak(NEWS)) as spoken,
    ):
        pcm = b"".join([frame.pcm async for frame in spoken])
    news = np.frombuffer(pcm, "<i2").astype(np.float64)
    turns = turns_ms(vad, without_pauses(news))
    assert len(turns) == 1
    assert LONGEST_TURN_MS - 100 <= turns[0] <= LONGEST_TURN_MS


def without_pauses(sound: Samples) -> Samples:
    """Return a minute of speech that never rests, as several people talking would be."""
    other = np.roll(sound, sound.size // 2)
    third = np.roll(sound, sound.size // 3)
    return np.tile(sound + other + third, 20)[: RATE_HZ * SECONDS]


def test_a_line_on_which_nobody_can_be_understood_is_given_to_people() -> None:
    caller = Caller(now=MONDAY_MORNING).says("")
    assert caller.acts == [Act.CLARIFY, Act.ASK_INTENT]
    assert isinstance(caller.is_silent(3).ending, Transfer)


def test_at_night_it_is_said_goodbye_to() -> None:
    caller = Caller(now=MONDAY_MORNING.replace(hour=22)).says("").is_silent(3)
    assert caller.acts == [Act.GOODBYE]
    assert caller.ending == HangUp(Outcome.ABANDONED)
