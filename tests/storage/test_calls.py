"""Calls come back as they were stored, and are gone when they were erased."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.records import FilledForm, Message, Outcome, Turn
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.storage.call_store_contract import (
    A_CALL,
    A_MESSAGE,
    ANSWER,
    GREETING,
    CallStoreContract,
)
from tests.storage.conftest import a_call


class TestCallRepository(CallStoreContract):
    """The contract, on real SQLCipher."""

    @pytest.fixture
    def store(self, calls: CallRepository) -> CallRepository:
        return calls


A_FORM = FilledForm(
    "prescription", (("medication", "die blutdrucktabletten"), ("pickup", "")), "Huber", None
)


async def a_stored_call(calls: CallRepository) -> None:
    await calls.begin(A_CALL)
    await calls.add_event(A_CALL.id, "{}")
    await calls.add_turn(A_CALL.id, GREETING)
    await calls.add_turn(A_CALL.id, ANSWER)
    await calls.take_message(A_CALL.id, A_MESSAGE)
    await calls.take_form(A_CALL.id, A_FORM)
    await calls.keep_question(A_CALL.id, "darf ich meinen hund mitbringen", Language.GERMAN)
    await calls.finish(A_CALL.id, Outcome.MESSAGE_TAKEN, 31_000)


async def test_a_call_comes_back_as_it_was_stored(calls: CallRepository) -> None:
    await a_stored_call(calls)
    assert await calls.read_call(A_CALL.id) == StoredCall(
        A_CALL,
        Outcome.MESSAGE_TAKEN,
        31_000,
        (GREETING, ANSWER),
        ("{}",),
        (A_MESSAGE,),
        (A_FORM,),
        ("darf ich meinen hund mitbringen",),
    )


async def test_a_call_that_is_going_on_has_no_outcome_yet(calls: CallRepository) -> None:
    await calls.begin(replace(A_CALL, caller=None))
    stored = await calls.read_call(A_CALL.id)
    assert (stored.outcome, stored.duration_ms, stored.call.caller) == (None, None, None)


async def test_calls_of_a_killed_service_are_closed_as_failed_and_no_others(
    calls: CallRepository,
) -> None:
    await a_stored_call(calls)
    killed, unheard = replace(A_CALL, id="killed"), replace(A_CALL, id="unheard")
    for call in (killed, unheard):
        await calls.begin(call)
    await calls.add_turn(killed.id, GREETING)
    await calls.add_turn(killed.id, ANSWER)
    assert await calls.close_unfinished() == 2
    assert await calls.close_unfinished() == 0
    closed = {line.call.id: (line.outcome, line.duration_ms) for line in await calls.recent(3)}
    assert closed == {
        A_CALL.id: (Outcome.MESSAGE_TAKEN, 31_000),
        killed.id: (Outcome.FAILED, ANSWER.at_ms + ANSWER.heard_ms),
        unheard.id: (Outcome.FAILED, 0),
    }


async def test_turns_that_come_at_once_are_all_kept(calls: CallRepository) -> None:
    await calls.begin(A_CALL)
    turns = [replace(ANSWER, text=f"wort {n}", at_ms=n) for n in range(20)]
    await asyncio.gather(*(calls.add_turn(A_CALL.id, turn) for turn in turns))
    assert list((await calls.read_call(A_CALL.id)).turns) == turns


async def test_a_caller_who_talked_over_a_sentence_comes_after_its_beginning(
    calls: CallRepository,
) -> None:
    await calls.begin(A_CALL)
    for turn in (replace(ANSWER, at_ms=900), GREETING):
        await calls.add_turn(A_CALL.id, turn)
    assert (await calls.read_call(A_CALL.id)).turns == (GREETING, replace(ANSWER, at_ms=900))


async def test_calls_do_not_mix(calls: CallRepository) -> None:
    for call_id in ("a", "b"):
        await calls.begin(replace(A_CALL, id=call_id))
        await calls.add_turn(call_id, replace(ANSWER, text=f"anruf {call_id}"))
    assert [turn.text for turn in (await calls.read_call("b")).turns] == ["anruf b"]


async def test_the_latest_call_is_listed_first(calls: CallRepository) -> None:
    for hours in (1, 3, 2):
        started_at = A_CALL.started_at + timedelta(hours=hours)
        await calls.begin(replace(A_CALL, id=str(hours), started_at=started_at))
    assert [line.call.id for line in await calls.recent(2)] == ["3", "2"]


@pytest.mark.parametrize("write", ["add_turn", "add_event", "take_message", "finish", "erase"])
async def test_an_unknown_call_is_refused(calls: CallRepository, write: str) -> None:
    arguments: dict[str, tuple[Turn | str | Message | Outcome | int, ...]] = {
        "add_turn": (GREETING,),
        "add_event": ("{}",),
        "take_message": (A_MESSAGE,),
        "finish": (Outcome.FAILED, 1),
        "erase": (),
    }
    with pytest.raises(StorageError):
        await getattr(calls, write)("nobody", *arguments[write])
    with pytest.raises(StorageError, match="no such call"):
        await calls.read_call("nobody")


OWN = {"ledger_head", "named_secrets"}
"""What the store itself needs, whatever was erased."""


async def rows(database: Database) -> dict[str, int]:
    def look(tables: Tables) -> dict[str, int]:
        counts = {name: tables.table(name).count for name in tables.table_names()}
        return {name: count for name, count in counts.items() if count and name not in OWN}

    return await database.read(look)


async def test_an_erased_call_leaves_nothing_but_a_receipt(
    calls: CallRepository, database: Database
) -> None:
    await a_stored_call(calls)
    assert not await calls.was_erased(A_CALL.id)
    await calls.erase(A_CALL.id)
    assert await rows(database) == {"erasures": 1}
    assert await calls.was_erased(A_CALL.id)


async def test_a_receipt_tells_that_and_when_but_nothing_of_the_caller(
    calls: CallRepository, database: Database
) -> None:
    await a_stored_call(calls)
    await calls.erase(A_CALL.id)
    (receipt,) = await database.read(lambda tables: list(tables.table("erasures").rows))
    assert set(receipt) == {"call_id", "erased_at", "why"}
    assert (receipt["call_id"], receipt["why"]) == (A_CALL.id, "the caller's wish")
    assert abs(from_text(receipt["erased_at"]) - datetime.now(UTC)) < timedelta(minutes=1)


async def test_a_call_is_erased_with_the_records_it_continues_and_no_others(
    calls: CallRepository, database: Database
) -> None:
    await a_stored_call(calls)
    await calls.begin(replace(A_CALL, id="back", continues=A_CALL.id))
    await calls.begin(replace(A_CALL, id="again", continues="back"))
    await calls.begin(replace(A_CALL, id="other"))
    assert (await calls.read_call("again")).call.continues == "back"
    assert await calls.erase("again") == ("again", "back", A_CALL.id)
    assert await rows(database) == {"erasures": 3, "calls": 1}
    assert (await calls.read_call("other")).call.id == "other"


async def test_a_record_whose_earlier_part_was_erased_can_be_erased_too(
    calls: CallRepository, database: Database
) -> None:
    await a_stored_call(calls)
    await calls.erase(A_CALL.id)
    await calls.begin(replace(A_CALL, id="back", continues=A_CALL.id))
    await calls.erase("back")
    assert await rows(database) == {"erasures": 2}


async def test_a_service_killed_after_the_wish_erases_when_it_starts_again(
    calls: CallRepository, database: Database
) -> None:
    await a_stored_call(calls)
    await calls.begin(replace(A_CALL, id="back", continues=A_CALL.id))
    await calls.begin(replace(A_CALL, id="killed"))
    for call_id in ("back", A_CALL.id):
        await calls.mark_for_erasure(call_id)
    assert await calls.close_unfinished() == 1
    assert await rows(database) == {"erasures": 2, "calls": 1}


async def test_a_forgotten_conversation_leaves_the_call_and_its_message(
    calls: CallRepository,
) -> None:
    await a_stored_call(calls)
    await calls.forget_conversation(A_CALL.id)
    stored = await calls.read_call(A_CALL.id)
    assert (stored.turns, stored.events, stored.messages) == ((), (), (A_MESSAGE,))


async def test_what_remains_of_a_text_is_noise_without_its_key(
    calls: CallRepository, database: Database
) -> None:
    """A backup, say, that still has the rows of a conversation but not its key."""
    await a_stored_call(calls)

    def lose_the_key(tables: Tables) -> bytes:
        tables.table("call_keys").delete_where()
        return b"".join(row["sealed"] for row in tables.table("turns").rows)

    sealed = await database.write(lose_the_key)
    assert b"rezept" not in sealed
    assert (await calls.read_call(A_CALL.id)).turns == ()


async def test_a_text_that_was_moved_to_another_place_is_refused(
    calls: CallRepository, database: Database
) -> None:
    await a_stored_call(calls)

    def swap(tables: Tables) -> None:
        first, second = tables.table("turns").rows
        tables.table("turns").update((A_CALL.id, 1), {"sealed": second["sealed"]})
        tables.table("turns").update((A_CALL.id, 2), {"sealed": first["sealed"]})

    await database.write(swap)
    with pytest.raises(StorageError, match="could not be opened"):
        await calls.read_call(A_CALL.id)


@pytest.mark.parametrize("size", [1, 2, 3, 9])
async def test_the_list_of_calls_is_turned_page_by_page(
    calls: CallRepository, size: int
) -> None:
    for number in range(7):
        call = a_call(f"call{number}")
        began = call.started_at + timedelta(minutes=number // 2)
        await calls.begin(replace(call, started_at=began))
    whole = [line.call.id for line in await calls.recent(99)]
    found: list[str] = []
    while page := await calls.recent(size, found[-1] if found else None):
        found += [line.call.id for line in page]
    assert found == whole
    assert len(set(found)) == 7
    assert [line.call.id for line in await calls.recent(99, "gone")] == whole
