"""A backup brings back what was there, and nothing that was erased since."""

import tarfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.records import Speaker, Turn
from kibox_pbx.storage import backups, rotation
from kibox_pbx.storage.backups import Restored
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.erasure_ledger import ledger_path
from kibox_pbx.storage.key_header import header_path
from kibox_pbx.storage.key_slots import Kind, Pair, Slot, pair_of
from kibox_pbx.storage.key_sources import pairs
from kibox_pbx.storage.keys import create_key_file
from kibox_pbx.storage.opening import (
    StoreKeys,
    create_store_with_key_file,
    new_slot,
    open_store,
)
from tests.storage.conftest import a_call
from tests.storage.practice import settings_with

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
SAID = "rosenkohl in der abflugschneise"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A store with two calls, ``kept`` and ``gone``, and a folder for backups."""
    folder = tmp_path / "store"
    folder.mkdir()
    return settings_with(
        store={
            "database": str(folder / "kibox.db"),
            "key_file": str(tmp_path / "kibox.key"),
            "backups": {"folder": str(tmp_path / "backups"), "keep_days": "7"},
        }
    )


@pytest.fixture
async def keys(settings: Settings) -> StoreKeys:
    create_store_with_key_file(settings.store)
    async with open_store(settings) as database:
        calls = CallRepository(database)
        for call_id in ("kept", "gone"):
            await calls.begin(a_call(call_id))
            turn = Turn(Speaker.CALLER, f"{SAID} {call_id}", None, 0, 900)
            await calls.add_turn(call_id, turn)
    return StoreKeys(settings.store)


def ways(settings: Settings) -> Callable[[Iterable[Slot]], Iterable[Pair]]:
    return lambda slots: pairs(settings.store, slots, lambda: None)


def put_back(settings: Settings, path: Path, now: datetime = NOW) -> Restored:
    return backups.restore(StoreKeys(settings.store), path, now, ways(settings))


async def said_in(settings: Settings) -> dict[str, list[str]]:
    async with open_store(settings) as database:
        calls = CallRepository(database)
        return {
            line.call.id: [turn.text for turn in (await calls.read_call(line.call.id)).turns]
            for line in await calls.recent(10)
        }


async def erase(settings: Settings, call_id: str) -> None:
    async with open_store(settings) as database:
        await CallRepository(database).erase(call_id)


async def test_a_lost_database_comes_back_with_all_that_was_said(
    settings: Settings, keys: StoreKeys
) -> None:
    made = backups.make(keys, NOW)
    for path in settings.store.database.parent.iterdir():
        path.unlink()
    restored = put_back(settings, made.path)
    assert restored.set_aside is None
    assert restored.ledger_is_from_backup
    assert restored.header_is_from_backup
    assert (await said_in(settings))["kept"] == [f"{SAID} kept"]


async def test_what_was_erased_since_is_erased_again_to_the_last_page(
    settings: Settings, keys: StoreKeys
) -> None:
    made = backups.make(keys, NOW)
    await erase(settings, "gone")
    restored = put_back(settings, made.path)
    assert not restored.ledger_is_from_backup
    assert list(await said_in(settings)) == ["kept"]
    async with open_store(settings) as database:
        assert await database.empty_wal()
        pages = [page.content for page in database.pages()]
        assert any(b"kept" in content for content in pages)
        erased = await database.read(
            lambda tables: tables.conn.execute(
                "SELECT count(*) FROM call_keys WHERE call_id = 'gone'"
            ).fetchone()[0]
        )
    assert erased == 0


async def test_a_backup_holds_nothing_that_can_be_read(
    settings: Settings, keys: StoreKeys
) -> None:
    made = backups.make(keys, NOW)
    content = made.path.read_bytes()
    assert SAID.encode() not in content
    assert b"SQLite format 3" not in content
    assert b"+493012345678" not in content
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.bytes == len(content)
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


async def test_freed_pages_are_not_in_a_backup(settings: Settings, keys: StoreKeys) -> None:
    before = backups.make(keys, NOW)
    async with open_store(settings) as database:
        calls = CallRepository(database)
        for number in range(300):
            await calls.begin(a_call(f"more-{number}"))
        for number in range(300):
            await calls.erase(f"more-{number}")
    after = backups.make(keys, NOW + timedelta(seconds=1))
    with tarfile.open(before.path) as one, tarfile.open(after.path) as other:
        sizes = [each.getmember("kibox.db").size for each in (one, other)]
    assert sizes[1] < sizes[0] + 100_000


async def test_calls_go_on_while_a_backup_is_made(settings: Settings, keys: StoreKeys) -> None:
    async with open_store(settings) as database:
        calls = CallRepository(database)
        await calls.begin(a_call("before"))
        made = backups.make(keys, NOW)
        await calls.begin(a_call("after"))
    put_back(settings, made.path)
    assert set(await said_in(settings)) == {"kept", "gone", "before"}


async def test_the_database_that_was_there_is_set_aside_and_goes_in_time(
    settings: Settings, keys: StoreKeys
) -> None:
    made = backups.make(keys, NOW)
    restored = put_back(settings, made.path)
    assert restored.set_aside is not None
    assert restored.set_aside.exists()
    assert not restored.header_is_from_backup
    later = datetime.now(UTC) + timedelta(days=8)
    assert backups.delete_expired(settings.store, later) == 2
    assert not restored.set_aside.exists()
    assert backups.all_backups(settings.store) == ()


async def test_an_expired_backup_is_deleted_and_not_restored(
    settings: Settings, keys: StoreKeys
) -> None:
    made = backups.make(keys, NOW)
    assert made.expires_at == NOW + timedelta(days=7)
    with pytest.raises(StorageError, match="has expired"):
        put_back(settings, made.path, made.expires_at)
    later = NOW + timedelta(days=1)
    fresh = backups.make(keys, later)
    assert backups.delete_expired(settings.store, made.expires_at) == 1
    assert [each.path for each in backups.all_backups(settings.store)] == [fresh.path]


async def test_an_open_store_is_not_replaced(settings: Settings, keys: StoreKeys) -> None:
    made = backups.make(keys, NOW)
    async with open_store(settings):
        with pytest.raises(StorageError, match="stop the service"):
            put_back(settings, made.path)
    assert set(await said_in(settings)) == {"kept", "gone"}


@pytest.mark.parametrize("what", ["manifest.json", "kibox.db", "ledger", "kibox.db.keys"])
async def test_a_damaged_backup_changes_nothing(
    settings: Settings, keys: StoreKeys, what: str
) -> None:
    await erase(settings, "gone")
    made = backups.make(keys, NOW)
    with tarfile.open(made.path) as tar:
        member = tar.getmember(what)
        place = member.offset_data + member.size // 2
    content = bytearray(made.path.read_bytes())
    content[place] ^= 1
    made.path.write_bytes(content)
    if what == "ledger":
        ledger_path(settings.store.database).unlink()
    with pytest.raises(StorageError):
        put_back(settings, made.path)
    if what != "ledger":
        assert set(await said_in(settings)) == {"kept"}


async def test_a_backup_whose_time_somebody_prolonged_is_refused(
    settings: Settings, keys: StoreKeys
) -> None:
    made = backups.make(keys, NOW)
    content = made.path.read_bytes()
    assert content.count(b"2026-12-05T03:00") == 1
    made.path.write_bytes(content.replace(b"2026-12-05T03:00", b"2036-12-05T03:00"))
    with pytest.raises(StorageError, match="without a key changed it"):
        put_back(settings, made.path)


async def test_another_key_does_not_open_a_backup(settings: Settings, keys: StoreKeys) -> None:
    made = backups.make(keys, NOW)
    settings.store.key_file.unlink()
    create_key_file(settings.store.key_file)
    with pytest.raises(StorageError, match="none of the keys here opens this backup"):
        put_back(settings, made.path)


async def test_the_recovery_key_opens_a_backup_where_all_else_is_lost(
    settings: Settings, keys: StoreKeys
) -> None:
    pair = pair_of(bytes(range(32)))
    keys.write(keys.read().with_slot(new_slot(Kind.RECOVERY, pair)))
    made = backups.make(keys, NOW)
    for path in (*settings.store.database.parent.iterdir(), settings.store.key_file):
        path.unlink()
    backups.restore(StoreKeys(settings.store), made.path, NOW, lambda _: (pair,))
    opened = StoreKeys(settings.store).read_with(pair)
    assert opened is not None
    assert header_path(settings.store.database).exists()


async def test_after_a_rotation_the_new_key_opens_old_backups_and_the_old_one_does_not(
    settings: Settings, keys: StoreKeys, tmp_path: Path
) -> None:
    made = backups.make(keys, NOW)
    old_key = settings.store.key_file.read_text()
    rotation.begin(keys)
    rotation.finish(keys)
    assert settings.store.key_file.read_text() != old_key
    new_key = settings.store.key_file.read_text()
    settings.store.key_file.write_text(old_key)
    with pytest.raises(StorageError, match="none of the keys here"):
        put_back(settings, made.path)
    settings.store.key_file.write_text(new_key)
    restored = put_back(settings, made.path)
    assert restored.header_is_from_backup
    assert set(await said_in(settings)) == {"kept", "gone"}


async def test_what_is_no_backup_is_told_and_passed_over(
    settings: Settings, keys: StoreKeys
) -> None:
    made = backups.make(keys, NOW)
    other = made.path.with_name("notes.backup")
    other.write_text("shopping")
    assert [each.path for each in backups.all_backups(settings.store)] == [made.path]
    with pytest.raises(StorageError, match="is no backup"):
        put_back(settings, other)
    with pytest.raises(StorageError, match="there is no such backup"):
        put_back(settings, other.with_name("none.backup"))


async def test_without_a_folder_none_is_made(tmp_path: Path) -> None:
    store = {"database": str(tmp_path / "kibox.db"), "key_file": str(tmp_path / "kibox.key")}
    plain = settings_with(store=store)
    create_store_with_key_file(plain.store)
    with pytest.raises(StorageError, match=r"store\.backups\.folder"):
        backups.make(StoreKeys(plain.store), NOW)
