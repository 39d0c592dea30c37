"""A run goes in small steps, holds no call up, and leaves nothing in the WAL."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from kibox_pbx.privacy.periods import limits
from kibox_pbx.storage import forgetting
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.due_calls import WINDOW, Place
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.retention_runs import RetentionRepository
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.call_store_contract import ANSWER
from tests.storage.conftest import Clock
from tests.storage.office import Office


@pytest.fixture
def office(database: Database, clock: Clock) -> Office:
    return Office(database, clock)


async def test_a_step_stops_when_its_time_is_over_and_the_next_goes_on(
    office: Office,
) -> None:
    for call_id in ("one", "two", "three"):
        await office.talk(call_id)
        office.clock.pass_minutes(1)
    office.clock.now += timedelta(days=40)
    bounds, now = limits(office.periods, office.clock()), office.clock()
    place, deleted = Place(), []
    ticks = iter(range(1000))
    while True:
        step = await office.database.write(
            lambda tables, place=place: forgetting.forget_calls(  # type: ignore[misc]
                tables, bounds, now, place, lambda: next(ticks)
            )
        )
        if step.next is None:
            break
        place = step.next
        deleted.append(step.counts["transcript"])
    assert deleted == [1, 1, 1]


async def test_a_run_empties_the_wal(office: Office, tmp_path: Path) -> None:
    await office.talk("one")
    wal = tmp_path / "kibox.db-wal"
    for number in range(100):
        await office.talk(f"call-{number}")
    full = wal.stat().st_size
    await office.night(1)
    assert wal.stat().st_size < full / 10


async def test_a_reader_keeps_the_wal_and_the_run_says_so(
    office: Office, tmp_path: Path, master: MasterKey
) -> None:
    await office.talk("one")
    async with Database(tmp_path / "kibox.db", master) as reader:

        def begin(tables: Tables) -> None:
            tables.conn.execute("BEGIN")
            tables.conn.execute("SELECT count(*) FROM calls").fetchone()

        await reader.read(begin)
        retention = RetentionRepository(office.database, office.periods, office.clock)
        run = await retention.run(pause_s=0, try_again_s=0.01)
        assert not run.wal_emptied
        await reader.read(lambda tables: tables.conn.execute("ROLLBACK"))
    assert (await retention.run(pause_s=0)).wal_emptied
    last = await retention.last_run()
    assert last
    assert last.wal_emptied


async def test_calls_are_written_while_a_run_goes_on(office: Office) -> None:
    for number in range(60):
        await office.talk(f"call-{number}")
    office.clock.now += timedelta(days=100)
    running = RetentionRepository(office.database, office.periods, office.clock).run()
    deleted, _ = await asyncio.gather(running, office.talk("now"))
    assert deleted.deleted["calls"] == 60
    assert (await office.calls.read_call("now")).turns == (ANSWER,)


async def test_a_run_leaves_a_line_of_figures(office: Office) -> None:
    await office.talk("one")
    await office.night(40)
    rows = await office.database.read(lambda tables: list(tables.table("retention_runs").rows))
    (row,) = rows
    assert (row["day"], row["wal_emptied"]) == ("2027-01-02", 1)
    assert json.loads(row["deleted"])["transcript"] == 1


@pytest.mark.parametrize("name", ["window", "requests", "appointments"])
async def test_no_step_goes_through_a_whole_table(name: str, database: Database) -> None:
    asked = {"started_at": "2026", "place": 0, "before": "2027", "most": 1, "limit": "2026"}
    sql = {
        "window": WINDOW,
        "requests": f"{forgetting.DUE_REQUESTS} LIMIT :most",
        "appointments": f"{forgetting.DUE_APPOINTMENTS} LIMIT :most",
    }[name]

    def look(tables: Tables) -> list[str]:
        return [step for *_, step in tables.conn.execute(f"EXPLAIN QUERY PLAN {sql}", asked)]

    steps = await database.read(look)
    small = ("legal_holds", "calls_restricted")
    scans = [step for step in steps if step.startswith("SCAN")]
    assert [step for step in scans if not any(each in step for each in small)] == []
