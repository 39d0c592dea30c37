"""How sentences get to a recogniser, and what is kept of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from kibox_pbx.audio import AudioFrame
from kibox_pbx.hearing.codecs import Codec
from kibox_pbx.hearing.corpus import Kind, Sentence
from kibox_pbx.hearing.ears import Ear
from kibox_pbx.hearing.line import Line
from kibox_pbx.hearing.measure import TAIL_FRAMES, measure
from kibox_pbx.utterance import Language, Utterance

SAID = (
    Sentence(Kind.YES_NO, "yes", Language.ENGLISH),
    Sentence(Kind.ANYTHING, "please call me back", Language.ENGLISH),
)


class Twin:
    """Says each sentence as a tone as long as its text."""

    name = "twin"
    sentences: tuple[Sentence, ...] = SAID

    async def say(self, sentence: Sentence) -> bytes:
        return b"\x10\x27\xf0\xd8" * 800 * len(sentence.text)


@dataclass
class Turn:
    frames: list[AudioFrame] = field(default_factory=list)
    settled_after: list[int] = field(default_factory=list)

    async def hear(self, frame: AudioFrame) -> str:
        self.frames.append(frame)
        return ""

    async def finish(self) -> Utterance:
        return Utterance(f"frames {len(self.frames)}", 0, 0, 1.0)


@dataclass
class Recorder:
    """A recogniser that writes down what it was given."""

    told: list[tuple[str, ...]] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)

    @asynccontextmanager
    async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncIterator[Turn]:
        self.told.append(phrases)
        self.turns.append(Turn())
        yield self.turns[-1]

    async def settled(self) -> None:
        turn = self.turns[-1]
        turn.settled_after.append(len(turn.frames))


async def test_each_sentence_is_heard_in_a_turn_of_its_own_with_quiet_around_it() -> None:
    recorder = Recorder()
    ear = Ear(recorder, recorder.settled)
    heard = await measure(ear, Twin(), Line(Codec.NONE), SAID, told=False)
    assert [each.sentence for each in heard] == list(SAID)
    assert [each.text for each in heard] == [f"frames {len(t.frames)}" for t in recorder.turns]
    for each, turn in zip(heard, recorder.turns, strict=True):
        assert each.lasted_ms == 400 + 200 * len(each.sentence.text) + 200
        assert len(turn.frames) == each.lasted_ms // 20
        assert 0 < each.after_ms <= each.worked_ms
        assert not any(frame.pcm.strip(b"\0") for frame in turn.frames[-TAIL_FRAMES:])


async def test_likely_answers_are_told_only_where_they_should_be() -> None:
    recorder = Recorder()
    ear = Ear(recorder, recorder.settled)
    for told in (False, True):
        await measure(ear, Twin(), Line(), SAID, told=told)
    assert recorder.told == [(), (), SAID[0].phrases, ()]
    assert "yes please" in recorder.told[2]


async def test_nothing_is_waited_for_once_the_caller_has_spoken() -> None:
    recorder = Recorder()
    await measure(Ear(recorder, recorder.settled), Twin(), Line(), SAID[:1], told=False)
    [turn] = recorder.turns
    assert max(turn.settled_after) == len(turn.frames) - 2 * TAIL_FRAMES


async def test_others_babble_behind_each_sentence() -> None:
    recorder = Recorder()
    ear = Ear(recorder, recorder.settled)
    await measure(ear, Twin(), Line(Codec.NONE, babble_db=0), SAID, told=False)
    assert all(frame.pcm.strip(b"\0") for turn in recorder.turns for frame in turn.frames)
