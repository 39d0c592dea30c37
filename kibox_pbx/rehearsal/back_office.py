"""Everything behind one rehearsed conversation: a store of its own, filled as given.

The store is the real one, encrypted, in a folder that is thrown away. What cannot be had
without engines and telephones is absent: the language model never replies.
"""

import secrets
import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from kibox_pbx.call.errands import Office
from kibox_pbx.config.settings import Settings
from kibox_pbx.ports import Choice, Entries, LanguageModel, WritingModel
from kibox_pbx.records import Appointment, Slot
from kibox_pbx.rehearsal.expected import AppointmentFacts
from kibox_pbx.rehearsal.scenario import Given, person_key
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.entries import PracticeEntries
from kibox_pbx.storage.given import enter
from kibox_pbx.storage.keys import KEY_BYTES, MasterKey
from kibox_pbx.storage.opening import create_store_with_key_file, open_store

MEMORY = Path("/dev/shm")  # noqa: S108 - the store is encrypted, and its folder is private


@dataclass(slots=True)
class VirtualClock:
    """Time passes only when it is told to."""

    started: datetime
    ms: int = 0
    """Since the call was answered."""

    def __call__(self) -> datetime:
        """Return the present."""
        return self.started + timedelta(milliseconds=self.ms)

    def now_ms(self) -> int:
        """Return the present moment of the call."""
        return self.ms

    def pass_ms(self, ms: int) -> None:
        """Let time pass."""
        self.ms += ms


class NoModel:
    """A language model that is never sure."""

    async def choose(self, task: str, text: str) -> Choice:
        """Return a label that nobody believes."""
        return Choice("", 0.0)


@dataclass(frozen=True, slots=True)
class GivenExtensions:
    """The telephones of the house, of which some are engaged."""

    busy: frozenset[str]

    async def is_free(self, department: str) -> bool:
        """Say whether a department's telephone would ring."""
        return department not in self.busy


@dataclass(frozen=True, slots=True)
class BackOffice:
    """What one rehearsed conversation works with, and leaves its traces in."""

    office: Office
    calls: CallRepository
    calendar: CalendarRepository
    clock: VirtualClock
    given: tuple[Appointment, ...]
    database: Database

    async def appointments(self) -> tuple[Appointment, ...]:
        """Return the whole book."""
        return await book_of(self.calendar, self.clock.started)


async def book_of(calendar: CalendarRepository, now: datetime) -> tuple[Appointment, ...]:
    """Return every appointment of ten years before and after."""
    ages = timedelta(days=3650)
    return await calendar.appointments(now - ages, now + ages)


@dataclass(frozen=True, slots=True)
class Mind:
    """What is asked where words are free."""

    model: LanguageModel
    entries: Entries
    writer: WritingModel | None = None


async def no_mind(config: Path, settings: Settings) -> Mind:
    """Return a mind without a language model: entries are found, and told as written."""
    return Mind(NoModel(), PracticeEntries(settings))


class BackOffices:
    """Makes stores, each as fresh as new. An async context manager."""

    def __init__(self) -> None:
        self._master = MasterKey(secrets.token_bytes(KEY_BYTES))
        self._life = AsyncExitStack()
        self._folder = Path()

    async def __aenter__(self) -> Self:
        self._folder = self._life.enter_context(_folder())
        async with Database(self._folder / "template.db", self._master):
            pass
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.aclose()

    @asynccontextmanager
    async def open(
        self, settings: Settings, given: Given, now: datetime, mind: Mind
    ) -> AsyncIterator[BackOffice]:
        """Open a store with what is given.

        Raises:
            StorageError: What is given overlaps.
        """
        path = self._folder / f"{secrets.token_hex(8)}.db"
        for part in ("", ".ledger"):
            shutil.copyfile(self._folder / f"template.db{part}", f"{path}{part}")
        appointments = given_appointments(given.appointments, settings)
        clock = VirtualClock(now.astimezone(settings.practice.zone))
        async with Database(path, self._master) as database:
            await enter(database, appointments)
            calls, calendar = (
                CallRepository(database, clock),
                CalendarRepository(database, settings, clock),
            )
            extensions = GivenExtensions(frozenset(given.busy))
            office = Office(calendar, calls, mind.model, mind.entries, extensions, mind.writer)
            yield BackOffice(office, calls, calendar, clock, appointments, database)
        for left in self._folder.glob(f"{path.name}*"):
            left.unlink()


async def stock(settings: Settings, given: Given) -> tuple[Appointment, ...]:
    """Make a new store where the settings say, and enter what is given.

    Raises:
        StorageError: There is one already, or what is given overlaps.
    """
    create_store_with_key_file(settings.store)
    appointments = given_appointments(given.appointments, settings)
    async with open_store(settings) as database:
        await enter(database, appointments)
    return appointments


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a private folder that is gone afterwards, in memory where there is such a place."""
    memory = MEMORY if MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="kibox-rehearsal-", dir=memory) as folder:
        yield Path(folder)


def given_appointments(
    facts: Sequence[AppointmentFacts], settings: Settings
) -> tuple[Appointment, ...]:
    """Return the appointments that a scenario begins with.

    Where it does not say with whom, it is whoever does that and has time.
    """
    made: list[Appointment] = []
    for number, each in enumerate(facts, 1):
        start = (each.start or datetime.now(UTC)).astimezone(settings.practice.zone)
        key = each.service or ""
        end = start + timedelta(minutes=settings.services[key].minutes)
        named = person_key(each.person, settings) if each.person else None
        slots = [Slot(key, start, end, who) for who in settings.services[key].people]
        slot = (
            Slot(key, start, end, named)
            if named
            else next((one for one in slots if _is_free(one, made)), slots[0])
        )
        made.append(
            Appointment(
                f"given-{number}", slot, each.name or "", each.phone or "", each.birthdate
            )
        )
    return tuple(made)


def _is_free(slot: Slot, made: Sequence[Appointment]) -> bool:
    return not any(
        other.slot.person == slot.person
        and other.slot.start < slot.end
        and slot.start < other.slot.end
        for other in made
    )
