"""The models on this machine: where they are, which one fills a role, whether they are whole.

A model's folder appears in one rename, complete, with a marker that says which bytes it
holds; a folder without a fitting marker is no model.
"""

import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from pydantic import ValidationError

from kibox_pbx.errors import ModelError
from kibox_pbx.models.manifest import Engine, Entry, Manifest, Model, PartOfSource
from kibox_pbx.models.unpack import sha256_of

MARKER = "installed.json"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that can be loaded now."""

    role: str
    name: str
    engine: Engine
    language: str
    """Of the role, where the model knows many."""

    path: Path
    """The model's folder; where it is part of a package, the folder of all packages."""

    rate_hz: int | None
    licence: str
    stand_in: bool
    """A better model should take its place as soon as it can be had."""


class Held(Entry):
    """A file as it was when its model was installed."""

    bytes: int
    sha256: str


class Marker(Entry):
    """What a model's folder says about itself."""

    pin: str
    files: dict[str, Held]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an installed model."""

    name: str
    text: str


def cache_folder() -> Path:
    """Where kibox keeps what can be had again: KIBOX_CACHE or the user's cache, plus kibox."""
    chosen = os.environ.get("KIBOX_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "kibox"


def models_folder() -> Path:
    """Where models are when the configuration does not say otherwise."""
    return cache_folder() / "models"


def find_installed(
    manifest: Manifest, role: str, folder: Path, want: str = "auto"
) -> InstalledModel:
    """Return the best installed model for a role, or the one that is asked for by name.

    Raises:
        ModelError: None is installed; its text names the command that mends it.
    """
    chosen = manifest if want == "auto" else manifest.narrowed(role, want)
    for name in chosen.candidates(role):
        if path := location(manifest.models[name], name, folder):
            return as_installed(manifest.models[name], name, role, path)
    named = "" if want == "auto" else f" --model {want}"
    raise ModelError(f"no model for {role} in {folder}; run: kibox models fetch {role}{named}")


def location(model: Model, name: str, folder: Path) -> Path | None:
    """Where a model is, or None if it is not installed (or is an outdated one)."""
    if isinstance(model.source, PartOfSource):
        return _package_folder(model.source.part_of)
    marker = _read_marker(folder / name)
    return folder / name if marker and marker.pin == model.pin else None


def _package_folder(package: str) -> Path | None:
    try:
        return Path(str(distribution(package).locate_file("")))
    except PackageNotFoundError:
        return None


def as_installed(model: Model, name: str, role: str, path: Path) -> InstalledModel:
    """Describe a model on disk in its role."""
    _, _, spoken = role.partition("-")
    return InstalledModel(
        role=role,
        name=name,
        engine=model.engine,
        language=spoken if model.language == "many" and spoken else model.language,
        path=path,
        rate_hz=model.rate_hz,
        licence=model.licence,
        stand_in=model.stand_in,
    )


def mark(model: Model, folder: Path) -> None:
    """Write which bytes a complete model folder holds."""
    files = {
        path.relative_to(folder).as_posix(): Held(
            bytes=path.stat().st_size, sha256=sha256_of(path)
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    marker = Marker(pin=model.pin, files=files)
    (folder / MARKER).write_text(marker.model_dump_json(indent=1), encoding="utf-8")


def verify(manifest: Manifest, folder: Path) -> list[Problem]:
    """Read every installed model again and return what is not as it was installed."""
    return [
        Problem(name, text)
        for name, model in manifest.models.items()
        if not isinstance(model.source, PartOfSource) and (folder / name).exists()
        for text in _faults(model, folder / name)
    ]


def _read_marker(folder: Path) -> Marker | None:
    try:
        return Marker.model_validate_json((folder / MARKER).read_bytes())
    except (OSError, ValidationError):
        return None


def _faults(model: Model, folder: Path) -> list[str]:
    marker = _read_marker(folder)
    if marker is None:
        return ["is incomplete"]
    if marker.pin != model.pin:
        return ["is not the version that this kibox expects"]
    faults = []
    for path, held in marker.files.items():
        file = folder / path
        if not file.is_file():
            faults.append(f"{path} is missing")
        elif file.stat().st_size != held.bytes or sha256_of(file) != held.sha256:
            faults.append(f"{path} has changed")
    return faults
