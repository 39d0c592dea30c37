"""What the doctor says of the hosts' shared database: a real PostgreSQL, in every trouble."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from kibox_pbx.admin.doctor.finding import Finding, State
from kibox_pbx.admin.doctor.sharing_checks import database, hosts
from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.app.doctor import examine
from kibox_pbx.config.settings import Shared
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.shared.inspection import Inspected, SharedHost, inspect
from kibox_pbx.storage.shared.link import Link
from kibox_pbx.storage.shared.order_book import OrderBook
from kibox_pbx.storage.shared.order_copy import OrderCopy
from kibox_pbx.storage.shared.schema import SCRIPTS
from tests.notify.certificates import make_certificate
from tests.postgres_server import Postgres, postgres
from tests.storage.shared.conftest import patiently

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
OK, WARNING, BROKEN = State


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@pytest.fixture
def shared(server: Postgres, tmp_path: Path) -> Shared:
    """A database that nobody has made tables in."""
    return server.fresh(tmp_path)


async def host_of(shared: Shared, folder: Path, name: str) -> None:
    """Have a host be there for a moment."""
    key = MasterKey(bytes(range(32)))
    async with Database(folder / f"{name}.db", key) as store, Link(shared) as link:
        await patiently(OrderBook(link, OrderCopy(store), name).settle)


def judged(shared: Shared) -> Finding:
    return database(inspect(shared), len(SCRIPTS))


async def test_one_that_is_as_it_should_be(shared: Shared, tmp_path: Path) -> None:
    await host_of(shared, tmp_path, "kibox1")
    found = inspect(shared)
    assert judged(shared).state is OK
    assert "(TLSv1.3), the key fits" in judged(shared).text
    assert [each.name for each in found.hosts] == ["kibox1"]
    assert hosts(found.hosts, datetime.now(UTC)).text == "there: kibox1"


def test_one_that_no_host_has_met_is_looked_at_and_left_as_it_is(
    shared: Shared, server: Postgres
) -> None:
    assert judged(shared).state is WARNING
    assert "no tables so far" in judged(shared).text
    sql = "SELECT count(*) FROM pg_namespace WHERE nspname = 'kibox'"
    assert server.run(sql, shared.database) == [(0,)]


async def test_every_trouble_names_what_mends_it(
    shared: Shared, server: Postgres, tmp_path: Path
) -> None:
    await host_of(shared, tmp_path, "kibox1")
    make_certificate(tmp_path, "other.practice.lan")
    wrong, key, open_file = (tmp_path / name for name in ("wrong", "other.key", "open"))
    for file, text in ((wrong, "wrong"), (key, "66" * 32), (open_file, "x")):
        file.write_text(text)
        file.chmod(0o600)
    open_file.chmod(0o644)
    troubles: dict[str, dict[str, Any]] = {
        "does not answer": {"port": 1},
        "certificate is not the one": {"ca_file": tmp_path / "other.practice.lan.pem"},
        "refuses the user": {"password_file": wrong},
        "sealed with another key": {"key_file": key},
        "open: others may read": {"password_file": open_file},
    }
    for says, change in troubles.items():
        found = judged(shared.model_copy(update=change))
        assert (found.state, says in found.text) == (BROKEN, True), found.text
        assert found.mend
    renamed = shared.model_copy(update={"server_name": "other.practice.lan"})
    assert "certificate is not the one" in judged(renamed).text
    assert "refuses the user" in judged(shared.model_copy(update={"database": "no"})).text


async def test_a_host_that_it_does_not_let_in(
    shared: Shared, server: Postgres, tmp_path: Path
) -> None:
    rules = server.folder / "data" / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text("local all all trust\nhostssl all all 192.0.2.0/24 scram-sha-256\n")
    server.run("SELECT pg_reload_conf()")
    try:
        async with asyncio.timeout(30):
            while "pg_hba.conf lets nobody in" not in judged(shared).text:  # noqa: ASYNC110 -- it reloads when it likes
                await asyncio.sleep(0.1)
        assert "hostssl line" in judged(shared).mend
    finally:
        rules.write_text(before)
        server.run("SELECT pg_reload_conf()")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("version = version + 1", (BROKEN, "a newer kibox")),
        ("version = 1", (WARNING, "of an older version")),
        ("is_behind = true", (WARNING, "was restored")),
    ],
)
async def test_its_tables_are_ours(
    change: str, expected: tuple[State, str], shared: Shared, server: Postgres, tmp_path: Path
) -> None:
    await host_of(shared, tmp_path, "kibox1")
    server.run(f"UPDATE kibox.kibox_shared SET {change}", shared.database)  # noqa: S608 -- above
    state, says = expected
    assert (judged(shared).state, says in judged(shared).text) == (state, True)


HERE = SharedHost("kibox1", NOW - timedelta(seconds=50), 0)


@pytest.mark.parametrize(
    ("other", "state", "says"),
    [
        (HERE, OK, "there: kibox1, kibox1"),
        (replace(HERE, seen_at=NOW - timedelta(hours=2)), WARNING, "2026-11-29 07:00"),
        (replace(HERE, late_orders=2), BROKEN, "kibox1 (2)"),
    ],
)
def test_every_host_is_there_and_does_what_it_is_asked(
    other: SharedHost, state: State, says: str
) -> None:
    found = hosts((HERE, other), NOW)
    assert (found.state, says in found.text, bool(found.mend)) == (state, True, state is not OK)


async def test_an_order_that_waits_for_a_day_is_late(
    shared: Shared, server: Postgres, tmp_path: Path
) -> None:
    for name in ("kibox1", "kibox2"):
        await host_of(shared, tmp_path, name)
    server.run(
        "INSERT INTO kibox.orders SELECT 'o1', 1000, id, now() - interval '2 days', false, 'x'"
        " FROM kibox.hosts LIMIT 1",
        shared.database,
    )
    assert sorted(each.late_orders for each in inspect(shared).hosts) == [0, 1]


def test_without_any_host_somebody_starts_them() -> None:
    assert hosts((), NOW).state is WARNING
    assert database(Inspected(version=len(SCRIPTS)), len(SCRIPTS)).state is OK


async def test_the_page_has_its_lines_where_the_settings_name_it(
    shared: Shared, tmp_path: Path
) -> None:
    await host_of(shared, tmp_path, "kibox1")
    folder = tmp_path / "practice"
    make_practice_folder(folder)
    alone = {each.check for each in await examine(folder / CONFIG)}
    practice = yaml.safe_load((folder / CONFIG).read_text(encoding="utf-8"))
    practice["shared"] = json.loads(shared.model_dump_json())
    (folder / CONFIG).write_text(yaml.safe_dump(practice), encoding="utf-8")
    shown = {each.check: each.state for each in await examine(folder / CONFIG)}
    assert shown.keys() - alone == {"shared-database", "hosts"}
    assert shown["shared-database"] is shown["hosts"] is OK
