"""What programs use of the machine, as ``/proc`` tells it (Linux, proc(5))."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.bench.figures import Use

PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20
_AFTER_NAME = 3
"""Number of the first field of ``stat`` after the program's name, which is bracketed."""


@dataclass(frozen=True, slots=True)
class Process:
    """One process at one moment."""

    parent: int
    cpu_s: float
    """Since it began, with those of its children that have ended."""

    memory_mb: float
    """Resident."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All programs of a measurement at one moment, and the machine."""

    programs: Mapping[str, Process]
    busy_s: float
    """Of all cores together, since the machine started."""

    whole_s: float
    """Busy or idle."""


def read_process(stat: str) -> Process:
    """Return what a line of ``/proc/PID/stat`` says."""
    fields = stat.rpartition(")")[2].split()
    parent = int(fields[4 - _AFTER_NAME])
    ticks = sum(int(each) for each in fields[14 - _AFTER_NAME : 18 - _AFTER_NAME])
    pages = int(fields[24 - _AFTER_NAME])
    return Process(parent, ticks / _TICKS, pages * _PAGE_MB)


def look(roots: Mapping[str, int], proc: Path = PROC) -> Snapshot:
    """Return what programs use now, each a process with all its descendants.

    Args:
        roots: Process identifier by name. One that descends from another's is not counted
            there as well.
        proc: Another folder for tests.
    """
    every = dict(_processes(proc))
    owners = {pid: name for name, pid in roots.items()}
    used: dict[str, list[Process]] = {name: [] for name in roots}
    for pid, process in every.items():
        if owner := _owner(pid, every, owners):
            used[owner].append(process)
    busy_s, whole_s = _machine(proc)
    return Snapshot({name: _sum(found) for name, found in used.items()}, busy_s, whole_s)


def family(root: int, proc: Path = PROC) -> tuple[int, ...]:
    """Return a process and all its descendants; nothing if it has ended."""
    every = dict(_processes(proc))
    return tuple(pid for pid in every if _owner(pid, every, {root: ""}) is not None)


def uses(before: Snapshot, during: Iterable[Snapshot], after: Snapshot) -> dict[str, Use]:
    """Return what each program used between two moments."""
    seen = (before, *during, after)
    found = {}
    for name, at_first in before.programs.items():
        most_mb = max(each.programs[name].memory_mb for each in seen)
        cpu_s = after.programs[name].cpu_s - at_first.cpu_s
        found[name] = Use(max(0.0, cpu_s), most_mb, max(0.0, most_mb - at_first.memory_mb))
    return found


def busy(before: Snapshot, after: Snapshot) -> float:
    """Return the share of all cores that was busy between two moments; 0 to 1."""
    whole_s = after.whole_s - before.whole_s
    return (after.busy_s - before.busy_s) / whole_s if whole_s > 0 else 0.0


def _processes(proc: Path) -> Iterable[tuple[int, Process]]:
    for folder in proc.iterdir():
        if folder.name.isdecimal():
            try:
                yield int(folder.name), read_process((folder / "stat").read_text())
            except (OSError, ValueError, IndexError):
                continue  # it ended meanwhile


def _owner(pid: int, every: Mapping[int, Process], owners: Mapping[int, str]) -> str | None:
    """Return whose descendant a process is; the nearest counts."""
    while pid in every:
        if pid in owners:
            return owners[pid]
        pid = every[pid].parent
    return None


def _sum(found: list[Process]) -> Process:
    return Process(0, sum(one.cpu_s for one in found), sum(one.memory_mb for one in found))


def _machine(proc: Path) -> tuple[float, float]:
    """Return busy and whole seconds; waiting for a disk counts as idle."""
    first = (proc / "stat").read_text().splitlines()[0].split()
    user, nice, system, idle, iowait, *rest = (int(each) / _TICKS for each in first[1:9])
    whole_s = user + nice + system + idle + iowait + sum(rest)
    return whole_s - idle - iowait, whole_s
