"""`kibox status`: a service that works, and one that does not."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
import yaml

from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.app.borrowing import Lender
from kibox_pbx.app.figures import Figures
from kibox_pbx.app.metrics import Metrics
from kibox_pbx.app.status import look
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.fastagi_server import AgiSession, FastAgiServer
from kibox_pbx.asterisk.reception import Ending, Reception
from kibox_pbx.call.live import NobodyLooks
from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.engines.presence import Presence
from kibox_pbx.ports import CallLeg
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.storage import backups
from kibox_pbx.storage.opening import StoreKeys, open_store
from kibox_pbx.storage.retention_runs import RetentionRepository
from kibox_pbx.utterance import Language

SINCE = datetime(2026, 11, 29, 8, 15, tzinfo=UTC)
NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
NAMES = ("now", "places")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "practice"
    make_practice_folder(folder)
    path, ports = folder / CONFIG, free_ports()
    practice = yaml.safe_load(path.read_text(encoding="utf-8"))
    practice["telephone"]["fastagi"] = {"port": ports.fastagi}
    practice["store"]["backups"] = {"folder": str(tmp_path / "backups")}
    path.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
    return path


async def nobody_talks(leg: CallLeg, request: AgiRequest) -> Ending:
    return Ending.people()


async def admit_everybody(request: AgiRequest) -> bool:
    return True


@pytest_asyncio.fixture
async def reception(config: Path) -> AsyncIterator[Reception]:
    """A reception that tells its figures where the settings say."""
    settings = load(config)
    async with AudioSocketServer(
        settings.telephone.audiosocket.model_copy(update={"port": 0})
    ) as audio:
        reception = Reception(
            audio,
            admit=admit_everybody,
            converse=nobody_talks,
            turn_away=nobody_talks,
            calls=3,
        )
        routes: dict[str, Callable[[AgiSession], Awaitable[None]]] = {
            "figures": Figures(reception, 3, SINCE).tell
        }
        async with FastAgiServer(settings.telephone.fastagi, routes):
            yield reception


async def test_a_service_at_work_tells_its_calls_and_since_when(
    config: Path, reception: Reception
) -> None:
    reception.active_calls = 2
    status = await look(load(config))
    assert (status.up, status.calls, status.places) == (True, "2", "3")
    assert status.since == SINCE
    assert status.retention is status.backup is None


async def nothing() -> str:
    return ""


async def test_borrowed_engines_are_told_by_whether_they_are_there(
    config: Path, reception: Reception
) -> None:
    assert (await look(load(config))).engines is None
    there, away = Presence("models.at", nothing), Presence("speech.de.hear_at", nothing)
    away.missed()
    lenders = [Lender(there, None, spare=True), Lender(away, Language.GERMAN, spare=True)]
    settings = load(config)
    fastagi = settings.telephone.fastagi.model_copy(update={"port": free_ports().fastagi})
    telephone = settings.telephone.model_copy(update={"fastagi": fastagi})
    settings = settings.model_copy(update={"telephone": telephone})
    figures = Figures(reception, 3, SINCE, lenders)
    async with FastAgiServer(fastagi, {"figures": figures.tell}):
        status = await look(settings)
    assert status.engines == "there: models.at; AWAY: speech.de.hear_at"


async def test_prometheus_is_told_how_many_calls_there_are_now(reception: Reception) -> None:
    metrics = Metrics(NobodyLooks())
    metrics.of(reception, 3)
    reception.active_calls = 2
    told = [metrics.registry.get_sample_value(f"kibox_calls_{name}") for name in NAMES]
    assert told == [2, 3]


async def test_the_last_retention_and_backup_are_told(config: Path) -> None:
    settings = load(config)
    await run_retention(settings)
    backups.make(StoreKeys(settings.store), NOW)
    status = await look(settings)
    assert (status.up, status.calls, status.since) == (False, None, None)
    assert (status.retention, status.backup) == (NOW, NOW)


async def run_retention(settings: Settings) -> None:
    async with open_store(settings) as database:
        await RetentionRepository(database, settings.privacy.retention, lambda: NOW).run(
            pause_s=0
        )


def test_a_service_that_is_down_is_told_to_people_and_machines(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(run_retention(load(config)))
    assert main(["status", "--config", str(config)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "service     does not answer"
    assert "retention   2026-11-29 13:00+01:00" in lines
    assert main(["status", "--json", "--config", str(config)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["up"] is False
    assert told["since"] is told["backup"] is None


async def test_a_store_that_does_not_open_is_told_and_the_rest_still_shown(
    config: Path, reception: Reception, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load(config)
    settings.store.key_file.unlink()
    assert (await look(settings)).up
    assert "key" in capsys.readouterr().err
