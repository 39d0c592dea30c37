"""The receptionist at work: everything is loaded, and only then the doors for Asterisk open."""

import gc
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from prometheus_client import CollectorRegistry

from kibox_pbx.app.added_entries import AddedEntries
from kibox_pbx.app.at_work import AtWork
from kibox_pbx.app.calendar_sync import CalendarSyncing
from kibox_pbx.app.daily_backup import DailyBackup
from kibox_pbx.app.daily_counts import DailyCounts
from kibox_pbx.app.daily_head import head_told_daily
from kibox_pbx.app.engines import Engines, engines
from kibox_pbx.app.figures import Figures
from kibox_pbx.app.lessons import Lessons
from kibox_pbx.app.live_calls import LiveCalls
from kibox_pbx.app.metrics import Metrics
from kibox_pbx.app.metrics_beside import PeerFigures, of_guard, of_line, of_store
from kibox_pbx.app.metrics_page import metrics_page
from kibox_pbx.app.new_key import new_keys_are_taken
from kibox_pbx.app.notifier import Notifier
from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.app.sharing import of_sharing, store_of_hosts
from kibox_pbx.app.watchdog import Watchdog
from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.calling_back import CallingBack
from kibox_pbx.asterisk.fastagi_server import FastAgiServer, Handler
from kibox_pbx.asterisk.reception import Reception
from kibox_pbx.asterisk.sound_way import SOUND_WAYS
from kibox_pbx.call.live import NobodyLooks, Onlooker
from kibox_pbx.config.settings import Ami, Settings
from kibox_pbx.config.telephones import telephones_of
from kibox_pbx.dashboard.application import application
from kibox_pbx.dashboard.office import House
from kibox_pbx.dashboard.server import pages_served
from kibox_pbx.dashboard.service import ServiceAtWork
from kibox_pbx.dashboard.switchboard import Telephone
from kibox_pbx.dialogue.phrases import check_phrases
from kibox_pbx.dialogue.warm_up import warm_up
from kibox_pbx.errors import ConfigError
from kibox_pbx.log import get_logger
from kibox_pbx.models.installed import InstalledModel
from kibox_pbx.storage.daily_counts import DailyCountRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.lessons import LessonRepository
from kibox_pbx.storage.opening import StoreKeys
from kibox_pbx.storage.outbox import OutboxRepository

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Service:
    """The receptionist at work."""

    receptionist: Receptionist
    reception: Reception
    at_work: tuple[InstalledModel, ...]


@asynccontextmanager
async def service(
    settings: Settings,
    onlooker: Onlooker | None = None,
    *,
    clock: Callable[[], datetime] | None = None,
    loaded: Engines | None = None,
    refused: Callable[[], int] | None = None,
) -> AsyncIterator[Service]:
    """Answer calls for as long as the context lasts. Enter it in the main thread.

    Args:
        settings: The practice's.
        onlooker: Watches every call.
        clock: Tells the practice's time; a rehearsal has its own.
        loaded: Engines that are loaded already, for settings like these.
        refused: Tells how often something that wanted to leave this machine was refused.

    Raises:
        ConfigError: A sentence of the practice's own lacks what the law asks for.
        ModelError: A model is missing or broken.
        StorageError: The database does not open with this key.
    """
    problems = check_phrases(settings.phrases)
    if problems:
        raise ConfigError(*problems)
    keys = StoreKeys(settings.store)
    keys.read()
    warm_up(settings, datetime.now(settings.practice.zone))
    async with (
        nullcontext(loaded) if loaded else engines(settings) as tools,
        store_of_hosts(settings, keys.database()) as database,
        AudioSocketServer(settings.telephone.audiosocket) as audio,
        _manager_interface(settings.telephone.ami) as ami,
    ):
        now = clock or (lambda: datetime.now(settings.practice.zone))
        metrics = Metrics(onlooker or NobodyLooks())
        counts = DailyCounts(metrics, DailyCountRepository(database), now)
        receptionist = Receptionist(
            settings,
            tools,
            database,
            counts,
            now,
            ami=ami,
        )
        await _close_killed_calls(receptionist)
        await receptionist.keep_notices()
        lessons = Lessons(LessonRepository(database), receptionist.learn)
        notifier = Notifier(
            settings, OutboxRepository(database), lambda: datetime.now(settings.practice.zone)
        )
        receptionist.retention.failed = notifier.failed
        reception = Reception(
            audio,
            admit=receptionist.admit,
            converse=receptionist.converse,
            turn_away=receptionist.turn_away,
            calls=settings.telephone.calls,
            way=SOUND_WAYS[settings.telephone.media],
        )
        metrics.of(reception, settings.telephone.calls)
        _count_beside(metrics.registry, tools, database, refused)
        of_sharing(metrics.registry, database)
        since = datetime.now(UTC)
        figures = Figures(reception, settings.telephone.calls, since, tools.lenders)
        added = AddedEntries(database, receptionist.know_entries, tools.voices)
        at_work = AtWork(
            settings,
            database,
            reception,
            added,
            models=tools.at_work,
            since=since,
            lenders=tools.lenders,
        )
        routes = {"status": reception.status, "reception": reception.reception}
        routes |= {"figures": figures.tell}
        async with (
            new_keys_are_taken(database, keys),
            receptionist.afterwork,
            receptionist.second_hearing,
            lessons,
            added,
            counts,
            head_told_daily(database),
            notifier,
            receptionist.retention,
            DailyBackup(
                keys,
                lambda: datetime.now(settings.practice.zone),
                failed=notifier.failed,
            ),
            CalendarSyncing(settings, database),
            _what_is_loaded_is_spared(),
            PeerFigures(metrics.registry, settings, database),
            metrics_page(settings.telephone.metrics, metrics),
            _pages(settings, database, receptionist.live, ami, at_work),
            _doors_open(settings, reception, routes),
        ):
            _LOG.info("ready for calls", calls=settings.telephone.calls)
            yield Service(receptionist, reception, tools.at_work)


@asynccontextmanager
async def _doors_open(
    settings: Settings, reception: Reception, routes: Mapping[str, Handler]
) -> AsyncIterator[None]:
    """Let Asterisk ask for as long as the context lasts, and systemd know that we answer."""
    async with FastAgiServer(settings.telephone.fastagi, routes), Watchdog(reception):
        yield


def _count_beside(
    registry: CollectorRegistry,
    tools: Engines,
    database: Database,
    refused: Callable[[], int] | None,
) -> None:
    of_store(registry, database)
    if tools.line is not None:
        of_line(registry, tools.line)
    if refused is not None:
        of_guard(registry, refused)


@asynccontextmanager
async def _what_is_loaded_is_spared() -> AsyncIterator[None]:
    """Have the garbage collector pass over models, weights and phrase books meanwhile.

    They stay as long as the service. To look through them took 100 to 300 ms on a busy
    machine of two cores, in the middle of calls, while no line was served.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@asynccontextmanager
async def _pages(
    settings: Settings,
    database: Database,
    live: LiveCalls,
    ami: AmiClient | None,
    service: ServiceAtWork,
) -> AsyncIterator[None]:
    """Show the people of the office their pages, where the settings name an address."""
    if settings.web is None:
        yield
        return
    zone = settings.practice.zone

    def clock() -> datetime:
        return datetime.now(zone)

    back = CallingBack(ami) if ami else None
    telephone = Telephone(live, back, telephones_of(settings))
    house = House(telephone, service)
    pages = application(settings, settings.web, database, clock, house)
    async with pages_served(pages, settings.web) as port:
        _LOG.info("ready for browsers", host=settings.web.host, port=port)
        try:
            yield
        finally:
            live.close()


async def _close_killed_calls(receptionist: Receptionist) -> None:
    """End what a killed service left open; a free port shows that none still runs."""
    killed = await receptionist.calls.close_unfinished()
    if killed:
        _LOG.warning("calls of a killed service closed", calls=killed)


@asynccontextmanager
async def _manager_interface(ami: Ami | None) -> AsyncIterator[AmiClient | None]:
    """Be connected to Asterisk's manager interface where the settings name it.

    A refused secret is an error in the log and for the doctor, and an Asterisk that is away is
    waited for: no call needs the manager to end well.
    """
    if ami is None:
        yield None
        return
    async with AmiClient(ami, ami.user, _read_secret(ami.secret_file), insists=True) as client:
        yield client


def _read_secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"telephone.ami.secret_file: {path} cannot be read") from None
