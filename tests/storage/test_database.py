"""The file is unreadable without its key, whole after a crash, and one writer's at a time."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.migrations import MIGRATIONS, migrate, statements
from kibox_pbx.storage.retention import RETENTION
from kibox_pbx.storage.sqlcipher import Tables, connect
from kibox_pbx.storage.tables_of_calls import CALLS
from tests.storage.call_store_contract import A_CALL, A_MESSAGE, ANSWER
from tests.storage.conftest import a_call

BESIDE = {"kibox.db.ledger", "kibox.db.access-head"}
DYING_WRITER = """
import os, signal, sys
from pathlib import Path
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import connect
tables = connect(Path(sys.argv[1]), MasterKey(bytes(range(32))).derive("kibox: database"))
tables.conn.execute("BEGIN IMMEDIATE")
insert = '''
INSERT INTO calls (id, dialled, language, started_at, disclosure)
VALUES (?, 'x', 'de', 'x', 'd1')
'''
for number in range(2000):
    tables.conn.execute(insert, [number])
os.kill(os.getpid(), signal.SIGKILL)
"""


def on_disk(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def modes_on_disk(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in folder.iterdir()}


async def test_a_wrong_key_is_one_clear_error(tmp_path: Path, master: MasterKey) -> None:
    path = tmp_path / "kibox.db"
    async with Database(path, master):
        pass
    with pytest.raises(StorageError, match="right key file"):
        await Database(path, MasterKey(bytes(32))).__aenter__()
    async with Database(path, master):
        pass


async def test_no_file_on_disk_holds_what_was_said_or_who_called(
    tmp_path: Path, database: Database, calls: CallRepository
) -> None:
    await calls.begin(A_CALL)
    await calls.add_turn(A_CALL.id, ANSWER)
    await calls.take_message(A_CALL.id, A_MESSAGE)
    files = on_disk(tmp_path)
    assert set(files) == {"kibox.db", "kibox.db-wal", "kibox.db-shm", *BESIDE}
    assert len(files["kibox.db-wal"]) > 4096
    for phrase in ("rezept", "Ramipril", "Mustermann", "3012345678", "CREATE TABLE", "SQLite"):
        assert [name for name, content in files.items() if phrase.encode() in content] == []


async def test_only_the_owner_may_read_the_files(tmp_path: Path, database: Database) -> None:
    await CallRepository(database).begin(A_CALL)
    assert modes_on_disk(tmp_path) == {0o600}


async def test_what_was_written_is_there_after_a_restart(
    tmp_path: Path, master: MasterKey
) -> None:
    for call_id in ("one", "two"):
        async with Database(tmp_path / "kibox.db", master) as database:
            await CallRepository(database).begin(a_call(call_id))
    assert set(on_disk(tmp_path)) == {"kibox.db", *BESIDE}
    async with Database(tmp_path / "kibox.db", master) as database:
        assert len(await CallRepository(database).recent(9)) == 2


async def test_a_writer_killed_in_mid_transaction_leaves_a_readable_store(
    tmp_path: Path, master: MasterKey
) -> None:
    path = tmp_path / "kibox.db"
    async with Database(path, master) as database:
        calls = CallRepository(database)
        await calls.begin(a_call("before"))
        killed = await asyncio.create_subprocess_exec(sys.executable, "-c", DYING_WRITER, path)
        assert await killed.wait() == -signal.SIGKILL
        await calls.begin(a_call("after"))
    async with Database(path, master) as database:
        listed = await CallRepository(database).recent(9)
    assert {line.call.id for line in listed} == {"before", "after"}


def test_a_service_killed_between_turns_keeps_what_was_said_before(
    tmp_path: Path, master: MasterKey
) -> None:
    """The last committed turn is still in the WAL when the process dies."""
    script = """
import asyncio, os, signal, sys
from pathlib import Path
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from tests.storage.call_store_contract import A_CALL, ANSWER
async def main():
    async with Database(Path(sys.argv[1]), MasterKey(bytes(range(32)))) as database:
        await CallRepository(database).begin(A_CALL)
        await CallRepository(database).add_turn(A_CALL.id, ANSWER)
        os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""
    path = tmp_path / "kibox.db"
    done = subprocess.run([sys.executable, "-c", script, path], check=False)  # noqa: S603 -- ours
    assert done.returncode == -signal.SIGKILL

    async def turns() -> list[str]:
        async with Database(path, master) as database:
            stored = await CallRepository(database).read_call(A_CALL.id)
            return [turn.text for turn in stored.turns]

    assert asyncio.run(turns()) == [ANSWER.text]


async def test_a_change_that_fails_halfway_is_not_written(
    database: Database, calls: CallRepository
) -> None:
    await calls.begin(a_call("before"))

    def fail_halfway(tables: Tables) -> None:
        tables.table("calls").delete("before")
        raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        await database.write(fail_halfway)
    assert len(await calls.recent(9)) == 1


async def test_an_error_quotes_nothing_that_was_to_be_stored(calls: CallRepository) -> None:
    await calls.begin(a_call("twice"))
    with pytest.raises(StorageError) as refused:
        await calls.begin(a_call("twice"))
    assert str(refused.value) == "the store refused to write"
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


async def test_a_cancelled_write_does_not_hurt_the_others(calls: CallRepository) -> None:
    writing = [asyncio.ensure_future(calls.begin(a_call(str(n)))) for n in range(30)]  # noqa: TID251 -- cancelled below
    await asyncio.sleep(0)
    for one in writing[::2]:
        one.cancel()
    await asyncio.gather(*writing, return_exceptions=True)
    ids = {line.call.id for line in await calls.recent(99)}
    assert {str(n) for n in range(1, 30, 2)} <= ids


async def test_a_closed_store_says_so(tmp_path: Path, master: MasterKey) -> None:
    async with Database(tmp_path / "kibox.db", master) as database:
        pass
    with pytest.raises(StorageError, match="closed"):
        await CallRepository(database).recent(1)


async def test_a_folder_that_cannot_be_written_is_one_clear_error(
    tmp_path: Path, master: MasterKey
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be written"):
        await Database(tmp_path / "file" / "kibox.db", master).__aenter__()


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return connect(tmp_path / "plain.db", bytes(32))


def test_migrations_run_once(tables: Tables) -> None:
    assert migrate(tables) == len(MIGRATIONS)
    assert migrate(tables) == 0
    tables.conn.close()


def test_an_older_database_is_brought_up_to_date_with_what_it_holds(tables: Tables) -> None:
    for statement in statements(CALLS):
        tables.conn.execute(statement)
    tables.conn.execute("PRAGMA user_version = 1")
    tables.conn.execute(
        "INSERT INTO calls VALUES ('a', NULL, '2', 'de', 'x', 'd1', NULL, NULL)"
    )
    tables.conn.execute("INSERT INTO turns VALUES ('a', 1, 'caller', NULL, 0, 0, 0, x'00')")
    assert migrate(tables) == len(MIGRATIONS) - 1
    assert tables.table("calls").count == 1
    assert [row["corrected"] for row in tables.table("turns").rows] == [0]
    assert "appointments" in tables.table_names()
    tables.conn.close()


def test_a_database_of_a_newer_kibox_is_left_alone(tables: Tables) -> None:
    tables.conn.execute("PRAGMA user_version = 999")
    with pytest.raises(StorageError, match="newer"):
        migrate(tables)
    assert tables.table_names() == []
    tables.conn.close()


def test_every_table_has_a_retention_rule(tables: Tables) -> None:
    migrate(tables)
    assert set(tables.table_names()) == set(RETENTION)
    tables.conn.close()


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("secure_delete", 1), ("foreign_keys", 1), ("temp_store", 2)],
)
async def test_the_store_is_careful(
    database: Database, pragma: str, expected: str | int
) -> None:
    def look(tables: Tables) -> str | int | None:
        row = tables.conn.execute(f"PRAGMA {pragma}").fetchone()
        return row[0] if row else None

    assert await database.read(look) == expected
