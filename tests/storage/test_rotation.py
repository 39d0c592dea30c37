"""The store's key changes while calls go on, and a crash on the way loses nothing."""

import asyncio
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.lessons import Lesson, LessonKind
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Appointment, Slot, Speaker, Turn
from kibox_pbx.storage import requests, rotation
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.consents import Consent, record
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.given import enter
from kibox_pbx.storage.key_slots import Kind, pair_of
from kibox_pbx.storage.lessons import LessonRepository
from kibox_pbx.storage.migrations import migrate
from kibox_pbx.storage.named_secrets import number_mark
from kibox_pbx.storage.opening import (
    StoreKeys,
    create_store_with_key_file,
    new_slot,
    open_store,
)
from kibox_pbx.storage.rectifications import Rectifying, of_appointment
from kibox_pbx.storage.rewrapping import SOME, WRAPPED
from kibox_pbx.storage.shared import orders
from kibox_pbx.storage.shared.orders import Act, Order
from kibox_pbx.storage.sqlcipher import Tables, connect
from kibox_pbx.utterance import Language
from tests.storage.conftest import a_call
from tests.storage.practice import settings_with

CALLS = SOME + 40
NUMBER = "+493012345678"

ROTATE = """
import os, signal, sys
from pathlib import Path
from kibox_pbx.storage import rotation
from kibox_pbx.storage.opening import StoreKeys
from tests.storage.test_rotation import settings_in
keys = StoreKeys(settings_in(Path(sys.argv[1])).store)
steps_left = int(sys.argv[2])
def die(event, args):
    global steps_left
    if event in ("open", "os.rename") and sys.argv[1] in str(args[0]):
        steps_left -= 1
        if steps_left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(die)
print("begins", flush=True)
rotation.begin(keys)
rotation.finish(keys)
print("done", flush=True)
"""


def settings_in(folder: Path) -> Settings:
    store = {"database": str(folder / "kibox.db"), "key_file": str(folder / "kibox.key")}
    return settings_with(store=store)


def turn(text: str) -> Turn:
    return Turn(Speaker.CALLER, text, None, 0, 900, interrupted=False)


async def fill(settings: Settings) -> str:
    """Make a store of `CALLS` calls with a turn each; return the mark of a number."""
    create_store_with_key_file(settings.store)
    async with open_store(settings) as database:
        calls = CallRepository(database)
        for number in range(CALLS):
            await calls.begin(a_call(f"call-{number}"))
            await calls.add_turn(f"call-{number}", turn(f"said {number}"))
        await learn(database)
        await put_right(database)
        return await mark(database)


async def learn(database: Database) -> None:
    """Keep a lesson, which has a key of its own."""
    consent = Consent(
        "call-1", ConsentPurpose.IMPROVEMENT, ConsentAnswer.YES, "n1", a_call("x").started_at
    )
    await database.write(lambda tables: record(tables, consent))
    lesson = Lesson(LessonKind.WORD, "", Language.GERMAN, "said 1")
    assert await LessonRepository(database).keep("call-1", (lesson,), consent.at) == 1


async def put_right(database: Database) -> None:
    """Have somebody ask for something, and an appointment rectified: each has a key."""
    at = a_call("x").started_at
    slot = Slot("talk", at, at + timedelta(minutes=30), "sommer")
    await enter(database, [Appointment("past", slot, "Erika Mustermann", NUMBER)])

    def change(tables: Tables) -> None:
        envelope, who = database.envelope, Wanted(NUMBER)
        opening = requests.Opening(requests.Kind.ACCESS, who, at.date())
        requests.open_request(tables, envelope, opening)
        orders.give(tables, envelope, Order(Act.LOOK, at, "olga", who))
        by = requests.Signature("olga", at, "misheard")
        Rectifying(tables, envelope, by).appointment("past", {"name": "Erika Muster"})

    await database.write(change)


async def known_at_the_desk(database: Database) -> tuple[str | None, str | None]:
    """Return who asked, and what an appointment said before."""

    def look(tables: Tables) -> tuple[str | None, str | None]:
        (request,) = requests.all_requests(tables, database.envelope)
        (changed,) = of_appointment(tables, database.envelope, "past")
        (order,) = orders.progress(tables)
        text = orders.text_of(tables, database.envelope, order.order_id)
        assert request.who == orders.order_from(text).wanted
        return request.who.number, changed.before

    return await database.read(look)


async def mark(database: Database) -> str:
    return await database.write(lambda tables: number_mark(tables, database.envelope, NUMBER))


async def everything_said(database: Database) -> set[str]:
    calls = CallRepository(database)
    lines = await calls.recent(9999)
    stored = [await calls.read_call(line.call.id) for line in lines]
    return {each.text for call in stored for each in call.turns}


ALL = {f"said {number}" for number in range(CALLS)}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("filled")
    return folder, asyncio.run(fill(settings_in(folder)))


@pytest.fixture
def store(filled: tuple[Path, str], tmp_path: Path) -> Settings:
    shutil.copytree(filled[0], tmp_path / "store")
    return settings_in(tmp_path / "store")


def rotate(settings: Settings) -> None:
    keys = StoreKeys(settings.store)
    rotation.begin(keys)
    rotation.finish(keys)


async def test_a_rotated_store_holds_everything_under_another_key(
    store: Settings, filled: tuple[Path, str], tmp_path: Path
) -> None:
    keys = StoreKeys(store.store)
    shutil.copy(store.store.key_file, tmp_path / "old.key")
    (old,) = keys.read().secrets
    rotate(store)
    (new,) = StoreKeys(store.store).read().secrets
    assert new != old
    async with open_store(store) as database:
        assert await everything_said(database) == ALL
        assert await mark(database) == filled[1]
        assert [each.lesson.text for each in await LessonRepository(database).all()] == [
            "said 1"
        ]
        assert await known_at_the_desk(database) == (NUMBER, "Erika Mustermann")
        counts = await database.read(
            lambda tables: [tables.table(each.table).count for each in WRAPPED]
        )
        assert all(counts), "this test must have something wrapped in every table"
    async with Database(store.store.database, new) as database:
        assert await everything_said(database) == ALL
    with pytest.raises(StorageError, match="right key"):
        await Database(store.store.database, old).__aenter__()
    (tmp_path / "old.key").replace(store.store.key_file)
    with pytest.raises(StorageError, match="this key does not open the store"):
        open_store(store)


async def test_nothing_on_disk_is_readable_with_the_old_key(store: Settings) -> None:
    """Every page differs from before, and no key of a call is wrapped by the old one."""
    before = store.store.database.read_bytes()
    (old,) = StoreKeys(store.store).read().secrets
    rotate(store)
    after = store.store.database.read_bytes()
    pages = {before[at : at + 4096] for at in range(0, len(before), 4096)}
    assert not pages & {after[at : at + 4096] for at in range(0, len(after), 4096)}
    async with open_store(store) as database:
        database.envelope.adopt(old)
        with pytest.raises(StorageError, match="could not be opened"):
            await CallRepository(database).read_call("call-7")


def test_other_slots_open_the_store_after_a_rotation(store: Settings) -> None:
    keys = StoreKeys(store.store)
    recovery = pair_of(bytes(range(32)))
    keys.write(keys.read().with_slot(new_slot(Kind.RECOVERY, recovery)))
    rotate(store)
    opened = StoreKeys(store.store).read_with(recovery)
    assert opened is not None
    assert opened.secrets == StoreKeys(store.store).read().secrets
    assert {slot.kind for slot in opened.slots} == {Kind.KEY_FILE, Kind.RECOVERY}


def test_a_rotation_that_was_begun_goes_on(store: Settings) -> None:
    rotation.begin(StoreKeys(store.store))
    during = StoreKeys(store.store).read()
    assert during.is_changing
    rotation.begin(StoreKeys(store.store))
    assert StoreKeys(store.store).read().secrets == during.secrets
    rotation.finish(StoreKeys(store.store))
    assert StoreKeys(store.store).read().secrets == during.secrets[:1]


def killed(store: Settings, *, after_s: float = 0.0, at_step: int = 0) -> bool:
    """Rotate in a process that is killed; return whether it was before the end.

    Args:
        store: The practice.
        after_s: When to kill it.
        at_step: Before which opening or renaming of a file it kills itself; 0: it does not.
    """
    process = subprocess.Popen(  # noqa: S603 -- ours
        [sys.executable, "-c", ROTATE, store.store.database.parent, str(at_step)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        if not at_step:
            time.sleep(after_s)
            process.send_signal(signal.SIGKILL)
        return "done" not in process.stdout.read()


@pytest.fixture(scope="module")
def takes_s(filled: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> float:
    folder = tmp_path_factory.mktemp("timed") / "store"
    shutil.copytree(filled[0], folder)
    began = time.monotonic()
    rotate(settings_in(folder))
    return time.monotonic() - began


async def check(store: Settings, known_mark: str) -> None:
    async with open_store(store) as database:
        assert await everything_said(database) == ALL
        assert await mark(database) == known_mark


KILLS = [pytest.param(at, id=f"tenth-{at}") for at in range(10)]
MANY = [pytest.param(at / 10, marks=pytest.mark.long, id=f"long-{at}") for at in range(100)]


@pytest.mark.parametrize("tenth", KILLS + MANY)
def test_a_rotation_killed_at_any_moment_loses_nothing(
    store: Settings, filled: tuple[Path, str], takes_s: float, tenth: float
) -> None:
    killed(store, after_s=(tenth + random.random()) / 10 * takes_s)  # noqa: S311 -- no secret
    asyncio.run(goes_on_and_has_everything(store, filled[1]))


@pytest.mark.long
def test_a_rotation_killed_before_any_step_on_a_file_loses_nothing(
    filled: tuple[Path, str], tmp_path: Path
) -> None:
    step, is_done = 0, False
    while not is_done:
        step += 1
        shutil.copytree(filled[0], tmp_path / str(step))
        store = settings_in(tmp_path / str(step))
        is_done = not killed(store, at_step=step)
        asyncio.run(goes_on_and_has_everything(store, filled[1]))
    assert step > 10


async def goes_on_and_has_everything(store: Settings, known_mark: str) -> None:
    await check(store, known_mark)
    keys = StoreKeys(store.store)
    rotation.begin(keys)
    rotation.finish(keys)
    assert not keys.read().is_changing
    await check(store, known_mark)
    folder = store.store.database.parent
    left = {path.name for path in folder.iterdir() if not path.name.startswith("kibox.db.")}
    assert left == {"kibox.db", "kibox.key"}


async def test_a_rotation_lets_others_write_meanwhile(store: Settings) -> None:
    keys = StoreKeys(store.store)
    async with keys.database() as database:
        calls = CallRepository(database)
        await calls.begin(a_call("live"))
        stopped = asyncio.Event()

        async def talk() -> list[str]:
            said: list[str] = []
            while not stopped.is_set():
                said.append(f"live {len(said)}")
                await calls.add_turn("live", turn(said[-1]))
                await calls.begin(a_call(f"new-{len(said)}"))
                await calls.add_turn(f"new-{len(said)}", turn(said[-1]))
            return said

        async with asyncio.TaskGroup() as tasks:
            talking = tasks.create_task(talk(), name="a call goes on")
            await asyncio.sleep(0.05)
            rotation.begin(StoreKeys(store.store))
            assert await rotation.finish_online(database, keys)
            await asyncio.sleep(0.05)
            stopped.set()
        said = talking.result()
        assert [each.text for each in (await calls.read_call("live")).turns] == said
    assert not keys.read().is_changing
    async with open_store(store) as database:
        assert await everything_said(database) == ALL | set(said)


async def test_while_another_has_the_store_open_the_old_key_stays(store: Settings) -> None:
    keys = StoreKeys(store.store)
    async with keys.database() as database:
        async with open_store(store) as other:
            rotation.begin(StoreKeys(store.store))
            assert not await rotation.finish_online(database, keys)
            await CallRepository(other).begin(a_call("other"))
            await CallRepository(other).add_turn("other", turn("said late"))
            assert keys.read().is_changing
        await CallRepository(database).begin(a_call("mine"))
        assert await rotation.finish_online(database, keys)
        assert await everything_said(database) == ALL | {"said late"}
    assert not keys.read().is_changing


async def test_a_store_that_could_not_be_opened_again_opens_when_it_is_used(
    store: Settings,
) -> None:
    keys = StoreKeys(store.store)
    hidden = store.store.database.with_name("hidden")
    async with keys.database() as database:
        with pytest.raises(StorageError, match="missing"):
            await database.step_aside(lambda: _move(store.store.database, hidden))
        with pytest.raises(StorageError, match="missing"):
            await mark(database)
        hidden.rename(store.store.database)
        assert await everything_said(database) == ALL


def _move(path: Path, other: Path) -> None:
    path.rename(other)


async def test_a_key_file_that_cannot_be_replaced_keeps_the_old_key(store: Settings) -> None:
    """The new key is not used before it lies where the next start looks for it."""
    keys = StoreKeys(store.store)
    old = store.store.key_file.read_bytes()
    rotation.begin(keys)
    store.store.key_file.write_bytes(old)
    with pytest.raises(StorageError, match="not the new key yet"):
        rotation.finish(keys)
    await check(store, await _mark_of(store))


async def _mark_of(store: Settings) -> str:
    async with open_store(store) as database:
        return await mark(database)


def test_every_wrapped_column_is_wrapped_anew(tmp_path: Path) -> None:
    tables = connect(tmp_path / "plain.db", bytes(32))
    migrate(tables)
    wrapped = {
        table.name
        for table in tables.tables
        if any("wrapped" in column.name for column in table.columns)
    }
    assert wrapped == {each.table for each in WRAPPED}
    assert all(tables.table(each.table).pks == list(each.key) for each in WRAPPED)
    tables.conn.close()
