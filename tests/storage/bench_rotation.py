"""How long a store is blocked by a change of keys: ``python -m tests.storage.bench_rotation``.

Fills a store with calls up to a size in MB (the first argument, default 100), writes turns
all the while it rotates, and tells the longest time that one of them waited.
"""

import asyncio
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kibox_pbx.storage import rotation
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.opening import StoreKeys, create_store_with_key_file, open_store
from kibox_pbx.storage.sealed import Purpose
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.conftest import a_call
from tests.storage.test_rotation import settings_in, turn

TURNS = 20
WORDS = "Ich hätte gern einen Termin am Donnerstag, am liebsten vormittags, wenn es geht. " * 2


def add_calls(tables: Tables, envelope: Envelope, begin: int) -> None:
    for number in range(begin, begin + 500):
        row = {"id": f"c{number}", "dialled": "200", "language": "de"}
        tables.table("calls").insert(row | {"started_at": "2026", "disclosure": "d1"})
        key, wrapped = envelope.new_key(f"c{number}/{Purpose.CONVERSATION}")
        tables.table("call_keys").insert(
            {"call_id": f"c{number}", "purpose": Purpose.CONVERSATION, "wrapped": wrapped}
        )
        for at in range(1, TURNS + 1):
            place = {"call_id": f"c{number}", "number": at, "speaker": "caller", "at_ms": at}
            sealed = key.seal(WORDS, f"turns/c{number}/{at}")
            tables.conn.execute(
                "INSERT INTO turns (call_id, number, speaker, at_ms, heard_ms, interrupted, "
                "sealed) VALUES (:call_id, :number, :speaker, :at_ms, 0, 0, :sealed)",
                place | {"sealed": sealed},
            )


async def measure(folder: Path, size_mb: int) -> None:
    settings = settings_in(folder)
    create_store_with_key_file(settings.store)
    path, made = settings.store.database, 0
    async with open_store(settings) as database:
        while path.stat().st_size < size_mb * 1e6:
            begin, made = made, made + 500
            await database.write(partial(add_calls, envelope=database.envelope, begin=begin))
        calls, waits_ms, stopped = CallRepository(database), [0.0], asyncio.Event()
        await calls.begin(a_call("live"))

        async def talk() -> None:
            while not stopped.is_set():
                began = time.perf_counter()
                await calls.add_turn("live", turn("ja"))
                waits_ms.append((time.perf_counter() - began) * 1000)
                await asyncio.sleep(0.02)

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(talk(), name="a call goes on")
            await asyncio.sleep(1)
            before = max(waits_ms)
            waits_ms.clear()
            keys, began = StoreKeys(settings.store), time.perf_counter()
            rotation.begin(keys)
            assert await rotation.finish_online(database, keys)
            took_ms = (time.perf_counter() - began) * 1000
            await asyncio.sleep(0.2)
            stopped.set()
        waits_ms.sort()
        size = path.stat().st_size / 1e6
        sys.stdout.write(
            f"{size:.0f} MB, {made} calls: rotated in {took_ms:.0f} ms; a turn waited "
            f"{waits_ms[-1]:.0f} ms at most, otherwise {waits_ms[-2]:.0f} ms "
            f"(before: {before:.0f} ms)\n"
        )


if __name__ == "__main__":
    with TemporaryDirectory(dir=".") as name:
        asyncio.run(measure(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 100))
