"""A request has its day, is served or refused once, and can forget who made it."""

import json
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.storage import requests
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.requests import Kind, Opening, Request, Signature, State
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.people import BORN, ERIKA, ERIKAS
from tests.storage.practice import at

WHO = Wanted(ERIKAS, ERIKA, BORN)
CAME = date(2026, 11, 23)
BY = Signature("olga", at(24, 9), "zu viele Anträge")

T = TypeVar("T")


@pytest.fixture
async def opened(database: Database) -> str:
    return await database.write(
        lambda t: requests.open_request(t, database.envelope, Opening(Kind.ACCESS, WHO, CAME))
    )


async def read(database: Database, request_id: str) -> Request:
    return await database.read(lambda t: requests.read(t, database.envelope, request_id))


async def do(database: Database, act: Callable[[Tables], T]) -> T:
    return await database.write(act)


async def test_a_request_knows_who_what_and_until_when(database: Database, opened: str) -> None:
    request = await read(database, opened)
    assert (request.kind, request.who, request.state) == (Kind.ACCESS, WHO, State.OPEN)
    assert (request.received_on, request.due_on) == (CAME, date(2026, 12, 23))


async def test_serving_it_keeps_who_served_it_and_how_the_identity_was_checked(
    database: Database, opened: str
) -> None:
    await do(database, lambda t: requests.settle(t, opened, BY, "Ausweis gesehen"))
    request = await read(database, opened)
    assert (request.state, request.identity) == (State.DONE, "Ausweis gesehen")
    assert (request.done_by, request.done_at) == ("olga", BY.at)
    with pytest.raises(StorageError, match="settled already"):
        await do(database, lambda t: requests.settle(t, opened, BY))


async def test_it_is_extended_once_within_its_month_for_a_reason(
    database: Database, opened: str
) -> None:
    def extend(tables: Tables) -> date:
        day = date(2026, 12, 23)
        return requests.extend(tables, database.envelope, opened, day, "Urlaub")

    assert await do(database, extend) == date(2027, 2, 23)
    request = await read(database, opened)
    assert (request.due_on, request.extended_on) == (date(2027, 2, 23), date(2026, 12, 23))
    assert (request.why, request.who) == ("Urlaub", WHO)
    with pytest.raises(StorageError, match="allows it once"):
        await do(database, extend)


async def test_it_is_not_extended_when_the_month_is_over(
    database: Database, opened: str
) -> None:
    day = date(2026, 12, 24)
    with pytest.raises(StorageError, match="month is over"):
        await do(database, lambda t: requests.extend(t, database.envelope, opened, day, "x"))


async def test_it_is_refused_with_its_reason(database: Database, opened: str) -> None:
    await do(database, lambda t: requests.refuse(t, database.envelope, opened, BY))
    request = await read(database, opened)
    assert (request.state, request.why, request.done_by) == (State.REFUSED, BY.why, "olga")


async def test_who_asked_can_be_forgotten_and_the_proof_stays(
    database: Database, opened: str
) -> None:
    await do(database, lambda t: requests.forget_who(t, [opened], "2026"))
    request = await read(database, opened)
    assert (request.who, request.why, request.due_on) == (None, None, date(2026, 12, 23))
    await do(database, lambda t: requests.refuse(t, database.envelope, opened, BY))
    assert (await read(database, opened)).state is State.REFUSED


async def test_the_open_ones_come_by_the_day_they_are_due(database: Database) -> None:
    def fill(tables: Tables) -> list[str]:
        days = (date(2026, 11, 20), date(2026, 10, 1), date(2026, 11, 5))
        envelope = database.envelope
        openings = [Opening(Kind.ERASURE, WHO, day) for day in days]
        return [requests.open_request(tables, envelope, each) for each in openings]

    latest, overdue, middle = await do(database, fill)
    await do(database, lambda t: requests.settle(t, middle, BY))
    envelope = database.envelope
    open_ones = await database.read(lambda t: requests.open_requests(t, envelope))
    assert [each.id for each in open_ones] == [overdue, latest]
    every = await database.read(lambda t: requests.all_requests(t, envelope))
    assert [each.id for each in every] == [overdue, middle, latest]


async def test_it_keeps_which_records_were_named_as_theirs_and_its_reason_beside_them(
    database: Database, opened: str
) -> None:
    named = frozenset({"c1", "c2"}), frozenset({"a1"})
    envelope = database.envelope
    await do(database, lambda t: requests.name_records(t, envelope, opened, *named))
    await do(database, lambda t: requests.note_identity(t, opened, "Ausweis gesehen"))
    await do(database, lambda t: requests.extend(t, envelope, opened, CAME, "Urlaub"))
    request = await read(database, opened)
    assert ((request.calls, request.appointments), request.why) == (named, "Urlaub")
    assert (request.identity, request.who) == ("Ausweis gesehen", WHO)
    await do(database, lambda t: requests.refuse(t, envelope, opened, BY))
    for late in (
        lambda t: requests.name_records(t, envelope, opened, *named),
        lambda t: requests.note_identity(t, opened, "x"),
    ):
        with pytest.raises(StorageError, match="settled already"):
            await do(database, late)


async def test_once_it_is_forgotten_who_asked_no_record_is_named_as_theirs(
    database: Database, opened: str
) -> None:
    await do(database, lambda t: requests.forget_who(t, [opened], "2026"))
    none = frozenset[str](), frozenset[str]()
    with pytest.raises(StorageError, match="was erased"):
        await do(database, lambda t: requests.name_records(t, database.envelope, opened, *none))


async def test_a_request_of_the_first_versions_names_no_record(
    database: Database, opened: str
) -> None:
    def as_it_was(tables: Tables) -> None:
        envelope, owner = database.envelope, requests.key_owner(opened)
        keys = tables.table("request_keys").rows_where("request_id = ?", [opened])
        key = envelope.unwrap(next(iter(keys))["wrapped"], owner)
        old = json.dumps([WHO.number, WHO.name, WHO.birthdate, "Urlaub"])
        change = {"sealed": key.seal(old, f"requests/{opened}")}
        tables.table("requests").update(opened, change)

    await do(database, as_it_was)
    request = await read(database, opened)
    assert (request.who, request.why, request.calls) == (WHO, "Urlaub", frozenset())


async def test_an_unknown_request_is_told(database: Database) -> None:
    with pytest.raises(StorageError, match="no such request"):
        await read(database, "rffff")


async def test_the_database_holds_no_name_outside_what_is_sealed(
    database: Database, opened: str
) -> None:
    rows = await database.read(lambda t: list(t.table("requests").rows))
    assert ERIKA not in repr(rows)
    assert ERIKAS not in repr(rows)
