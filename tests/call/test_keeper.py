"""A call is written down in order, and never makes the caller wait."""

import asyncio

import pytest

from kibox_pbx.call.journal import Step, read_journal
from kibox_pbx.call.keeper import MOST_WAITING, Keeper
from kibox_pbx.dialogue.actions import HangUp
from kibox_pbx.dialogue.events import CallerHungUp, CallerPressed
from kibox_pbx.errors import StorageError
from kibox_pbx.records import Act, Outcome, Speaker, Turn
from tests.fakes import FakeStore

TURN = Turn(Speaker.ASSISTANT, "Good morning", Act.GREET, 0, 900)


async def test_turns_and_events_are_written_in_order_until_the_end() -> None:
    store = FakeStore()
    keeper = Keeper("c1", store)
    for key in "123":
        keeper.note(CallerPressed(0, key))
    keeper.note(TURN)
    keeper.note(CallerHungUp(10))
    keeper.close()
    await keeper.run()
    assert store.turns == [TURN]
    assert ['"1"' in store.events[0], '"2"' in store.events[1], '"3"' in store.events[2]] == [
        True,
        True,
        True,
    ]
    assert "CallerHungUp" in store.events[3]


async def test_what_the_dialogue_did_is_written_after_its_event() -> None:
    store = FakeStore()
    keeper = Keeper("c1", store)
    keeper.note(CallerHungUp(10))
    keeper.note_actions((HangUp(Outcome.ABANDONED),))
    keeper.close()
    await keeper.run()
    assert read_journal(store.events) == (Step(CallerHungUp(10), (HangUp(Outcome.ABANDONED),)),)


async def test_noting_does_not_wait_for_the_disk() -> None:
    class StuckStore(FakeStore):
        async def add_turn(self, call_id: str, turn: Turn) -> None:
            await asyncio.Event().wait()

    keeper = Keeper("c1", StuckStore())
    async with asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(keeper.run())
        for _ in range(MOST_WAITING):
            keeper.note(TURN)
        await asyncio.sleep(0)
        keeper.note(TURN)
        with pytest.raises(asyncio.QueueFull):
            keeper.note(TURN)
        writing.cancel()


async def test_a_store_that_refuses_ends_the_writing() -> None:
    store = FakeStore()
    store.broken = True
    keeper = Keeper("c1", store)
    keeper.note(TURN)
    with pytest.raises(StorageError):
        await keeper.run()


async def test_from_the_wish_on_only_the_wish_itself_is_written() -> None:
    store = FakeStore()
    keeper = Keeper("c1", store)
    keeper.note(TURN)
    keeper.stop()
    keeper.stop()
    keeper.note(TURN)
    keeper.close()
    await keeper.run()
    assert (store.turns, store.marked) == ([TURN], ["c1"])
