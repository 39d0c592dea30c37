"""Entries that are added on the pages: versions, who wrote them, and the question answered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kibox_pbx.config.added_entry import checked_entry, with_added
from kibox_pbx.config.settings import Enquiry
from kibox_pbx.config.yaml_lines import Tree
from kibox_pbx.errors import ConfigError, StorageError
from kibox_pbx.privacy.periods import limits
from kibox_pbx.storage.added_entries import (
    AddedEntryRepository,
    ChangedMeanwhileError,
    as_settings,
)
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.forgetting import forget_proof
from kibox_pbx.storage.questions import QuestionRepository
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.utterance import Language
from tests.storage.conftest import Clock, a_call
from tests.storage.practice import settings_with

GERMAN = (Language.GERMAN,)
BOTH = (Language.GERMAN, Language.ENGLISH)


def an_entry(answer: str = "Im Hof.") -> Enquiry:
    asked: Tree = {"questions": {"de": ["Wo kann ich parken?"]}, "answer": {"de": answer}}
    return checked_entry("parking", asked, GERMAN)


@pytest.fixture
def entries(database: Database, clock: Clock) -> AddedEntryRepository:
    return AddedEntryRepository(database, clock)


async def accesses(database: Database) -> list[tuple[str, str, str]]:
    def look(tables: Tables) -> list[tuple[str, str, str]]:
        rows = tables.table("access_log").rows_where(order_by="number")
        return [(row["who"], row["did"], row["about"]) for row in rows]

    return await database.read(look)


async def test_each_version_is_kept_with_who_wrote_it(
    database: Database, entries: AddedEntryRepository, clock: Clock
) -> None:
    key = await entries.add(an_entry(), "rita")
    clock.pass_minutes(5)
    await entries.change(key, an_entry("Vor dem Haus."), "paula", 1)
    (now,) = await entries.current()
    assert (now.key, now.version, now.written_by) == (key, 2, "paula")
    assert now.entry == an_entry("Vor dem Haus.")
    latest, first = await entries.versions(key)
    assert latest == now
    assert (first.entry, first.written_by) == (an_entry(), "rita")
    assert first.written_at == now.written_at - timedelta(minutes=5)
    assert await accesses(database) == [
        ("rita", "write_entry", key),
        ("paula", "write_entry", key),
    ]


async def test_what_is_taken_away_is_not_told_and_cannot_be_changed(
    database: Database, entries: AddedEntryRepository
) -> None:
    key = await entries.add(an_entry(), "rita")
    await entries.change(key, None, "paula", 1)
    assert await entries.current() == ()
    assert [each.entry is None for each in await entries.versions(key)] == [True, False]
    assert (await accesses(database))[-1] == ("paula", "remove_entry", key)
    for seen in (1, 2):
        with pytest.raises(StorageError, match="no such entry"):
            await entries.change(key, an_entry(), "rita", seen)
    with pytest.raises(StorageError, match="no such entry"):
        await entries.change("added_00000000", an_entry(), "rita", 1)


async def test_of_two_who_change_it_at_once_the_second_is_told(
    entries: AddedEntryRepository,
) -> None:
    key = await entries.add(an_entry(), "rita")
    await entries.change(key, an_entry("Eins."), "rita", 1)
    with pytest.raises(ChangedMeanwhileError):
        await entries.change(key, an_entry("Zwei."), "paula", 1)
    (now,) = await entries.current()
    assert now.entry == an_entry("Eins.")


async def test_an_answered_question_is_dealt_with_by_its_entry_or_neither_is_written(
    database: Database, entries: AddedEntryRepository, calls: CallRepository
) -> None:
    await calls.begin(replace(a_call("c0ffee"), caller=None))
    await calls.keep_question("c0ffee", "wo kann ich parken", Language.GERMAN)
    with pytest.raises(StorageError, match="no such question"):
        await entries.add(an_entry(), "rita", "c0ffee-2")
    assert await entries.current() == ()
    await entries.add(an_entry(), "rita", "c0ffee-1")
    assert await QuestionRepository(database).waiting() == ()
    assert (await accesses(database))[-1] == ("rita", "close_question", "c0ffee-1")


async def test_replaced_versions_go_after_the_days_of_proofs_and_the_current_one_stays(
    database: Database, entries: AddedEntryRepository, clock: Clock
) -> None:
    periods = settings_with().privacy.retention
    stays, goes = await entries.add(an_entry(), "rita"), await entries.add(an_entry(), "rita")
    await entries.change(stays, an_entry("Neu."), "rita", 1)
    await entries.change(goes, None, "rita", 1)
    for days, left in ((periods.proof_days - 1, [2, 2]), (1, [1, 0])):
        clock.pass_minutes(days * 24 * 60)
        bounds, now = limits(periods, clock()), clock()
        await database.write(
            lambda tables, b=bounds, n=now: forget_proof(tables, database.envelope, b, n)  # type: ignore[misc]
        )
        assert [len(await entries.versions(key)) for key in (stays, goes)] == left
    (now_told,) = await entries.current()
    assert now_told.version == 2


def test_an_entry_is_checked_as_those_of_the_file() -> None:
    asked: dict[str, Tree] = {"questions": {"de": ["Wo parken?"]}, "answer": {"de": "Im Hof."}}
    with pytest.raises(ConfigError) as found:
        checked_entry("parking", dict(asked), BOTH)
    assert found.value.problems == (
        "questions: has no words for the language en",
        "answer: has no words for the language en",
    )
    with pytest.raises(ConfigError, match=r"answr: Extra inputs"):
        checked_entry("parking", asked | {"answr": {"de": "Im Hof."}}, GERMAN)


async def test_an_entry_of_the_file_comes_first(entries: AddedEntryRepository) -> None:
    key = await entries.add(an_entry(), "rita")
    added = as_settings(await entries.current())
    assert with_added(settings_with(), added).enquiries == {key: an_entry()}
    of_file = settings_with(enquiries={key: an_entry("In der Datei.").model_dump()})
    assert with_added(of_file, added).enquiries[key] == an_entry("In der Datei.")
