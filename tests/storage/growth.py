"""Does a call cost more the longer the past? ``python -m tests.storage.growth [TURNS…]``.

Fills one store for each size (default: 10, 10,000 and 1,000,000 turns; a million takes
two minutes and a gigabyte in the temporary folder, which is emptied), then does what one
call does, in turn on each store, and prints the medians as a table.
"""

import asyncio
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

import kibox_pbx.config
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.records import Act, Call, Message, Outcome, Slot, Speaker, Turn
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.entries import PracticeEntries
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.summaries import SummaryRepository
from kibox_pbx.utterance import Language
from tests.storage.history import EVENT, SAID, TURNS_A_CALL, fill
from tests.storage.practice import BERLIN

SIZES = (10, 10_000, 1_000_000)
ROUNDS = 60
FUTURE = 200
"""Appointments to come, the same in every store: an office does not grow with its past."""

LONG_CALL = 1_000
"""Turns of one long call."""

NOW = datetime(2026, 11, 23, 7, tzinfo=BERLIN)
WISH = FindSlots("consultation", NOW, NOW + timedelta(days=61))
NAME, PHONE, BORN = "Erika Mustermann", "+493012345678", "1980-05-17"


@dataclass
class Office:
    """A store with a past, and what a call does with it."""

    turns: int
    path: Path
    database: Database
    settings: Settings
    usual_call: str = ""
    long_call: str = ""
    free: list[Slot] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.calls = CallRepository(self.database)
        self.calendar = CalendarRepository(self.database, self.settings, lambda: NOW)
        self.messages = SummaryRepository(self.database)
        self.entries = PracticeEntries(self.settings)

    @property
    def bytes(self) -> int:
        """The store's size on disk, the part not yet written back included."""
        return sum(part.stat().st_size for part in self.path.parent.glob(f"{self.path.name}*"))

    async def begun(self) -> str:
        """Begin a call and return its name."""
        call = Call(uuid.uuid4().hex, PHONE, "200", Language.GERMAN, NOW, "d1")
        await self.calls.begin(call)
        return call.id


class Stopwatch:
    """Collects how long something took, in milliseconds."""

    def __init__(self) -> None:
        self.taken_ms: list[float] = []

    @contextmanager
    def runs(self) -> Iterator[None]:
        """Time what is done within."""
        begun = time.perf_counter()
        yield
        self.taken_ms.append((time.perf_counter() - begun) * 1000)


Work = Callable[[Office, Stopwatch], Awaitable[None]]


async def begins(office: Office, watch: Stopwatch) -> None:
    with watch.runs():
        await office.begun()


async def keeps_a_turn(office: Office, watch: Stopwatch) -> None:
    call = await office.begun()
    await add_turn(office, call)
    with watch.runs():
        await add_turn(office, call)


async def keeps_a_late_turn(office: Office, watch: Stopwatch) -> None:
    with watch.runs():
        await add_turn(office, office.long_call)


async def keeps_an_event(office: Office, watch: Stopwatch) -> None:
    call = await office.begun()
    with watch.runs():
        await office.calls.add_event(call, EVENT)


async def finishes(office: Office, watch: Stopwatch) -> None:
    call = await office.begun()
    with watch.runs():
        await office.calls.finish(call, Outcome.ANSWERED, 90_000)


async def finds_slots(office: Office, watch: Stopwatch) -> None:
    with watch.runs():
        await office.calendar.free_slots(WISH)


async def holds_and_books(office: Office, watch: Stopwatch) -> None:
    call, slot = await office.begun(), office.free.pop()
    with watch.runs():
        assert await office.calendar.hold(slot, call)
        booked = await office.calendar.book(slot, call, name=NAME, phone=PHONE, birthdate=BORN)
    assert booked
    await office.calendar.cancel(booked, call)


async def finds_appointments(office: Office, watch: Stopwatch) -> None:
    with watch.runs():
        await office.calendar.find(name="Paul Meier", phone=PHONE, birthdate=None)
        await office.calendar.keeps_birthdates()


async def takes_a_message(office: Office, watch: Stopwatch) -> None:
    call = await office.begun()
    with watch.runs():
        await office.calls.take_message(call, Message(SAID, NAME, PHONE))
        (unsorted,) = await office.messages.unsorted(call)
        await office.messages.write(unsorted, "Vorsorge", None)


async def searches_entries(office: Office, watch: Stopwatch) -> None:
    with watch.runs():
        await office.entries.find("wo kann ich bei ihnen parken", Language.GERMAN)


async def reads_a_call(office: Office, watch: Stopwatch) -> None:
    with watch.runs():
        await office.calls.read_call(office.usual_call)


async def lists_the_latest(office: Office, watch: Stopwatch) -> None:
    with watch.runs():
        await office.calls.recent(20)


async def erases(office: Office, watch: Stopwatch) -> None:
    call = await office.begun()
    for _ in range(TURNS_A_CALL):
        await add_turn(office, call)
    with watch.runs():
        await office.calls.erase(call)


async def starts(office: Office, watch: Stopwatch) -> None:
    with watch.runs():
        await office.calls.close_unfinished()
        await office.messages.unsorted()


WORKS: dict[str, Work] = {
    "begin a call": begins,
    "keep a turn": keeps_a_turn,
    f"keep a turn after {LONG_CALL} in the call": keeps_a_late_turn,
    "keep a line of the journal": keeps_an_event,
    "finish a call": finishes,
    "find free slots": finds_slots,
    "hold and book a slot": holds_and_books,
    "find somebody's appointments": finds_appointments,
    "take a message, give it a subject": takes_a_message,
    "search the entries": searches_entries,
    "read a whole call": reads_a_call,
    "list the latest 20 calls": lists_the_latest,
    "erase a call": erases,
    "look for open ends at a start": starts,
}
"""What a call does, and what is done around it."""


async def add_turn(office: Office, call: str) -> None:
    """Keep one more turn of a call."""
    turn = Turn(Speaker.ASSISTANT, SAID, Act.ASK_DAY, 4000, 3000)
    await office.calls.add_turn(call, turn)


@asynccontextmanager
async def office_with(turns: int, folder: Path) -> AsyncIterator[Office]:
    """Open an office with so many turns in its past."""
    settings = load(Path(kibox_pbx.config.__file__).parent / "examples/doctor.yaml")
    path = folder / f"{turns}.db"
    async with Database(path, MasterKey(bytes(32))) as database:
        people = settings.services[WISH.service].people
        await fill(database, turns, people, NOW)
        office = Office(turns, path, database, settings)
        await _prepare(office)
        yield office


async def _prepare(office: Office) -> None:
    """Book what is to come, and talk one call of the usual length and a long one."""
    call = office.long_call = await office.begun()
    slots = await office.calendar.free_slots(replace(WISH, limit=10_000))
    taken, office.free = slots[::2][:FUTURE], list(slots[1::2])
    for slot in taken:
        await office.calendar.book(slot, call, name=NAME, phone=PHONE, birthdate=BORN)
    for _ in range(LONG_CALL):
        await add_turn(office, call)
    office.usual_call = await office.begun()
    for _ in range(TURNS_A_CALL):
        await add_turn(office, office.usual_call)


async def measure(
    offices: Sequence[Office], works: dict[str, Work], rounds: int
) -> dict[str, list[Stopwatch]]:
    """Do every work in turn on each store, again and again: a burst hits few of each kind."""
    taken = {name: [Stopwatch() for _ in offices] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            for office, watch in zip(offices, taken[name], strict=True):
                await work(office, watch)
    return taken


def table(offices: Sequence[Office], taken: dict[str, list[Stopwatch]]) -> str:
    """Return medians with quartiles, one work a line, and their growth."""
    sizes = [f"{office.turns:,} turns" for office in offices]
    lines = [
        f"| ms: median (quartiles) | {' | '.join(sizes)} | ratio |",
        "|---" * (len(sizes) + 2) + "|",
    ]
    for name, watches in taken.items():
        cells = [_spread(watch.taken_ms) for watch in watches]
        lines.append(f"| {name} | {' | '.join(cells)} | {ratio(watches):.2f} |")
    sizes_mb = [f"{office.bytes / 1e6:,.1f} MB" for office in offices]
    lines.append(f"| size on disk | {' | '.join(sizes_mb)} | |")
    return "\n".join(lines) + "\n"


def ratio(watches: Sequence[Stopwatch]) -> float:
    """Return the last store's median as a multiple of the first one's."""
    return median(watches[-1].taken_ms) / median(watches[0].taken_ms)


def _spread(taken_ms: Sequence[float]) -> str:
    low, middle, high = quantiles(taken_ms, n=4)
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


async def main(sizes: Sequence[int]) -> None:
    """Fill, measure and print."""
    with tempfile.TemporaryDirectory(prefix="kibox-growth-") as name:
        async with AsyncExitStack() as life:
            offices = []
            for turns in sizes:
                begun = time.monotonic()
                offices.append(await life.enter_async_context(office_with(turns, Path(name))))
                sys.stderr.write(
                    f"{turns:,} turns filled in {time.monotonic() - begun:.0f} s\n"
                )
            sys.stdout.write(table(offices, await measure(offices, WORKS, ROUNDS)))


if __name__ == "__main__":
    asyncio.run(main([int(turns) for turns in sys.argv[1:]] or SIZES))
