"""Where the parts of a picture are, in a field of 100 by 100 that stretches. Pure.

Pictures have no text of their own, so it stays readable however they stretch.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kibox_pbx.call.waterfall import Fall

FIELD = 100.0
GAP = 0.2
"""Of a column's width, up to the next."""

SHADES = 4
"""Of busy hours, beside none."""

DOT = 1.5
"""Half the width of the line that stands for a day alone."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    kind: str = ""
    """How it is coloured."""


def columns(counts: Sequence[int]) -> tuple[Box, ...]:
    """Return a column for each count, the highest as high as the field."""
    highest, step = max(counts, default=0), FIELD / max(1, len(counts))
    return tuple(
        _box(number * step, FIELD - _of(count, highest), step * (1 - GAP), _of(count, highest))
        for number, count in enumerate(counts)
        if count
    )


def line(values: Sequence[int | None], highest: int) -> tuple[str, ...]:
    """Return lines of points, as SVG writes them, one for each stretch without a gap."""
    parts: list[list[tuple[float, float]]] = [[]]
    step = FIELD / max(1, len(values))
    for number, value in enumerate(values):
        if value is None:
            parts.append([])
        else:
            parts[-1].append(((number + 0.5) * step, FIELD - _of(value, highest)))
    return tuple(_points(each, step) for each in parts if each)


def busy_cells(busy: Sequence[Sequence[int]]) -> tuple[Box, ...]:
    """Return a cell for each weekday and hour; the more calls, the darker its kind."""
    highest = max((count for day in busy for count in day), default=0)
    width, height = FIELD / len(busy[0]), FIELD / len(busy)
    return tuple(
        _box(hour * width, day * height, width, height, f"shade-{_shade(count, highest)}")
        for day, counts in enumerate(busy)
        for hour, count in enumerate(counts)
    )


def share(count: int, whole: int) -> float:
    """Return a part in percent, with one decimal."""
    return round(_of(count, whole), 1)


def stretches(fall: Fall, longest_ms: int) -> tuple[Box, ...]:
    """Return the stages of a wait, one after the other; the longest wait fills the field."""
    return tuple(
        _box(_of(each.at_ms, longest_ms), 0, _of(each.length_ms, longest_ms), FIELD, each.stage)
        for each in fall.spans
    )


def _points(points: Sequence[tuple[float, float]], step: float) -> str:
    """Write them; a day alone is a short line."""
    if len(points) == 1:
        ((x, y),) = points
        half = min(DOT, step / 2)
        points = [(x - half, y), (x + half, y)]
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def _shade(count: int, highest: int) -> int:
    return -(-count * SHADES // highest) if count else 0


def _of(part: float, whole: float) -> float:
    return FIELD * part / whole if whole else 0.0


def _box(x: float, y: float, width: float, height: float, kind: str = "") -> Box:
    return Box(round(x, 2), round(y, 2), round(width, 2), round(height, 2), kind)
