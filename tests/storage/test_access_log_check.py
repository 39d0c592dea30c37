"""Whatever is done to the access log behind kibox's back is found, and named."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.access_log import Access, Head, Who, head_of, note
from kibox_pbx.storage.access_log_check import Finding, Kind, Verified
from kibox_pbx.storage.access_log_head import parse_head
from kibox_pbx.storage.access_log_pruning import prune
from kibox_pbx.storage.access_log_reading import AccessLog, Wanted
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.practice import at

MONDAY = at(23, 9)
GUARDS = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'access_log'"
)
SWAP = """
UPDATE access_log SET number = -{0} WHERE number = {0};
UPDATE access_log SET number = {0} WHERE number = {1};
UPDATE access_log SET number = {1} WHERE number = -{0}
"""
PUT_IN = """
UPDATE access_log SET number = -number - 1 WHERE number >= 3;
UPDATE access_log SET number = -number WHERE number < 0;
INSERT INTO access_log SELECT 3, at, who, did, about, mac FROM access_log WHERE number = 2
"""


def look_at(call: str, minute: int = 0) -> Access:
    return Access(MONDAY + timedelta(minutes=minute), "erika", "show_call", call)


async def write(database: Database, *entries: Access) -> None:
    def change(tables: Tables) -> None:
        for entry in entries:
            note(tables, database.envelope, entry)

    await database.write(change)


@pytest.fixture
async def noted(database: Database) -> Database:
    """Five looks at five calls."""
    for number in range(5):
        await write(database, look_at(f"call{number}", number))
    return database


async def meddle(database: Database, script: str) -> None:
    """Change the tables as somebody does who has the keys, but not the log's secret."""

    def change(tables: Tables) -> None:
        guards = tables.conn.execute(GUARDS).fetchall()
        for name, _ in guards:
            tables.conn.execute(f"DROP TRIGGER {name}")
        for statement in script.split(";"):
            tables.conn.execute(statement)
        if "access_log" in tables.table_names():
            for _, sql in guards:
                tables.conn.execute(sql)

    await database.read(change)  # and not `write`, which would go on with the head


async def findings(database: Database, noted: Head | None = None) -> list[Finding]:
    return list((await AccessLog(database).verify(noted)).findings)


async def test_an_untouched_log_is_whole(noted: Database) -> None:
    verified = await AccessLog(noted).verify()
    assert verified == Verified(await noted.read(head_of), 5, 0, ())
    assert verified.head.count == 5


async def test_a_log_of_nothing_is_whole(database: Database) -> None:
    assert await AccessLog(database).verify() == Verified(Head(0, b""), 0, 0, ())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE access_log SET at = '2026-11-23T08:00:00.000+00:00' WHERE number = 3",
        "UPDATE access_log SET who = 'ben' WHERE number = 3",
        "UPDATE access_log SET did = 'show_questions' WHERE number = 3",
        "UPDATE access_log SET about = 'call9' WHERE number = 3",
    ],
)
async def test_a_changed_field_is_found(noted: Database, change: str) -> None:
    await meddle(noted, change)
    assert await findings(noted) == [Finding(Kind.CHANGED, 3)]
    assert str(Finding(Kind.CHANGED, 3)) == "line 3: was changed, or put in"


async def test_a_changed_mac_is_found(noted: Database) -> None:
    await meddle(noted, "UPDATE access_log SET mac = x'00' WHERE number = 3")
    assert (await findings(noted))[0] == Finding(Kind.CHANGED, 3)


@pytest.mark.parametrize(
    ("deleting", "first", "last"),
    [
        ("DELETE FROM access_log WHERE number = 3", 3, 3),
        ("DELETE FROM access_log WHERE number < 3", 1, 2),
    ],
)
async def test_deleted_lines_are_found(
    noted: Database, deleting: str, first: int, last: int
) -> None:
    await meddle(noted, deleting)
    assert await findings(noted) == [Finding(Kind.MISSING, first, last)]


async def test_a_line_deleted_and_the_rest_renumbered_is_found(noted: Database) -> None:
    await meddle(
        noted,
        "DELETE FROM access_log WHERE number = 3;"
        "UPDATE access_log SET number = number - 1 WHERE number > 3",
    )
    assert Finding(Kind.CHANGED, 3) in await findings(noted)


@pytest.mark.parametrize("two", [(2, 3), (1, 4)])
async def test_two_swapped_lines_are_found(noted: Database, two: tuple[int, int]) -> None:
    await meddle(noted, SWAP.format(*two))
    assert await findings(noted) == [Finding(Kind.MOVED, number) for number in two]


async def test_a_line_put_in_is_found(noted: Database) -> None:
    await meddle(noted, PUT_IN)
    found = await findings(noted)
    assert found[0] == Finding(Kind.MOVED, 3)
    assert Finding(Kind.OTHER_HEAD, 5) in found


async def test_where_everything_is_wrong_the_list_ends(noted: Database) -> None:
    await write(noted, *(look_at(f"call{number}") for number in range(40)))
    await meddle(noted, "UPDATE access_log SET mac = x'00'")
    found = await findings(noted)
    assert found[:20] == [Finding(Kind.CHANGED, number) for number in range(1, 21)]
    assert found[20:] == [Finding(Kind.MANY, 21), Finding(Kind.OTHER_HEAD, 45)]


async def test_a_line_put_in_at_the_end_is_found(noted: Database) -> None:
    await meddle(noted, "INSERT INTO access_log VALUES (6, 'x', 'ben', 'x', '', x'00')")
    assert await findings(noted) == [Finding(Kind.CHANGED, 6)]


async def test_a_cut_off_end_is_found(noted: Database) -> None:
    await meddle(noted, "DELETE FROM access_log WHERE number > 3")
    assert await findings(noted) == [Finding(Kind.CUT_OFF, 3, 5)]


async def test_an_end_cut_off_here_and_in_the_head_file_is_found_by_a_head_noted_elsewhere(
    noted: Database,
) -> None:
    head = await noted.read(head_of)
    await meddle(noted, "DELETE FROM access_log WHERE number > 3")
    await noted.read(noted.access_head.renew)
    assert await findings(noted) == []
    assert await findings(noted, parse_head(str(head))) == [Finding(Kind.CUT_OFF, 3, 5)]
    await write(noted, look_at("call3"), look_at("call4"))
    assert await findings(noted, head) == [Finding(Kind.OTHER_HEAD, 5)]


async def test_every_line_deleted_is_found(noted: Database) -> None:
    await meddle(noted, "DELETE FROM access_log")
    assert await findings(noted) == [Finding(Kind.EMPTIED), Finding(Kind.CUT_OFF, 0, 5)]


async def test_a_deleted_table_is_found_and_nothing_can_be_noted(noted: Database) -> None:
    await meddle(noted, "DROP TABLE access_log")
    assert await findings(noted) == [Finding(Kind.TABLE_GONE)]
    with pytest.raises(StorageError):
        await write(noted, look_at("call9"))


async def test_a_deleted_guard_is_found(noted: Database) -> None:
    await noted.read(lambda tables: tables.conn.execute("DROP TRIGGER access_log_kept"))
    assert await findings(noted) == [Finding(Kind.GUARD_GONE)]


@pytest.mark.parametrize(
    "meddling",
    [
        "DELETE FROM named_secrets WHERE name = 'access_log'",
        "UPDATE named_secrets SET wrapped = x'00' WHERE name = 'access_log'",
    ],
)
async def test_another_secret_is_found(noted: Database, meddling: str) -> None:
    await meddle(noted, meddling)
    assert await findings(noted) == [Finding(Kind.SECRET_GONE)]


@pytest.mark.parametrize("seen", [False, True])
async def test_an_older_database_put_back_is_found(
    tmp_path: Path, master: MasterKey, *, seen: bool
) -> None:
    path = tmp_path / "kibox.db"
    async with Database(path, master) as database:
        await write(database, look_at("call0"))
    shutil.copy(path, tmp_path / "older")
    async with Database(path, master) as database:
        await write(database, look_at("call1"), look_at("call2"))
    shutil.copy(tmp_path / "older", path)
    async with Database(path, master) as database:
        assert await findings(database) == [Finding(Kind.CUT_OFF, 1, 3)]
        if seen:  # what is noted since does not cover it up
            await write(database, look_at("call3"))
            assert await findings(database) == [Finding(Kind.CUT_OFF, 2, 3)]
            await write(database, look_at("call4"), look_at("call5"))
            assert await findings(database) == [Finding(Kind.OTHER_HEAD, 3)]


async def test_a_crash_between_commit_and_head_is_no_finding(noted: Database) -> None:
    before = noted.access_head.path.read_bytes()
    await write(noted, look_at("call5"), look_at("call6"))
    noted.access_head.path.write_bytes(before)
    verified = await AccessLog(noted).verify()
    assert (verified.behind, verified.findings) == (2, ())
    await write(noted, look_at("call7"))
    assert (await AccessLog(noted).verify()).behind == 0


@pytest.mark.parametrize(
    "lose",
    [Path.unlink, lambda path: path.write_text("x"), lambda path: path.write_bytes(b"\xff")],
)
async def test_a_lost_head_is_found_until_somebody_has_looked_into_it(
    noted: Database, lose: Callable[[Path], object]
) -> None:
    lose(noted.access_head.path)
    await write(noted, look_at("call5"))
    assert await findings(noted) == [Finding(Kind.HEAD_MISSING)]
    await AccessLog(noted).accept(Who("erika", frozenset()), MONDAY)
    assert await findings(noted) == []
    rows = await AccessLog(noted).show(Wanted(about="missing"), look_at("x"))
    assert [(each.who, each.did) for _, each in rows] == [("erika", "accept_log")]
    assert noted.access_head.path.stat().st_mode & 0o777 == 0o600


async def test_what_was_accepted_stays_in_the_log(noted: Database) -> None:
    head = str(await noted.read(head_of))
    await meddle(noted, "DELETE FROM access_log WHERE number > 3")
    await AccessLog(noted).accept(Who("erika", frozenset()), MONDAY)
    assert await findings(noted) == []
    rows = await AccessLog(noted).show(Wanted(about=head), look_at("x"))
    assert [number for number, _ in rows] == [4]


async def test_a_lost_head_does_not_come_back_by_opening(
    tmp_path: Path, master: MasterKey
) -> None:
    path = tmp_path / "kibox.db"
    async with Database(path, master) as database:
        await write(database, look_at("call0"))
        database.access_head.path.unlink()
    async with Database(path, master) as database:
        assert await findings(database) == [Finding(Kind.HEAD_MISSING)]


async def test_two_processes_leave_the_right_head(tmp_path: Path, master: MasterKey) -> None:
    path = tmp_path / "kibox.db"
    async with Database(path, master) as one, Database(path, master) as other:
        for number in range(10):
            entries = look_at(f"one{number}"), look_at(f"other{number}")
            await asyncio.gather(write(one, entries[0]), write(other, entries[1]))
        assert await AccessLog(one).verify() == Verified(await other.read(head_of), 20, 0, ())


def pruned_before(database: Database, minute: int) -> Callable[[Tables], int]:
    before = MONDAY + timedelta(minutes=minute)
    now = MONDAY + timedelta(days=1095)
    return lambda tables: prune(tables, database.envelope, before=before, now=now, who="")


async def test_lines_whose_time_has_come_go_and_the_rest_is_whole(noted: Database) -> None:
    assert await noted.write(pruned_before(noted, 3)) == 3
    verified = await AccessLog(noted).verify()
    assert (verified.lines, verified.head.count, verified.findings) == (3, 6, ())
    assert await noted.write(pruned_before(noted, 3)) == 0
    rows = await AccessLog(noted).show(Wanted(), look_at("x"))
    assert [(number, each.about) for number, each in rows][:3] == [
        (4, "call3"),
        (5, "call4"),
        (6, "lines/3"),
    ]


async def test_all_lines_can_go_but_the_one_that_says_so(noted: Database) -> None:
    assert await noted.write(pruned_before(noted, 60)) == 5
    assert await findings(noted) == []
    await write(noted, look_at("call9"))
    assert (await AccessLog(noted).verify()).lines == 2


async def test_a_head_from_before_the_pruning_still_fits(noted: Database) -> None:
    head = await noted.read(head_of)
    await noted.write(pruned_before(noted, 60))
    await write(noted, look_at("call9"))
    for each in (head, Head(2, b"long ago")):
        assert await findings(noted, each) == []
    assert await findings(noted, Head(5, b"another")) == [Finding(Kind.OTHER_HEAD, 5)]


async def test_a_forged_checkpoint_hides_nothing(noted: Database) -> None:
    await meddle(
        noted,
        "INSERT INTO access_log_checkpoint SELECT number, mac, at, x'00' FROM access_log"
        " WHERE number = 2; DELETE FROM access_log WHERE number <= 2",
    )
    assert await findings(noted) == [Finding(Kind.CHECKPOINT_FORGED)]


async def test_a_removed_checkpoint_is_found(noted: Database) -> None:
    await noted.write(pruned_before(noted, 2))
    await meddle(noted, "DELETE FROM access_log_checkpoint")
    assert await findings(noted) == [Finding(Kind.MISSING, 1, 2)]


@pytest.mark.parametrize("text", ["", "5", "x:00", "5:zz", "5:" + "g" * 64, "-1:" + "0" * 64])
def test_what_is_no_head_is_none(text: str) -> None:
    assert parse_head(text) is None
