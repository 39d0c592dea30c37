"""Whether what callers say could be swapped to a disk that others can read later.

To lock all of the service's memory (``mlockall``) would lock gigabytes of models as well,
which systems do not allow a service. So the machine has to keep its swap encrypted, or to
keep the service out of it.
"""

from pathlib import Path

SYSTEM = Path("/")

_ADVICE = "set MemorySwapMax=0 in the service's unit, or encrypt the swap"


def swap_warning(system: Path = SYSTEM) -> str | None:
    """Return what to do about swap that others could read later; None: nothing.

    Args:
        system: Where ``proc`` and ``sys`` are.
    """
    if _keeps_out_of_swap(system):
        return None
    try:
        lines = (system / "proc/swaps").read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return None
    places = [line.split()[0] for line in lines if line.strip()]
    open_ones = [place for place in places if not _is_private(Path(place), system)]
    if not open_ones:
        return None
    return f"what callers say could be swapped to {', '.join(open_ones)}: {_ADVICE}"


def _keeps_out_of_swap(system: Path) -> bool:
    """Say whether the service's control group, or one above it, may not swap (cgroup v2)."""
    try:
        lines = (system / "proc/self/cgroup").read_text(encoding="ascii").splitlines()
    except OSError:
        return False
    name = next((line[3:].lstrip("/") for line in lines if line.startswith("0::")), "")
    group = system / "sys/fs/cgroup" / name
    tops = [group, *group.parents][: len(Path(name).parts) + 1]
    return any(_content(each / "memory.swap.max") == "0" for each in tops)


def _is_private(place: Path, system: Path) -> bool:
    """Say whether a swap device is compressed memory, or lies on an encrypted volume."""
    device = system / "sys/class/block" / place.resolve().name
    if place.name.startswith("zram"):
        return _content(device / "backing_dev") in {"none", ""}
    return _is_encrypted(device)


def _is_encrypted(device: Path) -> bool:
    if _content(device / "dm/uuid").startswith("CRYPT-"):
        return True
    below = list((device / "slaves").glob("*"))
    return bool(below) and all(_is_encrypted(device.parent / each.name) for each in below)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""
