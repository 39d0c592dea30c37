"""The receptionist at work: everything is loaded, and only then the doors for Asterisk open."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kibox_pbx.app.engines import Engines, engines
from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.fastagi_server import FastAgiServer
from kibox_pbx.asterisk.reception import Reception
from kibox_pbx.call.live import NobodyLooks, Onlooker
from kibox_pbx.config.settings import Ami, Settings
from kibox_pbx.dialogue.phrases import check_phrases
from kibox_pbx.dialogue.warm_up import warm_up
from kibox_pbx.errors import ConfigError
from kibox_pbx.log import get_logger
from kibox_pbx.models.installed import InstalledModel
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import read_key_file

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
) -> AsyncIterator[Service]:
    """Answer calls for as long as the context lasts. Enter it in the main thread.

    Args:
        settings: The practice's.
        onlooker: Watches every call.
        clock: Tells the practice's time; a rehearsal has its own.
        loaded: Engines that are loaded already, for settings like these.

    Raises:
        ConfigError: A sentence of the practice's own lacks what the law asks for.
        ModelError: A model is missing or broken.
        StorageError: The database does not open with this key.
    """
    problems = check_phrases(settings.phrases)
    if problems:
        raise ConfigError(*problems)
    master = read_key_file(settings.store.key_file)
    warm_up(settings, datetime.now(settings.practice.zone))
    async with (
        nullcontext(loaded) if loaded else engines(settings) as tools,
        Database(settings.store.database, master) as database,
        AudioSocketServer(settings.telephone.audiosocket) as audio,
        _manager_interface(settings.telephone.ami) as ami,
    ):
        receptionist = Receptionist(
            settings,
            tools,
            database,
            onlooker or NobodyLooks(),
            clock or (lambda: datetime.now(settings.practice.zone)),
            ami=ami,
        )
        await _close_killed_calls(receptionist)
        reception = Reception(
            audio,
            admit=receptionist.admit,
            converse=receptionist.converse,
            turn_away=receptionist.turn_away,
            calls=settings.telephone.calls,
        )
        routes = {"status": reception.status, "reception": reception.reception}
        async with (
            receptionist.afterwork,
            receptionist.second_hearing,
            _what_is_loaded_is_spared(),
            FastAgiServer(settings.telephone.fastagi, routes),
        ):
            _LOG.info("ready for calls", calls=settings.telephone.calls)
            yield Service(receptionist, reception, tools.at_work)


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


async def _close_killed_calls(receptionist: Receptionist) -> None:
    """End what a killed service left open; a free port shows that none still runs."""
    killed = await receptionist.calls.close_unfinished()
    if killed:
        _LOG.warning("calls of a killed service closed", calls=killed)


@asynccontextmanager
async def _manager_interface(ami: Ami | None) -> AsyncIterator[AmiClient | None]:
    """Be connected to Asterisk's manager interface where the settings name it.

    A refused secret ends the start; an Asterisk that is away is waited for.
    """
    if ami is None:
        yield None
        return
    async with AmiClient(ami, ami.user, _read_secret(ami.secret_file)) as client:
        yield client


def _read_secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"telephone.ami.secret_file: {path} cannot be read") from None
