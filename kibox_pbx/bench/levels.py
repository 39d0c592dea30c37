"""How many calls at once are tried, when it is enough, and how many the machine holds. Pure."""

import argparse
from collections.abc import Iterable, Iterator

from kibox_pbx.bench.summary import Summary

MOST_CALLS = 50
"""Calls for which the rehearsal's Asterisks have ports."""

CALLS_OF_A_LEVEL = 3
"""Calls are repeated until a level has so many, so that one alone has a spread as well."""

FULL_WAIT_MS = 1500
"""Median wait beyond which nobody would call it a conversation: no more calls are tried."""

HELD_WAIT_MS = 1000
"""Median wait up to which a machine is said to hold so many calls."""

MOST_MISSING = 0.001
"""Share of 20 ms frames late or missing that is still not heard."""


def doubling() -> Iterator[int]:
    """Yield 1, 2, 4, 8 and so on, as far as there is room."""
    calls = 1
    while calls <= MOST_CALLS:
        yield calls
        calls *= 2


def parse_levels(text: str) -> tuple[int, ...]:
    """Read ``1,2,4``; rising, each once.

    Raises:
        argparse.ArgumentTypeError: It is not such a list.
    """
    try:
        levels = sorted({int(each) for each in text.split(",")})
    except ValueError:
        raise argparse.ArgumentTypeError("say numbers of calls at once, as in 1,2,4") from None
    if levels[0] < 1 or levels[-1] > MOST_CALLS:
        raise argparse.ArgumentTypeError(f"calls at once are 1 to {MOST_CALLS}")
    return tuple(levels)


def rounds(calls: int, of_a_level: int = CALLS_OF_A_LEVEL) -> int:
    """Return how many calls each caller places, one after the other."""
    return -(-of_a_level // calls)


def is_full(level: Summary) -> bool:
    """Say whether more calls at once need not be tried."""
    return (
        not level.all_answered
        or level.wait is None
        or level.wait.median > FULL_WAIT_MS
        or level.missing_share > MOST_MISSING
    )


def is_held(level: Summary) -> bool:
    """Say whether the machine holds so many calls."""
    return not why_not_held(level)


def why_not_held(level: Summary) -> tuple[str, ...]:
    """Return what keeps a machine from holding so many calls; nothing if it does."""
    found = []
    if not level.all_answered:
        found.append(f"{level.placed - level.answered} of {level.placed} not answered")
    if level.wait is None:
        found.append("no answer heard")
    elif level.wait.median > HELD_WAIT_MS:
        found.append(f"median wait {level.wait.median:.0f} ms")
    if level.missing_share >= MOST_MISSING:
        found.append(f"{level.missing_share:.2%} of the frames missing")
    return tuple(found)


def holds(levels: Iterable[Summary]) -> int:
    """Return the most calls at once that are held, all smaller numbers too; 0: not even one."""
    most = 0
    for level in sorted(levels, key=lambda each: each.calls):
        if not is_held(level):
            break
        most = level.calls
    return most


def first_not_held(levels: Iterable[Summary]) -> Summary | None:
    """Return the level that was too much; None: all that was tried is held."""
    tried = sorted(levels, key=lambda each: each.calls)
    return next((level for level in tried if not is_held(level)), None)
