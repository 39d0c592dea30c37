"""One call as the simulated person lives it: says, presses keys, listens, hangs up."""

import asyncio
from dataclasses import dataclass

from kibox_pbx.errors import PeerError
from kibox_pbx.rehearsal.caller_line import CallerLine
from kibox_pbx.rehearsal.ear import Ear
from kibox_pbx.rehearsal.latency import AnswerTime, Said, answer_times
from kibox_pbx.rehearsal.switchboard import Keypad
from kibox_pbx.rehearsal.voices import CallerVoice, VoiceBox

ANSWER_S = 20.0
LISTEN_S = 30.0
KEY_GAP_S = 0.3
"""Between two keys, as a finger needs it; Asterisk holds each for 100 ms."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something the simulated person did or noticed."""

    at_ms: int
    what: str
    """``answered``, ``says``, ``said``, ``presses``, ``hears speech``, ``hears silence``,
    ``hangs up``, ``over``."""


class SimulatedCall:
    """A call of a simulated person. Times count from when it was answered."""

    def __init__(
        self, line: CallerLine, keypad: Keypad, voice_box: VoiceBox, voice: CallerVoice | None
    ) -> None:
        """Join a line, its keypad and a voice; without one, only sounds can be played."""
        self.line = line
        self.timeline: list[Step] = []
        self.cause: int | None = None
        """Why it ended (Q.850: 0 or 16 normal, 1 no such number, 17 busy); None until then."""
        self._keypad = keypad
        self._voice_box = voice_box
        self._voice = voice
        self._over = asyncio.Event()

    @property
    def ear(self) -> Ear:
        """Everything that was heard."""
        return self.line.ear

    @property
    def said(self) -> tuple[Said, ...]:
        """Everything that was said, oldest first."""
        return tuple(self.line.said)

    @property
    def is_over(self) -> bool:
        """Whether one side has hung up, or the call never came to be."""
        return self._over.is_set()

    async def answered(self, within_s: float = ANSWER_S) -> None:
        """Wait until the other side has picked up.

        Raises:
            TimeoutError: Nobody did in time.
            PeerError: The call was refused.
        """
        async with asyncio.timeout(within_s):
            await _first(self.line.answered, self._over)
        if not self.line.answered.is_set():
            raise PeerError(f"rehearsal: the call was not answered, cause {self.cause}")
        self._note("answered")

    async def says(self, what: str | bytes) -> Said:
        """Say a sentence, or a sound of 8 kHz, to its end.

        Raises:
            PeerError: The call is over.
            EngineError: The caller has no voice.
        """
        pcm = what if isinstance(what, bytes) else await self._sound(what)
        self._note("says")
        said = await self.line.speak(pcm)
        self._note("said")
        return said

    async def prepare(self, sentences: tuple[str, ...]) -> None:
        """Synthesise ahead, so that an answer costs no time."""
        for sentence in sentences:
            await self._sound(sentence)

    async def presses(self, keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._note("presses")
            now_ms = self.line.now_ms()
            await self._keypad.press(key)
            self.line.said.append(Said(now_ms, self.line.now_ms()))
            await asyncio.sleep(KEY_GAP_S)

    async def hears_speech(self, within_s: float = LISTEN_S) -> int:
        """Wait for speech that begins from now on; return when it began, in call time.

        Raises:
            TimeoutError: There was none.
            PeerError: The call ended first.
        """
        start_ms = self.line.now_ms()
        await self.line.hears(lambda ear: ear.onset_after(start_ms) is not None, within_s)
        self._note("hears speech")
        return self.ear.onset_after(start_ms) or start_ms

    async def hears_silence(self, silence_ms: int, within_s: float = LISTEN_S) -> None:
        """Wait until the other side has been silent for so long.

        Raises:
            TimeoutError: It was not.
            PeerError: The call ended first.
        """
        since_ms = self.line.now_ms()
        await self.line.hears(
            lambda ear: self.line.now_ms() - max(since_ms, ear.last_sound_ms) >= silence_ms,
            within_s,
        )
        self._note("hears silence")

    async def hang_up(self) -> None:
        """Put the receiver down and wait until the line is closed."""
        self._note("hangs up")
        self.line.hang_up()
        await self.ended()

    async def ended(self, within_s: float = LISTEN_S) -> None:
        """Wait until the call is over.

        Raises:
            TimeoutError: It is not.
        """
        async with asyncio.timeout(within_s):
            await self._over.wait()

    def hung_up(self, cause: int) -> None:
        """Take note that the call is over, and why."""
        self.cause = cause
        self._note("over")
        self._over.set()

    def answer_times(self) -> tuple[AnswerTime, ...]:
        """Return how long the caller waited for each answer."""
        return answer_times(self.line.said, self.ear)

    async def _sound(self, text: str) -> bytes:
        if self._voice is None:
            raise PeerError("rehearsal: this simulated person was given no voice")
        return await self._voice_box.synthesise(text, self._voice)

    def _note(self, what: str) -> None:
        self.timeline.append(Step(self.line.now_ms(), what))


async def _first(*events: asyncio.Event) -> None:
    """Wait until one of several things has happened."""
    async with asyncio.TaskGroup() as tasks:
        waiting = [tasks.create_task(event.wait(), name="wait for a line") for event in events]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
