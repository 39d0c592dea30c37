"""The clock of the machine is set in the middle of a booking, or changes to winter time."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.call.equipment import Equipment
from kibox_pbx.call.errands import Office
from kibox_pbx.call.live import CallerAsked, Happening
from kibox_pbx.call.session import Ending, Session
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.state import start
from kibox_pbx.records import Act, Call, Outcome
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.call.test_session import BOOKING, Caller
from tests.fakes import (
    FakeActivity,
    FakeEcho,
    FakeEntries,
    FakeExtensions,
    FakeModel,
    FakeVoice,
)

ENGLISH = Language.ENGLISH
LONGEST_MS = 60_000
"""Such a call takes a second or two."""

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
LAST_OF_SUMMER = datetime(2026, 10, 25, 0, 59, 59, 900_000, tzinfo=UTC)
"""In Berlin a tenth of a second before three o'clock becomes two o'clock once more."""

FIRST_OF_SUMMER = datetime(2027, 3, 28, 0, 59, 59, 900_000, tzinfo=UTC)


class StepsOnQuestion(Caller):
    """A caller during whose answer to a question something happens."""

    def __init__(self, question: Act, step: Callable[[], None]) -> None:
        super().__init__(BOOKING)
        self._question, self._step = question, step

    def see(self, happening: Happening) -> None:
        if isinstance(happening, CallerAsked) and happening.question.act is self._question:
            self._step()
        super().see(happening)


class Clock:
    """Goes on from a moment, and can be set."""

    def __init__(self, begins: datetime, settings: Settings) -> None:
        self._zone = settings.practice.zone
        self._ahead = begins - datetime.now(UTC)

    def __call__(self) -> datetime:
        return (datetime.now(UTC) + self._ahead).astimezone(self._zone)

    def set(self, by: timedelta) -> None:
        self._ahead += by


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    make_practice_folder(tmp_path)
    return load(tmp_path / "kibox.yaml")


@pytest.mark.parametrize("question", [Act.ASK_NAME, Act.CONFIRM_BOOKING])
@pytest.mark.parametrize(
    "by",
    [
        HOUR,
        -HOUR,
        pytest.param(timedelta(days=3650), marks=pytest.mark.long),
        pytest.param(timedelta(days=-3650), marks=pytest.mark.long),
    ],
)
async def test_a_clock_that_is_set_in_a_booking_neither_loses_nor_doubles_it(
    settings: Settings, tmp_path: Path, question: Act, by: timedelta
) -> None:
    clock = Clock(MONDAY, settings)
    caller = StepsOnQuestion(question, lambda: clock.set(by))
    async with Database(tmp_path / "steps.db", MasterKey(bytes(32))) as database:
        ending = await books(database, settings, clock, caller)
        calendar = CalendarRepository(database, settings, clock)
        booked = await calendar.booked_in("c1")
        stored = await CallRepository(database, clock).read_call("c1")
        holds = await database.read(lambda tables: tables.table("holds").count)
    is_kept = abs(by) <= HOUR
    assert (ending.outcome is Outcome.BOOKED) == bool(booked)
    assert len(booked) == is_kept
    assert holds == 0
    its_times_are_those_of_the_call(stored)
    if is_kept:
        local = booked[0].slot.start.astimezone(settings.practice.zone)
        assert (local.weekday(), local.hour) == (3, 8)


@pytest.mark.parametrize("night", [LAST_OF_SUMMER, FIRST_OF_SUMMER])
async def test_a_booking_over_the_change_of_clocks_is_at_its_time_of_day(
    settings: Settings, tmp_path: Path, night: datetime
) -> None:
    clock = Clock(night, settings)
    caller = StepsOnQuestion(Act.CONFIRM_BOOKING, lambda: None)
    async with Database(tmp_path / "steps.db", MasterKey(bytes(32))) as database:
        ending = await books(database, settings, clock, caller)
        (booked,) = await CalendarRepository(database, settings, clock).booked_in("c1")
        stored = await CallRepository(database, clock).read_call("c1")
    assert ending.outcome is Outcome.BOOKED
    local = booked.slot.start.astimezone(settings.practice.zone)
    assert (local.weekday(), local.hour, local.minute) == (3, 8, 0)
    its_times_are_those_of_the_call(stored)


def its_times_are_those_of_the_call(stored: StoredCall) -> None:
    """No turn and no length is counted by a clock that was set."""
    began = [turn.at_ms for turn in stored.turns]
    assert 0 <= min(began) <= max(began) < LONGEST_MS
    assert all(turn.heard_ms >= 0 for turn in stored.turns)
    assert stored.duration_ms is not None
    assert 0 <= stored.duration_ms < LONGEST_MS


async def books(database: Database, settings: Settings, clock: Clock, caller: Caller) -> Ending:
    """Hold the conversation of a booking on a real store."""
    calls = CallRepository(database, clock)
    call = Call("c1", "+4989123456", "31", ENGLISH, clock(), "d1")
    office = Office(
        CalendarRepository(database, settings, clock),
        calls,
        FakeModel(),
        FakeEntries(),
        FakeExtensions(),
    )
    ears, voices = {ENGLISH: caller.recogniser}, {ENGLISH: FakeVoice()}
    equipment = Equipment(ears, voices, FakeActivity(), FakeEcho(), office)
    await calls.begin(call)
    session = Session(call, caller.leg, start(settings), equipment, caller)
    async with asyncio.timeout(30):
        ending = await session.converse()
    await calls.finish(call.id, ending.outcome, session.duration_ms)
    return ending
