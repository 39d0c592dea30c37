"""`kibox subject` where several hosts answer: what is typed at one, and done at the other."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from kibox_pbx.app.sharing import sharing
from kibox_pbx.config.loader import load
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.shared import orders
from kibox_pbx.storage.sqlcipher import Tables
from tests.admin.desk_of import DeskLine, practice_with_people
from tests.postgres_server import Postgres, postgres
from tests.signing_in import database_of
from tests.storage.people import ERIKA, ERIKAS, PHRASE, ring

WHOSE = ("--number", ERIKAS, "--name", ERIKA)
CHECKED = ("--identity", "Ausweis gesehen")
DONE, REFUSED = 0, 1
WAIT_S = 30


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@dataclass(frozen=True)
class Office:
    """Two hosts; somebody sits at the first one's desk, and then at the other's."""

    here: DeskLine
    there: DeskLine

    def meet(self, is_enough: Callable[[Tables], bool]) -> None:
        """Have both services run until both stores say that it is enough."""
        asyncio.run(self._meet(is_enough))

    async def _meet(self, is_enough: Callable[[Tables], bool]) -> None:
        async with asyncio.timeout(WAIT_S), AsyncExitStack() as services:
            stores = []
            for desk in (self.here, self.there):
                store = await services.enter_async_context(database_of(desk.config))
                await services.enter_async_context(sharing(load(desk.config), store))
                stores.append(store)
            for store in stores:
                while not await store.read(is_enough):  # noqa: ASYNC110 -- nobody tells
                    await asyncio.sleep(0.1)


def all_did(tables: Tables) -> bool:
    """Say whether a host knows the other, which has done all that it ordered."""
    done = (each for order in orders.progress(tables) for each in order.hosts)
    return len(orders.hosts(tables)) > 1 and all(each.at for each in done)


def nothing_remains(tables: Tables) -> bool:
    """Say whether nobody has to look at anything at the other host any more."""
    return all(each.is_complete for each in orders.progress(tables))


@pytest.fixture
def office(
    server: Postgres,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Office:
    shared = server.fresh(tmp_path)
    desks = []
    for name in ("kibox1", "kibox2"):
        desk = practice_with_people(tmp_path / name, monkeypatch, capsys)
        practice = yaml.safe_load(desk.config.read_text(encoding="utf-8"))
        practice["shared"] = json.loads(shared.model_dump_json()) | {"this_host": name}
        desk.config.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
        desks.append(desk)
    here, there = desks
    there.store(only_calls("elsewhere"))
    here.store(only_calls())
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(here.folder / "runtime"))
    return Office(here, there)


def only_calls(*call_ids: str) -> Callable[[Database], Awaitable[None]]:
    """Have nothing in a store but calls of Erika's."""

    async def change(database: Database) -> None:
        for table in ("appointments", "calls"):
            await database.write(lambda tables, table=table: tables.table(table).delete_where())  # type: ignore[misc]
        for call_id in call_ids:
            await ring(CallRepository(database), call_id, ERIKAS, PHRASE)

    return change


async def calls_in(database: Database) -> set[str]:
    return await database.read(lambda tables: {row["id"] for row in tables.table("calls").rows})


def test_a_host_that_has_met_no_other_says_so(office: Office) -> None:
    status, _, err = office.here.types("object", *WHOSE)
    assert status == DONE
    assert "has not met the others yet; do the same on each of them" in err


def test_find_says_which_hosts_it_did_not_look_at(office: Office) -> None:
    office.meet(all_did)
    status, out, err = office.here.types("find", *WHOSE)
    assert (status, out) == (DONE, "")
    assert "not in this list: kibox2" in err


def test_an_erasure_reaches_the_other_host_and_the_receipt_says_when(office: Office) -> None:
    office.meet(all_did)
    receipt = office.here.folder / "receipt.json"
    _, _, err = office.here.types("erase", *WHOSE, *CHECKED)
    assert "other hosts would do the same: kibox2" in err
    erasing = ("erase", *WHOSE, *CHECKED, "--yes", "--receipt", str(receipt))
    status, _, err = office.here.types(*erasing)
    assert status == DONE
    assert "destroyed: nothing here" in err
    assert "kibox2: asked to do the same; kibox subject requests --all says when" in err
    assert "kibox2" in receipt.with_suffix(".txt").read_text(encoding="utf-8")
    status, out, _ = office.here.types("verify", str(receipt))
    assert status == REFUSED
    assert out.splitlines() == ["genuine, and nothing of it is left", "at kibox2: not yet"]
    _, lines, _ = office.here.types("requests")
    assert "  at kibox2: not yet" in lines.splitlines()
    _, hosts, _ = office.here.types("hosts")
    assert hosts.splitlines()[0] == "kibox1  this host"
    assert "has not done yet: erase r" in hosts.splitlines()[1]
    office.meet(all_did)
    assert office.there.store(calls_in) == set()
    status, out, _ = office.here.types("verify", str(receipt))
    assert (status, out.splitlines()[1]) == (DONE, "at kibox2: done, 1 record")
    assert office.here.types("requests")[1] == ""
    (told,) = office.here.json("requests", "--all")
    assert told["hosts"][0]["host"] == "kibox2"
    assert told["hosts"][0]["done"] == 1


def test_access_is_asked_of_the_other_host_and_served_there(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.meet(all_did)
    status, _, err = office.here.types(
        "export", *WHOSE, *CHECKED, str(office.here.folder / "x")
    )
    assert status == DONE
    assert "says how much they have to hand out as well" in err
    letter = (office.here.folder / "x" / "anschreiben.txt").read_text(encoding="utf-8")
    assert "kibox2" in letter
    office.meet(all_did)
    _, lines, _ = office.here.types("requests")
    request = lines.split()[0]
    todo = f"looked; 1 to be looked at there: kibox subject export --request {request}"
    assert f"  at kibox2: {todo}" in lines.splitlines()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(office.there.folder / "runtime"))
    target = office.there.folder / "x"
    status, _, err = office.there.types("export", "--request", request, *CHECKED, str(target))
    assert (status, "asked to do the same" in err) == (DONE, False)
    data = json.loads((target / "data.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in data["calls"]] == ["elsewhere"]
    office.meet(nothing_remains)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(office.here.folder / "runtime"))
    assert office.here.types("requests")[1] == ""


def test_a_host_that_is_gone_is_given_up(office: Office) -> None:
    office.meet(all_did)
    status, _, err = office.here.types("hosts", "--give-up", "kibox3")
    assert (status, "no other host of this name" in err) == (REFUSED, True)
    assert office.here.types("hosts", "--give-up", "kibox2")[0] == DONE
    assert [each["name"] for each in office.here.json("hosts")] == ["kibox1"]
