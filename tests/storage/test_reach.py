"""What was within reach in a time span."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kibox_pbx.privacy.document_facts import Reach
from kibox_pbx.records import Call, Outcome
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.reach import numbers_within, reach, seen_by
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.call_store_contract import A_CALL, A_MESSAGE, ANSWER, GREETING

DAY = timedelta(days=1)
BEGAN = A_CALL.started_at - 10 * DAY
ENDED = BEGAN + DAY
BEFORE = replace(A_CALL, id="before", started_at=BEGAN - DAY)
WITHIN = replace(A_CALL, id="within", caller="+4930222", started_at=BEGAN + DAY / 2)
WITHHELD = replace(A_CALL, id="withheld", caller=None, started_at=BEGAN + DAY / 2)
AFTER = replace(A_CALL, id="after", caller="+4930333", started_at=ENDED + DAY)


def appointment(id_: str, call_id: str | None, name: str, phone: str) -> dict[str, str | None]:
    start = ENDED + DAY * (1 + len(id_) + ord(id_[-1]))
    return {
        "id": id_,
        "call_id": call_id,
        "service": "talk",
        "person": "sommer",
        "start": to_text(start),
        "end": to_text(start + timedelta(minutes=30)),
        "name": name,
        "phone": phone,
    }


async def talk(calls: CallRepository, call: Call) -> None:
    await calls.begin(call)
    await calls.add_turn(call.id, GREETING)
    await calls.add_turn(call.id, ANSWER)
    await calls.finish(call.id, Outcome.ANSWERED, 3600)


@pytest.fixture
async def full(database: Database, calls: CallRepository) -> Database:
    """Return a store with calls before, within and after the span, and appointments."""
    for call in (BEFORE, WITHIN, WITHHELD, AFTER):
        await talk(calls, call)
    await calls.take_message(BEFORE.id, A_MESSAGE)
    rows = [
        appointment("a", BEFORE.id, "Erika Muster", "+4930444"),
        appointment("b", None, "Erika Muster", "+4930444"),
        appointment("c", AFTER.id, "Paul Spät", "+4930555"),
        appointment("d", WITHIN.id, "Paula Nummernlos", ""),
    ]
    await database.write(lambda tables: tables.table("appointments").insert_all(rows))
    return database


async def within(database: Database) -> Reach:
    return await database.read(lambda tables: reach(tables, BEGAN, ENDED))


async def test_what_was_there_by_the_end_is_counted(full: Database) -> None:
    found = await within(full)
    assert found.calls == (BEFORE.id, WITHHELD.id, WITHIN.id)
    assert found.appointments == ("a", "b", "d")
    assert found.rows["turns"] == 6
    assert found.rows["messages"] == 1
    assert found.rows["appointments"] == 3
    assert found.keys == {"conversation": 3, "messages": 1}
    assert found.people == 2
    assert found.erased_since == ()


async def test_numbers_are_counted_once_and_listed_apart(full: Database) -> None:
    listed = await full.read(lambda tables: numbers_within(tables, ENDED))
    assert listed == ("+493012345678", "+4930222", "+4930444")
    assert (await within(full)).numbers == len(listed)


async def test_what_was_erased_since_is_named(full: Database, calls: CallRepository) -> None:
    await calls.erase(WITHIN.id)
    found = await within(full)
    assert found.erased_since == (WITHIN.id,)
    assert WITHIN.id not in found.calls
    assert found.keys["conversation"] == 2


async def test_of_an_empty_store_nothing_was_within_reach(database: Database) -> None:
    found = await within(database)
    assert set(found.rows.values()) == {0}
    assert (found.keys, found.calls, found.numbers, found.people) == ({}, (), 0, 0)


async def test_what_an_account_saw_in_that_time_is_counted(database: Database) -> None:
    def look(tables: Tables) -> None:
        for at, who, about in (
            (BEGAN + DAY / 3, "erika", "c1"),
            (BEGAN + DAY / 2, "erika", "c1"),
            (BEGAN + DAY / 2, "paul", "c2"),
            (ENDED + DAY, "erika", "c3"),
        ):
            note(tables, database.envelope, Access(at, who, "show_call", about))

    await database.write(look)
    assert await database.read(lambda tables: seen_by(tables, "erika", BEGAN, ENDED)) == (
        {"show_call": 2},
        ("c1",),
    )
