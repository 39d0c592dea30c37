"""A process that dies in a booking: what was acknowledged is there, and nothing else is."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.config.loader import load
from kibox_pbx.records import Outcome
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from tests.faults.books_and_dies import BEGINS, KEY, STORE
from tests.faults.test_clock_steps import Clock

DEATH_S = 240


@pytest.mark.parametrize("moment", ["between read-back and yes", "right after the commit"])
async def test_a_booking_is_there_if_and_only_if_it_was_written(
    tmp_path: Path, moment: str
) -> None:
    make_practice_folder(tmp_path)
    dying = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.books_and_dies", str(tmp_path), moment)
    )
    async with asyncio.timeout(DEATH_S):
        assert await dying.wait() == -signal.SIGKILL
    settings = load(tmp_path / "kibox.yaml")
    clock = Clock(BEGINS, settings)
    async with Database(tmp_path / STORE, KEY) as database:
        calls = CallRepository(database, clock)
        assert await calls.close_unfinished() == 1
        stored = await calls.read_call("c1")
        booked = await CalendarRepository(database, settings, clock).booked_in("c1")
        assert await database.read(lambda tables: tables.table("holds").count) == 0
    assert stored.outcome is Outcome.FAILED
    assert len(booked) == (moment == "right after the commit")
