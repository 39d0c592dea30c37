"""Many measurements in a few figures. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Self


@dataclass(frozen=True, slots=True)
class Spread:
    """How a measurement came out over and over again; in its own unit."""

    count: int
    median: float
    p95: float
    """Nineteen of twenty were as good or better (the nearest rank); of few, the worst."""

    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float | None]) -> Self | None:
        """Return the spread of the values that are there; None if none is."""
        known = sorted(value for value in values if value is not None)
        if not known:
            return None
        rank = ceil(len(known) * 0.95)
        return cls(len(known), median(known), known[rank - 1], known[0], known[-1])

    def __str__(self) -> str:
        """Return median and 95th percentile, as a table's cell."""
        return f"{self.median:.0f} / {self.p95:.0f}"
