"""A restored database forgets again what was erased since; a ledger that lies is found."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from kibox_pbx.audio import RecordedPiece
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.storage import erasure, recordings
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.erasure_ledger import note
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.call_store_contract import A_CALL, ANSWER
from tests.storage.conftest import a_call

AT = "2026-11-23T07:00:00.000+00:00"


class Store:
    """A database that can be backed up and restored, as an admin would."""

    def __init__(self, folder: Path, master: MasterKey) -> None:
        self.path = folder / "kibox.db"
        self.ledger = folder / "kibox.db.ledger"
        self.master = master

    def open(self, *, accept_ledger_loss: bool = False) -> Database:
        return Database(self.path, self.master, accept_ledger_loss=accept_ledger_loss)

    def back_up(self) -> None:
        shutil.copyfile(self.path, self.path.with_name("backup.db"))

    def restore(self) -> None:
        shutil.copyfile(self.path.with_name("backup.db"), self.path)

    async def ids(self) -> set[str]:
        async with self.open() as database:
            return {line.call.id for line in await CallRepository(database).recent(99)}

    async def erase(self, call_id: str) -> None:
        async with self.open() as database:
            await CallRepository(database).erase(call_id)

    async def refusal(self) -> str:
        with pytest.raises(StorageError) as refused:
            await self.open().__aenter__()
        return str(refused.value)

    def rewrite(self, change: Callable[[list[str]], list[str]]) -> None:
        lines = self.ledger.read_text().splitlines(keepends=True)
        self.ledger.write_text("".join(change(lines)))


@pytest.fixture
async def store(tmp_path: Path, master: MasterKey) -> Store:
    """Return a closed store of three calls, backed up."""
    made = Store(tmp_path, master)
    async with made.open() as database:
        for call_id in ("one", "two", "three"):
            await CallRepository(database).begin(a_call(call_id))
    made.back_up()
    return made


async def test_a_recording_withdrawn_since_the_backup_does_not_come_back(store: Store) -> None:
    of_call = "one", ConsentPurpose.RECORDING
    now = datetime(2026, 11, 23, 7, tzinfo=UTC)
    async with store.open() as database:
        calls = CallRepository(database)
        await calls.note_consent(*of_call, ConsentAnswer.YES, "n1", now)
        await calls.add_sound("one", RecordedPiece(0, bytes(320), bytes(320)))
    store.back_up()
    async with store.open() as database:
        await CallRepository(database).withdraw_consent(*of_call, now)
    store.restore()
    async with store.open() as database:
        assert await database.read(recordings.recorded) == ()
        (consent,) = await CallRepository(database).consents_of("one")
    assert consent.withdrawn_at == now


async def test_what_was_erased_since_the_backup_does_not_come_back(store: Store) -> None:
    await store.erase("one")
    store.restore()
    assert await store.ids() == {"two", "three"}
    async with store.open() as database:
        assert await CallRepository(database).was_erased("one")


async def test_a_transcript_that_was_forgotten_stays_forgotten(store: Store) -> None:
    async with store.open() as database:
        calls = CallRepository(database)
        await calls.begin(A_CALL)
        await calls.add_turn(A_CALL.id, ANSWER)
    store.back_up()
    async with store.open() as database:
        await CallRepository(database).forget_conversation(A_CALL.id)
    store.restore()
    async with store.open() as database:
        assert (await CallRepository(database).read_call(A_CALL.id)).turns == ()


async def test_it_is_done_again_once_and_after_every_restore(store: Store) -> None:
    for call_id in ("one", "two"):
        await store.erase(call_id)
        store.restore()
        assert call_id not in await store.ids()
    store.restore()
    assert await store.ids() == {"three"}
    assert len(store.ledger.read_text().splitlines()) == 3


async def test_the_time_of_the_receipt_is_that_of_the_erasure(store: Store) -> None:
    await store.erase("one")

    async def receipt() -> object:
        async with store.open() as database:
            return await database.read(lambda tables: list(tables.table("erasures").rows))

    first = await receipt()
    store.restore()
    assert await receipt() == first


async def test_the_ledger_holds_identifiers_and_times_only(store: Store) -> None:
    await store.erase("one")
    lines = [json.loads(line) for line in store.ledger.read_text().splitlines()]
    assert set(lines[0]) == {"after", "mac", "seal"}
    assert set(lines[1]) == {"n", "at", "kind", "what", "mac"}
    assert (lines[1]["n"], lines[1]["kind"], lines[1]["what"]) == (1, "erase", ["one"])
    assert store.ledger.stat().st_mode & 0o777 == 0o600


async def test_a_change_that_fails_writes_no_line(store: Store) -> None:
    def fail(tables: Tables) -> None:
        erasure.erase_records(tables, ["one"], AT)
        raise ValueError("afterwards")

    async with store.open() as database:
        with pytest.raises(ValueError, match="afterwards"):
            await database.write(fail)
        await CallRepository(database).erase("two")
    lines = store.ledger.read_text().splitlines()
    assert [json.loads(line)["what"] for line in lines[1:]] == [["two"]]


DYING = """
import asyncio, os, signal, sys
from pathlib import Path
from kibox_pbx.storage import erasure_ledger
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
append = erasure_ledger.append
def dying(path, content):
    append(path, content[: int(sys.argv[2]) or None])
    os.kill(os.getpid(), signal.SIGKILL)
async def main():
    async with Database(Path(sys.argv[1]), MasterKey(bytes(range(32)))) as database:
        erasure_ledger.append = dying
        await CallRepository(database).erase("one")
asyncio.run(main())
"""


def killed_while_erasing(store: Store, bytes_written: int) -> None:
    command = [sys.executable, "-c", DYING, str(store.path), str(bytes_written)]
    assert subprocess.run(command, check=False).returncode == -9  # noqa: S603 -- ours


async def test_killed_after_the_line_the_erasure_is_done_at_the_next_start(
    store: Store,
) -> None:
    killed_while_erasing(store, 0)
    assert await store.ids() == {"two", "three"}


async def test_killed_within_the_line_nothing_was_erased_and_all_goes_on(store: Store) -> None:
    killed_while_erasing(store, 40)
    assert await store.ids() == {"one", "two", "three"}
    await store.erase("two")
    store.restore()
    assert await store.ids() == {"one", "three"}


async def test_a_service_at_work_does_what_another_process_left_undone(store: Store) -> None:
    async with store.open() as database:
        killed_while_erasing(store, 0)
        calls = CallRepository(database)
        await calls.erase("two")
        assert {line.call.id for line in await calls.recent(9)} == {"three"}


async def test_two_processes_write_one_chain(store: Store) -> None:
    async with store.open() as service, store.open() as command:
        await asyncio.gather(
            CallRepository(service).erase("one"), CallRepository(command).erase("two")
        )
    async with store.open() as database:
        entries = await database.write(database.ledger.entries)
    assert [each.number for each in entries] == [1, 2]


async def test_a_missing_ledger_is_told_with_the_way_on(store: Store) -> None:
    store.ledger.unlink()
    told = await store.refusal()
    assert "missing" in told
    assert "copy it from the old one" in told
    assert "kibox retention ledger --accept-loss" in told
    async with store.open(accept_ledger_loss=True):
        pass
    await store.erase("one")
    store.back_up()
    await store.erase("two")
    store.restore()
    assert await store.ids() == {"three"}


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [*lines[:1], *lines[2:]],
        lambda lines: [*lines[:1], lines[2], lines[1]],
        lambda lines: lines[:-1],
        lambda lines: [line.replace('"one"', '"six"') for line in lines],
        lambda lines: [line.replace('"after":0', '"after":1') for line in lines],
        lambda lines: ["nonsense\n"],
        lambda lines: [],
    ],
    ids=["left out", "turned", "cut off", "changed", "begun later", "overwritten", "emptied"],
)
async def test_a_ledger_that_was_tampered_with_is_refused(
    store: Store, change: Callable[[list[str]], list[str]]
) -> None:
    await store.erase("one")
    await store.erase("two")
    store.rewrite(change)
    assert "damaged" in await store.refusal()
    async with store.open(accept_ledger_loss=True):
        pass
    assert await store.ids() == {"three"}


async def test_the_ledger_of_another_database_is_refused(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "other", store.master)
    async with other.open():
        pass
    shutil.copyfile(other.ledger, store.ledger)
    assert "of another database" in await store.refusal()


async def test_a_new_database_beside_an_old_ledger_is_refused(store: Store) -> None:
    store.path.unlink()
    assert "move the ledger away" in await store.refusal()
    store.ledger.rename(store.ledger.with_suffix(".old"))
    assert await store.ids() == set()


async def test_a_line_of_a_newer_kibox_is_not_passed_over(store: Store) -> None:
    async with store.open() as database:
        await database.write(lambda tables: note(tables, "rewind", ["one"], AT))
    store.restore()
    assert "newer version" in await store.refusal()


def erase_at(call_id: str, at: str, tables: Tables) -> None:
    erasure.erase_records(tables, [call_id], f"{at}-01-01T00:00:00.000+00:00")


async def test_old_lines_are_cut_off_and_the_chain_goes_on(store: Store) -> None:
    async with store.open() as database:
        for call_id, at in (("one", "2023"), ("two", "2026")):
            await database.write(partial(erase_at, call_id, at))
        assert await database.write(lambda tables: database.ledger.cut_before(tables, "2024"))
        await CallRepository(database).erase("three")
        entries = await database.write(database.ledger.entries)
    assert [(each.number, each.what) for each in entries] == [(2, ("two",)), (3, ("three",))]
    assert await store.ids() == set()
    store.restore()
    assert "begins after this database ends" in await store.refusal()
    async with store.open(accept_ledger_loss=True):
        pass
    assert await store.ids() == {"one"}


async def test_a_ledger_is_rewritten_only_when_a_line_is_too_old(store: Store) -> None:
    async with store.open() as database:
        for call_id, at in (("one", "2023"), ("two", "2024"), ("three", "2026")):
            await database.write(partial(erase_at, call_id, at))

        def cut(tables: Tables, at: str) -> int:
            return database.ledger.cut_before(tables, at, "2025")

        assert await database.write(partial(cut, at="2023")) == 0
        assert await database.write(partial(cut, at="2024")) == 2
        assert await database.write(partial(cut, at="2024")) == 0
        assert await database.write(partial(cut, at="2027")) == 0
        await database.write(partial(erase_at, "four", "2028"))
    async with store.open() as database:
        entries = await database.write(database.ledger.entries)
    assert [each.number for each in entries] == [3, 4]


async def test_what_another_process_left_undone_is_not_lost_by_cutting(store: Store) -> None:
    async with store.open() as database:
        await database.write(partial(erase_at, "three", "2023"))
        killed_while_erasing(store, 0)
        assert await database.write(lambda tables: database.ledger.cut_before(tables, "2024"))
        assert {each.call.id for each in await CallRepository(database).recent(9)} == {"two"}
    assert await store.ids() == {"two"}
