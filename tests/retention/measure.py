"""How long does a run of retention keep calls waiting? ``python -m tests.retention.measure``.

Fills a store with calls, one every seven minutes (``--calls``, default 100,000: well over a
year), then runs retention as a service would that was never run before, and once more for the
next day, while a call writes a turn ten times a second. Prints how long the store's thread was
kept by each step, and how long the call waited for each turn.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from kibox_pbx.config.privacy import Retention
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.retention_runs import RetentionRepository
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.call_store_contract import A_CALL, ANSWER
from tests.storage.growth import NOW
from tests.storage.history import fill

T = TypeVar("T")


class TimedDatabase(Database):
    """Notes how long its thread works on each thing, in milliseconds."""

    def __init__(self, path: Path, master: MasterKey) -> None:
        super().__init__(path, master)
        self.kept_ms: list[float] = []
        self.longest = (0.0, "")
        """How long, in milliseconds, and by which function."""

    async def write(self, change: Callable[[Tables], T]) -> T:
        name = getattr(change, "func", change).__name__

        def named(tables: Tables) -> T:
            self._under_way = name
            return change(tables)

        return await super().write(named)

    async def _run(self, work: Callable[[], T]) -> T:
        def timed() -> T:
            begun, self._under_way = time.perf_counter(), ""
            try:
                return work()
            finally:
                took_ms = (time.perf_counter() - begun) * 1000
                self.kept_ms.append(took_ms)
                self.longest = max(self.longest, (took_ms, self._under_way))

        return await super()._run(timed)


def told(name: str, taken_ms: list[float]) -> str:
    p99 = quantiles(taken_ms, n=100)[98] if len(taken_ms) > 1 else taken_ms[0]
    return (
        f"  {name}: {len(taken_ms)} times, median {median(taken_ms):.1f} ms,"
        f" p99 {p99:.1f} ms, longest {max(taken_ms):.1f} ms"
    )


async def talk(calls: CallRepository, waited_ms: list[float]) -> None:
    while True:
        begun = time.perf_counter()
        await calls.add_turn(A_CALL.id, ANSWER)
        waited_ms.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(0.1)


async def measure(folder: Path, calls: int, turns_a_call: int) -> None:
    path, master = folder / "kibox.db", MasterKey(bytes(range(32)))
    async with Database(path, master) as database:
        begun = time.perf_counter()
        people = ("sommer", "winter")
        await fill(database, calls * turns_a_call, people, NOW.astimezone(UTC), turns_a_call)
        print(f"{calls} calls of {turns_a_call} turns, {path.stat().st_size / 1e6:.0f} MB")  # noqa: T201
        print(f"written in {time.perf_counter() - begun:.0f} s")  # noqa: T201
    for name, days in (("first run ever", 0), ("the next night", 1), ("nothing due", 1)):
        async with TimedDatabase(path, master) as database:
            await one_run(name, database, days)


async def one_run(name: str, database: TimedDatabase, days: int) -> None:
    now = NOW + timedelta(days=days)
    calls, waited_ms = CallRepository(database), list[float]()
    await calls.erase(A_CALL.id) if await exists(calls) else None
    await calls.begin(A_CALL)
    talking = asyncio.get_running_loop().create_task(talk(calls, waited_ms))
    await asyncio.sleep(1)
    idle = waited_ms.copy()
    waited_ms.clear()
    database.kept_ms.clear()
    database.longest = (0.0, "")
    retention = RetentionRepository(database, Retention(), lambda: now)
    run = await retention.run()
    talking.cancel()
    ledger_mb = database.ledger.path.stat().st_size / 1e6
    print(f"{name}: {run.took_ms / 1000:.1f} s, {run.deleted}, ledger {ledger_mb:.1f} MB")  # noqa: T201
    print(told("store's thread kept", database.kept_ms))  # noqa: T201
    print(f"  the longest was: {database.longest[1] or 'no change of the tables'}")  # noqa: T201
    print(told("a turn waited, without retention", idle))  # noqa: T201
    print(told("a turn waited, meanwhile", waited_ms))  # noqa: T201


async def exists(calls: CallRepository) -> bool:
    return any(line.call.id == A_CALL.id for line in await calls.recent(5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--turns", type=int, default=10, help="turns of a call")
    parser.add_argument("--folder", type=Path, help="where the store is made")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        asyncio.run(measure(Path(folder), chosen.calls, chosen.turns))


if __name__ == "__main__":
    main()
