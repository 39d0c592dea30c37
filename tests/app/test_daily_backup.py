"""A backup every night while the store is open; none where no folder is named."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kibox_pbx.app.daily_backup import DailyBackup
from kibox_pbx.config.settings import Settings
from kibox_pbx.storage.backups import all_backups, make
from kibox_pbx.storage.opening import StoreKeys, create_store_with_key_file, open_store
from tests.storage.practice import BERLIN, settings_with
from tests.storage.small_disk import NEEDS_ROOT, small_disk


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=BERLIN)

    def __call__(self) -> datetime:
        return self.now


def settings_in(home: Path, **backups: str) -> Settings:
    store: dict[str, Any] = {
        "database": str(home / "kibox.db"),
        "key_file": str(home / "kibox.key"),
        "backups": backups,
    }
    settings = settings_with(store=store)
    create_store_with_key_file(settings.store)
    return settings


async def days(settings: Settings, count: int) -> list[str]:
    """Return the days of the backups, once there are so many."""
    async with asyncio.timeout(20):
        while len(found := all_backups(settings.store)) != count:  # noqa: ASYNC110 -- files tell nobody
            await asyncio.sleep(0.01)
    return [f"{each.made_at.astimezone(BERLIN):%d. %H:%M}" for each in found]


async def last_day(settings: Settings, day: str) -> list[str]:
    """Return the days of the backups, once the last one is of a day and the others are gone."""
    async with asyncio.timeout(20):
        while (found := await days(settings, 1)) != [day]:  # noqa: ASYNC110 -- files tell nobody
            await asyncio.sleep(0.01)
    return found


async def test_one_is_made_at_the_start_and_then_every_night(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, folder=str(tmp_path / "copies"), keep_days="1")
    clock = Clock()
    async with (
        open_store(settings),
        DailyBackup(StoreKeys(settings.store), clock, look_s=0.01),
    ):
        assert await days(settings, 1) == ["23. 09:00"]
        clock.now += timedelta(hours=18)
        await asyncio.sleep(0.1)
        assert await days(settings, 1) == ["23. 09:00"]
        clock.now += timedelta(hours=1)
        assert await days(settings, 2) == ["23. 09:00", "24. 04:00"]
        clock.now += timedelta(days=1)
        assert await last_day(settings, "25. 04:00") == ["25. 04:00"]


async def test_a_clock_that_was_years_ahead_delays_no_backup(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, folder=str(tmp_path / "copies"), keep_days="1")
    clock = Clock()
    clock.now += timedelta(days=3650)
    async with (
        open_store(settings),
        DailyBackup(StoreKeys(settings.store), clock, look_s=0.01),
    ):
        assert await days(settings, 1) == ["20. 09:00"]
        clock.now -= timedelta(days=3650)
        assert await days(settings, 2) == ["23. 09:00", "20. 09:00"]
        await asyncio.sleep(0.1)
        assert len(all_backups(settings.store)) == 2


async def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    settings = settings_in(tmp_path, folder=str(tmp_path / "taken"))
    async with (
        open_store(settings) as database,
        DailyBackup(StoreKeys(settings.store), Clock(), look_s=0.01),
    ):
        await asyncio.sleep(0.1)
        assert await database.empty_wal()
    assert all_backups(settings.store) == ()


async def test_without_a_folder_nothing_is_done(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    before = names(tmp_path)
    async with DailyBackup(StoreKeys(settings.store), Clock(), look_s=0.01):
        await asyncio.sleep(0.05)
    assert names(tmp_path) == before


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


@NEEDS_ROOT
async def test_a_disk_full_of_expired_backups_is_made_room_on(tmp_path: Path) -> None:
    with small_disk(tmp_path / "copies") as disk:
        settings = settings_in(tmp_path, folder=str(disk.folder), keep_days="1")
        clock = Clock()
        async with (
            open_store(settings),
            DailyBackup(StoreKeys(settings.store), clock, look_s=0.01),
        ):
            assert await days(settings, 1) == ["23. 09:00"]
            for _ in range(3):
                make(StoreKeys(settings.store), clock.now)
            disk.fill()
            clock.now += timedelta(days=2)
            assert await last_day(settings, "25. 09:00") == ["25. 09:00"]
