"""The inbox page by page: everything once, whatever is done or erased meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.records import FilledForm, Message
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.inbox import InboxItem, InboxRepository, ItemKind, Place
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.conftest import a_call

CALLS = 7


@pytest.fixture
async def inbox(database: Database, calls: CallRepository) -> InboxRepository:
    """An inbox with two messages and a request of each of seven calls, two at a time."""
    for number in range(CALLS):
        call = a_call(f"call{number}")
        began = call.started_at + timedelta(minutes=number // 2)
        await calls.begin(replace(call, started_at=began))
        for urgent in (False, number == 5):
            message = Message(f"message {number} {urgent}", "Erika", "1", urgent=urgent)
            await calls.take_message(call.id, message)
        await calls.take_form(call.id, FilledForm("refill", (), "Erika", None))
    return InboxRepository(database)


def place(item: InboxItem) -> Place:
    return Place(item.kind, item.call_id, item.number)


async def all_of(read: Callable[..., object], size: int) -> list[Place]:
    """Turn the pages to the end."""
    found: list[Place] = []
    while True:
        page = await read(size, found[-1] if found else None)  # type: ignore[misc]
        found += [place(each) for each in page]
        if len(page) < size:
            return found


@pytest.mark.parametrize("size", [1, 2, 4, 5, 99])
async def test_every_page_goes_on_behind_the_one_before(
    inbox: InboxRepository, size: int
) -> None:
    found = await all_of(inbox.waiting, size)
    assert len(found) == len(set(found)) == 3 * CALLS
    whole = await inbox.waiting(99)
    assert found == [place(each) for each in whole]
    assert isinstance(whole[0].content, Message)
    assert whole[0].content.urgent
    others = [each.called_at for each in whole[1:]]
    assert others == sorted(others)


async def test_what_is_done_between_two_pages_hides_nothing(inbox: InboxRepository) -> None:
    first = await inbox.waiting(5)
    for each in first:
        await inbox.mark_done(each.kind, each.call_id, each.number, "rita")
    rest = await inbox.waiting(99, place(first[-1]))
    assert len(rest) == 3 * CALLS - 5
    assert {place(each) for each in first}.isdisjoint(map(place, rest))


async def test_behind_what_is_gone_the_first_page_comes(
    inbox: InboxRepository, calls: CallRepository
) -> None:
    first = await inbox.waiting(1)
    await calls.erase(first[0].call_id)
    assert await inbox.waiting(3, place(first[0])) == await inbox.waiting(3)


async def date_back(database: Database, item: InboxItem, done_at: datetime) -> None:
    """Have something been done at another time."""
    table = "messages" if item.kind is ItemKind.MESSAGE else "forms"
    key, row = (item.call_id, item.number), {"done_at": to_text(done_at)}

    def change(tables: Tables) -> None:
        tables.table(table).update(key, row)

    await database.write(change)


@pytest.mark.parametrize("size", [1, 4, 99])
async def test_the_done_ones_come_the_latest_first(
    inbox: InboxRepository, database: Database, size: int
) -> None:
    at = datetime.fromisoformat("2026-11-23T08:00:00+01:00")
    for index, each in enumerate(await inbox.waiting(99)):
        await inbox.mark_done(each.kind, each.call_id, each.number, "rita")
        await date_back(database, each, at + timedelta(minutes=index // 3))
    found = await all_of(inbox.done, size)
    assert len(found) == len(set(found)) == 3 * CALLS
    whole = await inbox.done(99)
    moments = [each.done_at for each in whole if each.done_at]
    assert moments == sorted(moments, reverse=True)
    assert found == [place(each) for each in whole]
    assert await inbox.waiting(9) == ()


async def test_what_was_marked_by_mistake_waits_where_it_waited(inbox: InboxRepository) -> None:
    before = await inbox.waiting(99)
    first, second = before[:2]
    for each in (first, second):
        await inbox.mark_done(each.kind, each.call_id, each.number, "rita")
    await inbox.mark_open(first.kind, first.call_id, first.number, "paula")
    await inbox.mark_open(first.kind, first.call_id, first.number, "paula")
    assert [place(each) for each in await inbox.done(99)] == [place(second)]
    assert await inbox.waiting(99) == (first, *before[2:])
    with pytest.raises(StorageError, match="no such message"):
        await inbox.mark_open(first.kind, "nobody", 1, "paula")
