"""A store on real SQLCipher, a small practice, and a clock that stands still."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.records import Call
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.utterance import Language
from tests.storage.practice import BERLIN, settings_with


@dataclass
class Clock:
    """Says what it is told: Monday morning, before the practice opens."""

    now: datetime = datetime(2026, 11, 23, 7, tzinfo=BERLIN)

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings() -> Settings:
    return settings_with()


@pytest.fixture
def master() -> MasterKey:
    return MasterKey(bytes(range(32)))


@pytest.fixture
async def database(tmp_path: Path, master: MasterKey) -> AsyncIterator[Database]:
    async with Database(tmp_path / "kibox.db", master) as opened:
        yield opened


@pytest.fixture
def calls(database: Database) -> CallRepository:
    return CallRepository(database)


@pytest.fixture
async def calendar(
    database: Database, settings: Settings, clock: Clock, calls: CallRepository
) -> CalendarRepository:
    """The book of a practice that two callers, ``anna`` and ``ben``, are ringing."""
    for call_id in ("anna", "ben"):
        await calls.begin(a_call(call_id))
    return CalendarRepository(database, settings, clock)


def a_call(call_id: str) -> Call:
    started_at = datetime(2026, 11, 23, 6, 59, tzinfo=BERLIN)
    return Call(call_id, "+493012345678", "200", Language.GERMAN, started_at, "d1")
