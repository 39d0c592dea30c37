"""The store's own secrets are made once, found again, and told apart by their names."""

from pathlib import Path

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.named_secrets import named_secret, number_mark

NUMBER = "+493012345678"


async def _secret(database: Database, name: str) -> bytes:
    return await database.write(lambda tables: named_secret(tables, database.envelope, name))


async def test_a_secret_stays_the_same(tmp_path: Path, master: MasterKey) -> None:
    async with Database(tmp_path / "kibox.db", master) as database:
        made = await _secret(database, "one")
    async with Database(tmp_path / "kibox.db", master) as database:
        assert await _secret(database, "one") == made
        assert await _secret(database, "other") != made
    assert len(made) == 32


async def test_a_mark_tells_numbers_apart_and_nothing_of_them(database: Database) -> None:
    numbers = (NUMBER, NUMBER, NUMBER[:-1] + "9")
    one, again, other = await database.write(
        lambda tables: [number_mark(tables, database.envelope, each) for each in numbers]
    )
    assert one == again != other
    assert NUMBER.strip("+") not in one


async def test_another_master_key_does_not_open_it(database: Database) -> None:
    await _secret(database, "one")
    stranger = Envelope(MasterKey(bytes(32)))
    with pytest.raises(StorageError):
        await database.write(lambda tables: named_secret(tables, stranger, "one"))
