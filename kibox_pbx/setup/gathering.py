"""Brings together what of ours a set-up writes: the package's files, a secret, a store."""

import secrets
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from kibox_pbx.admin.setup import example
from kibox_pbx.config.loader import load
from kibox_pbx.config.machine import Store
from kibox_pbx.setup.machine import Machine, as_text
from kibox_pbx.setup.plan import CONFIG, DATABASE, KEY, SECRET, Ours
from kibox_pbx.setup.shared_files import shared_file
from kibox_pbx.storage.key_header import header_path
from kibox_pbx.storage.opening import create_store_with_key_file

MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of root's own is made in it)
"""A new key is drafted here, so that it never lies on a disk where it is not wanted."""


def gather(machine: Machine, kind: str, program: str | None) -> Ours:
    """Return what is ours to bring.

    Args:
        machine: Whose secret and store are kept, if they are there.
        kind: Of the example practice.
        program: The ``kibox`` that the service runs. Default: that of this environment.

    Raises:
        ConfigError: A file of the package is missing, or one of the machine cannot be read.
        StorageError: No store could be made.
    """
    program = program or str(Path(sys.prefix) / "bin" / "kibox")
    return Ours(
        example=example(kind),
        dialplan=shared_file("dialplan/kibox.conf"),
        dialplan_settings=as_text(shared_file("dialplan/kibox-settings.conf")),
        manager=as_text(shared_file("dialplan/manager-kibox.conf")),
        status_script=shared_file("agi/is_kibox_up.py"),
        unit=as_text(shared_file("install/kibox.service")),
        program=program,
        python=_python_of(Path(program)),
        secret=(machine.text(SECRET) or "").strip() or secrets.token_urlsafe(32),
        store=_new_store(machine),
    )


def _python_of(program: Path) -> str:
    """Return the Python of the environment that a program is in."""
    python = program.with_name("python")
    return str(python.resolve()) if python.exists() else ""


def _new_store(machine: Machine) -> tuple[tuple[Path, bytes], ...]:
    """Return the files of a new store under the key that is there, or a new one."""
    if _has_store(machine):
        return ()
    key = machine.state(KEY)
    memory = MEMORY if MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="kibox-setup-", dir=memory) as folder:
        store = Store(database=Path(folder) / DATABASE.name, key_file=Path(folder) / KEY.name)
        if key is not None:
            store.key_file.touch(mode=0o600)
            store.key_file.write_bytes(key.content)
        create_store_with_key_file(store)
        header = header_path(store.database)
        files = [] if key else [(KEY, store.key_file.read_bytes())]
        files.append((header_path(DATABASE), header.read_bytes()))
        return (*files, (DATABASE, store.database.read_bytes()))


def _has_store(machine: Machine) -> bool:
    """Say whether there is one already, or the practice keeps its store elsewhere."""
    config = machine.at(CONFIG)
    if config.exists() and load(config).store.database != DATABASE:
        return True
    there = (DATABASE, header_path(DATABASE))
    return any(machine.state(path) is not None for path in there)
