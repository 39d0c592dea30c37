"""The head of the access log is in the log book each day, and nothing else of it."""

import asyncio
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from kibox_pbx.app.daily_head import DAY_S, head_told_daily
from kibox_pbx.log import configure
from kibox_pbx.storage.access_log import Access, head_of, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.practice import at


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    text = io.StringIO()
    configure("INFO", text)
    yield text
    root.handlers = handlers
    root.setLevel(level)


class Days:
    """Lets a day pass when it is told to."""

    def __init__(self) -> None:
        self.slept = asyncio.Semaphore(0)
        self.days = asyncio.Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        assert seconds == DAY_S
        self.slept.release()
        await self.days.acquire()

    async def pass_one(self) -> None:
        self.days.release()
        await self.slept.acquire()


async def test_it_is_told_at_the_start_and_each_day(tmp_path: Path, log: io.StringIO) -> None:
    days = Days()
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as database:

        def look(tables: Tables) -> None:
            note(tables, database.envelope, Access(at(23, 9), "erika", "show_call", "3f2a"))

        async with head_told_daily(database, days):
            await days.slept.acquire()
            await database.write(look)
            await days.pass_one()
            head = await database.read(head_of)
            await database.read(lambda tables: tables.conn.execute("DROP TABLE access_log"))
            await days.pass_one()
    first, second, third = (line.partition(" ")[2] for line in log.getvalue().splitlines())
    assert first == "INFO the access log ends here head=0:"
    assert second == f"INFO the access log ends here head={head}"
    assert third.startswith("ERROR the access log cannot be read: kibox audit verify error=")
    assert "erika" not in log.getvalue()
