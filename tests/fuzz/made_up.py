"""Has Hypothesis make inputs for a target: the same few each time, or new ones for a while."""

import time
import traceback

from hypothesis import HealthCheck, given, settings

from tests.fuzz.mutating import inputs
from tests.fuzz.target import Target, hold

AT_ONCE = 200
_CHECKS = list(HealthCheck)


def the_same_few(target: Target, most: int) -> None:
    """Hold a target to some inputs, the same ones each time.

    Raises:
        Exception: The smallest input that breaks it, with what it breaks.
    """

    @settings(
        max_examples=most,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=_CHECKS,
    )
    @given(inputs(target))
    def held(data: bytes) -> None:
        hold(target, data)

    held()


def for_a_while(target: Target, seconds: float) -> tuple[bool, str]:
    """Hold a target to ever new inputs; return whether it withstood them, and what happened."""

    @settings(max_examples=AT_ONCE, database=None, deadline=None, suppress_health_check=_CHECKS)
    @given(inputs(target))
    def held(data: bytes) -> None:
        hold(target, data)

    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            held()
    except Exception:  # noqa: BLE001 - whatever it is, it is a finding
        return False, traceback.format_exc()
    return True, ""
