"""Speak to the caller, sentence by sentence, and fall silent the moment the caller speaks."""

import asyncio
from collections import deque
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from kibox_pbx.call.timing import CallClock
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.ports import CallLeg, TextToSpeech


@dataclass(frozen=True, slots=True)
class Spoken:
    """How much of a sentence reached the caller."""

    sentence: Say
    at_ms: int
    heard_ms: int
    interrupted: bool


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
        voice: TextToSpeech,
        leg: CallLeg,
        clock: CallClock,
        tell: SpeakerEvents,
    ) -> None:
        self._voice = voice
        self._leg = leg
        self._clock = clock
        self._tell = tell
        self._waiting: deque[Say] = deque()
        self._current: Say | None = None
        self._cut = asyncio.Event()
        self._work = asyncio.Event()
        self._quiet = asyncio.Event()
        self._quiet.set()

    def say(self, sentence: Say) -> None:
        """Queue a sentence; `quiet` waits until it has been heard."""
        self._waiting.append(sentence)
        self._quiet.clear()
        self._work.set()

    def interrupt(self) -> None:
        """Let the caller cut in: drop what is being said and what waits to be said.

        What must be heard whole is said to its end all the same.
        """
        must_stay = deque(sentence for sentence in self._waiting if not sentence.may_interrupt)
        dropped = [sentence for sentence in self._waiting if sentence.may_interrupt]
        self._waiting = must_stay
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
        """Say what is queued, for as long as the call lasts."""
        while True:
            await self._work.wait()
            while self._waiting:
                await self._say_one(self._waiting.popleft())
            self._work.clear()
            self._quiet.set()

    async def _say_one(self, sentence: Say) -> None:
        self._current = sentence
        self._cut.clear()
        try:
            self._tell.sentence_ended(await self._speak_until_cut(sentence))
        finally:
            self._current = None

    async def _speak_until_cut(self, sentence: Say) -> Spoken:
        began_ms = self._clock.now_ms()
        sent_ms = 0

        async def speak() -> None:
            nonlocal began_ms, sent_ms
            async with aclosing(self._voice.speak(sentence.text)) as frames:
                async for frame in frames:
                    if sent_ms == 0:
                        began_ms = self._clock.now_ms()
                        self._tell.sound_began(sentence, began_ms)
                    await self._leg.play(frame)
                    sent_ms += frame.duration_ms
            await self._leg.drained()

        async with asyncio.TaskGroup() as tasks:
            speaking = tasks.create_task(speak(), name="speak")
            cut = tasks.create_task(self._cut.wait(), name="watch for barge-in")
            await asyncio.wait({speaking, cut}, return_when=asyncio.FIRST_COMPLETED)
            speaking.cancel()
            cut.cancel()
        interrupted = speaking.cancelled()
        dropped_ms = self._leg.drop_queued() if interrupted else 0
        return Spoken(sentence, began_ms, max(0, sent_ms - dropped_ms), interrupted)
