"""Set up a practice: a commented kibox.yaml, an empty store, its key, a manager secret."""

import os
import secrets
from importlib.resources import files
from pathlib import Path

from kibox_pbx.config.machine import Store
from kibox_pbx.errors import ConfigError
from kibox_pbx.storage.key_header import header_path
from kibox_pbx.storage.keys import create_key_file
from kibox_pbx.storage.opening import create_store_with_key_file

CONFIG = "kibox.yaml"
DATABASE = "kibox.db"
KEY = "kibox.key"
SECRET = "ami.secret"  # noqa: S105 - the name of a file


EXAMPLES = ("doctor", "lawyer", "craftsman")
"""The example practices; the first one is what a new folder gets unless asked otherwise."""


def make_practice_folder(folder: Path, which: str = EXAMPLES[0]) -> tuple[Path, ...]:
    """Write what is missing; never touch what is there.

    Args:
        folder: Made if it is not there.
        which: One of `EXAMPLES`.

    Returns:
        What was written, as paths.

    Raises:
        ConfigError: The folder cannot be written.
        StorageError: The key cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        config = _write_once(folder / CONFIG, example(which), 0o644)
        secret = _write_once(folder / SECRET, secrets.token_urlsafe(32) + "\n", 0o600)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written: {error.strerror}") from error
    made = _make_store(folder) if config else _make_key(folder / KEY)
    return tuple(path for path in (config, secret, *made) if path)


def _make_key(path: Path) -> tuple[Path, ...]:
    if path.exists():
        return ()
    create_key_file(path)
    return (path,)


def _make_store(folder: Path) -> tuple[Path, ...]:
    """Make the store that the examples name, unless there is one."""
    store = Store(database=folder / DATABASE, key_file=folder / KEY)
    header = header_path(store.database)
    made = _make_key(store.key_file)
    if store.database.exists() or header.exists():
        return made
    create_store_with_key_file(store)
    return (*made, store.database, header)


def example(which: str = EXAMPLES[0]) -> str:
    """Return the commented settings of one of the `EXAMPLES`."""
    return (files("kibox_pbx.config") / f"examples/{which}.yaml").read_text(encoding="utf-8")


def _write_once(path: Path, text: str, mode: int) -> Path | None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        return None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return path
