"""Nobody changes, removes or adds a line of the access log unseen."""

from datetime import datetime

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.access_log import Access, head_of, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.practice import at

MONDAY = at(23, 9)


def a_look(call: str = "3f2a", moment: datetime = MONDAY) -> Access:
    return Access(moment, "erika", "show_call", call)


async def write(database: Database, *entries: Access) -> None:
    def change(tables: Tables) -> None:
        for entry in entries:
            note(tables, database.envelope, entry)

    await database.write(change)


async def test_each_line_follows_the_one_before_it(database: Database) -> None:
    await write(database, a_look(), a_look())

    def look(tables: Tables) -> list[tuple[int, str, bytes]]:
        rows = tables.conn.execute("SELECT number, about, mac FROM access_log").fetchall()
        assert str(head_of(tables)) == f"2:{rows[1][2].hex()}"
        return list(rows)

    (one, about, mac), (two, _, other) = await database.read(look)
    assert (one, two, about) == (1, 2, "3f2a")
    assert mac != other


async def test_a_line_goes_with_the_change_it_tells_of(database: Database) -> None:
    def fail(tables: Tables) -> None:
        note(tables, database.envelope, a_look())
        raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        await database.write(fail)
    assert (await database.read(head_of)).count == 0


@pytest.mark.parametrize(
    "meddling", ["UPDATE access_log SET about = 'x'", "DELETE FROM access_log"]
)
async def test_a_written_line_stays(database: Database, meddling: str) -> None:
    await write(database, a_look())
    with pytest.raises(StorageError):
        await database.write(lambda tables: tables.conn.execute(meddling))


@pytest.mark.parametrize(
    ("did", "about"),
    [("show call", ""), ("show_call", "+49301234567"), ("show_call", "Erika Mustermann")],
)
def test_a_line_holds_no_name_or_number_of_a_caller(did: str, about: str) -> None:
    with pytest.raises(ValueError, match="access"):
        Access(MONDAY, "erika", did, about)
