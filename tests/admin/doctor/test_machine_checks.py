"""Each judgement of the machine and the store: fine, worse than it should be, broken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kibox_pbx.admin.doctor import machine_checks, store_checks
from kibox_pbx.admin.doctor.finding import Finding, State
from kibox_pbx.admin.doctor.machine_facts import (
    KeyFacts,
    Listening,
    Machine,
    ModelFacts,
    NoStore,
    StoreFacts,
)
from kibox_pbx.admin.measured import Measured
from kibox_pbx.config.settings import Telephone

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 29, 12, tzinfo=BERLIN)
SEALED = "\n".join((*machine_checks.SEALS, "IPAddressDeny=any", "IPAddressAllow=localhost", ""))
GOOD = Machine(
    cores=2,
    free_bytes=50 * machine_checks.GB,
    listening=(Listening(4573, on_loopback=True), Listening(22, on_loopback=False)),
    swap=None,
    core_pattern="|/bin/false",
    unit=SEALED,
    clock_is_synchronised=True,
    now=NOW,
)
TELEPHONE = Telephone(reception="reception")
STORE = StoreFacts(
    encrypted=True,
    ledger_fault=None,
    log_findings=0,
    retention_day=NOW.date(),
    backup_at=NOW,
    wants_backups=True,
)
OK, WARNING, BROKEN = State

MEASURED = Measured(held=4, tried=8, cores=2, at=NOW)

Judge = Callable[[Machine], Finding]
JUDGES: dict[str, Judge] = {
    "ports": lambda machine: machine_checks.binds(machine, TELEPHONE),
    "disk": machine_checks.disk,
    "swap": machine_checks.swap,
    "core-dumps": machine_checks.core_dumps,
    "egress": machine_checks.egress,
    "systemd": machine_checks.unit,
    "clock": lambda machine: machine_checks.clock(machine, BERLIN),
    "capacity": lambda machine: machine_checks.capacity(machine, 4, MEASURED),
}


@pytest.mark.parametrize(
    ("check", "change", "state"),
    [
        *((check, {}, OK) for check in JUDGES),
        ("ports", {"listening": (Listening(4574, on_loopback=False),)}, BROKEN),
        ("disk", {"free_bytes": machine_checks.GB}, WARNING),
        ("disk", {"free_bytes": 1_000}, BROKEN),
        ("swap", {"swap": "could be swapped to /dev/sda2"}, WARNING),
        ("core-dumps", {"core_pattern": "core"}, WARNING),
        ("egress", {"unit": None}, WARNING),
        ("egress", {"unit": SEALED + "IPAddressAllow=192.0.2.7"}, WARNING),
        ("egress", {"unit": "[Service]"}, BROKEN),
        ("systemd", {"unit": None}, WARNING),
        ("systemd", {"unit": SEALED.replace("LimitCORE=0", "")}, WARNING),
        ("clock", {"clock_is_synchronised": None}, WARNING),
        ("clock", {"now": NOW.astimezone(ZoneInfo("America/New_York"))}, WARNING),
        ("clock", {"now": NOW.replace(year=1970)}, BROKEN),
        ("capacity", {"cores": 1}, WARNING),
        ("capacity", {"cores": 4}, WARNING),
        ("capacity", {"cores": 0}, BROKEN),
    ],
)
def test_a_machine_is_judged(check: str, change: dict[str, Any], state: State) -> None:
    found = JUDGES[check](replace(GOOD, **change))
    assert (found.check, found.state) == (check, state)
    assert bool(found.mend) == (state is not OK)


@pytest.mark.parametrize(
    ("calls", "measured", "state", "says"),
    [
        (4, None, WARNING, "never measured"),
        (9, None, BROKEN, "never measured"),
        (8, replace(MEASURED, held=8), OK, "held 8 of 8 tried on 2026-11-29"),
        (9, replace(MEASURED, held=8), WARNING, "held 8"),
        (9, MEASURED, BROKEN, "held 4 of 8 tried"),
        (1, replace(MEASURED, held=0), BROKEN, "held 0"),
        (4, replace(MEASURED, cores=8, held=40), WARNING, "measured with other cores"),
    ],
)
def test_calls_are_no_more_than_the_machine_held(
    calls: int, measured: Measured | None, state: State, says: str
) -> None:
    found = machine_checks.capacity(GOOD, calls, measured)
    assert found.state is state
    assert says in found.text


def test_an_open_manager_port_is_named_with_its_file() -> None:
    telephone = TELEPHONE.model_validate(
        {"reception": "reception", "ami": {"secret_file": "/x"}}, context={"folder": "/"}
    )
    exposed = replace(GOOD, listening=(Listening(5038, on_loopback=False),))
    assert "5038 (manager.conf)" in machine_checks.binds(exposed, telephone).text


@pytest.mark.parametrize(
    ("told", "state"),
    [({"KIBOX_UP": "1"}, OK), ({"KIBOX_UP": "0"}, WARNING), ({}, WARNING), (None, BROKEN)],
)
def test_the_service_is_judged_by_its_answer(told: dict[str, str] | None, state: State) -> None:
    assert machine_checks.service(told).state is state


@pytest.mark.parametrize(
    ("model", "state"),
    [
        (ModelFacts("llm", "qwen"), OK),
        (ModelFacts("llm", "qwen", stand_in=True), WARNING),
        (ModelFacts("llm", "qwen", fault="model.gguf has changed"), BROKEN),
        (ModelFacts("llm", None), BROKEN),
    ],
)
def test_models_are_there_whole_and_the_better_ones(model: ModelFacts, state: State) -> None:
    assert machine_checks.models([model]).state is state


@pytest.mark.parametrize(
    ("key", "state"),
    [
        (KeyFacts(exists=True), OK),
        (KeyFacts(exists=False), OK),
        (KeyFacts(exists=True, beside_database=True), WARNING),
        (KeyFacts(exists=True, others_may_read=True), BROKEN),
    ],
)
def test_the_key_is_judged_by_its_place_and_readers(key: KeyFacts, state: State) -> None:
    assert store_checks.key(key, "/etc/kibox/kibox.key").state is state


def test_a_store_in_order_is_told_so_and_one_that_is_not_is_broken() -> None:
    assert store_checks.database(STORE).state is OK
    assert store_checks.database(NoStore("no key opens it")).state is BROKEN
    assert store_checks.database(replace(STORE, encrypted=False)).state is BROKEN
    damaged = store_checks.database(replace(STORE, damaged_pages=2))
    assert damaged.state is BROKEN
    assert "kibox backup restore FILE" in str(damaged.mend)
    unfit = store_checks.backups(replace(STORE, backup_fault="is damaged"), NOW)
    assert unfit.state is BROKEN
    assert store_checks.ledger(STORE).state is OK
    assert store_checks.ledger(replace(STORE, ledger_fault="line 3")).state is BROKEN
    assert store_checks.access_log(STORE).state is OK
    assert store_checks.access_log(replace(STORE, log_findings=2)).state is BROKEN


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 11, 28), OK),
        (date(2026, 11, 27), WARNING),
        (date(2026, 11, 26), BROKEN),
        (None, WARNING),
    ],
)
def test_retention_must_have_run_lately(day: date | None, state: State) -> None:
    found = store_checks.retention(replace(STORE, retention_day=day), NOW.date())
    assert found.state is state


@pytest.mark.parametrize(
    ("hours", "state"), [(1, OK), (47, OK), (70, WARNING), (100, BROKEN), (None, BROKEN)]
)
def test_a_backup_must_be_of_last_night(hours: int | None, state: State) -> None:
    at = NOW.astimezone(UTC) - timedelta(hours=hours) if hours is not None else None
    assert store_checks.backups(replace(STORE, backup_at=at), NOW).state is state


def test_an_office_without_backups_is_warned() -> None:
    assert store_checks.backups(replace(STORE, wants_backups=False), NOW).state is WARNING
