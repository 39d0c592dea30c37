"""Messages get their subject later, sealed with them."""

from dataclasses import replace

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.summaries import SummaryRepository
from tests.storage.call_store_contract import A_CALL, A_MESSAGE


@pytest.fixture
async def messages(database: Database, calls: CallRepository) -> SummaryRepository:
    for call_id in (A_CALL.id, "other"):
        await calls.begin(replace(A_CALL, id=call_id))
        await calls.take_message(call_id, A_MESSAGE)
    return SummaryRepository(database)


async def test_a_message_comes_back_with_its_subject(
    messages: SummaryRepository, calls: CallRepository
) -> None:
    (one,) = await messages.unsorted(A_CALL.id)
    assert (one.message, one.language) == (A_MESSAGE, A_CALL.language)
    await messages.write(one, "Rezept", "Bittet um ein Rezept.")
    (stored,) = (await calls.read_call(A_CALL.id)).messages
    assert stored == replace(A_MESSAGE, subject="Rezept", summary="Bittet um ein Rezept.")


async def test_only_messages_without_a_subject_are_left_to_do(
    messages: SummaryRepository,
) -> None:
    both = await messages.unsorted()
    await messages.write(both[0], "Rezept", None)
    assert await messages.unsorted() == both[1:]


async def test_what_a_subject_says_is_not_readable_in_the_table(
    messages: SummaryRepository, database: Database
) -> None:
    (one,) = await messages.unsorted(A_CALL.id)
    await messages.write(one, "Bandscheibenvorfall", None)
    rows = await database.read(lambda tables: list(tables.table("messages").rows))
    assert "Bandscheibenvorfall" not in str(rows)


async def test_a_message_that_was_erased_meanwhile_gets_none(
    messages: SummaryRepository, calls: CallRepository
) -> None:
    (one,) = await messages.unsorted(A_CALL.id)
    await calls.erase(A_CALL.id)
    await messages.write(one, "Rezept", None)
    assert await messages.unsorted(A_CALL.id) == ()


async def test_a_text_whose_key_is_gone_is_refused(
    messages: SummaryRepository, database: Database
) -> None:
    def lose_keys(tables: Tables) -> None:
        tables.table("call_keys").delete_where()

    await database.write(lose_keys)
    with pytest.raises(StorageError, match="erased meanwhile"):
        await messages.unsorted()
    texts = SealedTexts(database.envelope)
    assert await database.read(lambda t: texts.of_call(t, "messages", A_CALL.id)) == []
