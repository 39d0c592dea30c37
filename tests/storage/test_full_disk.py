"""A full or read-only disk: nothing is promised that is not written, and all goes on after."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.storage import backups, rotation
from kibox_pbx.storage.backup_making import DRAFTS
from kibox_pbx.storage.opening import StoreKeys, open_store
from tests.storage.endangered import (
    NOW,
    WAYS_OF_WRITING,
    Endangered,
    fill,
    put_back,
    settings_in,
)
from tests.storage.small_disk import NEEDS_ROOT, SmallDisk, small_disk

pytestmark = NEEDS_ROOT

WAYS = pytest.mark.parametrize("write", WAYS_OF_WRITING.values(), ids=WAYS_OF_WRITING.keys())
Write = Callable[[Endangered], Awaitable[None]]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


@pytest.fixture
async def settings(disk: SmallDisk, tmp_path: Path) -> Settings:
    settings = settings_in(disk.folder, tmp_path)
    await fill(settings)
    return settings


@pytest.fixture
async def store(settings: Settings) -> AsyncIterator[Endangered]:
    async with open_store(settings) as database:
        yield Endangered(database, settings)


@WAYS
async def test_a_full_disk_refuses_each_write_whole_and_takes_it_once_there_is_room(
    store: Endangered, disk: SmallDisk, write: Write
) -> None:
    before = await store.counts()
    assert await store.database.empty_wal()
    disk.fill()
    for _ in range(2):
        with pytest.raises(StorageError, match="the disk is full; make room"):
            await write(store)
    assert await store.counts() == before
    disk.make_room()
    await write(store)
    assert await store.counts() != before
    assert await store.whole()


async def test_a_store_on_a_full_disk_says_so_and_opens_once_there_is_room(
    settings: Settings, disk: SmallDisk
) -> None:
    disk.fill()
    with pytest.raises(StorageError, match="the disk is full"):
        await open_store(settings).__aenter__()
    disk.make_room()
    async with open_store(settings) as database:
        assert await Endangered(database, settings).whole()


async def test_a_store_on_a_read_only_disk_says_so(settings: Settings, disk: SmallDisk) -> None:
    disk.read_only()
    with pytest.raises(StorageError, match="read-only; mount it for writing"):
        await open_store(settings).__aenter__()
    disk.writable()
    async with open_store(settings) as database:
        assert await Endangered(database, settings).whole()


async def test_a_backup_that_does_not_fit_leaves_nothing_and_hides_no_other(
    store: Endangered, disk: SmallDisk
) -> None:
    made = store.back_up()
    disk.fill()
    with pytest.raises(StorageError, match="could not be made: the disk is full"):
        store.back_up(timedelta(seconds=1))
    assert [each.path for each in backups.all_backups(store.settings.store)] == [made]
    assert list(made.parent.glob(".*")) == []
    disk.make_room()
    assert store.back_up(timedelta(seconds=2)).exists()


async def test_expired_backups_make_room_where_the_disk_is_full(
    store: Endangered, disk: SmallDisk
) -> None:
    made = store.back_up()
    left = made.with_name(f".{'0' * 16}.db")
    left.touch()
    os.utime(left, (NOW.timestamp(), NOW.timestamp()))
    assert list(made.parent.glob(DRAFTS)) == [left]
    disk.fill()
    assert backups.delete_expired(store.settings.store, NOW + timedelta(days=8)) == 2
    assert list(made.parent.iterdir()) == []


async def test_a_restore_that_does_not_fit_changes_nothing(
    settings: Settings, disk: SmallDisk
) -> None:
    async with open_store(settings) as database:
        made = Endangered(database, settings).back_up()
    before = settings.store.database.read_bytes()
    disk.fill()
    with pytest.raises(StorageError, match="No space left"):
        put_back(settings, made)
    assert settings.store.database.read_bytes() == before
    disk.make_room()
    put_back(settings, made)
    async with open_store(settings) as database:
        assert await Endangered(database, settings).whole()


async def test_a_rotation_on_a_full_disk_is_refused_and_goes_on_once_there_is_room(
    settings: Settings, disk: SmallDisk
) -> None:
    keys = StoreKeys(settings.store)
    rotation.begin(keys)
    disk.fill()
    with pytest.raises(StorageError, match="the disk is full"):
        rotation.finish(StoreKeys(settings.store))
    disk.make_room()
    async with open_store(settings) as database:
        assert (await Endangered(database, settings).counts())["calls"] == 2
    rotation.finish(StoreKeys(settings.store))
    assert not StoreKeys(settings.store).read().is_changing
    async with open_store(settings) as database:
        assert await Endangered(database, settings).whole()
