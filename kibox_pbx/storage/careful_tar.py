"""Reads tar archives that strangers may have made, and never more of them at once than it must.

Python's own reader takes a header's word for its size, reads names and comments of any length
into memory, and goes round for ever where a size is negative (CVE-2025-8194).
"""

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

MOST_AT_ONCE_BYTES = 2 << 20
"""Twice what anybody reads of a member at a time; a header asks for more only if it lies."""


@contextmanager
def opened_tar(path: Path, kind: str = "") -> Iterator[tarfile.TarFile]:
    """Open an archive to be read; whatever is wrong with it is told while it is read, too.

    Args:
        path: The archive.
        kind: Of its compression: ``gz``, or none.

    Raises:
        tarfile.TarError: It is no archive, or is broken.
        OSError: It cannot be read.
    """
    with path.open("rb") as file, _unpacked(file, kind) as content:
        try:
            with tarfile.open(fileobj=_Measured(content), mode="r:") as archive:
                yield archive
        except (EOFError, OverflowError, RecursionError, ValueError, zlib.error) as error:
            raise tarfile.ReadError(f"broken: {type(error).__name__}") from None


def members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Yield what is in an archive, in its order.

    Raises:
        tarfile.TarError: A member is none.
    """
    for member in archive:
        if member.size < 0 or member.issparse():
            raise tarfile.ReadError("broken: a member of impossible size")
        yield member


def _unpacked(file: IO[bytes], kind: str) -> IO[bytes]:
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if kind == "gz" else file


class _Measured(io.RawIOBase):
    """A file of which nobody reads very much at once."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """Read so much."""
        if not 0 <= size <= MOST_AT_ONCE_BYTES:
            raise tarfile.ReadError("broken: a header of impossible size")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go somewhere; a compressed file cannot know where its end is."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Say where we are."""
        return self._file.tell()
