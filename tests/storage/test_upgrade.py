"""A store of any earlier version is brought up to date, or left as it was; one can go back."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.storage import backups
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import PURPOSE
from kibox_pbx.storage.key_sources import pairs
from kibox_pbx.storage.keys import read_key_file
from kibox_pbx.storage.opening import BEFORE_UPDATE, StoreKeys, open_store
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables, connect
from tests.storage.conftest import Clock
from tests.storage.past import (
    FORM,
    LATEST,
    MESSAGE,
    QUESTION,
    SOUND,
    TURN,
    WITH_LEDGER,
    Content,
    content_of,
    make_store_of,
    settings_in,
    version_of,
)
from tests.storage.practice import at

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
EARLIER = range(1, LATEST)
MADE_BY_OPENING = {"ledger_head", "ledger_outbox", "named_secrets", "sqlite_sequence"}


@contextmanager
def raw(settings: Settings) -> Iterator[Tables]:
    """Open a store without changing it; under the key of its first days."""
    key = read_key_file(settings.store.key_file).derive(PURPOSE)
    tables = connect(settings.store.database, key, must_exist=True)
    try:
        yield tables
    finally:
        tables.conn.close()


def stays(before: Content, after: Content) -> None:
    """Make sure that every row is there as it was, in the columns it had."""
    for table, rows in before.items():
        columns = rows[0].keys() if rows else ()
        now = [{name: row[name] for name in columns} for row in after[table]]
        assert [row for row in rows if row not in now] == [], table
        if table not in MADE_BY_OPENING:
            assert len(now) == len(rows), table


def made_before_update(settings: Settings) -> list[Path]:
    return [
        each.path
        for each in backups.all_backups(settings.store)
        if BEFORE_UPDATE in each.path.stem
    ]


def go_back(settings: Settings, backup: Path) -> None:
    store = settings.store
    backups.restore(StoreKeys(store), backup, NOW, lambda slots: pairs(store, slots, str))


@pytest.mark.parametrize("version", EARLIER)
async def test_a_store_of_every_earlier_version_is_read_by_this_one_and_one_can_go_back(
    tmp_path: Path, version: int
) -> None:
    settings = settings_in(tmp_path)
    before = make_store_of(version, settings)
    async with open_store(settings) as database:
        stays(before, await database.read(content_of))
        assert await database.read(version_of) == LATEST
        stored = await CallRepository(database).read_call("anna")
        assert [turn.text for turn in stored.turns] == [TURN.text]
        assert stored.messages == (MESSAGE,)
        if "forms" in before:
            assert stored.forms == (FORM,)
            assert stored.questions == (QUESTION,)
        if "appointments" in before:
            book = CalendarRepository(database, settings, Clock())
            (appointment,) = await book.appointments(at(29, 0), at(30, 23))
            assert appointment.name == "Anna Weber"
        if "recordings" in before:
            texts = SealedTexts(database.envelope)
            assert await database.read(
                lambda tables: [
                    sound for _, sound in texts.bytes_of_call(tables, "recordings", "anna")
                ]
            ) == [SOUND]
    (backup,) = made_before_update(settings)
    go_back(settings, backup)
    with raw(settings) as tables:
        assert version_of(tables) == version
        assert content_of(tables) == before
    is_older_than_its_ledger = version < WITH_LEDGER
    async with open_store(settings, accept_ledger_loss=is_older_than_its_ledger) as database:
        stays(before, await database.read(content_of))


async def test_a_store_that_is_up_to_date_makes_no_backup_of_its_own(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    make_store_of(LATEST - 1, settings)
    for _ in range(3):
        async with open_store(settings):
            pass
    assert len(made_before_update(settings)) == 1


async def test_an_update_that_breaks_in_the_middle_leaves_the_old_store_and_a_backup(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path)
    make_store_of(1, settings)
    with raw(settings) as tables:
        tables.conn.execute("CREATE TABLE daily_counts (in_the_way TEXT)")
        before = content_of(tables)
    with pytest.raises(StorageError, match="the tables could not be made"):
        await open_store(settings).__aenter__()
    with raw(settings) as tables:
        assert (version_of(tables), content_of(tables)) == (1, before)
    (backup,) = made_before_update(settings)
    go_back(settings, backup)


async def test_without_its_backup_a_store_is_not_updated(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    before = make_store_of(3, settings)
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(StorageError, match="without a backup it is not updated"):
        await open_store(settings).__aenter__()
    with raw(settings) as tables:
        assert (version_of(tables), content_of(tables)) == (3, before)


async def test_where_no_folder_is_named_the_backup_lies_beside_the_database_and_expires(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path)
    store = settings.store.model_copy(
        update={"backups": settings.store.backups.model_copy(update={"folder": None})}
    )
    settings = settings.model_copy(update={"store": store})
    make_store_of(5, settings)
    async with open_store(settings):
        pass
    (backup,) = made_before_update(settings)
    assert backup.parent == settings.store.database.parent
    later = datetime.now(UTC) + timedelta(days=8)
    assert backups.delete_expired(settings.store, later) == 1
    assert not backup.exists()


async def test_a_store_of_a_newer_version_says_how_to_go_back(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    make_store_of(LATEST, settings)
    with raw(settings) as tables:
        tables.conn.execute(f"PRAGMA user_version = {LATEST + 1}")
    with pytest.raises(StorageError, match=r"update kibox, or go back.*kibox backup restore"):
        await open_store(settings).__aenter__()


async def test_a_backup_of_a_newer_version_is_refused_before_anything_is_changed(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path)
    make_store_of(LATEST, settings)
    with raw(settings) as tables:
        tables.conn.execute(f"PRAGMA user_version = {LATEST + 1}")
    with pytest.raises(StorageError, match="a newer version of kibox wrote this backup"):
        backups.make(StoreKeys(settings.store), NOW)
    assert list((tmp_path / "backups").iterdir()) == []


KILLER = """
import asyncio, os, random, shutil, signal, sys, time
from pathlib import Path
from kibox_pbx.storage.opening import open_store
from tests.storage.past import settings_in

async def update(folder):
    async with open_store(settings_in(folder)):
        pass

def begun(folder):
    shutil.copytree(sys.argv[1], folder)
    child = os.fork()
    if child == 0:
        asyncio.run(update(folder))
        os._exit(0)
    return child

began = time.monotonic()
os.waitpid(begun(Path(sys.argv[2]) / "timed"), 0)
takes = time.monotonic() - began
for tenth in range(10):
    child = begun(Path(sys.argv[2]) / str(tenth))
    time.sleep((tenth + random.random()) / 10 * takes)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


async def test_an_update_killed_at_ten_moments_leaves_the_old_store_or_the_new_one(
    tmp_path: Path,
) -> None:
    old, killed = tmp_path / "old", tmp_path / "killed"
    before = make_store_of(1, settings_in(old), copies=1000)
    killed.mkdir()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLER, old, killed)
    assert await process.wait() == 0
    with raw(settings_in(killed / "timed")) as tables:
        new = set(content_of(tables))
    seen = set()
    for folder in (killed / str(tenth) for tenth in range(10)):
        settings = settings_in(folder)
        with raw(settings) as tables:
            seen.add(version_of(tables))
            schema = set(tables.table_names())
            assert schema == (set(before) if version_of(tables) == 1 else new)
        async with open_store(settings) as database:
            stays(before, await database.read(content_of))
    assert seen <= {1, LATEST}
    assert 1 in seen
