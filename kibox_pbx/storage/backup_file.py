"""A backup is one file: a tar of the encrypted database, its key header and its ledger.

The database in it is as encrypted as the one it comes from, and opens with the same keys. A
manifest says when it was made and until when it may be kept; it is authenticated (HMAC-SHA256
under the store's secret), so that neither can be changed without a key.
"""

import hashlib
import hmac
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.careful_tar import members, opened_tar
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.keys import MasterKey

VERSION = 1
PURPOSE = "kibox: backup"
MANIFEST, DATABASE, HEADER, LEDGER = "manifest.json", "kibox.db", "kibox.db.keys", "ledger"
MOST_BYTES = 1_000_000
"""Of every member but the database and the ledger."""

COPY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    made_at: datetime
    expires_at: datetime
    """From then on it is deleted, and no longer restored."""

    database_sha256: str
    ledger_sha256: str

    def sealed(self, secret: MasterKey) -> str:
        """Return it as text, with its MAC."""
        content = self._content()
        return json.dumps(content | {"mac": _mac(content, secret)}, indent=1)

    def _content(self) -> dict[str, object]:
        described = asdict(self) | {
            "made_at": to_text(self.made_at),
            "expires_at": to_text(self.expires_at),
        }
        return {"version": VERSION, **described}


@dataclass(frozen=True, slots=True)
class Written:
    """A manifest as it stands in a backup, not yet believed."""

    manifest: Manifest
    content: dict[str, object]
    mac: str

    def is_genuine(self, secret: MasterKey) -> bool:
        """Say whether somebody with a key of the store wrote it."""
        return hmac.compare_digest(_mac(self.content, secret), self.mac)


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into a backup."""

    manifest: str
    header: str
    ledger: Path
    database: Path


def pack(path: Path, parts: Parts) -> None:
    """Write a backup, whole or not at all, readable by its owner alone.

    Raises:
        OSError: It cannot be written, or there is one of this name.
    """
    with _draft(path) as (draft, tar):
        _add_text(tar, MANIFEST, parts.manifest)
        _add_text(tar, HEADER, parts.header)
        for name, file in ((LEDGER, parts.ledger), (DATABASE, parts.database)):
            with file.open("rb") as content:
                _add(tar, name, content, file.stat().st_size)
    try:
        os.link(draft, path)
    finally:
        draft.unlink()


def replace_header(path: Path, header: str) -> None:
    """Give a backup another key header, and leave the rest as it is.

    Raises:
        StorageError: It is no backup.
        OSError: It cannot be written; it is as it was.
    """
    with _draft(path) as (draft, tar):
        _add_text(tar, MANIFEST, read_text(path, MANIFEST))
        _add_text(tar, HEADER, header)
        for name in (LEDGER, DATABASE):
            with member(path, name) as (content, size):
                _add(tar, name, content, size)
    draft.replace(path)


@contextmanager
def _draft(path: Path) -> Iterator[tuple[Path, tarfile.TarFile]]:
    """Write a file beside the one that is meant; it is on the disk when the context ends."""
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)  # of one who was killed
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield draft, tar
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def read_manifest(path: Path) -> Written:
    """Return what a backup says of itself.

    Raises:
        StorageError: It is no backup, or a newer kibox wrote it.
    """
    try:
        content = json.loads(read_text(path, MANIFEST))
        mac = str(content.pop("mac"))
        version = content["version"]
        if version == VERSION:
            manifest = Manifest(
                from_text(content["made_at"]),
                from_text(content["expires_at"]),
                str(content["database_sha256"]),
                str(content["ledger_sha256"]),
            )
            return Written(manifest, content, mac)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _no_backup(path) from None
    raise StorageError(f"{path.name}: a newer version of kibox wrote it; update kibox")


def read_text(path: Path, name: str) -> str:
    """Return a small member of a backup.

    Raises:
        StorageError: There is none, or it is no text.
    """
    with member(path, name) as (content, size):
        if size > MOST_BYTES:
            raise _no_backup(path)
        try:
            return content.read(size).decode("ascii")
        except UnicodeDecodeError:
            raise _no_backup(path) from None


def unpack(path: Path, name: str, to: Path, sha256: str) -> None:
    """Write a member of a backup to a new file, readable by its owner alone.

    Raises:
        StorageError: The backup is damaged, or there is such a file.
    """
    digest = hashlib.sha256()
    try:
        descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file, member(path, name) as (content, _):
            while piece := content.read(COPY_BYTES):
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StorageError(f"{to.name}: cannot be written: {error.strerror}") from None
    if digest.hexdigest() != sha256:
        to.unlink()
        raise damaged(path)


def verify(path: Path, manifest: Manifest) -> None:
    """Make sure that the ledger and the database in a backup are as they were packed.

    Raises:
        StorageError: One is damaged.
        OSError: It cannot be read.
    """
    promised = {LEDGER: manifest.ledger_sha256, DATABASE: manifest.database_sha256}
    for name, sha256 in promised.items():
        with member(path, name) as (content, _):
            digest = hashlib.sha256()
            while piece := content.read(COPY_BYTES):
                digest.update(piece)
        if digest.hexdigest() != sha256:
            raise damaged(path)


def damaged(path: Path) -> StorageError:
    """Return what to say of a backup whose content is not what its manifest says."""
    return StorageError(f"{path.name}: is damaged; use another backup")


def sha256_of(path: Path) -> str:
    """Return the checksum of a file.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def member(path: Path, name: str) -> Iterator[tuple[IO[bytes], int]]:
    """Open a member of a backup; nothing is unpacked by its name in the archive.

    Raises:
        StorageError: There is none, or it is no backup.
    """
    try:
        with opened_tar(path) as tar:
            found = next((each for each in members(tar) if each.name == name), None)
            if found is None or not found.isreg():
                raise _no_backup(path)
            with cast("IO[bytes]", tar.extractfile(found)) as content:
                yield content, found.size
    except tarfile.TarError:
        raise _no_backup(path) from None
    except FileNotFoundError:
        raise StorageError(f"{path.name}: there is no such backup") from None


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode("ascii")
    _add(tar, name, io.BytesIO(content), len(content))


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    tar.addfile(info, content)


def _mac(content: dict[str, object], secret: MasterKey) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hmac.new(secret.derive(PURPOSE), text.encode(), hashlib.sha256).hexdigest()


def _no_backup(path: Path) -> StorageError:
    return StorageError(f"{path.name}: is no backup of kibox, or is damaged; use another one")
