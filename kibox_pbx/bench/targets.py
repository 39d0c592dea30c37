"""What the figures should be, so that a call feels like a conversation. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kibox_pbx.bench.levels import HELD_WAIT_MS, MOST_MISSING, holds
from kibox_pbx.bench.spread import Spread
from kibox_pbx.bench.summary import Summary

FOUR = 4


@dataclass(frozen=True, slots=True)
class Target:
    """One figure beside what it should be."""

    what: str
    unit: str
    most: float
    measured: float | None
    """None: it was not measured, or nothing was heard."""

    @property
    def met(self) -> bool:
        """Whether it is as good as it should be."""
        return self.measured is not None and self.measured <= self.most


def targets(levels: Sequence[Summary]) -> tuple[Target, ...]:
    """Return every figure that a level measured has a target for."""
    by_calls = {level.calls: level for level in levels}
    found: list[Target] = []
    if one := by_calls.get(1):
        found += _of_one_call(one)
    if four := by_calls.get(FOUR):
        found.append(Target("4 calls: not answered", "calls", 0, four.placed - four.answered))
        found.append(_median("4 calls: answer, median", HELD_WAIT_MS, four.wait))
    held = by_calls.get(holds(levels))
    if held:
        share = held.missing_share * 100
        name = f"{held.calls} call{'s' * (held.calls > 1)}, held: frames missing"
        found.append(Target(name, "%", MOST_MISSING * 100, share))
    return tuple(found)


def _of_one_call(one: Summary) -> list[Target]:
    return [
        _median("1 call: answer without the model, median", 600, one.fixed),
        _p95("1 call: answer without the model, 95 %", 900, one.fixed),
        _median("1 call: of that, not silence on purpose, median", 150, one.beyond_silence),
        _median("1 call: answer with the model, median", 1500, one.model),
        _median("1 call: barge-in, median", 200, one.barge_in),
        _p95("1 call: barge-in, 95 %", 300, one.barge_in),
        _p95("1 call: greeting, 95 %", 300, one.greeting),
        Target("1 call: frames missing", "frames", 0, one.frames_missing),
    ]


def _median(what: str, most_ms: float, spread: Spread | None) -> Target:
    return Target(what, "ms", most_ms, spread.median if spread else None)


def _p95(what: str, most_ms: float, spread: Spread | None) -> Target:
    return Target(what, "ms", most_ms, spread.p95 if spread else None)
