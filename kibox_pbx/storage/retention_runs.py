"""A run of retention: everything that is due goes, and a line tells how much that was."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from kibox_pbx.config.privacy import Retention
from kibox_pbx.privacy.periods import Limits, limits
from kibox_pbx.storage import forgetting
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.due_calls import Place, due_of, look_at, place_of
from kibox_pbx.storage.forgetting import CLASSES, Counts, Step
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.sqlcipher import Tables

PAUSE_S = 0.03
"""Between two steps, for calls that wait for the store or the disk."""

TRIES, TRY_AGAIN_S = 20, 0.5
"""How often and how soon the WAL is tried to be emptied while another process reads."""

LEDGER_CUT = timedelta(days=30)
"""So much more goes when a line's time has come: the file is rewritten once a month at most."""

LATEST = "SELECT * FROM retention_runs ORDER BY id DESC LIMIT ?"
INSERT = """
INSERT INTO retention_runs (at, day, took_ms, deleted, wal_emptied) VALUES (?, ?, ?, ?, 0)
"""
WAL_EMPTIED = "UPDATE retention_runs SET wal_emptied = 1 WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did."""

    at: datetime
    """Aware, UTC: when it began."""

    day: date
    """The office's."""

    took_ms: int
    deleted: dict[str, int]
    """By class, see `forgetting.CLASSES`."""

    wal_emptied: bool
    """Whether no copy of what was deleted is left in the WAL either."""


class RetentionRepository:
    """Deletes what the office's periods do not allow to be kept."""

    def __init__(
        self, database: Database, periods: Retention, clock: Callable[[], datetime]
    ) -> None:
        """Say how long things are kept; the clock tells the time in the office's zone."""
        self._database = database
        self._periods = periods
        self._clock = clock

    async def run(self, *, pause_s: float = PAUSE_S, try_again_s: float = TRY_AGAIN_S) -> Run:
        """Delete all that is due today. Twice does no harm; cancelled, the next run goes on.

        Raises:
            StorageError: The store refused; what was deleted by then is.
        """
        begun_s, now = time.monotonic(), self._clock()
        counts = Counts(dict.fromkeys(CLASSES, 0))
        async with self._database.short_waits():
            async for step in self._steps(limits(self._periods, now), now):
                counts.update(step.counts)
                await asyncio.sleep(pause_s)
        took_ms = round((time.monotonic() - begun_s) * 1000)
        row = (to_text(now), now.date().isoformat(), took_ms, json.dumps(counts))
        number = await self._database.write(partial(_write_run, row=row))
        emptied = await self._empty_wal(number, try_again_s)
        return Run(now, now.date(), took_ms, dict(counts), emptied)

    async def due(self) -> dict[str, int]:
        """Count what a run would delete now, by class, and delete nothing."""
        bounds = limits(self._periods, self._clock())
        return await self._database.read(partial(count_due, bounds=bounds))

    async def last_run(self) -> Run | None:
        """Return the latest run that came to its end."""
        return await self._database.read(last_run)

    async def _steps(self, bounds: Limits, now: datetime) -> AsyncIterator[Step]:
        place: Place | None = Place()
        while place is not None:
            change = partial(forgetting.forget_calls, limits=bounds, now=now, place=place)
            yield (step := await self._database.write(change))
            place = step.next
        for work in (
            forgetting.forget_requests,
            forgetting.forget_appointments,
            forgetting.forget_lessons,
        ):
            while True:
                step = await self._database.write(partial(work, limits=bounds, now=now))
                yield step
                if step.next is None:
                    break
        yield await self._database.write(partial(self._forget_proof, bounds=bounds, now=now))

    def _forget_proof(self, tables: Tables, bounds: Limits, now: datetime) -> Step:
        before, up_to = bounds.proof, bounds.proof + LEDGER_CUT
        self._database.ledger.cut_before(tables, to_text(before), to_text(up_to))
        return forgetting.forget_proof(tables, self._database.envelope, bounds, now)

    async def _empty_wal(self, run: int, try_again_s: float) -> bool:
        for _ in range(TRIES):
            if await self._database.empty_wal():
                await self._database.write(
                    lambda tables: tables.conn.execute(WAL_EMPTIED, [run])
                )
                return True
            await asyncio.sleep(try_again_s)
        return False


def count_due(tables: Tables, bounds: Limits) -> dict[str, int]:
    """Count what is due, by class."""
    counts, place = Counts(dict.fromkeys(CLASSES, 0)), Place()
    while rows := look_at(tables, bounds, place):
        for row in rows:
            counts.update(forgetting.counted(due_of(row, bounds)))
        place = place_of(rows[-1])
    counts.update(forgetting.due_without_calls(tables, bounds))
    return dict(counts)


def last_run(tables: Tables) -> Run | None:
    """Return the latest run that came to its end."""
    return next(iter(latest_runs(tables, 1)), None)


def latest_runs(tables: Tables, most: int) -> tuple[Run, ...]:
    """Return the latest runs that came to their end, the last one first."""
    return tuple(map(_run, tables.query(LATEST, [most])))


def _run(row: Mapping[str, Any]) -> Run:
    day, deleted = date.fromisoformat(row["day"]), json.loads(row["deleted"])
    emptied = bool(row["wal_emptied"])
    return Run(from_text(row["at"]), day, row["took_ms"], deleted, emptied)


def _write_run(tables: Tables, row: tuple[str, str, int, str]) -> int:
    return tables.conn.execute(INSERT, row).lastrowid or 0
