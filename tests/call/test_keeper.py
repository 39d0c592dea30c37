"""A call is written down in order, and never makes the caller wait."""

import asyncio
from datetime import UTC, datetime

import pytest

from kibox_pbx.audio import RecordedPiece
from kibox_pbx.call.journal import Step, read_journal
from kibox_pbx.call.keeper import MOST_WAITING, Keeper
from kibox_pbx.dialogue.actions import HangUp, NoteConsent, WithdrawConsent
from kibox_pbx.dialogue.events import CallerHungUp, CallerPressed
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Act, Outcome, Speaker, Turn
from tests.fakes import FakeStore

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
RECORDING = ConsentPurpose.RECORDING
PIECE = RecordedPiece(0, bytes(320), bytes(320))
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


async def test_a_store_that_refuses_is_told_once_and_ends_the_writing() -> None:
    store, told = FakeStore(), list[int]()
    store.broken = True
    keeper = Keeper("c1", store, lambda: told.append(1))
    for _ in range(3):
        keeper.note(TURN)
    keeper.close()
    await keeper.run()
    store.broken = False
    keeper.note(TURN)
    keeper.close()
    await keeper.run()
    assert told == [1]
    assert store.turns == []


async def test_what_a_caller_decided_is_tried_though_the_store_refused_before() -> None:
    class FullStore(FakeStore):
        async def add_turn(self, call_id: str, turn: Turn) -> None:
            raise StorageError("full")

    store = FullStore()
    keeper = Keeper("c1", store)
    keeper.note(TURN)
    keeper.withdraw_consent(WithdrawConsent(RECORDING, NOON))
    keeper.stop()
    keeper.close()
    await keeper.run()
    assert store.withdrawn == [RECORDING]
    assert store.marked == ["c1"]


async def test_consents_and_sound_are_written_in_the_order_they_came() -> None:
    class Strict(FakeStore):
        async def add_sound(self, call_id: str, piece: RecordedPiece) -> None:
            assert self.consents
            await super().add_sound(call_id, piece)

    store = Strict()
    keeper = Keeper("c1", store)
    keeper.note_consent(NoteConsent(RECORDING, ConsentAnswer.YES, "n1", NOON))
    keeper.keep_sound(PIECE)
    keeper.close()
    await keeper.run()
    assert store.consents == [(RECORDING, ConsentAnswer.YES, "n1")]
    assert store.sound == [PIECE]


async def test_a_withdrawal_comes_after_all_sound_before_it() -> None:
    store = FakeStore()
    keeper = Keeper("c1", store)
    keeper.keep_sound(PIECE)
    keeper.withdraw_consent(WithdrawConsent(RECORDING, NOON))
    keeper.close()
    await keeper.run()
    assert (store.sound, store.withdrawn) == ([], [RECORDING])


async def test_who_wants_all_erased_has_their_consents_noted_and_no_more_sound() -> None:
    store = FakeStore()
    keeper = Keeper("c1", store)
    keeper.stop()
    keeper.keep_sound(PIECE)
    keeper.withdraw_consent(WithdrawConsent(RECORDING, NOON))
    keeper.note_consent(NoteConsent(RECORDING, ConsentAnswer.NO, "n1", NOON))
    keeper.close()
    await keeper.run()
    assert (store.sound, store.withdrawn, len(store.consents)) == ([], [RECORDING], 1)


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
