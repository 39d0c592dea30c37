"""What the service holds at one moment, as ``/proc`` and its folders tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.bench.load import PROC, family

_KB_IN_MB = 1024


@dataclass(frozen=True, slots=True)
class Held:
    """What a program and all its descendants hold."""

    memory_mb: float
    """Resident; what two processes share counts twice."""

    own_mb: float
    """What they alone have written; model files, which other programs may map, do not count."""

    threads: int
    files: int
    """Open ones of every kind."""

    sockets: int
    """Of these."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies on the disk."""

    store_mb: float
    """The database and its journal."""

    temp_files: int
    """In the folder that the service has for passing things."""


def held_by(root: int, proc: Path = PROC) -> Held:
    """Return what a process holds with its descendants; nothing if it has ended."""
    each = [found for pid in family(root, proc) if (found := _held(proc / str(pid)))]
    return Held(
        memory_mb=sum(one.memory_mb for one in each),
        own_mb=sum(one.own_mb for one in each),
        threads=sum(one.threads for one in each),
        files=sum(one.files for one in each),
        sockets=sum(one.sockets for one in each),
    )


def kept_in(database: Path, temporary: Path) -> Kept:
    """Return what a store and a folder of temporary files take."""
    parts = [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))]
    size = sum(part.stat().st_size for part in parts if part.exists())
    files = sum(1 for path in temporary.rglob("*") if path.is_file())
    return Kept(size / 2**20, files)


def _held(folder: Path) -> Held | None:
    try:
        status = (folder / "status").read_text().splitlines()
    except OSError:
        return None  # it ended meanwhile
    memory_mb = _number(status, "VmRSS:") / _KB_IN_MB
    open_files = _open_files(folder / "fd")
    return Held(
        memory_mb=memory_mb,
        own_mb=_own_mb(folder / "smaps_rollup", memory_mb),
        threads=_number(status, "Threads:"),
        files=len(open_files),
        sockets=sum(1 for target in open_files if target.startswith("socket:")),
    )


def _own_mb(rollup: Path, otherwise: float) -> float:
    """Return what it has written; of a process that allows no dumps only root sees it."""
    try:
        return _number(rollup.read_text().splitlines(), "Private_Dirty:") / _KB_IN_MB
    except OSError:
        return otherwise


def _open_files(folder: Path) -> list[str]:
    """Return what is open; nothing where only root may look."""
    try:
        return [_target(link) for link in folder.iterdir()]
    except OSError:
        return []


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""  # closed meanwhile


def _number(lines: Iterable[str], name: str) -> int:
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
