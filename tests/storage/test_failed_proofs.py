"""Who has guessed too often within a day finds nobody, from whatever telephone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.failed_proofs import MOST_FAILED, MOST_FAILED_WITHHELD, ONE_FADES, forget
from tests.storage.conftest import Clock, a_call

VICTIM = "+4989123456"
STRANGER = "+4940777777"


async def fail(calendar: CalendarRepository, times: int, *numbers: str) -> None:
    for _ in range(times):
        await calendar.note_failed_proof("anna", numbers)


async def test_the_number_that_calls_is_no_longer_believed(
    calendar: CalendarRepository,
) -> None:
    await fail(calendar, MOST_FAILED - 1)
    assert await calendar.may_still_prove("anna", None)
    await fail(calendar, 1)
    assert not await calendar.may_still_prove("anna", None)
    assert not await calendar.may_still_prove("anna", STRANGER)


async def test_a_number_that_was_told_is_protected_from_every_telephone(
    calendar: CalendarRepository, calls: CallRepository
) -> None:
    await calls.begin(replace(a_call("withheld"), caller=None))
    await fail(calendar, MOST_FAILED, VICTIM)
    assert not await calendar.may_still_prove("withheld", VICTIM)
    assert await calendar.may_still_prove("withheld", STRANGER)
    assert await calendar.may_still_prove("withheld", None)


@pytest.mark.parametrize(
    "written", ["089123456", "004989123456", "+49 89 123456", "4989123456"]
)
async def test_a_number_is_the_same_however_it_is_told(
    calendar: CalendarRepository, written: str
) -> None:
    await fail(calendar, MOST_FAILED, VICTIM)
    assert not await calendar.may_still_prove("nobody", written)


async def test_after_a_day_it_is_forgotten(
    calendar: CalendarRepository, clock: Clock, database: Database
) -> None:
    await fail(calendar, MOST_FAILED, VICTIM)
    clock.pass_minutes(24 * 60 - 1)
    assert not await calendar.may_still_prove("anna", None)
    clock.pass_minutes(1)
    assert await calendar.may_still_prove("anna", VICTIM)
    await fail(calendar, 1, STRANGER)
    assert await _rows(database) == 2


async def test_who_wants_it_is_forgotten_at_once(
    calendar: CalendarRepository, database: Database
) -> None:
    await fail(calendar, MOST_FAILED, VICTIM)
    await database.write(lambda tables: forget(tables, database.envelope, "089123456"))
    assert await calendar.may_still_prove("nobody", VICTIM)
    assert not await calendar.may_still_prove("anna", None)


async def test_no_number_is_kept(calendar: CalendarRepository, database: Database) -> None:
    await fail(calendar, 1, VICTIM)
    rows = await database.read(lambda tables: list(tables.table("failed_proofs").rows))
    assert "123456" not in str([row["mark"] for row in rows])
    assert all(len(row["mark"]) == 64 for row in rows)


@pytest.fixture
async def withheld(calls: CallRepository) -> str:
    await calls.begin(replace(a_call("withheld"), caller=None))
    return "withheld"


async def guess(calendar: CalendarRepository, times: int) -> None:
    """Fail under another number each time, of nobody in particular."""
    for number in range(times):
        await calendar.note_failed_proof("withheld", (f"+4930{number:07}",))


async def test_who_withholds_the_number_is_not_believed_for_ever(
    calendar: CalendarRepository, withheld: str
) -> None:
    await guess(calendar, MOST_FAILED_WITHHELD - 1)
    assert await calendar.may_still_prove(withheld, None)
    await guess(calendar, 1)
    assert not await calendar.may_still_prove(withheld, VICTIM)
    assert await calendar.may_still_prove("anna", VICTIM)


async def test_one_who_guesses_does_not_shut_out_the_others_for_long(
    calendar: CalendarRepository, withheld: str, clock: Clock
) -> None:
    await guess(calendar, 40)
    clock.now += ONE_FADES - timedelta(seconds=1)
    assert not await calendar.may_still_prove(withheld, None)
    clock.now += timedelta(seconds=1)
    assert await calendar.may_still_prove(withheld, None)
    await guess(calendar, 1)
    assert not await calendar.may_still_prove(withheld, None)
    clock.now += ONE_FADES * MOST_FAILED_WITHHELD
    await guess(calendar, MOST_FAILED_WITHHELD - 1)
    assert await calendar.may_still_prove(withheld, None)


async def test_who_guesses_on_and_on_without_a_number_learns_little(
    calendar: CalendarRepository, withheld: str, clock: Clock
) -> None:
    believed = 0
    for _ in range(120):
        believed += await calendar.may_still_prove(withheld, None)
        await guess(calendar, 1)
        clock.pass_minutes(1)
    assert believed == MOST_FAILED_WITHHELD + 11


async def test_a_clock_that_is_set_back_believes_nobody_sooner(
    calendar: CalendarRepository, withheld: str, clock: Clock
) -> None:
    await guess(calendar, MOST_FAILED_WITHHELD)
    clock.pass_minutes(-60)
    assert not await calendar.may_still_prove(withheld, None)


async def _rows(database: Database) -> int:
    return await database.read(lambda tables: int(tables.table("failed_proofs").count))
