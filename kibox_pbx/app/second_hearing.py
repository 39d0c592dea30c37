"""When a call is over, hear its caller once more, and correct the transcript.

Nothing else changes: what was booked, read back or noted in the journal was settled with
the caller. Calls come first: a turn is begun only while few callers are on the line, one at
a time, and what is not done ten minutes after the call stays as it was heard. A service that
is killed in between loses the correction and nothing more.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from kibox_pbx.app.background import Background, beside
from kibox_pbx.app.lines import Lines
from kibox_pbx.call.callers_sound import CallersSound, Room, SpokenTurn
from kibox_pbx.errors import EngineError, StorageError
from kibox_pbx.language.hearing_again import Correction, is_another, is_better
from kibox_pbx.log import get_logger
from kibox_pbx.ports import SecondEar
from kibox_pbx.storage.corrections import CorrectionRepository
from kibox_pbx.utterance import Language

LONGEST_WAIT_S = 600.0
"""After a call its sound is dropped, heard or not: nobody asked us to keep it."""

Then = Callable[[str, Sequence[Correction]], None]
"""Told that a call's transcript is as good as it gets, and what was corrected."""

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Over:
    """A call that is over."""

    sound: CallersSound
    until_s: float
    """By the loop's clock."""


class SecondHearing(Background):
    """Corrects the transcripts of calls that are over. Enter it to let it work.

    Leaving stops it at once and drops all sound.
    """

    def __init__(
        self,
        ears: Mapping[Language, SecondEar],
        transcripts: CorrectionRepository,
        lines: Lines,
        then: Then,
        *,
        longest_wait_s: float = LONGEST_WAIT_S,
    ) -> None:
        """Without ears no sound is kept, and ``then`` is told at once."""
        self._ears = ears
        self._transcripts = transcripts
        self._lines = lines
        self._then = then
        self._longest_wait_s = longest_wait_s
        self._room = Room()
        self._over: dict[str, _Over] = {}
        self._waiting: asyncio.Queue[str] = asyncio.Queue()
        """Each has sound, so the room for it bounds them."""

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        async with beside(self._work(), "hear again"):
            try:
                yield
            finally:
                self.forget(self._over)

    @property
    def kept_ms(self) -> int:
        """How much sound is in memory, of calls that go on or are over, in milliseconds."""
        return self._room.kept_ms

    @contextmanager
    def sound_of_call(self) -> Iterator[CallersSound]:
        """Keep a call's sound while it goes on; longer only if `call_ended` is told."""
        sound = self._room.for_call()
        try:
            yield sound
        finally:
            if all(over.sound is not sound for over in self._over.values()):
                sound.drop()

    def call_ended(self, call_id: str, sound: CallersSound) -> None:
        """Have a call heard again soon; its transcript is written."""
        if not sound.kept_ms:
            self._then(call_id, ())
            return
        until_s = asyncio.get_running_loop().time() + self._longest_wait_s
        self._over[call_id] = _Over(sound, until_s)
        self._waiting.put_nowait(call_id)

    def forget(self, call_ids: Iterable[str]) -> None:
        """Drop the sound of calls that were erased."""
        for call_id in call_ids:
            if over := self._over.get(call_id):
                over.sound.drop()

    async def done(self) -> None:
        """Wait until nothing waits any more."""
        await self._waiting.join()

    async def _work(self) -> None:
        """Work through the queue, for ever."""
        while True:
            call_id = await self._waiting.get()
            over = self._over[call_id]
            corrections: list[Correction] = []
            try:
                async with asyncio.timeout_at(over.until_s):
                    await self._correct(call_id, over.sound, corrections)
            except TimeoutError:
                _LOG.info("no time to hear a call again", call_id=call_id)
            except StorageError:
                _LOG.error("a transcript was not corrected: the store refused it")
            finally:
                over.sound.drop()
                del self._over[call_id]
                self._waiting.task_done()
            self._then(call_id, corrections)
            _LOG.info("call heard again", call_id=call_id, corrected_count=len(corrections))

    async def _correct(
        self, call_id: str, sound: CallersSound, corrections: list[Correction]
    ) -> None:
        while sound.kept_ms:
            await self._lines.quiet()
            if not await self._transcripts.is_kept(call_id):
                return
            turn = sound.take()
            correction = await self._hear_again(turn) if turn else None
            if turn and correction and await self._write(call_id, turn, correction):
                corrections.append(correction)

    async def _hear_again(self, turn: SpokenTurn) -> Correction | None:
        ear = self._ears[turn.language]
        try:
            again = await ear.hear_again(turn.pcm)
        except EngineError:
            _LOG.warning("second ear failed, a turn stays as it was heard")
            return None
        first_confidence = turn.confidence if ear.is_akin else None
        is_right = again.text != "" and is_better(again.confidence, first_confidence)
        if not is_right or not is_another(turn.text, again.text, turn.language):
            return None
        return Correction(turn.text, again.text)

    async def _write(self, call_id: str, turn: SpokenTurn, correction: Correction) -> bool:
        return await self._transcripts.correct(
            call_id, turn.at_ms, correction.first, correction.better
        )
