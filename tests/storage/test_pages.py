"""The decrypted pages are what SQLCipher wrote; a page of another key is told as unreadable."""

import sqlite3
from pathlib import Path

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import PURPOSE, Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.pages import fitting_key, read_pages, read_wal_pages
from tests.storage.conftest import a_call

RESERVED = bytes(80)


async def test_the_pages_are_a_plain_database(
    tmp_path: Path, database: Database, calls: CallRepository
) -> None:
    for number in range(200):
        await calls.begin(a_call(f"call-{number}"))
    assert await database.empty_wal()
    pages = [page.content + RESERVED for page in database.pages()]
    plain = tmp_path / "plain.sqlite"
    plain.write_bytes(b"SQLite format 3\x00" + b"".join(pages))
    with sqlite3.connect(plain) as tables:
        (count,) = tables.execute("SELECT count(*) FROM calls").fetchone()
        assert tables.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    tables.close()
    assert count == 200


async def test_what_is_still_in_the_wal_is_read_too(
    tmp_path: Path, database: Database, calls: CallRepository, master: MasterKey
) -> None:
    assert await database.empty_wal()
    await calls.begin(a_call("only-in-the-wal"))
    path = tmp_path / "kibox.db"
    key = master.derive(PURPOSE)
    assert not any(b"only-in-the-wal" in page.content for page in read_pages(path, key))
    frames = list(read_wal_pages(path, key))
    assert any(b"only-in-the-wal" in page.content for page in frames)
    assert all(page.content for page in frames)


async def test_pages_of_another_key_are_empty(
    tmp_path: Path, database: Database, calls: CallRepository
) -> None:
    await calls.begin(a_call("one"))
    other = MasterKey(bytes(32)).derive("kibox: database")
    pages = list(read_pages(tmp_path / "kibox.db", other))
    assert pages
    assert not any(page.content for page in pages)
    own = MasterKey(bytes(range(32))).derive("kibox: database")
    assert fitting_key(tmp_path / "kibox.db", [other, own]) == own
    with pytest.raises(StorageError, match="no key decrypts"):
        fitting_key(tmp_path / "kibox.db", [other])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        list(read_pages(tmp_path / "none.db", bytes(32)))
