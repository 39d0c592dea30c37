"""Small files that matter: written whole or not at all, readable by their owner alone."""

import os
from pathlib import Path


def replace_file(path: Path, content: str, *, like: Path | None = None) -> None:
    """Put content in a file's place; whatever happens, there is the old or the new one.

    Args:
        path: A new one is readable by its owner alone.
        content: ASCII.
        like: Whose owner it gets where root does this; default: the file's own.

    Raises:
        OSError: It cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)  # of one who was killed
    write_new(draft, content)
    try:
        model = like or path
        _keep_owner(draft, model if model.exists() else path.parent)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_new(path: Path, content: str) -> None:
    """Write a file that is not there yet, and see it onto the disk.

    Raises:
        OSError: It is there, or cannot be written.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """See the names in a folder onto the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_owner(draft: Path, model: Path) -> None:
    owner = model.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        os.chown(draft, owner.st_uid, owner.st_gid)
