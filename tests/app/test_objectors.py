"""Who objects is asked anew at each call, and a hanging disk makes no caller wait."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kibox_pbx.app.objectors import Objectors
from kibox_pbx.storage import objections
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.practice import at

NUMBER, OTHER = "+4989123456", "+4989123457"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as opened:
        yield opened


async def objects(database: Database, number: str = NUMBER) -> None:
    await database.write(lambda t: objections.add(t, database.envelope, number, at(23, 9)))


async def test_an_objection_counts_from_the_next_call_on(database: Database) -> None:
    objectors = Objectors(database)
    assert not await objectors.include(NUMBER)
    await objects(database)
    assert await objectors.include(NUMBER)
    assert not await objectors.include(OTHER)


async def test_one_that_another_process_wrote_counts_too(
    database: Database, tmp_path: Path
) -> None:
    objectors = Objectors(database)
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as command_line:
        await objects(command_line)
    assert await objectors.include(NUMBER)


async def test_while_the_disk_hangs_what_was_known_last_counts(database: Database) -> None:
    await objects(database)
    objectors, fresh = Objectors(database, 0.05), Objectors(database, 0.05)
    assert await objectors.include(NUMBER)
    disk_is_back = threading.Event()

    def stuck(_tables: Tables) -> None:
        disk_is_back.wait(timeout=5)

    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        tasks.create_task(database.write(stuck))
        await asyncio.sleep(0)
        assert await objectors.include(NUMBER)
        assert not await objectors.include(OTHER)
        assert await fresh.include(OTHER)
        disk_is_back.set()


async def test_a_closed_store_rings_people_where_nothing_was_known(tmp_path: Path) -> None:
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as database:
        pass
    assert await Objectors(database).include(NUMBER)
