"""A call costs the same whatever lies behind it: by the queries' plans, and by the clock."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from kibox_pbx.storage.calendar import BUSY, HAS_BIRTHDATES, TAKEN
from kibox_pbx.storage.calls import CLOSE_UNFINISHED
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.questions import OPEN
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.summaries import LATEST, OF_CALL
from tests.storage.growth import (
    NOW,
    WORKS,
    Office,
    Stopwatch,
    Work,
    add_turn,
    measure,
    office_with,
    ratio,
)
from tests.storage.history import EVENTS_A_TURN, TURNS_A_CALL, fill

FLAT = 3.0
"""On a machine that does other things too; what goes through the past takes far longer."""

A_WEEK, A_MONTH = 6_000, 24_000
"""Turns; a week fills every list that is cut at a number or a day."""

SAME = 1.05
"""Of the instructions; they tell how many rows were looked at."""

ROUNDS = 40
SPANS = {"first": "2026", "since": "2025", "last": "2027", "now": "2026"}
ONE = {"person": "p", "start": "2026", "end": "2027", "call_id": "c"}
MAY_SCAN = {
    "SCAN CONSTANT ROW",
    "SCAN holds",
    "SCAN calls USING INDEX calls_open",
    "SCAN calls USING INDEX calls_to_erase",
    "SCAN messages USING INDEX messages_waiting",
    "SCAN questions USING INDEX questions_waiting",
}
"""Holds of the calls that go on, and partial indexes: they hold what is open, not the past."""

QUERIES: dict[str, tuple[str, Any]] = {
    "busy times": (BUSY, SPANS),
    "a slot that is taken": (TAKEN, ONE),
    "dates of birth": (HAS_BIRTHDATES, ["2026"]),
    "unfinished calls": (CLOSE_UNFINISHED, {"outcome": "failed"}),
    "calls to erase": ("SELECT * FROM calls WHERE erasure_wanted = 1", []),
    "questions": (OPEN, []),
    "messages without a subject": (LATEST, {"most": 1}),
    "those of a call": (OF_CALL, {"call_id": "c", "most": 1}),
    "appointments of a call": (
        "UPDATE appointments SET call_id = NULL WHERE call_id = ?",
        ["c"],
    ),
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as opened:
        yield opened


@pytest.mark.parametrize("name", QUERIES)
async def test_no_query_goes_through_a_whole_table(name: str, database: Database) -> None:
    sql, values = QUERIES[name]

    def look(tables: Tables) -> list[str]:
        plan = tables.conn.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return [step for *_, step in plan]

    steps = await database.read(look)
    assert [step for step in steps if step.startswith("SCAN") and step not in MAY_SCAN] == []


async def test_the_past_is_what_real_calls_would_have_left(database: Database) -> None:
    calls = await fill(database, 600, ("sommer", "winter"), NOW)
    counts = await database.read(
        lambda tables: {name: tables.table(name).count for name in tables.table_names()}
    )
    assert calls == 600 / TURNS_A_CALL == counts["calls"]
    assert (counts["turns"], counts["events"]) == (600, 600 * EVENTS_A_TURN)
    assert (counts["appointments"], counts["messages"], counts["questions"]) == (10, 6, 3)


async def instructions(office: Office, work: Work) -> int:
    """Return how many instructions SQLite runs for a work: the same on any machine."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    def watch(tables: Tables) -> None:
        tables.conn.set_progress_handler(tick, 1)

    def look_away(tables: Tables) -> None:
        tables.conn.set_progress_handler(None, 1)

    await office.database.read(watch)
    await work(office, Stopwatch())
    await office.database.read(look_away)
    return count


async def test_the_store_does_the_same_work_for_a_call_whatever_the_past(
    tmp_path: Path,
) -> None:
    async with office_with(A_WEEK, tmp_path) as young, office_with(A_MONTH, tmp_path) as old:
        grown = {
            name: (await instructions(young, work), await instructions(old, work))
            for name, work in WORKS.items()
        }
    unlike = {name: each for name, each in grown.items() if each[1] > each[0] * SAME}
    assert unlike == {}


async def test_a_late_turn_of_a_call_is_no_more_work_than_an_early_one(tmp_path: Path) -> None:
    async with office_with(10, tmp_path) as office:
        call = await office.begun()
        await add_turn(office, call)
        early = await instructions(office, keeps_a_turn_of(call))
        late = await instructions(office, keeps_a_turn_of(office.long_call))
    assert late <= early


def keeps_a_turn_of(call: str) -> Work:
    async def keep(office: Office, _: Stopwatch) -> None:
        await add_turn(office, call)

    return keep


@pytest.mark.whole
async def test_after_ten_thousand_turns_a_call_takes_as_long_as_after_ten(
    tmp_path: Path,
) -> None:
    async with office_with(10, tmp_path) as young, office_with(10_000, tmp_path) as old:
        taken = await measure((young, old), WORKS, ROUNDS)
    assert {name: ratio(each) for name, each in taken.items() if ratio(each) > FLAT} == {}
