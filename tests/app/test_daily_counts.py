"""A day is counted as its calls end, and nothing of any call is in the counts."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from kibox_pbx.app.daily_counts import DailyCounts
from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    CallerFellSilent,
    CallerSpeaks,
    Happening,
    SentenceBegan,
    Written,
)
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.errors import StorageError
from kibox_pbx.records import Act, Appointment, Message, Outcome
from kibox_pbx.storage.daily_counts import Counted, DailyCountRepository, Tally
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from tests.storage.conftest import a_call
from tests.storage.practice import BERLIN, a_slot

LATE = datetime(2026, 11, 23, 23, 30, tzinfo=BERLIN)
DAY = LATE.date()
NAME = "Erika Mustermann"
CALL: tuple[Happening, ...] = (
    CallBegan(a_call("c0ffee")),
    SentenceBegan("c0ffee", Say(Act.GREET, NAME)),
    CallerSpeaks("c0ffee", NAME),
    CallerFellSilent("c0ffee"),
    AnswerWaited("c0ffee", TurnTiming(400, 60, 150, 80)),
    AnswerWaited("c0ffee", TurnTiming(400, 60, 150, 80)),
    Written("c0ffee", Appointment("a1", a_slot(24, 8), NAME, "+4930111", None)),
    Written("c0ffee", Message(NAME, NAME, "+4930111")),
    CallEnded("c0ffee", Outcome.BOOKED, 61_400),
)
COUNTED = {
    Tally(DAY, Counted.HOUR, "23"): 1,
    Tally(DAY, Counted.WAIT, "0700"): 2,
    Tally(DAY, Counted.WRITTEN, "appointment"): 1,
    Tally(DAY, Counted.WRITTEN, "message"): 1,
    Tally(DAY, Counted.OUTCOME, "booked"): 1,
    Tally(DAY, Counted.LENGTH, "2"): 1,
    Tally(DAY, Counted.TALKED_S, ""): 61,
}


class Seen:
    """Who looks on behind it."""

    def __init__(self) -> None:
        self.all: list[Happening] = []

    def see(self, happening: Happening) -> None:
        self.all.append(happening)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as opened:
        yield opened


def twice(counts: Mapping[Tally, int]) -> dict[Tally, int]:
    return {tally: 2 * count for tally, count in counts.items()}


async def until_counted(kept: DailyCountRepository, counts: Mapping[Tally, int]) -> None:
    async with asyncio.timeout(5):
        while await kept.between(DAY, DAY) != counts:  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.01)


async def test_a_call_is_counted_when_it_ends_and_everybody_else_still_sees_it(
    database: Database,
) -> None:
    kept, seen = DailyCountRepository(database), Seen()
    async with DailyCounts(seen, kept, lambda: LATE) as counts:
        for happening in CALL:
            counts.see(happening)
        await until_counted(kept, COUNTED)
        for happening in CALL:
            counts.see(happening)
        await until_counted(kept, twice(COUNTED))
    assert seen.all == [*CALL, *CALL]
    assert await kept.between(date(2026, 11, 24), date(2026, 11, 30)) == {}


async def test_what_is_not_written_when_the_service_ends_is_written_then(
    database: Database,
) -> None:
    kept = DailyCountRepository(database)
    async with DailyCounts(Seen(), kept, lambda: LATE) as counts:
        counts.see(CALL[0])
        assert await kept.between(DAY, DAY) == {}
    assert await kept.between(DAY, DAY) == {Tally(DAY, Counted.HOUR, "23"): 1}


async def test_counts_wait_for_a_store_that_refuses(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    class Refusing(DailyCountRepository):
        refuses = True

        async def add(self, counts: Mapping[Tally, int]) -> None:
            if self.refuses:
                raise StorageError("no")
            await super().add(counts)

    kept = Refusing(database)
    async with DailyCounts(Seen(), kept, lambda: LATE) as counts:
        for happening in CALL:
            counts.see(happening)
        async with asyncio.timeout(5):
            while "could not be written" not in caplog.text:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        kept.refuses = False
    assert await kept.between(DAY, DAY) == COUNTED


async def test_no_row_tells_of_anybody_or_of_two_things_at_once(database: Database) -> None:
    async with DailyCounts(Seen(), DailyCountRepository(database), lambda: LATE) as counts:
        for happening in CALL:
            counts.see(happening)
    rows = await database.read(lambda tables: list(tables.table("daily_counts").rows))
    assert len(rows) == len(COUNTED)
    for row in rows:
        assert row.keys() == {"day", "what", "which", "count"}
        assert "c0ffee" not in str(row)
        assert NAME not in str(row)
        assert "+49" not in str(row)
