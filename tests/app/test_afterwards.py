"""After a call, messages get a subject, whatever the model does."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from kibox_pbx.app.afterwards import MOST_WAITING, Afterwork
from kibox_pbx.dialogue.office_writing import office_tasks
from kibox_pbx.engines.llama_llm import LlamaModel
from kibox_pbx.errors import EngineError
from kibox_pbx.records import Message
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.summaries import SummaryRepository
from kibox_pbx.utterance import Language
from tests.engines.installed import installed_model
from tests.storage.call_store_contract import A_CALL

SAID = "ja also die heizung ist seit gestern kaputt"
FORM = '{"subject": "Heizung kaputt", "summary": "Die Heizung ist seit gestern kaputt."}'


class FakeWriter:
    """Writes one form for everything; None: it is always too slow."""

    def __init__(self, form: str | None = FORM) -> None:
        self.form = form
        self.asked: list[tuple[str, str]] = []

    async def write(self, task: str, text: str) -> str:
        self.asked.append((task, text))
        if self.form is None:
            raise EngineError("too slow")
        return self.form


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as opened:
        yield opened


@pytest.fixture
async def calls(database: Database) -> CallRepository:
    calls = CallRepository(database)
    await calls.begin(A_CALL)
    await calls.take_message(A_CALL.id, Message(SAID, "Huber", None))
    return calls


async def subject(calls: CallRepository) -> tuple[str | None, str | None]:
    (message,) = (await calls.read_call(A_CALL.id)).messages
    return message.subject, message.summary


async def test_a_message_gets_what_the_model_wrote(
    database: Database, calls: CallRepository
) -> None:
    writer = FakeWriter()
    async with Afterwork(SummaryRepository(database), writer) as after:
        await after.done()
    assert writer.asked == [("summary-de", SAID)]
    assert await subject(calls) == ("Heizung kaputt", "Die Heizung ist seit gestern kaputt.")


async def test_a_call_that_ends_while_we_work_is_sorted_too(
    database: Database, calls: CallRepository
) -> None:
    async with Afterwork(SummaryRepository(database), FakeWriter()) as after:
        await after.done()
        later = replace(A_CALL, id="later")
        await calls.begin(later)
        await calls.take_message("later", Message(SAID, None, None))
        after.call_ended("later")
        await after.done()
    (message,) = (await calls.read_call("later")).messages
    assert message.subject == "Heizung kaputt"


@pytest.mark.parametrize("writer", [None, FakeWriter(None), FakeWriter("nonsense")])
async def test_where_the_model_fails_the_first_words_are_the_subject(
    database: Database, calls: CallRepository, writer: FakeWriter | None
) -> None:
    async with Afterwork(SummaryRepository(database), writer) as after:
        await after.done()
    assert await subject(calls) == ("Die heizung ist seit gestern kaputt", None)


async def test_a_store_that_refuses_does_not_end_the_work(
    database: Database, calls: CallRepository
) -> None:
    async with Afterwork(SummaryRepository(database), FakeWriter()) as after:
        await after.done()
        await database.__aexit__(None, None, None)
        after.call_ended(A_CALL.id)
        await after.done()
        await database.__aenter__()
        after.call_ended(A_CALL.id)
        await after.done()
    assert (await subject(calls))[0] == "Heizung kaputt"


async def test_more_calls_than_may_wait_are_left_for_the_next_start(
    database: Database,
) -> None:
    after = Afterwork(SummaryRepository(database), None)
    for number in range(MOST_WAITING + 5):
        after.call_ended(str(number))
    async with asyncio.timeout(30), after:
        await after.done()


@pytest.mark.engine
async def test_the_real_model_s_subject_is_made_of_what_was_said(
    database: Database, calls: CallRepository
) -> None:
    tasks = office_tasks((Language.GERMAN,))
    async with (
        LlamaModel(installed_model("llm"), tasks) as model,
        Afterwork(SummaryRepository(database), model) as after,
    ):
        await after.done()
    found, _ = await subject(calls)
    assert found
    assert "eizung" in found
