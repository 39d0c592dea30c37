"""How fast a figure grows, whatever single readings do. Pure.

The slope is the median of the slopes of all pairs of readings (Theil and Sen): a third of the
readings may be wild before it moves. Its interval follows from Kendall's tau, as in P. K. Sen,
"Estimates of the regression coefficient based on Kendall's tau", 1968.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt
from statistics import median

import numpy as np

SURE = 1.96
"""Standard deviations of an interval that holds the true slope 19 times of 20."""

MOST_POINTS = 300
"""Longer runs are put together into so many medians first: pairs grow by the square."""

FEWEST_POINTS = 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Slope:
    """Growth of a figure, in its own unit for one of whatever it was counted by."""

    rate: float
    low: float
    high: float
    """The true rate lies between these, 19 times of 20, where readings are independent."""


def slope(points: Sequence[Point]) -> Slope | None:
    """Return how fast the second of each pair grows with the first; None: too few to tell."""
    fewer = _put_together(points)
    if len(fewer) < FEWEST_POINTS:
        return None
    at, values = (np.array(column, dtype=float) for column in zip(*fewer, strict=True))
    first, second = np.triu_indices(len(at), k=1)
    apart = at[second] - at[first]
    rates = np.sort((values[second] - values[first])[apart > 0] / apart[apart > 0])
    if not len(rates):
        return None
    low, high = _interval(len(fewer), len(rates))
    return Slope(float(np.median(rates)), float(rates[low]), float(rates[high]))


def _interval(points: int, rates: int) -> tuple[int, int]:
    """Return which of the sorted rates are the ends of the interval."""
    spread = SURE * sqrt(points * (points - 1) * (2 * points + 5) / 18)
    low = int((rates - spread) // 2)
    high = ceil((rates + spread) / 2)
    return max(0, low), min(rates - 1, high)


def _put_together(points: Sequence[Point]) -> Sequence[Point]:
    """Return medians of neighbours, where there are more points than are needed."""
    if len(points) <= MOST_POINTS:
        return points
    edges = [len(points) * part // MOST_POINTS for part in range(MOST_POINTS + 1)]
    groups = [points[begin:end] for begin, end in pairwise(edges)]
    return [(median(x for x, _ in group), median(y for _, y in group)) for group in groups]
