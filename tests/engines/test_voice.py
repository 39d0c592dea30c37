import asyncio
import threading
from contextlib import aclosing

import pytest

from kibox_pbx.audio import AudioFrame
from kibox_pbx.engines.voice import Voice
from kibox_pbx.errors import EngineError, ModelError

FRAME_BYTES = 320


class FakeSynthesiser:
    """Makes one frame of sound per word, and remembers what it was asked for."""

    name = "fake"

    def __init__(self, *, broken: bool = False, fails_for: str = "-", at_once: int = 1) -> None:
        self.asked: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self._together = threading.Barrier(at_once, timeout=5)
        self._broken = broken
        self._fails_for = fails_for

    def load(self) -> None:
        if self._broken:
            raise ModelError("run `kibox models fetch`")

    def synthesise(self, text: str) -> bytes:
        self.asked.append(text)
        assert self.may_go_on.wait(5)
        self._together.wait()
        if self._fails_for in text:
            raise EngineError("failed")
        return bytes([len(self.asked)]) * FRAME_BYTES * len(text.split())


async def say(voice: Voice, text: str) -> list[AudioFrame]:
    async with aclosing(voice.speak(text)) as frames:
        return [frame async for frame in frames]


async def test_the_frames_follow_each_other_over_all_sentences() -> None:
    async with Voice(FakeSynthesiser()) as voice:
        frames = await say(voice, "One two. Three.")
    pause = 160 // 20
    assert [frame.at_ms for frame in frames] == list(range(0, 20 * (3 + pause), 20))
    assert {(len(frame.pcm), frame.rate_hz) for frame in frames} == {(FRAME_BYTES, 8000)}
    assert [frame.pcm[0] for frame in frames] == [1, 1, *[0] * pause, 2]


async def test_the_next_sentence_is_made_while_the_first_is_heard() -> None:
    synthesiser = FakeSynthesiser()
    voice = Voice(synthesiser, parallel=1)
    async with voice, aclosing(voice.speak("One. Two. Three.")) as frames:
        await anext(frames)
        await say(voice, "Later.")
    assert synthesiser.asked == ["One.", "Two.", "Later."]


async def test_closing_early_leaves_the_rest_unsaid() -> None:
    synthesiser = FakeSynthesiser()
    async with Voice(synthesiser, parallel=1) as voice:
        async with aclosing(voice.speak("One. Two. Three. Four.")) as frames:
            await anext(frames)
        await say(voice, "Other.")
    assert "Three." not in synthesiser.asked
    assert synthesiser.asked[-1] == "Other."


async def test_a_call_that_ends_while_its_sentence_waits_costs_no_work() -> None:
    synthesiser = FakeSynthesiser()
    synthesiser.may_go_on.clear()
    async with Voice(synthesiser, parallel=1) as voice:
        async with asyncio.TaskGroup() as calls:
            first = calls.create_task(say(voice, "First."))
            await asyncio.sleep(0)
            waiting = calls.create_task(say(voice, "Waiting."))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.sleep(0)
            synthesiser.may_go_on.set()
        assert len(first.result()) == 1
    assert synthesiser.asked == ["First."]


async def test_two_calls_are_spoken_to_at_once() -> None:
    async with Voice(FakeSynthesiser(at_once=2), parallel=2) as voice:
        sounds = await asyncio.gather(say(voice, "Left."), say(voice, "Right."))
    assert [len(frames) for frames in sounds] == [1, 1]


async def test_a_prepared_sentence_is_not_made_again_even_inside_a_longer_text() -> None:
    synthesiser = FakeSynthesiser()
    async with Voice(synthesiser) as voice:
        await voice.prepare(("Thank you. Good bye.", "Good bye."))
        assert synthesiser.asked == ["Thank you.", "Good bye."]
        await say(voice, "Thank you. Maria Huber.")
    assert synthesiser.asked == ["Thank you.", "Good bye.", "Maria Huber."]


async def test_a_kept_opening_is_heard_while_the_rest_is_made() -> None:
    synthesiser = FakeSynthesiser()
    async with Voice(synthesiser) as voice:
        await voice.prepare(("Let me repeat:",))
        synthesiser.may_go_on.clear()
        async with aclosing(voice.speak("Let me repeat: Anna Smith.")) as frames:
            heard = [await anext(frames) for _ in range(3)]
            synthesiser.may_go_on.set()
            heard += [frame async for frame in frames]
    pause = 120 // 20
    assert [frame.pcm[0] for frame in heard] == [1, 1, 1, *[0] * pause, 2, 2]
    assert synthesiser.asked == ["Let me repeat:", "Anna Smith."]


async def test_what_was_only_spoken_is_not_kept() -> None:
    synthesiser = FakeSynthesiser()
    async with Voice(synthesiser) as voice:
        await say(voice, "Maria Huber.")
        await say(voice, "Maria Huber.")
    assert synthesiser.asked == ["Maria Huber."] * 2


async def test_what_finds_no_room_is_made_when_it_is_said() -> None:
    synthesiser = FakeSynthesiser()
    async with Voice(synthesiser, kept_ms=40) as voice:
        await voice.prepare(("One two.", "Three."))
        assert len(await say(voice, "Three. One two.")) == 3 + 8
    assert synthesiser.asked == ["One two.", "Three.", "Three."]


async def test_a_sentence_that_fails_says_so_and_the_voice_goes_on() -> None:
    async with Voice(FakeSynthesiser(fails_for="Broken")) as voice:
        with pytest.raises(EngineError):
            await say(voice, "Good. Broken.")
        assert len(await say(voice, "Good.")) == 1


async def test_a_failure_ahead_of_a_caller_who_is_gone_troubles_nobody() -> None:
    troubles: list[object] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _, trouble: troubles.append(trouble)
    )
    voice = Voice(FakeSynthesiser(fails_for="Broken"), parallel=1)
    async with voice, aclosing(voice.speak("Good. Broken.")) as frames:
        await anext(frames)
        await say(voice, "Other.")
    assert troubles == []


async def test_a_voice_that_is_missing_is_told_before_the_first_call() -> None:
    with pytest.raises(ModelError, match="kibox models fetch"):
        async with Voice(FakeSynthesiser(broken=True)):
            pytest.fail("must not get here")
