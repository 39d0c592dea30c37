"""What is true of this office and this machine, for the documents of the law."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from kibox_pbx import __version__
from kibox_pbx.admin.swap import SYSTEM, swap_warning
from kibox_pbx.config.settings import LlamaServer, Settings, Speech, Store, WyomingServer
from kibox_pbx.errors import ModelError
from kibox_pbx.models.installed import find_installed, models_folder
from kibox_pbx.models.manifest import Manifest, load_manifest
from kibox_pbx.privacy.document_facts import Facts, KeyPlace, ModelAtWork
from kibox_pbx.storage.retention import RETENTION

THEIR_CHOICE = "*"
"""Any model that the server of another host has."""


def machine_facts(settings: Settings, now: datetime, system: Path = SYSTEM) -> Facts:
    """Look at the machine; nothing is changed, and the store is not opened.

    Args:
        settings: In force.
        now: Aware.
        system: Where ``proc`` and ``sys`` are.

    Raises:
        ModelError: The list of models is missing or wrong.
    """
    return Facts(
        settings=settings,
        written_on=now.astimezone(settings.practice.zone).date(),
        version=__version__,
        models=tuple(_models(settings)),
        tables=frozenset(RETENTION),
        key=_key_place(settings.store),
        swap=swap_warning(system) is not None,
    )


def _models(settings: Settings) -> Iterator[ModelAtWork]:
    """Find what calls would use, in the order in which they need it."""
    folder = settings.models.folder or models_folder()
    model = partial(_model, load_manifest(), folder)
    for language in settings.practice.languages:
        speech = settings.speech.get(language, Speech())
        yield from _used(f"stt-{language}", speech.hear_at, partial(model, want=speech.stt))
        if speech.afterwards is not None:
            found = model(f"stt-{language}", speech.afterwards)
            yield ModelAtWork(f"afterwards-{language}", found.name, found.stand_in)
        yield from _used(f"tts-{language}", speech.speak_at, partial(model, want=speech.tts))
    yield from _used("llm", settings.models.at, partial(model, want=settings.models.llm))
    yield model("vad", "auto")


def _used(
    role: str,
    server: WyomingServer | LlamaServer | None,
    here: Callable[[str], ModelAtWork],
) -> Iterator[ModelAtWork]:
    """Yield what another host runs, and what this machine does, be it as a spare."""
    if server is not None:
        yield ModelAtWork(role, server.model or THEIR_CHOICE, at=server.address)
    if server is None or server.spare:
        yield here(role)


def _model(manifest: Manifest, folder: Path, role: str, want: str) -> ModelAtWork:
    try:
        found = find_installed(manifest, role, folder, want=want)
    except ModelError:
        return ModelAtWork(role, None)
    return ModelAtWork(role, found.name, found.stand_in)


def _key_place(store: Store) -> KeyPlace:
    """Compare the file systems of key and database; what cannot be told counts as one."""
    if not store.key_file.exists():
        return KeyPlace.NO_FILE
    beside = [folder for folder in store.database.parents if folder.exists()]
    apart = bool(beside) and beside[0].stat().st_dev != store.key_file.stat().st_dev
    return KeyPlace.APART if apart else KeyPlace.BESIDE
