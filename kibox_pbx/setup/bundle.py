"""A bundle: one file with all that a machine without network needs, and what must be in it.

Read without trust: a name that leads elsewhere, a link, a file that nobody listed or whose
bytes are not the listed ones is refused, and nothing of the bundle is left.
"""

import hashlib
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from kibox_pbx.errors import ConfigError
from kibox_pbx.storage.careful_tar import members, opened_tar

MANIFEST = "MANIFEST.json"
MOST_MANIFEST_BYTES = 1_000_000
MOST_FILES = 5000
CHUNK_BYTES = 1 << 20
GZIP = b"\x1f\x8b"


def _inside(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or str(path) != name:
        raise ValueError("must be a path inside the bundle")
    return name


class Held(BaseModel):
    """A file of a bundle."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What is in a bundle, and for which machines."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str = Field(pattern=r"^[0-9A-Za-z.+-]+$")
    """Of kibox."""

    python: str = Field(pattern=r"^3\.\d+$")
    machine: str
    """Such as x86_64."""

    processor: tuple[str, ...]
    """What llama.cpp was compiled for, as /proc/cpuinfo calls it."""

    files: dict[Annotated[str, AfterValidator(_inside)], Held] = Field(max_length=MOST_FILES)


def held(path: Path) -> Held:
    """Return what a manifest says of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Held(bytes=path.stat().st_size, sha256=digest)


def check(bundle: Path) -> Manifest:
    """Read all of a bundle, and write nothing.

    Raises:
        ConfigError: It is not whole, or holds something that it must not.
    """
    return _read(bundle, None)


def unpack(bundle: Path, folder: Path) -> Manifest:
    """Unpack a bundle into a new folder, which is there only if all of it was right.

    Raises:
        ConfigError: There is such a folder, or the bundle is wrong.
    """
    if folder.exists():
        raise ConfigError(f"{folder}: is there already")
    draft = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        manifest = _read(bundle, draft)
        draft.rename(folder)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _read(bundle: Path, to: Path | None) -> Manifest:
    with _opened(bundle) as archive:
        found = members(archive)
        manifest = _manifest(archive, next(found, None), bundle, to)
        missing = set(manifest.files)
        for member in found:
            name = _name(member, bundle)
            if name is None:
                continue
            if name not in missing:
                raise ConfigError(f"{bundle.name}: {name}: nobody listed it, or it comes twice")
            missing.remove(name)
            _take(_content(archive, member), manifest.files[name], name, to, member.mode)
    if missing:
        raise ConfigError(f"{bundle.name}: {min(missing)}: is missing")
    return manifest


@contextmanager
def _opened(bundle: Path) -> Iterator[tarfile.TarFile]:
    try:
        with opened_tar(bundle, _compression(bundle)) as archive:
            yield archive
    except tarfile.TarError as error:
        raise ConfigError(f"{bundle.name}: is no bundle, or cut off: {error}") from None
    except OSError as error:
        raise ConfigError(f"{bundle}: {error.strerror or error}") from None


def _compression(bundle: Path) -> str:
    """Return how a bundle is compressed, by its first bytes: nothing but gzip is known."""
    with bundle.open("rb") as file:
        return "gz" if file.read(len(GZIP)) == GZIP else ""


def _manifest(
    archive: tarfile.TarFile, member: tarfile.TarInfo | None, bundle: Path, to: Path | None
) -> Manifest:
    """Read the first file of a bundle, which says what else must follow."""
    is_manifest = member is not None and _name(member, bundle) == MANIFEST
    if member is None or not is_manifest or member.size > MOST_MANIFEST_BYTES:
        raise ConfigError(f"{bundle.name}: does not begin with {MANIFEST}")
    content = _content(archive, member).read()
    if to is not None:
        (to / MANIFEST).write_bytes(content)
    try:
        return Manifest.model_validate_json(content)
    except ValidationError:
        raise ConfigError(f"{bundle.name}: {MANIFEST}: cannot be read") from None


def _name(member: tarfile.TarInfo, bundle: Path) -> str | None:
    """Return a file's name below the one folder of a bundle; None: it is a folder.

    Raises:
        ConfigError: It leads elsewhere, or is no plain file.
    """
    parts = member.name.split("/")
    if member.isdir() and ".." not in parts and not member.name.startswith("/"):
        return None
    if not member.isreg():
        raise ConfigError(f"{bundle.name}: {member.name}: is a link or a device")
    try:
        return _inside("/".join(parts[1:]))
    except ValueError:
        raise ConfigError(f"{bundle.name}: {member.name}: leads out of the bundle") from None


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(member)
    if content is None:
        raise ConfigError(f"{member.name}: is no file")
    return content


def _take(content: IO[bytes], want: Held, name: str, to: Path | None, mode: int) -> None:
    """Read a file to its end, write it where it is wanted, and compare it."""
    digest, size = hashlib.sha256(), 0
    target = to / name if to is not None else Path("/dev/null")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        while chunk := content.read(CHUNK_BYTES):
            size += len(chunk)
            if size > want.bytes:
                break
            digest.update(chunk)
            file.write(chunk)
    if (size, digest.hexdigest()) != (want.bytes, want.sha256):
        raise ConfigError(f"{name}: is not what was packed")
    if to is not None:
        target.chmod(0o755 if mode & 0o100 else 0o644)
