"""Erasing a person leaves nothing that opens, here or in a database that is restored."""

import shutil
from pathlib import Path

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.storage import consents, objections, requests, restriction
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.rectifications import Rectifying
from kibox_pbx.storage.requests import Kind, Signature
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subject_erasure import Destroyed, destroy, left_over, require_over
from kibox_pbx.storage.subjects import Found, Search, find_in
from tests.storage.conftest import a_call
from tests.storage.people import ERIKA, ERIKAS, PHRASE, fill
from tests.storage.practice import at

BOTH = Search(Wanted(ERIKAS, ERIKA))
NOW = at(23, 9)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kibox.db"


async def prepared(database: Database) -> str:
    """Fill the store, with a request and a rectified appointment; return the request."""
    await fill(database)
    by = Signature("olga", NOW, "vertippt")

    def change(tables: Tables) -> str:
        pen = Rectifying(tables, database.envelope, by)
        pen.appointment("past", {"phone": "+4930111223"})
        opening = requests.Opening(Kind.ERASURE, BOTH.wanted, NOW.date())
        return requests.open_request(tables, database.envelope, opening)

    return await database.write(change)


async def erase(database: Database, request_id: str, search: Search = BOTH) -> Destroyed:
    def change(tables: Tables) -> Destroyed:
        found = find_in(tables, SealedTexts(database.envelope), search).sure
        named = frozenset({"past"})
        past = find_in(
            tables, SealedTexts(database.envelope), Search(Wanted(), appointments=named)
        )
        both = Found(found.calls, (*found.appointments, *past.sure.appointments))
        return destroy(tables, database.envelope, both, (request_id,), NOW)

    return await database.write(change)


async def left(database: Database, gone: Destroyed) -> tuple[str, ...]:
    sets = set(gone.calls), set(gone.appointments), set(gone.fingerprints)
    return await database.read(lambda t: left_over(t, database.envelope, *sets))


async def test_everything_of_theirs_goes_and_nothing_of_others(database: Database) -> None:
    request_id = await prepared(database)
    gone = await erase(database, request_id)
    assert set(gone.calls) == {"erika-1", "erika-2", "withheld"}
    assert set(gone.appointments) == {"next", "past"}
    assert gone.rows == {
        "calls": 3,
        "appointments": 2,
        "turns": 3,
        "events": 3,
        "messages": 1,
        "forms": 1,
        "questions": 1,
        "outbox": 3,
        "call_keys": 5,
        "appointment_rectifications": 1,
        "appointment_keys": 1,
    }
    assert len(gone.fingerprints) == 7
    assert await left(database, gone) == ()
    calls = {line.call.id for line in await CallRepository(database).recent(99)}
    assert calls == {"child", "max"}
    texts = SealedTexts(database.envelope)
    again = await database.read(lambda t: find_in(t, texts, BOTH))
    assert again.sure == Found()
    request = await database.read(lambda t: requests.read(t, database.envelope, request_id))
    assert request.who is None


async def test_a_database_that_is_copied_back_is_noticed(
    path: Path, master: MasterKey, tmp_path: Path
) -> None:
    async with Database(path, master) as database:
        request_id = await prepared(database)
    backup = tmp_path / "backup.db"
    shutil.copy(path, backup)
    async with Database(path, master) as database:
        gone = await erase(database, request_id)
    other = tmp_path / "elsewhere"
    other.mkdir()
    shutil.copy(backup, other / "kibox.db")
    shutil.copy(tmp_path / "kibox.db.ledger", other / "kibox.db.ledger")
    raw = other / "kibox.db.ledger"
    raw.write_bytes(b"".join(raw.read_bytes().splitlines(keepends=True)[:1]))
    async with Database(other / "kibox.db", master) as database:
        back = await left(database, gone)
    assert {"calls: erika-1", "appointments: past", "turns"} <= set(back)
    assert len([each for each in back if each.startswith("a key: ")]) == 7


async def test_a_restored_database_forgets_again_all_that_the_desk_did(
    path: Path, master: MasterKey, tmp_path: Path
) -> None:
    async with Database(path, master) as database:
        request_id = await prepared(database)
        yes = Consent("max", ConsentPurpose.RECORDING, ConsentAnswer.YES, "v1", NOW)
        await database.write(lambda t: consents.record(t, yes))
    backup = tmp_path / "backup.db"
    shutil.copy(path, backup)

    def more(tables: Tables) -> None:
        objections.add(tables, database.envelope, ERIKAS, NOW)
        objections.add(tables, database.envelope, "+4989", NOW)
        objections.lift(tables, database.envelope, "+4989", NOW)
        restriction.restrict(tables, ["max", "child"], ["maxs", "childs"], NOW)
        restriction.lift(tables, ["child"], ["childs"], NOW)
        consents.withdraw(tables, "max", ConsentPurpose.RECORDING, NOW)

    async with Database(path, master) as database:
        gone = await erase(database, request_id)
        await database.write(more)
    shutil.copy(backup, path)
    async with Database(path, master) as restored:
        assert await left(restored, gone) == ()
        envelope = restored.envelope
        objecting = await restored.read(lambda t: objections.all_in(t, envelope))
        assert (objecting.include(ERIKAS), objecting.include("+4989")) == (True, False)
        frozen = await restored.read(
            lambda t: [
                row["id"]
                for table in ("calls", "appointments")
                for row in t.table(table).rows_where("restricted_at IS NOT NULL")
            ]
        )
        assert frozen == ["max", "maxs"]
        (consent,) = await restored.read(lambda t: consents.of_call(t, "max"))
        assert consent.withdrawn_at == NOW
        request = await restored.read(lambda t: requests.read(t, envelope, request_id))
        assert request.who is None


async def test_a_call_that_goes_on_is_not_erased(database: Database) -> None:
    await CallRepository(database).begin(a_call("now"))
    search = Search(Wanted("+493012345678"))
    texts = SealedTexts(database.envelope)
    found = await database.read(lambda t: find_in(t, texts, search))
    with pytest.raises(StorageError, match="still goes on"):
        require_over(found)


async def test_the_pages_hold_neither_phrase_nor_name_afterwards(
    path: Path, master: MasterKey
) -> None:
    async with Database(path, master) as database:
        request_id = await prepared(database)
        words = [ERIKA.encode(), ERIKAS.encode()]
        before = b"".join(page.content for page in database.pages())
        assert all(word in before for word in words)
        assert PHRASE.encode() not in before
        await erase(database, request_id, Search(Wanted(ERIKAS)))
        assert await database.empty_wal()
        pages = list(database.pages())
        assert pages
        assert all(page.content for page in pages)
        assert not any(word in page.content for page in pages for word in words)
