"""The mouth: sentences in order, and silence the moment the caller speaks."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

import pytest

from kibox_pbx.audio import AudioFrame
from kibox_pbx.call import speaker as speaker_module
from kibox_pbx.call.speaker import Speaker, Spoken
from kibox_pbx.call.timing import CallClock
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.errors import EngineError
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.fakes import FakeEcho, FakeLeg, FakeVoice

DISCLOSURE = Say(Act.GREET, "you are talking to a machine", may_interrupt=False)
NOTICE = Say(Act.GREET, "a transcript is kept")
QUESTION = Say(Act.ASK_INTENT, "what can I do for you")
ENGLISH = Language.ENGLISH


class Notes:
    def __init__(self) -> None:
        self.spoken: list[Spoken] = []
        self.sounding = asyncio.Event()

    def sound_began(self, sentence: Say, at_ms: int) -> None:
        self.sounding.set()

    def sentence_ended(self, spoken: Spoken) -> None:
        self.spoken.append(spoken)


@asynccontextmanager
async def speaking(voice: FakeVoice, leg: FakeLeg, notes: Notes) -> AsyncIterator[Speaker]:
    speaker = Speaker({ENGLISH: voice}, leg, FakeEcho(), CallClock(), notes)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(speaker.run())
        yield speaker
        running.cancel()


async def test_sentences_are_said_in_order() -> None:
    voice, notes = FakeVoice(), Notes()
    async with asyncio.timeout(1), speaking(voice, FakeLeg(), notes) as speaker:
        speaker.say(NOTICE, ENGLISH)
        speaker.say(QUESTION, ENGLISH)
        await speaker.quiet()
    assert voice.spoken == [NOTICE.text, QUESTION.text]
    assert [spoken.heard_ms for spoken in notes.spoken] == [100, 100]


async def test_a_pause_is_heard_between_sentences_and_nowhere_else() -> None:
    leg = FakeLeg()
    async with asyncio.timeout(1), speaking(FakeVoice(), leg, Notes()) as speaker:
        for sentences in ((NOTICE, QUESTION), (QUESTION,)):
            for sentence in sentences:
                speaker.say(sentence, ENGLISH)
            await speaker.quiet()
    heard = [any(frame.pcm) for frame in leg.played]
    assert heard == [True] * 5 + [False] * 8 + [True] * 10


async def test_a_pause_that_is_cut_short_is_no_part_of_what_was_heard() -> None:
    leg, notes = FakeLeg(), Notes()
    leg.line_is_free.clear()
    async with asyncio.timeout(1), speaking(FakeVoice(), leg, notes) as speaker:
        speaker.say(NOTICE, ENGLISH)
        speaker.say(QUESTION, ENGLISH)
        await notes.sounding.wait()
        notes.sounding.clear()
        leg.queued_ms = 160 + 100
        leg.line_is_free.set()
        leg.line_is_free.clear()
        await notes.sounding.wait()
        speaker.interrupt()
        await speaker.quiet()
    assert [spoken.heard_ms for spoken in notes.spoken] == [100, 0]


async def test_the_echo_guard_knows_what_was_played_and_what_was_dropped() -> None:
    voice, leg, echo, notes = FakeVoice(endless=True), FakeLeg(), FakeEcho(), Notes()
    speaker = Speaker({ENGLISH: voice}, leg, echo, CallClock(), notes)
    async with asyncio.timeout(1), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(speaker.run())
        speaker.say(NOTICE, ENGLISH)
        await notes.sounding.wait()
        await asyncio.sleep(0.05)
        speaker.interrupt()
        await speaker.quiet()
        running.cancel()
    assert echo.played_frames == len(leg.played) > 4
    assert echo.drops == 1


async def test_the_caller_silences_the_sentence_and_all_that_wait() -> None:
    voice, leg, notes = FakeVoice(endless=True), FakeLeg(), Notes()
    async with asyncio.timeout(1), speaking(voice, leg, notes) as speaker:
        speaker.say(NOTICE, ENGLISH)
        speaker.say(QUESTION, ENGLISH)
        await notes.sounding.wait()
        speaker.interrupt()
        await speaker.quiet()
    assert voice.spoken == [NOTICE.text]
    assert [spoken.interrupted for spoken in notes.spoken] == [True]
    assert leg.dropped == 1
    assert voice.stopped == 1


async def test_the_disclosure_is_heard_whole() -> None:
    voice, leg, notes = FakeVoice(), FakeLeg(), Notes()
    leg.line_is_free.clear()
    async with asyncio.timeout(1), speaking(voice, leg, notes) as speaker:
        speaker.say(DISCLOSURE, ENGLISH)
        speaker.say(QUESTION, ENGLISH)
        await notes.sounding.wait()
        speaker.interrupt()
        leg.line_is_free.set()
        await speaker.quiet()
    told = {spoken.sentence: spoken.interrupted for spoken in notes.spoken}
    assert told == {DISCLOSURE: False, QUESTION: True}
    assert voice.spoken == [DISCLOSURE.text]


async def test_after_an_interruption_the_next_sentence_is_said() -> None:
    voice, notes = FakeVoice(endless=True), Notes()
    async with asyncio.timeout(1), speaking(voice, FakeLeg(), notes) as speaker:
        speaker.say(NOTICE, ENGLISH)
        await notes.sounding.wait()
        speaker.interrupt()
        await speaker.quiet()
        voice.endless = False
        speaker.say(QUESTION, ENGLISH)
        await speaker.quiet()
    assert notes.spoken[-1] == Spoken(QUESTION, notes.spoken[-1].at_ms, 100, interrupted=False)


async def test_a_broken_voice_is_reported() -> None:
    speaker = Speaker(
        {ENGLISH: FakeVoice(broken=True)}, FakeLeg(), FakeEcho(), CallClock(), Notes()
    )
    speaker.say(NOTICE, ENGLISH)
    with pytest.raises(ExceptionGroup) as caught:
        await speaker.run()
    assert caught.value.subgroup(EngineError)


async def test_a_voice_that_hangs_fails_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    class HangingVoice(FakeVoice):
        async def speak(self, text: str) -> AsyncGenerator[AudioFrame, None]:
            async for frame in super().speak(text):
                yield frame
            await asyncio.Event().wait()

    monkeypatch.setattr(speaker_module, "VOICE_S", 0.05)
    speaker = Speaker({ENGLISH: HangingVoice()}, FakeLeg(), FakeEcho(), CallClock(), Notes())
    speaker.say(QUESTION, ENGLISH)
    with pytest.raises(ExceptionGroup) as failed:
        await asyncio.wait_for(speaker.run(), 2)
    assert failed.value.subgroup(EngineError)
    assert QUESTION.text not in str(failed.value.exceptions)


async def test_a_line_that_takes_its_time_is_not_taken_for_a_voice_that_hangs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(speaker_module, "VOICE_S", 0.05)
    leg, notes = FakeLeg(), Notes()
    leg.line_is_free.clear()
    async with asyncio.timeout(2), speaking(FakeVoice(), leg, notes) as speaker:
        speaker.say(QUESTION, ENGLISH)
        await asyncio.sleep(0.2)
        leg.line_is_free.set()
        await speaker.quiet()
    assert [spoken.heard_ms for spoken in notes.spoken] == [100]
