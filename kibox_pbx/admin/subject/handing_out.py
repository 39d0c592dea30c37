"""What is handed out to a person: a folder or a zip for their eyes alone, or a zip as a stream.

It is never written over anything.
"""

import os
import zipfile
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kibox_pbx.errors import ConfigError

Files = AsyncGenerator[tuple[str, bytes], None]
"""Names of files and what is in them; made one by one, since recordings are long."""

Aside = Callable[[Callable[[], bytes]], Awaitable[bytes]]
"""Does work that takes a while where it keeps nobody waiting."""


async def at_once(work: Callable[[], bytes]) -> bytes:
    """Do work here and now: for whoever does nothing beside."""
    return work()


def refuse_existing(target: Path) -> None:
    """Refuse to write over anything.

    Raises:
        ConfigError: Something is there.
    """
    if target.exists() or target.is_symlink():
        raise ConfigError(f"{target}: there is something already; name another place")


async def write(target: Path, files: Files) -> None:
    """Write files as a zip or into a new folder, for its owner's eyes.

    Raises:
        ConfigError: They cannot be written.
    """
    try:
        if target.suffix == ".zip":
            with _private(target) as file:
                async with aclosing(zipped(files)) as pieces:
                    async for piece in pieces:
                        file.write(piece)
            return
        _make_folder(target)
        async with aclosing(files) as each:
            async for name, content in each:
                with _private(target / name) as file:
                    file.write(content)
    except OSError as error:
        raise ConfigError(f"{target}: cannot be written: {error.strerror}") from None


async def zipped(files: Files, aside: Aside = at_once) -> AsyncGenerator[bytes, None]:
    """Yield a zip of these files, piece by piece.

    Args:
        files: What goes into it.
        aside: Packs them.
    """
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        async with aclosing(files) as each:
            async for name, content in each:
                yield await aside(partial(_packed, archive, sink, name, content))
    yield sink.taken()


def _packed(archive: zipfile.ZipFile, sink: "_Sink", name: str, content: bytes) -> bytes:
    archive.writestr(name, content)
    return sink.taken()


def _make_folder(path: Path) -> None:
    path.mkdir(mode=0o700)


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """Open a new file that its owner alone may read; at the end it is on the disk.

    Raises:
        OSError: There is one, or it cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


class _Sink:
    """Takes what an archive writes, until it is fetched."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Keep nothing back."""

    def close(self) -> None:
        """Hold nothing open."""

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
