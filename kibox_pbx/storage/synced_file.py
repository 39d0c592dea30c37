"""Files that are on the disk when they are said to be."""

import os
from pathlib import Path


def append(path: Path, content: bytes) -> None:
    """Write at the end of a file of its owner alone, and wait until it is on the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names of a folder's files are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_name(path: Path) -> Path:
    """Return a name beside a file that no file has."""
    names = (path.with_name(f"{path.name}.{number}") for number in range(1, 10_000))
    return next(name for name in names if not name.exists())
