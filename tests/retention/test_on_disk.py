"""The night after their time has come, nothing of it is in any file, deleted pages included."""

from datetime import timedelta
from pathlib import Path

import pytest

from kibox_pbx.config.privacy import Retention
from kibox_pbx.storage.keys import MasterKey
from tests.retention.decrypted import everything
from tests.retention.office import FIRST_DAY, callers, lived_office
from tests.retention.test_simulated_year import traces

MASTER = MasterKey(bytes(range(32)))
KEY = MASTER.derive("kibox: database")


def found(marks: dict[str, set[bytes]], raw: bytes, *kinds: str) -> set[str]:
    wanted = {name: each for name, each in marks.items() if name.startswith(kinds)}
    assert wanted
    return {name for name, each in wanted.items() if any(mark in raw for mark in each)}


async def test_what_went_is_in_no_page_of_the_file_nor_of_the_wal(tmp_path: Path) -> None:
    path = tmp_path / "kibox.db"
    async with lived_office(path, MASTER, Retention()) as office:
        await office.full_day(FIRST_DAY, callers(12))
        marks = await office.database.read(traces)
        talk, who = ("turns", "events", "conversation"), ("call", "appointment")
        assert found(marks, everything(path, KEY), *talk) == {
            name for name in marks if name.startswith(talk)
        }
        await office.retention(FIRST_DAY + timedelta(days=30))
        assert found(marks, everything(path, KEY), *talk) == set()
        assert found(marks, everything(path, KEY), *who)
        await office.database.write(
            lambda tables: [
                tables.conn.execute(f"UPDATE {table} SET done_at = '2026-11-23'")  # noqa: S608 -- ours
                for table in ("messages", "forms", "questions")
            ]
        )
        await office.retention(FIRST_DAY + timedelta(days=400))
        kept = await office.database.read(traces)
        assert {name.split()[0] for name in kept} <= {"consents", "erasures"}
        proof = set().union(*kept.values())
        gone = {name: each - proof for name, each in marks.items()}
        all_kinds = (*talk, *who, "messages", "forms", "recordings", "recording")
        assert found(gone, everything(path, KEY), *all_kinds) == set()
        ledger = office.database.ledger.path.read_bytes()
    identifiers = {name.split()[1].encode() for name in marks}
    content = set().union(*marks.values()) - identifiers
    assert [each for each in content if each in ledger] == []


@pytest.mark.parametrize("pragma", ["ON", "OFF"])
async def test_it_is_overwriting_that_removes_it(tmp_path: Path, pragma: str) -> None:
    """The same search finds what was deleted where pages are only given back."""
    path = tmp_path / "kibox.db"
    async with lived_office(path, MASTER, Retention()) as office:
        await office.database.read(
            lambda tables: tables.conn.execute(f"PRAGMA secure_delete = {pragma}").fetchone()
        )
        await office.full_day(FIRST_DAY, callers(6))
        marks = await office.database.read(traces)
        await office.retention(FIRST_DAY + timedelta(days=30))
        left = found(marks, everything(path, KEY), "turns", "events")
    assert bool(left) is (pragma == "OFF")
