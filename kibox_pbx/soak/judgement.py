"""Which figures may grow how fast, and whether they did. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kibox_pbx.soak.figures import Look
from kibox_pbx.soak.slope import Slope, slope

WARM_UP_SHARE = 0.25
WARM_UP_MOST_S = 900.0
"""Caches fill, Python compiles, malloc finds its size: what grows then says nothing."""

HOUR_S = 3600.0
HOUR, CALL = "an hour", "a call"
CALLS_THAT_TELL = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that may not grow for ever."""

    name: str
    unit: str
    limit: float
    """The most it may grow, in its unit."""

    read: Callable[[Look], float | None]
    for_each: str = HOUR
    """`HOUR`, or `CALL` for what is kept of every call on purpose."""

    @property
    def telling(self) -> float:
        """The least growth from first to last that says something: what an hour may have."""
        return self.limit * (CALLS_THAT_TELL if self.for_each == CALL else 1)

    def at(self, look: Look) -> float:
        """Return what its growth is counted by."""
        return look.calls if self.for_each == CALL else look.at_s / HOUR_S


FIGURES = (
    Figure("memory of the service", "MB", 8, lambda look: look.service.memory_mb),
    Figure("memory it has written", "MB", 8, lambda look: look.service.own_mb),
    Figure("threads", "", 0.5, lambda look: look.service.threads),
    Figure("open files", "", 1, lambda look: look.service.files),
    Figure("sockets", "", 1, lambda look: look.service.sockets),
    Figure("Python objects", "", 2_000, lambda look: look.inside.objects),
    Figure("tasks", "", 1, lambda look: look.inside.tasks),
    Figure("wait for an answer", "ms", 50, lambda look: look.lived.wait_ms),
    Figure("event loop late, 95 %", "ms", 5, lambda look: look.inside.lag_ms),
    Figure("temporary files", "", 1, lambda look: look.kept.temp_files),
    Figure("the store", "MB", 0.1, lambda look: look.kept.store_mb, CALL),
    Figure("memory of Asterisk", "MB", 8, lambda look: look.asterisk.memory_mb),
    Figure("files of Asterisk", "", 1, lambda look: look.asterisk.files),
)
"""Two hundred megabytes a day would be noticed within a week, and no cache of ours is that
large. A call of a minute is kept as some 20 kB of transcript and journal."""


class Verdict(StrEnum):
    """What is made of a figure."""

    STEADY = "steady"
    GROWS = "grows"
    SETTLED = "settled"
    """It grew at first, and in the later half for sure no more: something filled up."""

    UNSURE = "unsure"
    """It may grow, or only vary: the run was too short, or the machine did something else."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One figure, and what was made of it."""

    figure: Figure
    first: float | None
    """At the end of the warming up."""

    last: float | None
    slope: Slope | None
    span: float = 0.0
    """From the first to the last, in what its growth is counted by."""

    later: Slope | None = None
    """Of the later half alone: a leak does not stop, what fills up does."""

    @property
    def verdict(self) -> Verdict:
        """Whether it grows, for sure or perhaps."""
        if self.slope is None:
            return Verdict.UNSURE
        if self.slope.rate <= self.figure.limit:
            return Verdict.STEADY
        seen = self.slope.rate * self.span
        if self.slope.low <= 0 or seen < self.figure.telling:
            return Verdict.UNSURE
        has_stopped = self.later is not None and self.later.high <= self.figure.limit
        return Verdict.SETTLED if has_stopped else Verdict.GROWS


def judge(looks: Sequence[Look]) -> tuple[Judged, ...]:
    """Return the judgement of every figure, over what came after the warming up."""
    warm = warmed_up(looks)
    return tuple(_judged(figure, warm) for figure in FIGURES)


def warmed_up(looks: Sequence[Look]) -> Sequence[Look]:
    """Return what came after a quarter of the time, or a quarter of an hour."""
    if not looks:
        return looks
    from_s = min(WARM_UP_MOST_S, looks[-1].at_s * WARM_UP_SHARE)
    return [look for look in looks if look.at_s >= from_s]


def _judged(figure: Figure, looks: Sequence[Look]) -> Judged:
    points = [
        (figure.at(look), value) for look in looks if (value := figure.read(look)) is not None
    ]
    if not points:
        return Judged(figure, None, None, None)
    (begins, first), (ends, last) = points[0], points[-1]
    later = slope(points[len(points) // 2 :])
    return Judged(figure, first, last, slope(points), ends - begins, later)
