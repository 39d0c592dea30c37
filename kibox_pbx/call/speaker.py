"""Speak to the caller, sentence by sentence, and fall silent the moment the caller speaks."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from kibox_pbx.audio import BYTES_PER_SAMPLE, AudioFrame, cut_into_frames
from kibox_pbx.call.timing import CallClock
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.errors import EngineError
from kibox_pbx.ports import CallLeg, EchoGuard, TextToSpeech
from kibox_pbx.utterance import Language

RATE_HZ = 8000
PAUSE_MS = 160
"""Silence before a sentence that follows another one, as a voice leaves within a text. The
sentence is made meanwhile."""

VOICE_S = 8.0
"""For the next sound of a sentence, which takes a few tenths of a second; a voice that takes
longer hangs."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """How much of a sentence reached the caller."""

    sentence: Say
    at_ms: int
    heard_ms: int
    interrupted: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What waits to be said, and who says it: the language may change meanwhile."""

    say: Say
    voice: TextToSpeech


class SpeakerEvents(Protocol):
    """Who is told what the assistant says; none of these may block."""

    def sound_began(self, sentence: Say, at_ms: int) -> None:
        """The first sound of a sentence goes to the line. Call time."""
        ...

    def sentence_ended(self, spoken: Spoken) -> None:
        """A sentence was said, to its end or until it was cut short.

        An interruption that only finds sentences waiting is told once, of the first of them.
        """
        ...


class Speaker:
    """The assistant's mouth in one call."""

    def __init__(
        self,
        voices: Mapping[Language, TextToSpeech],
        leg: CallLeg,
        echo: EchoGuard,
        clock: CallClock,
        tell: SpeakerEvents,
    ) -> None:
        self._voices = voices
        self._leg = leg
        self._echo = echo
        self._clock = clock
        self._tell = tell
        self._waiting: deque[_Sentence] = deque()
        self._current: Say | None = None
        self._cut = asyncio.Event()
        self._work = asyncio.Event()
        self._quiet = asyncio.Event()
        self._quiet.set()

    def say(self, sentence: Say, language: Language) -> None:
        """Queue a sentence; `quiet` waits until it has been heard."""
        self._waiting.append(_Sentence(sentence, self._voices[language]))
        self._quiet.clear()
        self._work.set()

    def interrupt(self) -> None:
        """Let the caller cut in: drop what is being said and what waits to be said.

        What must be heard whole is said to its end all the same.
        """
        dropped = [each.say for each in self._waiting if each.say.may_interrupt]
        self._waiting = deque(each for each in self._waiting if not each.say.may_interrupt)
        if self._current and self._current.may_interrupt:
            self._cut.set()
        elif dropped:
            self._tell.sentence_ended(
                Spoken(dropped[0], self._clock.now_ms(), 0, interrupted=True)
            )

    async def quiet(self) -> None:
        """Wait until everything queued has been said, or was dropped."""
        await self._quiet.wait()

    async def run(self) -> None:
        """Say what is queued, for as long as the call lasts.

        Raises:
            EngineError: The voice failed, or hangs.
        """
        while True:
            await self._work.wait()
            pause_ms = 0
            while self._waiting:
                await self._say_one(self._waiting.popleft(), pause_ms)
                pause_ms = PAUSE_MS
            self._work.clear()
            self._quiet.set()

    async def _say_one(self, sentence: _Sentence, pause_ms: int) -> None:
        self._current = sentence.say
        self._cut.clear()
        try:
            self._tell.sentence_ended(await self._speak_until_cut(sentence, pause_ms))
        finally:
            self._current = None

    async def _speak_until_cut(self, next_up: _Sentence, pause_ms: int) -> Spoken:
        sentence, voice = next_up.say, next_up.voice
        began_ms = pause_over_ms = self._clock.now_ms() + pause_ms
        sent_ms = 0

        async def speak() -> None:
            nonlocal began_ms, sent_ms
            for frame in _silence(pause_ms):
                await self._play(frame)
            async with aclosing(voice.speak(sentence.text)) as frames:
                async for frame in _in_time(frames):
                    if sent_ms == 0:
                        began_ms = max(self._clock.now_ms(), pause_over_ms)
                        self._tell.sound_began(sentence, began_ms)
                    await self._play(frame)
                    sent_ms += frame.duration_ms
            await self._leg.drained()

        async with asyncio.TaskGroup() as tasks:
            speaking = tasks.create_task(speak(), name="speak")
            cut = tasks.create_task(self._cut.wait(), name="watch for barge-in")
            await asyncio.wait({speaking, cut}, return_when=asyncio.FIRST_COMPLETED)
            speaking.cancel()
            cut.cancel()
        interrupted = speaking.cancelled()
        dropped_ms = self._drop_queued() if interrupted else 0
        return Spoken(sentence, began_ms, max(0, sent_ms - dropped_ms), interrupted)

    async def _play(self, frame: AudioFrame) -> None:
        await self._leg.play(frame)
        self._echo.played(frame)

    def _drop_queued(self) -> int:
        self._echo.dropped()
        return self._leg.drop_queued()


async def _in_time(frames: AsyncGenerator[AudioFrame, None]) -> AsyncIterator[AudioFrame]:
    """Yield what comes of a sentence.

    Raises:
        EngineError: The voice failed, or hangs.
    """
    while True:
        try:
            async with asyncio.timeout(VOICE_S):
                frame = await anext(frames)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise EngineError("the voice did not go on with a sentence in time") from None
        yield frame


def _silence(duration_ms: int) -> Iterator[AudioFrame]:
    return cut_into_frames(bytes(duration_ms * RATE_HZ // 1000 * BYTES_PER_SAMPLE), RATE_HZ)
