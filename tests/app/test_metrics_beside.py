"""Figures of what calls lean on, each from the real thing; and all of them in the dashboard."""

import asyncio
import json
import math
import re
import threading
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from kibox_pbx.app.metrics import Metrics
from kibox_pbx.app.metrics_beside import PeerFigures, of_guard, of_line, of_store
from kibox_pbx.call.live import NobodyLooks
from kibox_pbx.config.settings import Settings
from kibox_pbx.engines.fair_queue import FairQueue
from kibox_pbx.storage.busy_elsewhere import BusyElsewhereRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.outbox import Kind, OutboxRepository
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.practice import at, settings_with

DASHBOARD = Path(__file__).parents[2] / "docs/grafana.json"
NOW = at(23, 8, 30)
EMAIL = {"address": "127.0.0.1", "sender": "a@b.test", "others": "c@d.test"}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as opened:
        yield opened


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


def office(**changes: Any) -> Settings:
    telephone = {"reception": "desk", "metrics": {"port": 9464}}
    return settings_with(**{"telephone": telephone} | changes)


async def test_who_waits_for_the_model_is_counted_and_timed(
    registry: CollectorRegistry,
) -> None:
    line = FairQueue[str, str](9)
    of_line(registry, line)
    line.join("gone", slow=False).answer.cancel()
    line.join("here", slow=False)
    line.join("here too", slow=False)
    assert registry.get_sample_value("kibox_model_waiting") == 2
    await asyncio.sleep(0.02)
    assert len(line.admit(1, 1)) == 1
    assert registry.get_sample_value("kibox_model_waiting") == 1
    assert registry.get_sample_value("kibox_model_wait_seconds_count") == 1
    waited_s = registry.get_sample_value("kibox_model_wait_seconds_sum")
    assert waited_s is not None
    assert 0.01 < waited_s < 1


async def test_a_write_that_waits_for_another_is_timed(
    registry: CollectorRegistry, database: Database
) -> None:
    of_store(registry, database)
    release = threading.Event()

    def stuck(_tables: Tables) -> None:
        release.wait(timeout=5)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(database.write(stuck))
        await asyncio.sleep(0.02)
        tasks.create_task(database.write(lambda _tables: None))
        await asyncio.sleep(0.05)
        release.set()
    assert registry.get_sample_value("kibox_store_wait_seconds_count") == 2
    waited_s = registry.get_sample_value("kibox_store_wait_seconds_sum")
    assert waited_s is not None
    assert 0.04 < waited_s < 2


def test_refusals_are_told_as_they_are_now(registry: CollectorRegistry) -> None:
    refused = [0]
    of_guard(registry, lambda: refused[0])
    refused[0] = 3
    assert registry.get_sample_value("kibox_egress_refusals") == 3


async def test_a_calendar_is_as_old_as_its_last_look_and_the_oldest_counts(
    registry: CollectorRegistry, database: Database
) -> None:
    people = {"sommer": {"ics_file": "a.ics"}, "winter": {"ics_file": "b.ics"}}
    settings = office(calendar_sync={"people": people})
    busy = BusyElsewhereRepository(database)
    async with PeerFigures(registry, settings, database, lambda: NOW) as figures:
        await busy.replace(("sommer", "ics_file"), (), NOW - timedelta(seconds=30))
        await figures.look()
        assert registry.get_sample_value("kibox_calendar_age_seconds") == math.inf
        await busy.replace(("winter", "ics_file"), (), NOW - timedelta(seconds=90))
        await figures.look()
        assert registry.get_sample_value("kibox_calendar_age_seconds") == 90


async def test_what_waits_and_what_was_given_up_is_counted(
    registry: CollectorRegistry, database: Database
) -> None:
    outbox = OutboxRepository(database)
    for what in ("backup", "retention"):
        await outbox.announce(Kind.FAILED, NOW, what)
    await outbox.address(["email"])
    first, _ = await outbox.due(NOW)
    assert await outbox.failed(first, NOW + timedelta(days=2))
    async with PeerFigures(registry, office(notify={"email": EMAIL}), database) as figures:
        await figures.look()
    assert registry.get_sample_value("kibox_notifications_waiting") == 1
    assert registry.get_sample_value("kibox_notifications_given_up") == 1


async def test_what_no_setting_names_has_no_figure(
    registry: CollectorRegistry, database: Database
) -> None:
    async with PeerFigures(registry, office(), database) as figures:
        await figures.look()
    async with PeerFigures(registry, settings_with(notify={"email": EMAIL}), database):
        pass
    assert generate_latest(registry) == b""


async def test_the_dashboard_asks_only_for_figures_that_there_are(database: Database) -> None:
    metrics = Metrics(NobodyLooks())
    of_line(metrics.registry, FairQueue[str, str](9))
    of_store(metrics.registry, database)
    of_guard(metrics.registry, lambda: 0)
    people = {"sommer": {"ics_file": "a.ics"}}
    settings = office(calendar_sync={"people": people}, notify={"email": EMAIL})
    async with PeerFigures(metrics.registry, settings, database):
        page = generate_latest(metrics.registry).decode()
    known = {*re.findall(r"^(kibox_\w+)", page, re.M)}
    known |= {"kibox_calls_now", "kibox_calls_places"}
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    queries = [target["expr"] for panel in panels for target in panel["targets"]]
    asked = {name for query in queries for name in re.findall(r"kibox_\w+", query)}
    assert asked <= known
    assert len(asked) >= 13
