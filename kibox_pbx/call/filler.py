"""When a caller has waited so long for words or an answer that something must be said."""

import asyncio
from collections.abc import Callable, Coroutine

from kibox_pbx.call.timing import CallClock
from kibox_pbx.dialogue.events import AnswerDelayed

LONGEST_WAIT_MS = 1400
"""After the caller's last sound; then a word fills the wait (at the ear after about 1.5 s).

With its pause the word takes 0.9 s, by which it delays what comes meanwhile: begun after
1100 ms, it delayed every answer of the language model, most of which are there after 1.3 s."""

UNHEARD_MS = 3000
"""After each so many of waiting for the recogniser a word fills the wait. A busy machine takes
less; one that takes more hangs, and `listener.UNDERSTOOD_S` is long for who hears nothing."""


class Filler:
    """Knows what the caller waits for, and tells the dialogue when it takes too long."""

    def __init__(self, clock: CallClock, tell: Callable[[AnswerDelayed], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._errands_out = 0
        self._unheard = 0
        """Turns that the caller has finished and the recogniser has not."""
        self._waiting: asyncio.Task[None] | None = None

    def begin(self, tasks: asyncio.TaskGroup) -> None:
        """Have a group of tasks to wait in; nothing is awaited before."""
        self._tasks = tasks

    @property
    def runs_errands(self) -> bool:
        """Whether something is looked up or written."""
        return self._errands_out > 0

    @property
    def something_comes(self) -> bool:
        """Whether words or an answer are on their way, so that silence is no question's."""
        return bool(self._errands_out or self._unheard)

    def words_awaited(self) -> None:
        """The caller has finished; the recogniser has not."""
        self._unheard += 1
        self._wait(self._fill_wait_for_words(), "fill the wait for words")

    def answer_awaited(self, silent_since_ms: int) -> None:
        """The recogniser has finished; the caller is silent since then (call clock)."""
        self._unheard -= 1
        self._wait(self._fill_wait(silent_since_ms), "fill the wait")

    def errand_begun(self) -> None:
        """Something is looked up or written."""
        self._errands_out += 1

    def errand_done(self) -> None:
        """It is there."""
        self._errands_out -= 1

    def stop(self) -> None:
        """Nobody waits any more: something is said, or the caller speaks."""
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _wait(self, waiting: Coroutine[None, None, None], name: str) -> None:
        self.stop()
        self._waiting = self._tasks.create_task(waiting, name=name)

    async def _fill_wait(self, silent_since_ms: int) -> None:
        waited_ms = self._clock.now_ms() - silent_since_ms
        await asyncio.sleep(max(0, LONGEST_WAIT_MS - waited_ms) / 1000)
        if self._errands_out:
            self._tell(AnswerDelayed(self._clock.now_ms()))

    async def _fill_wait_for_words(self) -> None:
        while True:
            await asyncio.sleep(UNHEARD_MS / 1000)
            self._tell(AnswerDelayed(self._clock.now_ms(), is_unheard=True))
