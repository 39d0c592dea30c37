"""Counts calls for the office's statistics: how many of what on a day, nothing of any one."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import assert_never

from kibox_pbx.admin.statistics import length_of, wait_of
from kibox_pbx.app.background import Background, beside
from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    CallerAsked,
    CallerFellSilent,
    CallerSpeaks,
    Happening,
    Onlooker,
    SentenceBegan,
    TurnTaken,
    Written,
)
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.records import Appointment
from kibox_pbx.storage.daily_counts import Counted, DailyCountRepository, Tally

MILLISECONDS = 1000

_LOG = get_logger(__name__)


class DailyCounts(Background):
    """An onlooker that counts, and passes on what it sees. Enter it to have it written.

    It writes whenever a call ends; what it counts of calls that go on is written with the
    next. A call whose caller had it erased is counted, too: nothing in a count is of them.

    Args:
        then: Who else looks on.
        kept: Where the counts go.
        clock: Tells the office's time.
    """

    def __init__(
        self, then: Onlooker, kept: DailyCountRepository, clock: Callable[[], datetime]
    ) -> None:
        self._then = then
        self._kept = kept
        self._clock = clock
        self._fresh: Counter[Tally] = Counter()
        self._due = asyncio.Event()

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        try:
            async with beside(self._work(), "count the day"):
                yield
        finally:
            await self._write()

    def see(self, happening: Happening) -> None:
        """Count it."""
        self._then.see(happening)
        now = self._clock()
        for what, which, count in _counted(happening, now):
            self._fresh[Tally(now.date(), what, which)] += count
        if isinstance(happening, CallEnded):
            self._due.set()

    async def _work(self) -> None:
        """Write what is due, for ever."""
        while True:
            await self._due.wait()
            self._due.clear()
            await self._write()

    async def _write(self) -> None:
        """Add what is new; where that cannot be, it is added with the next."""
        fresh, self._fresh = self._fresh, Counter()
        if not fresh:
            return
        try:
            await self._kept.add(fresh)
        except StorageError:
            self._fresh.update(fresh)
            _LOG.warning("counts of the day could not be written; they wait for the next call")


def _counted(happening: Happening, now: datetime) -> Iterator[tuple[Counted, str, int]]:
    match happening:
        case CallBegan():
            yield Counted.HOUR, f"{now.hour:02}", 1
        case CallEnded(_, outcome, duration_ms):
            yield Counted.OUTCOME, outcome.value, 1
            yield Counted.LENGTH, length_of(duration_ms), 1
            yield Counted.TALKED_S, "", round(duration_ms / MILLISECONDS)
        case AnswerWaited(_, timing):
            yield Counted.WAIT, wait_of(timing.answer_ms), 1
        case Written(_, what):
            which = "appointment" if isinstance(what, Appointment) else "message"
            yield Counted.WRITTEN, which, 1
        case (
            SentenceBegan() | TurnTaken() | CallerSpeaks() | CallerFellSilent() | CallerAsked()
        ):
            return
        case _:
            assert_never(happening)
