"""Listen to the caller: sound in, turns out.

Reading the line, and so noticing that the caller speaks, never waits for the recogniser.
"""

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kibox_pbx.audio import FRAME_MS, AudioFrame
from kibox_pbx.call.callers_voice import CallersVoice, NoEcho
from kibox_pbx.call.timing import CallClock
from kibox_pbx.call.turn_taking import Moment, TurnTaking, patience_ms
from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.completeness import Standing, standing
from kibox_pbx.errors import EngineError
from kibox_pbx.log import get_logger
from kibox_pbx.ports import (
    CallLeg,
    EchoGuard,
    KeyPress,
    Recognition,
    SpeechToText,
    VoiceActivity,
)
from kibox_pbx.utterance import Language, Utterance

PRE_ROLL_MS = 400
"""Sound from before speech was noticed, so that the first syllable is not lost."""

MOST_UNHEARD_TURNS = 20
"""Turns the recogniser has not come to; more, and it hangs: the call fails, people are rung."""

UNDERSTOOD_S = 12.0
"""After the end of a turn; a recogniser that takes longer hangs. The turn counts as not
understood, so the caller is asked again, and the third time comes to people."""

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the dialogue expects to hear next, and in which language."""

    language: Language
    expect: Expect = Expect.ANYTHING
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeardTurn:
    """One turn of the caller and when its pieces were known, by the call clock."""

    utterance: Utterance
    silent_since_ms: int
    ended_ms: int
    heard_ms: int


class CallerEvents(Protocol):
    """Who is told what the caller does; none of these may block."""

    def caller_began(self) -> None:
        """The caller begins to speak."""
        ...

    def caller_says(self, so_far: str) -> None:
        """More of the turn under way is understood; it may still become something else."""
        ...

    def caller_finished(self) -> None:
        """The caller has finished a turn; it is told of once it is understood."""
        ...

    def caller_spoke(self, heard: HeardTurn) -> None:
        """A finished turn is understood, or given up; turns come in order."""
        ...

    def caller_pressed(self, key: str) -> None:
        """The caller pressed a telephone key."""
        ...


@dataclass(slots=True)
class _Turn:
    """A turn under way: the sound still to be recognised; None ends it.

    `LONGEST_TURN_MS` bounds the queue.
    """

    expected: Expected
    sound: asyncio.Queue[AudioFrame | None] = field(default_factory=asyncio.Queue)
    partial: str = ""
    standing: Standing = Standing.OPEN
    silent_since_ms: int = 0
    ended_ms: int = 0
    is_over: bool = False
    patience: asyncio.Timeout | None = None
    """Of the recogniser that hears it."""

    def end(self, now_ms: int) -> None:
        """Let it be over; from now on the caller waits."""
        self.ended_ms = now_ms
        self.is_over = True
        self.sound.put_nowait(None)
        self.lose_patience()

    def lose_patience(self) -> None:
        """Count the time the recogniser has, once it hears this turn and the caller waits."""
        if self.patience and self.is_over:
            self.patience.reschedule(asyncio.get_running_loop().time() + UNDERSTOOD_S)

    def understand(self, partial: str) -> None:
        """Take what has been understood so far."""
        expected = self.expected
        self.partial = partial
        self.standing = standing(expected.expect, partial, expected.language, expected.phrases)


class Listener:
    """The assistant's ear in one call."""

    def __init__(  # noqa: PLR0913 (with what, on what, by which clock, for whom)
        self,
        recognisers: Mapping[Language, SpeechToText],
        activity: VoiceActivity,
        leg: CallLeg,
        clock: CallClock,
        tell: CallerEvents,
        *,
        echo: EchoGuard | None = None,
    ) -> None:
        self._recognisers = recognisers
        self._voice = CallersVoice(activity, echo or NoEcho())
        self._leg = leg
        self._clock = clock
        self._tell = tell
        self._taking = TurnTaking()
        self._expected = Expected(next(iter(recognisers)))
        self._recent: deque[AudioFrame] = deque(maxlen=PRE_ROLL_MS // FRAME_MS)
        self._turn: _Turn | None = None
        self._turns: asyncio.Queue[_Turn] = asyncio.Queue(MOST_UNHEARD_TURNS)

    def expect(self, expected: Expected) -> None:
        """Prepare for the next answer; a turn under way keeps its own expectation."""
        self._expected = expected

    @property
    def caller_speaks(self) -> bool:
        """A turn of the caller is under way."""
        return self._taking.speaking

    async def run(self) -> None:
        """Listen until the caller hangs up.

        Raises:
            PeerError: The line broke.
            asyncio.QueueFull: The recogniser hangs.
        """
        async with asyncio.TaskGroup() as tasks:
            recognising = tasks.create_task(self._recognise_turns(), name="recognise turns")
            async for heard in self._leg.incoming():
                if isinstance(heard, KeyPress):
                    self._tell.caller_pressed(heard.key)
                else:
                    self._hear(heard)
            recognising.cancel()

    def _hear(self, sound: AudioFrame) -> None:
        frame, probability = self._voice.hear(sound)
        self._taking.patience_ms = self._patience_ms()
        match self._taking.hear(probability, frame.duration_ms):
            case Moment.BEGAN:
                self._begin_turn(frame)
            case Moment.SPEAKING:
                self._go_on(frame)
            case Moment.ENDED:
                self._end_turn()
            case Moment.QUIET:
                self._recent.append(frame)

    def _patience_ms(self) -> int:
        turn = self._turn
        expected = turn.expected if turn else self._expected
        return patience_ms(expected.expect, turn.standing if turn else Standing.OPEN)

    def _begin_turn(self, frame: AudioFrame) -> None:
        turn = self._turn = _Turn(self._expected, silent_since_ms=self._clock.now_ms())
        for earlier in (*self._recent, frame):
            turn.sound.put_nowait(earlier)
        self._recent.clear()
        self._turns.put_nowait(turn)
        self._tell.caller_began()

    def _go_on(self, frame: AudioFrame) -> None:
        if self._turn is None:
            return
        if self._taking.silent_ms == 0:
            self._turn.silent_since_ms = self._clock.now_ms()
        self._turn.sound.put_nowait(frame)

    def _end_turn(self) -> None:
        if self._turn is None:
            return
        self._turn.end(self._clock.now_ms())
        self._turn = None
        self._tell.caller_finished()

    async def _recognise_turns(self) -> None:
        while True:
            turn = await self._turns.get()
            utterance = await self._recognise(turn)
            heard_ms = self._clock.now_ms()
            heard = HeardTurn(utterance, turn.silent_since_ms, turn.ended_ms, heard_ms)
            self._tell.caller_spoke(heard)

    async def _recognise(self, turn: _Turn) -> Utterance:
        recogniser = self._recognisers[turn.expected.language]
        try:
            async with asyncio.timeout(None) as turn.patience:
                turn.lose_patience()
                async with recogniser.listen(turn.expected.phrases) as recognition:
                    await self._feed(turn, recognition)
                    return await recognition.finish()
        except EngineError:
            _LOG.warning("recogniser failed, the turn counts as not understood")
        except TimeoutError:
            # not log.exception: our log writes class and place of an error, never its text
            _LOG.error("recogniser hangs, the turn counts as not understood")
        finally:
            turn.patience = None
        return Utterance("", turn.silent_since_ms, turn.silent_since_ms, 0.0)

    async def _feed(self, turn: _Turn, recognition: Recognition) -> None:
        while (frame := await turn.sound.get()) is not None:
            so_far = await recognition.hear(frame)
            if so_far != turn.partial:
                turn.understand(so_far)
                self._tell.caller_says(so_far)
