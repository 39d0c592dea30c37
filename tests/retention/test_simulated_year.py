"""A full day of calls, and a year after it: what is left is exactly what the classes allow.

``make retention`` lives through the whole of it, every night.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from kibox_pbx.config.privacy import Retention
from kibox_pbx.rehearsal.back_office import MEMORY
from kibox_pbx.rehearsal.rehearsed_call import LONGEST_EXTENSION
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import Tables
from tests.retention.decrypted import everything
from tests.retention.model import Model, Place, content
from tests.retention.office import FIRST_DAY, LivedOffice, at, callers, lived_office
from tests.retention.office import OPENS as MORNING

MASTER = MasterKey(bytes(range(32)))
CONTRACT_ENDED, CONTRACT_OVER = date(2027, 3, 31), date(2027, 9, 30)
EDGES = (1, 6, 7, 8, 29, 30, 31, 32, 60, 89, 90, 91, 92, 120, 150, 200, 310, 311, 312, 365)
"""Nights after the first day on which something of the short year goes, or nearly."""


@dataclass
class People:
    """Those of the office: some things they do at once, some late, some never."""

    draws: random.Random
    done: dict[date, list[Place]] = field(default_factory=dict)
    held: dict[date, str] = field(default_factory=dict)
    released: dict[date, str] = field(default_factory=dict)

    def plan(self, model: Model) -> None:
        """Decide when each message is dealt with, and which calls are held."""
        for place in sorted(model.requests):
            if self.draws.random() < 0.8:
                day = FIRST_DAY + timedelta(days=self.draws.randint(0, 150))
                self.done.setdefault(day, []).append(place)
        talked = sorted(call for call, talk in model.talks.items() if talk)
        some = self.draws.sample(talked, 4)
        for number, call_id in enumerate(some):
            self.held[FIRST_DAY + timedelta(days=3 + 25 * number)] = call_id
        for number, call_id in enumerate(some[:2]):
            self.released[FIRST_DAY + timedelta(days=140 + 30 * number)] = call_id

    async def live(self, day: date, office: LivedOffice, model: Model) -> None:
        """Do what is to be done on a day."""
        for place in self.done.pop(day, []):
            if place in model.requests:
                await office.mark_done(place, day)
                model.requests[place] = day
        if call_id := self.held.pop(day, None):
            await office.hold(call_id, day)
            model.held.add(call_id)
        if call_id := self.released.pop(day, None):
            await office.release(call_id, day)
            model.held.discard(call_id)


async def differences(office: LivedOffice, model: Model) -> dict[str, Any]:
    there, expected = await office.database.read(content), model.expected()
    return {
        kind: {
            "too much": there[kind] - expected[kind],
            "missing": expected[kind] - there[kind],
        }
        for kind in expected
        if there[kind] != expected[kind]
    }


def traces(tables: Tables) -> dict[str, set[bytes]]:
    """Return what would betray a call or an appointment on the disk, by its identifier.

    A colleague's number in the house is left out: so few digits are found anywhere.
    """
    found: dict[str, set[bytes]] = {}
    for table in ("turns", "events", "messages", "forms", "questions", "recordings"):
        for call_id, sealed in tables.conn.execute(f"SELECT call_id, sealed FROM {table}"):  # noqa: S608 -- ours
            found.setdefault(f"{table} {call_id}", set()).add(bytes(sealed[:24]))
    for call_id, purpose, wrapped in tables.conn.execute("SELECT * FROM call_keys"):
        found.setdefault(f"{purpose} {call_id}", set()).add(bytes(wrapped))
    for call_id, caller in tables.conn.execute("SELECT id, caller FROM calls"):
        number = {caller.encode()} if caller and len(caller) > LONGEST_EXTENSION else set()
        found[f"call {call_id}"] = {call_id.encode(), *number}
    for proof in ("legal_holds", "consents", "erasures"):
        for (call_id,) in tables.conn.execute(f"SELECT call_id FROM {proof}"):  # noqa: S608 -- ours
            found[f"{proof} {call_id}"] = {call_id.encode()}
    for key, *who in tables.conn.execute("SELECT id, name, phone FROM appointments"):
        found[f"appointment {key}"] = {key.encode(), *(each.encode() for each in who if each)}
    return found


def still_on_disk(
    office: LivedOffice, before: dict[str, set[bytes]], now: dict[str, set[bytes]]
) -> set[str]:
    """Return what went and still is somewhere in the files.

    Not counted is what stands within something kept: a shared name, the beginning of a number.
    """
    raw = everything(office.path, MASTER.derive("kibox: database"))
    kept = set().union(*now.values()) if now else set()
    assert all(each in raw for each in kept), "what is kept must be found the same way"
    gone = {mark for name, marks in before.items() if name not in now for mark in marks}
    of_its_own = {mark for mark in gone if not any(mark in each for each in kept)}
    left = {mark for mark in of_its_own if mark in raw}
    return {name for name, marks in before.items() if name not in now and marks & left}


async def live_through(
    office: LivedOffice, model: Model, nights: Iterable[int], more_calls: int
) -> None:
    """Live a year from the first day on; people are there every day, retention some nights."""
    people = People(random.Random(7))  # noqa: S311 -- the same people every time
    run_on = set(nights)
    people.plan(model)
    before = await office.database.read(traces)
    later = {30 * (n + 1): caller for n, caller in enumerate(callers(more_calls))}
    await people.live(FIRST_DAY, office, model)
    for number in range(1, 366):
        day = FIRST_DAY + timedelta(days=number)
        if number in run_on:
            await office.retention(day)
            model.night(day)
            assert await differences(office, model) == {}, f"after the night to {day}"
        await people.live(day, office, model)
        if number in later:
            await office.ring(later[number], at(day, MORNING))
            await office.database.read(model.learn)
            before |= await office.database.read(traces)
    now = await office.database.read(traces)
    assert still_on_disk(office, before, now) == set()
    assert set(before) - set(now)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder in memory, where there is such a place: a year has many nights."""
    memory = MEMORY if MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="kibox-year-", dir=memory) as made:
        yield Path(made)


async def year(path: Path, rings: int, nights: Iterable[int], contract: date | None) -> Model:
    periods = Retention(contract_ended=contract)
    model = Model(contract_over_on=CONTRACT_OVER if contract else None)
    async with lived_office(path, MASTER, periods) as office:
        await office.full_day(FIRST_DAY, callers(rings))
        await office.database.read(model.learn)
        assert len(model.calls) + len(model.receipts) == rings
        assert any(model.sounds.values())
        assert all((model.talks, model.requests, model.appointments))
        await live_through(office, model, nights, more_calls=min(12, rings // 8))
    return model


@pytest.mark.parametrize("contract", [None, CONTRACT_ENDED], ids=["goes on", "contract ends"])
async def test_after_a_short_year_only_what_is_allowed_is_left(
    folder: Path, contract: date | None
) -> None:
    model = await year(folder / "kibox.db", 16, EDGES, contract)
    assert set(model.calls) >= model.held
    assert len(model.held) == 2


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("contract", [None, CONTRACT_ENDED], ids=["goes on", "contract ends"])
async def test_after_two_hundred_calls_and_a_year_only_what_is_allowed_is_left(
    folder: Path, contract: date | None
) -> None:
    model = await year(folder / "kibox.db", 200, range(1, 366), contract)
    assert len(model.held) == 2
    assert bool(set(model.calls) - model.held) == (contract is None)
