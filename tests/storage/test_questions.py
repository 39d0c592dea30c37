"""Questions without an entry are listed over all calls until they are dealt with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.questions import QuestionRepository
from kibox_pbx.utterance import Language
from tests.storage.call_store_contract import A_CALL


@pytest.fixture
async def asked(database: Database, calls: CallRepository) -> QuestionRepository:
    later = replace(A_CALL, id="later", started_at=A_CALL.started_at + timedelta(hours=1))
    for call in (later, A_CALL):
        await calls.begin(call)
    await calls.keep_question("later", "do you have wifi", Language.ENGLISH)
    await calls.keep_question(A_CALL.id, "haben sie wlan", Language.GERMAN)
    await calls.keep_question(A_CALL.id, "darf mein hund mit", Language.GERMAN)
    return QuestionRepository(database)


async def test_the_oldest_question_comes_first(asked: QuestionRepository) -> None:
    waiting = await asked.waiting()
    assert [each.text for each in waiting] == [
        "haben sie wlan",
        "darf mein hund mit",
        "do you have wifi",
    ]
    assert [each.language for each in waiting] == ["de", "de", "en"]
    assert waiting[0].asked_at == A_CALL.started_at


async def test_what_is_done_is_not_listed_any_more(asked: QuestionRepository) -> None:
    first = (await asked.waiting())[0]
    await asked.mark_done(first.id, "erika")
    await asked.mark_done(first.id, "erika")
    assert first not in await asked.waiting()
    assert len(await asked.waiting()) == 2


@pytest.mark.parametrize("unknown", ["", "x", "x-1", f"{A_CALL.id}-9", f"{A_CALL.id}-x"])
async def test_an_unknown_question_is_refused(asked: QuestionRepository, unknown: str) -> None:
    with pytest.raises(StorageError, match="kibox questions"):
        await asked.mark_done(unknown, "erika")


async def test_questions_go_with_their_call(
    asked: QuestionRepository, calls: CallRepository
) -> None:
    await calls.erase(A_CALL.id)
    assert [each.text for each in await asked.waiting()] == ["do you have wifi"]
