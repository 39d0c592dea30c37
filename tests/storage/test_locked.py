"""Another program keeps the database for itself: for a moment, or until somebody ends it."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.sqlcipher import BUSY_MS
from tests.storage.endangered import Endangered, fill, settings_in

LOCKING = """
import sys, time
from pathlib import Path
from kibox_pbx.storage.key_header import read_header
from kibox_pbx.storage.key_slots import pair_of
from kibox_pbx.storage.keys import read_key_file
from kibox_pbx.storage.sqlcipher import connect
database, key_file = Path(sys.argv[1]), Path(sys.argv[2])
header = read_header(database.with_name(database.name + ".keys"))
secret = header.open((pair_of(read_key_file(key_file).secret),)).secrets[0]
tables = connect(database, secret.derive("kibox: database"))
tables.conn.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
time.sleep(float(sys.argv[3]))
tables.conn.execute("ROLLBACK")
"""
WRITERS = 8


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Endangered]:
    settings = settings_in(tmp_path, tmp_path)
    await fill(settings)
    async with open_store(settings) as database:
        yield Endangered(database, settings)


@asynccontextmanager
async def locked(settings: Settings, for_s: float) -> AsyncIterator[None]:
    """Have another process lock the database; within the context it has."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", LOCKING),
        *(settings.store.database, settings.store.key_file, str(for_s)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    assert await process.stdout.readline() == b"locked\n"
    try:
        yield
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_a_booking_waits_for_who_locks_it_for_two_seconds(store: Endangered) -> None:
    async with locked(store.settings, 2):
        began_s = time.monotonic()
        await store.book()
        assert time.monotonic() - began_s > 1
    assert (await store.counts())["appointments"] == 2


async def test_whoever_waits_for_a_lock_for_ever_is_refused_together_with_the_others(
    store: Endangered,
) -> None:
    """One after the other they would wait for eight times as long: 40 s of silence."""
    async with locked(store.settings, 600):
        began_s = time.monotonic()
        refused = await asyncio.gather(
            store.book(), *(store.message() for _ in range(WRITERS - 1)), return_exceptions=True
        )
        assert time.monotonic() - began_s < 2.5 * BUSY_MS / 1000
        assert all(isinstance(each, StorageError) for each in refused)
        assert "another program keeps the database for itself" in str(refused[0])
        assert (await store.counts())["appointments"] == 1
    await store.book()
    assert (await store.counts())["appointments"] == 2
