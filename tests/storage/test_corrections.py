"""A turn that was heard better takes the first one's place, sealed as it was."""

from dataclasses import replace

import pytest

from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.corrections import CorrectionRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.call_store_contract import A_CALL, ANSWER, GREETING

BETTER = "ich brauche ein attest"
EVENT = '{"event": "CallerSpoke", "text": "ich brauche ein rezept"}'


@pytest.fixture
async def corrections(database: Database, calls: CallRepository) -> CorrectionRepository:
    await calls.begin(A_CALL)
    await calls.add_event(A_CALL.id, EVENT)
    await calls.add_turn(A_CALL.id, GREETING)
    await calls.add_turn(A_CALL.id, ANSWER)
    return CorrectionRepository(database)


async def correct(corrections: CorrectionRepository, call_id: str = A_CALL.id) -> bool:
    return await corrections.correct(call_id, ANSWER.at_ms, ANSWER.text, BETTER)


async def test_the_better_text_takes_the_place_of_the_first_and_says_so(
    corrections: CorrectionRepository, calls: CallRepository
) -> None:
    assert await corrections.is_kept(A_CALL.id)
    assert await correct(corrections)
    stored = await calls.read_call(A_CALL.id)
    assert stored.turns == (GREETING, replace(ANSWER, text=BETTER, corrected=True))


async def test_the_journal_keeps_what_the_dialogue_went_by(
    corrections: CorrectionRepository, calls: CallRepository
) -> None:
    await correct(corrections)
    assert (await calls.read_call(A_CALL.id)).events == (EVENT,)


async def test_neither_text_is_readable_in_the_table(
    corrections: CorrectionRepository, database: Database
) -> None:
    await correct(corrections)
    rows = await database.read(lambda tables: str(list(tables.table("turns").rows)))
    assert "attest" not in rows
    assert "rezept" not in rows


@pytest.mark.parametrize(
    ("at_ms", "first"),
    [(ANSWER.at_ms + 1, ANSWER.text), (ANSWER.at_ms, "ja"), (GREETING.at_ms, GREETING.text)],
    ids=["another time", "another text", "the assistant's"],
)
async def test_no_other_turn_is_touched(
    at_ms: int, first: str, corrections: CorrectionRepository, calls: CallRepository
) -> None:
    assert not await corrections.correct(A_CALL.id, at_ms, first, BETTER)
    assert (await calls.read_call(A_CALL.id)).turns == (GREETING, ANSWER)


async def test_of_two_turns_that_began_at_once_the_right_one_is_corrected(
    corrections: CorrectionRepository, calls: CallRepository
) -> None:
    key = replace(ANSWER, text="[1]")
    await calls.add_turn(A_CALL.id, key)
    assert await correct(corrections)
    texts = [turn.text for turn in (await calls.read_call(A_CALL.id)).turns]
    assert texts == [GREETING.text, BETTER, "[1]"]


async def test_a_corrected_turn_is_not_corrected_again(
    corrections: CorrectionRepository,
) -> None:
    assert await correct(corrections)
    again = await corrections.correct(A_CALL.id, ANSWER.at_ms, BETTER, ANSWER.text)
    assert not again


async def test_a_call_that_was_erased_meanwhile_stays_erased(
    corrections: CorrectionRepository, calls: CallRepository, database: Database
) -> None:
    assert await calls.erase(A_CALL.id) == (A_CALL.id,)
    assert not await corrections.is_kept(A_CALL.id)
    assert not await correct(corrections)
    assert await database.read(lambda tables: tables.table("turns").count) == 0


async def test_a_call_that_is_to_be_erased_is_left_alone(
    corrections: CorrectionRepository, calls: CallRepository
) -> None:
    await calls.mark_for_erasure(A_CALL.id)
    assert not await corrections.is_kept(A_CALL.id)
    assert not await correct(corrections)


async def test_a_transcript_whose_key_is_gone_is_left_as_noise(
    corrections: CorrectionRepository, database: Database
) -> None:
    def lose_the_key(tables: Tables) -> None:
        tables.table("call_keys").delete_where("purpose = 'conversation'")

    def sealed(tables: Tables) -> list[bytes]:
        return [row["sealed"] for row in tables.table("turns").rows]

    before = await database.read(sealed)
    await database.write(lose_the_key)
    assert not await corrections.is_kept(A_CALL.id)
    assert not await correct(corrections)
    assert await database.read(sealed) == before


async def test_a_forgotten_conversation_has_nothing_to_correct(
    corrections: CorrectionRepository, calls: CallRepository
) -> None:
    await calls.forget_conversation(A_CALL.id)
    assert not await corrections.is_kept(A_CALL.id)
    assert not await correct(corrections)
