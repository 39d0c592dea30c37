"""Retention runs once a day at a quiet hour, after downtime too, and again where it failed."""

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kibox_pbx.app.daily_retention import DailyRetention
from kibox_pbx.config.privacy import Retention
from kibox_pbx.privacy.periods import is_due
from kibox_pbx.records import Outcome
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.retention_runs import RetentionRepository
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.call_store_contract import A_CALL

BERLIN = ZoneInfo("Europe/Berlin")
MASTER = MasterKey(bytes(range(32)))


@pytest.mark.parametrize(
    ("now", "last_day", "due"),
    [
        ("2026-11-23T02:59", "2026-11-22", False),
        ("2026-11-23T03:00", "2026-11-22", True),
        ("2026-11-23T03:10", "2026-11-23", False),
        ("2026-11-23T14:00", "2026-11-22", True),
        ("2026-11-23T01:00", "2026-11-20", True),
        ("2026-11-23T14:00", None, True),
        ("2026-11-23T14:00", "2035-12-24", True),
        ("2026-11-23T02:30", "2026-11-23", False),
        ("2027-03-28T03:00", "2027-03-27", True),
        ("2027-10-31T02:30", "2027-10-30", False),
    ],
    ids=[
        "too early",
        "the quiet hour",
        "it has run",
        "down in the night",
        "down for days",
        "never ran",
        "a clock that was years ahead",
        "a clock that was set back an hour",
        "an hour is missing",
        "an hour comes twice",
    ],
)
def test_it_is_due_once_a_day(now: str, last_day: str | None, *, due: bool) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    assert is_due(moment, date.fromisoformat(last_day) if last_day else None) is due


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=BERLIN)

    def __call__(self) -> datetime:
        return self.now


async def runs(database: Database) -> list[str]:
    def look(tables: Tables) -> list[str]:
        return [row["day"] for row in tables.table("retention_runs").rows_where(order_by="id")]

    return await database.read(look)


async def soon(database: Database, expected: list[str]) -> None:
    async with asyncio.timeout(10):
        while await runs(database) != expected:  # noqa: ASYNC110 -- the store tells nobody
            await asyncio.sleep(0.01)


async def test_it_runs_at_the_start_and_then_every_night(tmp_path: Path) -> None:
    clock = Clock()
    async with Database(tmp_path / "kibox.db", MASTER) as database:
        calls = CallRepository(database, clock)
        await calls.begin(A_CALL)
        await calls.finish(A_CALL.id, Outcome.ANSWERED, 1000)
        retention = RetentionRepository(database, Retention(), clock)
        async with DailyRetention(retention, clock, look_s=0.01):
            await soon(database, ["2026-11-23"])
            clock.now = datetime(2026, 11, 24, 2, 59, tzinfo=BERLIN)
            await asyncio.sleep(0.05)
            assert await runs(database) == ["2026-11-23"]
            clock.now += timedelta(minutes=1)
            await soon(database, ["2026-11-23", "2026-11-24"])
            clock.now += timedelta(days=100)
            await soon(database, ["2026-11-23", "2026-11-24", "2027-03-04"])
            assert await calls.recent(9) == ()


async def test_a_run_that_fails_is_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    async with Database(tmp_path / "kibox.db", MASTER) as database:

        def break_it(tables: Tables) -> None:
            tables.conn.execute("ALTER TABLE appointments RENAME TO away")

        def mend_it(tables: Tables) -> None:
            tables.conn.execute("ALTER TABLE away RENAME TO appointments")

        await database.write(break_it)
        retention = RetentionRepository(database, Retention(), clock)
        async with DailyRetention(retention, clock, look_s=0.01):
            async with asyncio.timeout(10):
                while "did not run to its end" not in caplog.text:  # noqa: ASYNC110 -- the same
                    await asyncio.sleep(0.01)
            assert await runs(database) == []
            await database.write(mend_it)
            await soon(database, ["2026-11-23"])


async def test_leaving_in_a_run_loses_nothing_that_the_next_would_not_do(
    tmp_path: Path,
) -> None:
    clock = Clock()
    async with Database(tmp_path / "kibox.db", MASTER) as database:
        retention = RetentionRepository(database, Retention(), clock)
        async with DailyRetention(retention, clock):
            pass
        async with DailyRetention(retention, clock):
            await soon(database, ["2026-11-23"])
