"""How many calls a machine holds at once, where nobody says otherwise."""

import os
from contextlib import suppress
from math import ceil
from pathlib import Path

CALLS_PER_CORE = 2
"""While somebody speaks, a call takes 0.17 of a core for hearing (Vosk) or 0.1 for the voice,
and 0.02 for its line. Two leave most of a core to the language model, which all calls want
at the same moment; docs/decisions.md says more."""

MOST_CALLS = 100
"""Above this no machine has been tried."""

CGROUP_LIMIT = Path("/sys/fs/cgroup/cpu.max")
"""A container's share of the processor: ``200000 100000`` is two cores, ``max`` no limit."""


def calls_of_this_machine() -> int:
    """Return how many calls this machine takes at once, by the cores that are ours."""
    return max(1, min(MOST_CALLS, CALLS_PER_CORE * cores(CGROUP_LIMIT)))


def cores(limit: Path) -> int:
    """Return how many cores this process may use: those it is bound to, or fewer by quota.

    Args:
        limit: The file in which Linux tells the quota; it need not be there.
    """
    bound = len(os.sched_getaffinity(0))
    with suppress(OSError, ValueError):
        quota, period = limit.read_text(encoding="ascii").split()
        return min(bound, ceil(int(quota) / int(period)))
    return bound
