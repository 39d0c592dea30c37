"""For how long engines have been at one step: one that hangs tells nobody.

A thread cannot be stopped from outside, so nothing here mends anything; who asks may end the
process.
"""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_BEGUN: dict[int, float] = {}
"""Thread, and since when it is at its step, as `time.monotonic` counts."""


def timed(step: Callable[[], T]) -> T:
    """Do a step on this thread, seen by `longest_step_s`; steps do not lie within others."""
    thread = threading.get_ident()
    _BEGUN[thread] = time.monotonic()
    try:
        return step()
    finally:
        del _BEGUN[thread]


def longest_step_s() -> float:
    """Return for how long the longest step under way has been going on; 0: there is none."""
    begun = tuple(_BEGUN.values())
    return time.monotonic() - min(begun) if begun else 0.0
