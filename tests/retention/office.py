"""An office whose days can be lived through: callers ring, people deal with what they left."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from kibox_pbx.audio import RecordedPiece
from kibox_pbx.call.errands import Office as CallOffice
from kibox_pbx.config.privacy import Retention
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.state import Dialogue, start
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.rehearsal.back_office import (
    BackOffice,
    GivenExtensions,
    NoModel,
    VirtualClock,
    given_appointments,
)
from kibox_pbx.rehearsal.preparing import Configurations, Prepared, prepare
from kibox_pbx.rehearsal.rehearse import converse
from kibox_pbx.rehearsal.rehearsed_call import rehearsed_call
from kibox_pbx.rehearsal.text_call import TextCall
from kibox_pbx.rehearsal.text_caller import ScriptReader
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.entries import PracticeEntries
from kibox_pbx.storage.given import enter
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.legal_holds import hold, release
from kibox_pbx.storage.retention_runs import RetentionRepository
from kibox_pbx.storage.sqlcipher import Tables

BERLIN = ZoneInfo("Europe/Berlin")
FIRST_DAY = date(2026, 11, 23)
OPENS, BETWEEN = time(8), timedelta(minutes=2)
RETENTION_AT = time(3)
SOUND = RecordedPiece(4000, bytes(3200), bytes(3200))
"""Of every third call: few scenarios are of offices that record, and text has no sound."""

SCENARIOS = Path(__file__).parent.parent / "scenarios"


def callers(count: int) -> list[Prepared]:
    """Return callers of all practices, of one language and the other in turn."""
    paths = sorted(p for p in SCENARIOS.glob("*/*.yaml") if p.name != "practice.yaml")
    random.Random(1).shuffle(paths)  # noqa: S311 -- the same callers every time
    read = Configurations()
    found: dict[str, list[Prepared]] = {"de": [], "en": []}
    for path in paths:
        caller = prepare(path, read)
        if _is_of_first_day(caller):
            found[caller.scenario.language].append(caller)
        if min(map(len, found.values())) * 2 >= count:
            break
    each = [cycle(some) for some in found.values()]
    return [next(each[number % 2]) for number in range(count)]


def _is_of_first_day(prepared: Prepared) -> bool:
    return prepared.scenario.now.astimezone(BERLIN).date() == FIRST_DAY


def at(day: date, hour: time) -> datetime:
    """Return a moment of the office's own time."""
    return datetime.combine(day, hour, BERLIN)


@dataclass
class LivedOffice:
    """One store, many days."""

    path: Path
    database: Database
    periods: Retention

    def __post_init__(self) -> None:
        self._fresh: dict[int, Dialogue] = {}
        self._rang = 0

    async def ring(self, caller: Prepared, when: datetime) -> None:
        """Let one caller talk with the assistant from then on."""
        settings = caller.settings
        clock = VirtualClock(when)
        await self._enter_given(caller, settings)
        calls = CallRepository(self.database, clock)
        calendar = CalendarRepository(self.database, settings, clock)
        extensions = GivenExtensions(frozenset(caller.scenario.given.busy))
        office = CallOffice(calendar, calls, NoModel(), PracticeEntries(settings), extensions)
        back = BackOffice(office, calls, calendar, clock, (), self.database)
        call = rehearsed_call(settings, caller.scenario.number, back, caller.scenario.language)
        dialogue = self._fresh.setdefault(id(settings), start(settings))
        talk = TextCall(call, dialogue, back, ScriptReader(caller.scenario.script))
        await converse(call, talk, back)
        self._rang += 1
        if self._rang % 3 == 0 and not await calls.was_erased(call.id):
            yes, recording = ConsentAnswer.YES, ConsentPurpose.RECORDING
            await calls.note_consent(call.id, recording, yes, "n1", clock())
            await calls.add_sound(call.id, SOUND)

    async def full_day(self, day: date, rings: list[Prepared]) -> None:
        """Let callers ring one after the other."""
        for number, caller in enumerate(rings):
            await self.ring(caller, at(day, OPENS) + number * BETWEEN)

    async def retention(self, day: date) -> dict[str, int]:
        """Run retention early on a day; return what it deleted."""
        clock = VirtualClock(at(day, RETENTION_AT))
        run = await RetentionRepository(self.database, self.periods, clock).run(pause_s=0)
        assert run.wal_emptied
        return run.deleted

    async def mark_done(self, place: tuple[str, str, int], day: date) -> None:
        """Have somebody deal with a message, a request or a question, at noon."""
        table, call_id, number = place
        done_at = (
            at(day, time(12)).astimezone(ZoneInfo("UTC")).isoformat(timespec="milliseconds")
        )

        def change(tables: Tables) -> None:
            tables.table(table).update((call_id, number), {"done_at": done_at})

        await self.database.write(change)

    async def hold(self, call_id: str, day: date) -> None:
        """Put a call under a legal hold, at noon."""
        when = at(day, time(12))
        await self.database.write(lambda tables: hold(tables, call_id, "7 O 1/27", "", when))

    async def release(self, call_id: str, day: date) -> None:
        """End a legal hold, at noon."""
        when = at(day, time(12))
        await self.database.write(lambda tables: release(tables, call_id, "", when))

    async def _enter_given(self, caller: Prepared, settings: Settings) -> None:
        """Enter what the scenario finds in the book, where the place is not taken."""
        for each in given_appointments(caller.scenario.given.appointments, settings):
            try:
                await enter(self.database, [replace(each, id=uuid4().hex)])
            except StorageError:
                continue


@asynccontextmanager
async def lived_office(
    path: Path, master: MasterKey, periods: Retention
) -> AsyncIterator[LivedOffice]:
    """Open an office on real SQLCipher."""
    async with Database(path, master) as database:
        yield LivedOffice(path, database, periods)
