"""The power fails while calls are written down: what was acknowledged is there afterwards."""

import asyncio
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import Tables, damaged_pages
from tests.storage.power_cut import ACKNOWLEDGED, Disk, Step, read_trace

SHIM = Path(__file__).with_name("disk_trace.c")
COMPILER = shutil.which("cc") or shutil.which("gcc")
MASTER = MasterKey(bytes(range(32)))
CALLS = 12
CUTS = 20

WRITER = f"""
import asyncio, os, sys
from pathlib import Path
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import checkpoint_every
from tests.storage.conftest import Clock, a_call
from tests.storage.endangered import MESSAGE, TURN
from tests.storage.practice import a_slot, settings_with

folder, pragma = Path(sys.argv[1]), sys.argv[2]
acks = os.open(folder / "{ACKNOWLEDGED}", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

def acknowledge(*what):
    os.write(acks, (" ".join(what) + "\\n").encode())

async def main():
    async with Database(folder / "kibox.db", MasterKey(bytes(range(32)))) as database:
        await database.read(lambda tables: tables.conn.execute(pragma).fetchall())
        await database.read(lambda tables: checkpoint_every(tables, 40))
        clock = Clock()
        calls = CallRepository(database, clock)
        calendar = CalendarRepository(database, settings_with(), clock)
        for number in range({CALLS}):
            call_id = f"c{{number}}"
            await calls.begin(a_call(call_id))
            acknowledge("call:" + call_id)
            for _ in range(3):
                await calls.add_turn(call_id, TURN)
            await calls.take_message(call_id, MESSAGE)
            acknowledge("message:" + call_id)
            slot = a_slot(23 + 7 * (number % 2), 8, 30 * (number // 2 % 2))
            booked = await calendar.book(
                slot, call_id, name="Anna", phone="+49301", birthdate=None
            )
            if booked:
                acknowledge("booking:" + booked.id)
            if number % 3 == 2:
                await calls.erase(f"c{{number - 1}}")
                acknowledge("erased:" + f"c{{number - 1}}")

asyncio.run(main())
"""

pytestmark = pytest.mark.skipif(COMPILER is None, reason="needs a C compiler: gcc")


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("shim") / "disk_trace.so"
    command = [str(COMPILER), "-shared", "-fPIC", "-O1", "-Wall", "-o", str(built), str(SHIM)]
    subprocess.run(command, check=True)  # noqa: S603 -- ours
    return built


def traced(folder: Path, shim: Path, synchronous: str) -> tuple[dict[str, bytes], list[Step]]:
    """Have calls written down; return what was on the disk before, and all that was done."""
    store = folder / "store"

    async def make() -> None:
        async with Database(store / "kibox.db", MASTER):
            pass

    asyncio.run(make())
    before = {path.name: path.read_bytes() for path in store.iterdir()}
    trace = folder / "trace"
    about = {
        "LD_PRELOAD": str(shim),
        "KIBOX_TRACE": str(trace),
        "KIBOX_TRACED": str(store.resolve()),
    }
    pragma = f"PRAGMA synchronous = {synchronous}"
    command = [sys.executable, "-c", WRITER, str(store.resolve()), pragma]
    subprocess.run(command, check=True, env={**os.environ, **about})  # noqa: S603 -- ours
    return before, list(read_trace(trace))


async def kept_in(folder: Path) -> set[str]:
    """Open a store after a power cut; return what is there, and what is known to be erased."""
    async with Database(folder / "kibox.db", MASTER) as database:

        def look(tables: Tables) -> set[str]:
            assert tables.conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert damaged_pages(tables) == set()
            erased = {row["call_id"] for row in tables.table("erasures").rows}
            calls = {row["id"] for row in tables.table("calls").rows}
            messages = {row["call_id"] for row in tables.table("messages").rows}
            assert not erased & (calls | messages)
            return (
                {f"call:{each}" for each in calls | erased}
                | {f"message:{each}" for each in messages | erased}
                | {f"booking:{row['id']}" for row in tables.table("appointments").rows}
                | {f"erased:{each}" for each in erased}
            )

        kept = await database.read(look)
        for line in await CallRepository(database).recent(CALLS):
            await CallRepository(database).read_call(line.call.id)
        return kept


def lost_after_cuts(
    folder: Path, before: dict[str, bytes], steps: list[Step], cuts: int
) -> list[str]:
    """Cut the power at random moments; return what was acknowledged and is not there."""
    chance, disk, lost = random.Random(11), Disk(before), list[str]()  # noqa: S311 -- no secret
    moments = set(chance.sample(range(len(steps)), min(cuts, len(steps))))
    for moment, step in enumerate(steps):
        disk.follow(step)
        if moment not in moments:
            continue
        after = folder / f"cut-{moment}"
        after.mkdir()
        for name, content in disk.image(chance).items():
            (after / name).write_bytes(content)
        try:
            kept = asyncio.run(kept_in(after))
        except StorageError as error:
            kept = {f"refused: {error}"}
        lost += [each for each in disk.acknowledged if each not in kept]
        shutil.rmtree(after)
    return lost


@pytest.mark.parametrize("cuts", [CUTS, pytest.param(3000, marks=pytest.mark.long)])
def test_a_power_cut_at_any_moment_loses_nothing_that_was_acknowledged(
    tmp_path: Path, shim: Path, cuts: int
) -> None:
    before, steps = traced(tmp_path, shim, "FULL")
    disk = Disk(before)
    for step in steps:
        disk.follow(step)
    assert len([each for each in disk.acknowledged if each.startswith("booking:")]) >= 4
    assert lost_after_cuts(tmp_path, before, steps, cuts) == []


def test_without_a_sync_at_each_commit_the_same_cuts_lose_what_was_acknowledged(
    tmp_path: Path, shim: Path
) -> None:
    """So the test above can fail: this is what SQLite's NORMAL does with a WAL."""
    before, steps = traced(tmp_path, shim, "NORMAL")
    assert lost_after_cuts(tmp_path, before, steps, CUTS) != []
