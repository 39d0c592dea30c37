"""A damaged store: found, refused with the command that mends it, brought back."""

import random
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.storage import backups
from kibox_pbx.storage.key_slots import Pair, Slot
from kibox_pbx.storage.key_sources import pairs
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.sqlcipher import damaged_pages
from tests.storage.endangered import (
    WAYS_OF_WRITING,
    Endangered,
    fill,
    put_back,
    settings_in,
)

FLIPS = 20
MANY_FLIPS = pytest.param(1000, marks=pytest.mark.long)
NAMES_THE_COMMAND = "kibox backup restore FILE"


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    settings = settings_in(tmp_path, tmp_path)
    await fill(settings)
    return settings


@pytest.fixture
async def backup(settings: Settings) -> Path:
    async with open_store(settings) as database:
        return Endangered(database, settings).back_up()


async def damage_found(settings: Settings) -> str | None:
    """Open the store and read every page; return what is said of the damage."""
    try:
        async with open_store(settings) as database:
            found = await database.read(damaged_pages)
            return " ".join(sorted(found)) or None
    except StorageError as error:
        return str(error) if NAMES_THE_COMMAND in str(error) else None


def flip_a_bit(path: Path, chance: random.Random) -> int:
    """Change one bit of a file, anywhere; return the byte it is in."""
    at = chance.randrange(path.stat().st_size)
    with path.open("r+b") as file:
        file.seek(at)
        (before,) = file.read(1)
        file.seek(at)
        file.write(bytes([before ^ (1 << chance.randrange(8))]))
    return at


@pytest.mark.parametrize("flips", [FLIPS, MANY_FLIPS])
async def test_a_flipped_bit_anywhere_is_found_and_a_backup_brings_all_back(
    settings: Settings, backup: Path, flips: int
) -> None:
    database, chance = settings.store.database, random.Random(7)  # noqa: S311 -- no secret
    whole = database.with_name("whole")
    shutil.copy(database, whole)
    for _ in range(flips):
        shutil.copy(whole, database)
        at = flip_a_bit(database, chance)
        assert await damage_found(settings), f"a flipped bit in byte {at} was not found"
    put_back(settings, backup)
    async with open_store(settings) as opened:
        there = Endangered(opened, settings)
        assert await there.whole()
        assert (await there.counts())["appointments"] == 1


@pytest.mark.parametrize("left", [0.0, 0.1, 0.5, 0.99])
async def test_a_truncated_database_is_refused_with_the_command(
    settings: Settings, backup: Path, left: float
) -> None:
    with settings.store.database.open("r+b") as file:
        file.truncate(int(left * settings.store.database.stat().st_size))
    assert await damage_found(settings)
    put_back(settings, backup)
    assert await damage_found(settings) is None


async def damage_page_of(settings: Settings, table: str) -> None:
    async with open_store(settings) as database:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        root = await database.read(lambda tables: tables.conn.execute(sql, [table]).fetchone())
    with settings.store.database.open("r+b") as file:
        file.seek((root[0] - 1) * 4096 + 200)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))


async def test_once_damage_was_met_nothing_more_is_written_and_each_refusal_says_why(
    settings: Settings,
) -> None:
    """What a caller is told after that would be gone with the restore."""
    await damage_page_of(settings, "turns")
    async with open_store(settings) as database:
        there = Endangered(database, settings)
        await there.message()
        with pytest.raises(StorageError, match=NAMES_THE_COMMAND):
            await there.counts()
        for name, write in WAYS_OF_WRITING.items():
            with pytest.raises(StorageError) as refused:
                await write(there)
            assert NAMES_THE_COMMAND in str(refused.value), name


async def test_no_backup_is_made_of_a_damaged_store_and_the_reason_is_told(
    settings: Settings,
) -> None:
    await damage_page_of(settings, "turns")
    async with open_store(settings) as database:
        with pytest.raises(StorageError, match="the database is damaged"):
            Endangered(database, settings).back_up()
    assert backups.all_backups(settings.store) == ()


async def test_a_damaged_backup_is_found_before_it_is_needed(
    settings: Settings, backup: Path
) -> None:
    def ways(slots: Iterable[Slot]) -> Iterable[Pair]:
        return pairs(settings.store, slots, str)

    backups.verify(backup, ways)
    chance, whole = random.Random(3), backup.with_name("whole")  # noqa: S311 -- no secret
    shutil.copy(backup, whole)
    unfound = 0
    for _ in range(FLIPS):
        shutil.copy(whole, backup)
        flip_a_bit(backup, chance)
        try:
            backups.verify(backup, ways)
        except StorageError:
            continue
        unfound += 1
        put_back(settings, backup)  # only the padding of the tar: it holds nothing
    assert unfound < FLIPS / 4


HARMS: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.with_name("kibox.db-shm").unlink(),
    "damaged": lambda path: path.with_name("kibox.db-shm").write_bytes(b"\xff" * 32768),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
async def test_a_killed_service_s_lost_shared_memory_costs_nothing(
    settings: Settings, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    folder, killed = settings.store.database.parent, tmp_path / "killed"
    async with open_store(settings) as database:
        await Endangered(database, settings).book()
        shutil.copytree(folder, killed)
    shutil.rmtree(folder)
    shutil.copytree(killed, folder)
    harm(settings.store.database)
    async with open_store(settings) as database:
        there = Endangered(database, settings)
        assert (await there.counts())["appointments"] == 2
        assert await there.whole()
