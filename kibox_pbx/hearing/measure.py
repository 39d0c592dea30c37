"""Has sentences heard, one after the other, and keeps the time.

Sound is fed as fast as the recogniser takes it. What would be computed in a caller's pause
is waited for, so that a time after the end of speech holds nothing of earlier work.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from kibox_pbx.audio import FRAME_MS, AudioFrame, cut_into_frames
from kibox_pbx.hearing.codecs import NARROW_HZ
from kibox_pbx.hearing.corpus import Sentence
from kibox_pbx.hearing.ears import Ear
from kibox_pbx.hearing.line import BABBLE_VOICES, TAIL_MS, Line
from kibox_pbx.hearing.speakers import Speaker
from kibox_pbx.ports import Recognition

TAIL_FRAMES = TAIL_MS // FRAME_MS


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence, and what became of it."""

    sentence: Sentence
    text: str
    after_ms: float
    """From the caller's last sound to the text, the silence in between not counted."""

    worked_ms: float
    """The whole time that the recogniser kept us waiting."""

    lasted_ms: int
    """Of the sound, the quiet around it included."""


async def measure(
    ear: Ear, speaker: Speaker, line: Line, said: Sequence[Sentence], *, told: bool
) -> tuple[Heard, ...]:
    """Return what an ear makes of sentences over a line.

    Args:
        ear: The recogniser.
        speaker: Who says them.
        line: How they are spoiled.
        said: Some of the speaker's sentences.
        told: Give the recogniser the likely answers, as a call does; else it hears freely.

    Raises:
        EngineError: A voice or the recogniser failed.
    """
    voices = [await speaker.say(sentence) for sentence in said]
    heard = []
    for place, (sentence, pcm) in enumerate(zip(said, voices, strict=True)):
        sound = line.carry(pcm, _others(voices, place))
        heard.append(await _hear(ear, sentence, sound, told=told))
    return tuple(heard)


def _others(voices: Sequence[bytes], place: int) -> list[bytes]:
    """Return the utterances after one, in a ring: the people who babble behind it."""
    ring = [*voices[place + 1 :], *voices[:place]]
    return ring[: 2 * BABBLE_VOICES]


async def _hear(ear: Ear, sentence: Sentence, sound: bytes, *, told: bool) -> Heard:
    frames = list(cut_into_frames(sound, NARROW_HZ))
    speech, tail = frames[:-TAIL_FRAMES], frames[-TAIL_FRAMES:]
    async with ear.recogniser.listen(sentence.phrases if told else ()) as turn:
        begun = time.perf_counter()
        for number, frame in enumerate(speech):
            await turn.hear(frame)
            if number < len(speech) - TAIL_FRAMES:
                await ear.settled()
        ended = time.perf_counter()
        text = await _finish(turn, tail)
        done = time.perf_counter()
    lasted_ms = len(frames) * FRAME_MS
    return Heard(sentence, text, (done - ended) * 1000, (done - begun) * 1000, lasted_ms)


async def _finish(turn: Recognition, tail: Sequence[AudioFrame]) -> str:
    for frame in tail:
        await turn.hear(frame)
    return (await turn.finish()).text
