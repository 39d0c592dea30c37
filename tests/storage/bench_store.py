"""Measures the store: ``python -m tests.storage.bench_store [FOLDER]``.

How long a turn takes to be on disk, and how long free times take to be found in a full
calendar of 60 days with 500 appointments.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import kibox_pbx.config
from kibox_pbx.config.loader import load
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from tests.storage.call_store_contract import A_CALL, ANSWER
from tests.storage.practice import BERLIN

TURNS = 500
APPOINTMENTS = 500
SEARCHES = 50
NOW = datetime(2026, 11, 23, 7, tzinfo=BERLIN)
WISH = FindSlots("consultation", NOW, NOW + timedelta(days=61))


async def measure(name: str, times: int, work: Callable[[], Awaitable[object]]) -> None:
    taken = []
    for _ in range(times):
        begun = perf_counter()
        await work()
        taken.append((perf_counter() - begun) * 1000)
    print(f"{name}: median {median(taken):.2f} ms, p95 {quantiles(taken, n=20)[-1]:.2f} ms")  # noqa: T201 -- its output


async def fill(calendar: CalendarRepository) -> int:
    """Book the soonest slots until the calendar holds 500 appointments, or is full."""
    slots = await calendar.free_slots(replace(WISH, limit=10_000))
    every = max(1, len(slots) // APPOINTMENTS)
    booked = 0
    for slot in slots[::every][:APPOINTMENTS]:
        done = await calendar.book(slot, A_CALL.id, name="N", phone="1", birthdate=None)
        booked += done is not None
    return booked


async def main(folder: Path) -> None:
    settings = load(Path(kibox_pbx.config.__file__).parent / "examples/doctor.yaml")
    async with Database(folder / "bench.db", MasterKey(bytes(32))) as database:
        calls = CallRepository(database)
        calendar = CalendarRepository(database, settings, lambda: NOW)
        await calls.begin(A_CALL)
        await measure("add_turn", TURNS, lambda: calls.add_turn(A_CALL.id, ANSWER))
        print(f"appointments: {await fill(calendar)}")  # noqa: T201 -- its output
        near = replace(WISH, near=NOW + timedelta(days=45))
        whole = replace(WISH, limit=10_000)
        await measure("free_slots, soonest 2", SEARCHES, lambda: calendar.free_slots(WISH))
        await measure("free_slots, nearest 2", SEARCHES, lambda: calendar.free_slots(near))
        await measure("free_slots, all", SEARCHES, lambda: calendar.free_slots(whole))


if __name__ == "__main__":
    parent = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=parent) as temporary:
        asyncio.run(main(Path(temporary)))
