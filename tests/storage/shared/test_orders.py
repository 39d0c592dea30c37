"""What is asked at one host's privacy desk is done at every host with what it keeps itself."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kibox_pbx.admin.subject.export import Exporting
from kibox_pbx.config.settings import Settings, Shared
from kibox_pbx.errors import ConfigError, StorageError
from kibox_pbx.records import Message, Outcome
from kibox_pbx.storage.legal_holds import hold
from kibox_pbx.storage.requests import Kind, State
from kibox_pbx.storage.shared.book import SharedBook
from kibox_pbx.storage.shared.link import Link
from kibox_pbx.storage.shared.order_book import OrderBook
from kibox_pbx.storage.shared.order_copy import TELL_AGAIN, OrderCopy
from kibox_pbx.storage.shared.orders import Done
from kibox_pbx.storage.subjects import Search
from kibox_pbx.utterance import Language
from tests.postgres_server import Postgres
from tests.storage.conftest import a_call
from tests.storage.people import ERIKA, ERIKAS, PHRASE, ring
from tests.storage.shared.conftest import Host, all_settle
from tests.storage.shared.desks import (
    ASKED,
    SECRETS,
    calls_at,
    desk_of,
    erase,
    open_at,
    told_at,
)
from tests.storage.shared.test_rights import kept, nobody_is_connected, restore


def orders_in(server: Postgres, shared: Shared) -> list[tuple[object, ...]]:
    sql = "SELECT id, sealed IS NULL FROM kibox.orders WHERE id != 'numbers' ORDER BY seq"
    return server.run(sql, shared.database)


async def test_who_is_erased_at_one_host_is_erased_at_those_that_took_the_calls(
    people: list[Host], settings: Settings, server: Postgres, shared: Shared, tmp_path: Path
) -> None:
    one, two, three = people
    erased = await erase(one, settings, tmp_path / "receipt.json")
    assert erased.receipt.others == ("three", "two")
    assert await calls_at(two) == {"erikas", "erikas-too", "maxs"}
    await all_settle(people)
    assert await calls_at(two) == {"maxs"}
    assert await calls_at(three) == set()
    assert await two.calls.was_erased("erikas")
    assert "erikas" in two.database.ledger.path.read_text()
    assert sorted(await told_at(one)) == [("three", 1, 0), ("two", 2, 0)]
    assert all(each.is_complete for each in await desk_of(one).others.progress())
    assert [is_forgotten for _, is_forgotten in orders_in(server, shared)] == [True]
    for each in people:
        rows = await each.database.read(lambda tables: tables.table("shared_order_texts").count)
        assert rows == 0
        assert await open_at(each) == ()


async def test_a_host_that_is_away_does_it_when_it_is_back_and_is_waited_for(
    people: list[Host], settings: Settings, server: Postgres, shared: Shared, tmp_path: Path
) -> None:
    one, two, three = people
    await erase(one, settings, tmp_path / "receipt.json")
    await all_settle([one, two])
    (progress,) = await desk_of(one).others.progress()
    assert not progress.is_complete
    assert Done("three") in progress.hosts
    listed, _ = await desk_of(one).requests(settled=False)
    assert [each.state for each in listed] == [State.DONE]
    assert [is_forgotten for _, is_forgotten in orders_in(server, shared)] == [False]
    await all_settle(people)
    assert await calls_at(three) == set()
    assert (await desk_of(one).requests(settled=False))[0] == ()


async def test_nothing_of_whom_an_order_is_about_lies_open_in_the_shared_database(
    people: list[Host], settings: Settings, server: Postgres, shared: Shared, tmp_path: Path
) -> None:
    one, *_ = people
    await erase(one, settings, tmp_path / "receipt.json")
    await desk_of(one).object(ASKED)
    await one.orders.settle()
    rows = [
        json.loads(str(row))
        for table in ("orders", "orders_done", "hosts")
        for (row,) in server.run(
            f"SELECT row_to_json(t)::text FROM kibox.{table} t",  # noqa: S608 -- ours
            shared.database,
        )
    ]
    assert len(rows) == 3 + 3
    for column in (str(column) for row in rows for column in row.values()):
        stored = bytes.fromhex(column[2:]) if column.startswith("\\x") else column.encode()
        assert not [secret for secret in SECRETS if secret.encode() in stored]


async def test_who_runs_the_shared_database_can_neither_change_nor_repeat_an_order(
    people: list[Host], settings: Settings, server: Postgres, shared: Shared, tmp_path: Path
) -> None:
    one, two, three = people
    await erase(one, settings, tmp_path / "receipt.json")
    await one.orders.settle()
    server.run("UPDATE kibox.orders SET id = 'oanother' WHERE id != 'numbers'", shared.database)
    with pytest.raises(StorageError, match="does not open"):
        await two.orders.settle()
    assert await calls_at(two) == {"erikas", "erikas-too", "maxs"}
    server.run("DELETE FROM kibox.orders WHERE id = 'oanother'", shared.database)
    await one.database.write(lambda tables: tables.conn.execute(TELL_AGAIN))
    await one.orders.settle()
    await two.orders.settle()
    assert await calls_at(two) == {"maxs"}
    await ring(two.calls, "again", ERIKAS, "ich bin wieder da")
    server.run("DELETE FROM kibox.orders_done", shared.database)
    await two.orders.settle()
    assert "again" in await calls_at(two)
    assert await calls_at(three) == {"erikas-third"}


class ForgetfulBook(OrderBook):
    """A host that is killed after it did what it was ordered, and before it says so."""

    async def _report(self, order_id: str, host: str, done: int, remaining: int) -> None:
        raise StorageError("killed")


async def test_who_is_killed_before_saying_so_says_so_later_and_does_nothing_twice(
    people: list[Host], settings: Settings, shared: Shared, tmp_path: Path
) -> None:
    one, two, three = people
    await erase(one, settings, tmp_path / "receipt.json")
    await one.orders.settle()
    async with Link(shared) as link:
        killed = ForgetfulBook(link, OrderCopy(two.database), "two")
        with pytest.raises(StorageError, match="killed"):
            await killed.settle()
    assert await calls_at(two) == {"maxs"}
    assert await told_at(one) == []
    await ring(two.calls, "again", ERIKAS, "ich bin wieder da")
    await all_settle(people)
    assert await calls_at(two) == {"maxs", "again"}
    assert sorted(await told_at(one)) == [("three", 1, 0), ("two", 2, 0)]
    assert await calls_at(three) == set()


async def test_an_order_that_comes_back_with_a_restored_database_is_not_done_again(
    people: list[Host], settings: Settings, server: Postgres, shared: Shared, tmp_path: Path
) -> None:
    one, two, _ = people
    await erase(one, settings, tmp_path / "receipt.json")
    await one.orders.settle()
    old = kept(server, shared)
    await all_settle(people)
    await ring(two.calls, "again", ERIKAS, "ich bin wieder da")
    restore(server, shared, old)
    await all_settle(people)
    assert "again" in await calls_at(two)
    assert [is_forgotten for _, is_forgotten in orders_in(server, shared)] == [True]


async def test_an_order_that_a_restored_database_does_not_know_is_told_again(
    people: list[Host], settings: Settings, server: Postgres, shared: Shared, tmp_path: Path
) -> None:
    one, two, three = people
    old = kept(server, shared)
    await all_settle(people)
    await erase(one, settings, tmp_path / "receipt.json")
    await all_settle([one, two])
    restore(server, shared, old)
    await all_settle(people)
    assert await calls_at(three) == set()
    assert sorted(await told_at(one)) == [("three", 1, 0), ("two", 2, 0)]


async def test_what_nobody_looked_at_goes_only_if_the_number_fits(
    hosts: list[Host], settings: Settings, tmp_path: Path
) -> None:
    """A namesake at another host is left to somebody there, who closes it."""
    one, two, three = hosts
    await ring(two.calls, "sure", ERIKAS, PHRASE)
    await ring(two.calls, "namesake", None, f"hier ist {ERIKA}")
    await ring(two.calls, "sisters", ERIKAS, "guten tag")
    message = Message("bitte um rückruf", "Sabine Mustermann", ERIKAS, "desk")
    await two.calls.take_message("sisters", message)
    await all_settle(hosts)
    await ring(two.calls, "by-name", None, "guten tag")
    await two.calls.take_message("by-name", Message("gruß", ERIKA, None, "desk"))
    await erase(one, settings, tmp_path / "receipt.json")
    await all_settle(hosts)
    assert await calls_at(two) == {"namesake", "sisters", "by-name"}
    assert sorted(await told_at(one)) == [("three", 0, 0), ("two", 1, 3)]
    (opened,) = await open_at(two)
    assert (opened.kind, opened.who) == (Kind.ERASURE, ASKED.search.wanted)
    assert opened.received_on == ASKED.received_on
    assert await open_at(three) == ()
    named = Search(ASKED.search.wanted, frozenset({"namesake"}))
    there = replace(ASKED, search=named, request_id=opened.id)
    await erase(two, settings, tmp_path / "there.json", there)
    await all_settle(hosts)
    assert await calls_at(two) == {"sisters"}, "by-name is sure there, where somebody looked"
    assert await desk_of(two).others.progress() == (), "no order goes back"
    assert sorted(await told_at(one)) == [("three", 0, 0), ("two", 1, 0)]


async def test_access_is_asked_of_others_once_however_often_it_is_handed_out(
    people: list[Host], settings: Settings, tmp_path: Path
) -> None:
    """Somebody downloads it again, or the disk was full the first time."""
    one, two, _ = people
    exporting = Exporting(desk_of(one), settings, Language.GERMAN)
    opened = await desk_of(one).receive(Kind.ACCESS, ASKED)
    again = replace(ASKED, request_id=opened.id)
    (tmp_path / "file").write_text("")
    for _ in range(2):
        with pytest.raises(ConfigError, match="cannot be written"):
            await exporting.export(Kind.ACCESS, again, tmp_path / "file" / "x")
        await all_settle(people)
    assert [each.id for each in await open_at(two)] == [opened.id]
    assert len(await desk_of(one).others.progress()) == 1


async def test_a_call_under_a_legal_hold_is_left_to_somebody_there(
    people: list[Host], settings: Settings, tmp_path: Path
) -> None:
    one, two, _ = people
    await two.database.write(
        lambda tables: hold(tables, "erikas", "Prozess", "olga", datetime.now(UTC))
    )
    await erase(one, settings, tmp_path / "receipt.json")
    await all_settle(people)
    assert await calls_at(two) == {"erikas", "erikas-too", "maxs"}
    assert ("two", 0, 2) in await told_at(one)
    assert [each.kind for each in await open_at(two)] == [Kind.ERASURE]


async def test_a_call_that_goes_on_is_waited_for(
    hosts: list[Host], settings: Settings, tmp_path: Path
) -> None:
    one, two, _ = hosts
    await two.calls.begin(replace(a_call("now"), caller=ERIKAS))
    await erase(one, settings, tmp_path / "receipt.json")
    await all_settle(hosts)
    assert await told_at(one) == [("three", 0, 0)]
    assert await calls_at(two) == {"now"}
    later = replace(a_call("later"), caller=ERIKAS, started_at=datetime.now(UTC))
    await two.calls.begin(later)
    for call_id in ("now", "later"):
        await two.calls.finish(call_id, Outcome.ANSWERED, 9000)
    await all_settle(hosts)
    assert await calls_at(two) == {"later"}


async def test_a_host_that_never_comes_back_is_waited_for_no_longer(
    people: list[Host], settings: Settings, server: Postgres, shared: Shared, tmp_path: Path
) -> None:
    one, two, _ = people
    await erase(one, settings, tmp_path / "receipt.json")
    await all_settle([one, two])
    assert not await desk_of(one).others.give_up("four")
    assert await desk_of(one).others.give_up("three")
    await all_settle([one, two])
    assert [is_forgotten for _, is_forgotten in orders_in(server, shared)] == [True]
    assert [each.name for each in await desk_of(two).others.known()] == ["one", "two"]
    assert all(each.is_complete for each in await desk_of(one).others.progress())


async def test_orders_are_sealed_with_the_newest_key(
    people: list[Host], settings: Settings, shared: Shared, tmp_path: Path
) -> None:
    one, two, three = people
    await erase(one, settings, tmp_path / "receipt.json")
    await one.orders.settle()
    new = tmp_path / "new.key"
    new.write_text("66" * 32)
    new.chmod(0o600)
    changed = {"key_file": new, "other_key_file": shared.key_file}
    async with Link(shared.model_copy(update=changed)) as link:
        await link.connect()
        await SharedBook(link, two.copy).seal_again()
        both = OrderBook(link, OrderCopy(two.database), "two")
        await both.settle()
        assert await both.seal_again() == 2, "the order and the secret of numbers"
        assert await both.seal_again() == 0
    async with Link(shared.model_copy(update={"key_file": new})) as link:
        await OrderBook(link, OrderCopy(three.database), "three").settle()
    assert await calls_at(three) == set()


async def test_a_host_that_answers_alone_asks_nobody(
    hosts: list[Host], server: Postgres, shared: Shared
) -> None:
    one, *_ = hosts
    await one.copy.end()
    with pytest.raises(StorageError, match="nothing here is surely theirs"):
        await desk_of(one).restrict(ASKED)
    await desk_of(one).object(ASKED)
    assert await desk_of(one).others.progress() == ()
    nobody_is_connected(server, shared)
