"""Which process a socket belongs to, as ``/proc`` tells; its arguments are never read."""

from pathlib import Path

GONE = "a process that is gone"

_PROC = Path("/proc")
_LOCAL, _INODE = 1, 9
"""Columns of ``/proc/net/tcp`` and its like, see proc_net(5)."""


def owner_of(protocol: str, port: int | None) -> str:
    """Return name and number of the process that sends from a port, as far as it is known."""
    if port is None:
        return "a process, or the system itself"
    inodes = _inodes(protocol, port)
    links = {f"socket:[{inode}]" for inode in inodes if inode != "0"}
    return _holder(links) or GONE


def _inodes(protocol: str, port: int) -> set[str]:
    wanted, found = f":{port:04X}", set()
    for table in (protocol, f"{protocol}6"):
        path = _PROC / "net" / table
        lines = path.read_text().splitlines()[1:] if path.exists() else []
        columns = (line.split() for line in lines)
        found |= {each[_INODE] for each in columns if each[_LOCAL].endswith(wanted)}
    return found


def _holder(links: set[str]) -> str | None:
    for process in _PROC.glob("[0-9]*"):
        if links & set(_open_files(process)):
            return f"{_name(process)} ({process.name})"
    return None


def _open_files(process: Path) -> list[str]:
    """Return what a process has open; nothing, if it ended or is not ours to see."""
    try:
        return [str(file.readlink()) for file in (process / "fd").iterdir()]
    except OSError:
        return []


def _name(process: Path) -> str:
    try:
        return (process / "comm").read_text().strip()
    except OSError:
        return "?"
