"""What is told of a measurement: JSON for machines, Markdown tables for people. Pure."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from kibox_pbx.bench.figures import Side
from kibox_pbx.bench.levels import holds, reached
from kibox_pbx.bench.spread import Spread
from kibox_pbx.bench.summary import STAGES, Summary, summarise
from kibox_pbx.bench.targets import Target, targets

NOTHING = "-"
Column = tuple[str, Callable[[Summary], str]]


@dataclass(frozen=True, slots=True)
class Report:
    """One run."""

    began: datetime
    version: str
    machine: str
    sides: tuple[Side, ...]

    def as_json(self) -> str:
        """Return everything that was measured, and what it comes to."""
        return json.dumps(
            {
                "began": self.began.isoformat(timespec="seconds"),
                "version": self.version,
                "machine": self.machine,
                "sides": [_side_object(side) for side in self.sides],
            },
            indent=2,
        )

    def as_markdown(self) -> str:
        """Return the tables."""
        head = (
            f"# kibox bench, {self.began:%Y-%m-%d %H:%M} UTC\n\n"
            f"kibox {self.version} on {self.machine}. Times are milliseconds, median / 95 %. "
            "Measured at the caller's ear; the stages are means, as the service counts them.\n"
        )
        return head + "".join(f"\n{section(side)}" for side in self.sides)


def section(side: Side) -> str:
    """Return one side's tables."""
    levels = [summarise(level) for level in side.levels]
    parts = [f"## {side.name}, {side.language}\n", f"{held_line(levels)}\n"]
    if side.engines:
        parts.append(f"{', '.join(side.engines)}\n")
    parts += [table(levels, columns) for columns in (_CALLERS, _WATERFALL, _MACHINE)]
    parts.append(target_table(targets(levels)))
    parts += problem_lines(side)
    return "\n".join(parts)


def held_line(levels: Sequence[Summary]) -> str:
    """Return how many calls the machine holds, in a sentence."""
    most = holds(levels)
    if most and not reached(levels):
        return f"This machine holds {most} at once, and perhaps more: no more were tried."
    if most:
        return f"This machine holds {most} at once."
    return "This machine does not hold even the fewest calls that were tried."


def level_line(level: Summary) -> str:
    """Return a level in a line, while more are measured."""
    return (
        f"  {level.answered} of {level.placed} answered, {level.booked} booked; "
        f"wait {_cell(level.wait)} ms, barge-in {_cell(level.barge_in)} ms, "
        f"frames missing {level.missing_share:.2%}, machine busy {level.machine_busy:.0%}"
    )


def table(levels: Iterable[Summary], columns: Sequence[Column]) -> str:
    """Return a Markdown table, a row a level."""
    rows = [[tell(level) for _, tell in columns] for level in levels]
    return _markdown([name for name, _ in columns], rows)


def target_table(found: Sequence[Target]) -> str:
    """Return a Markdown table of targets."""
    rows = [
        [
            each.what,
            f"≤ {each.most:g} {each.unit}",
            NOTHING
            if each.measured is None
            else f"{each.measured:.3g} {each.unit}"
            if each.unit == "%"
            else f"{each.measured:.0f} {each.unit}",
            "yes" if each.met else "no",
        ]
        for each in found
    ]
    return _markdown(["figure", "target", "measured", "met"], rows) if rows else ""


def problem_lines(side: Side) -> list[str]:
    """Return what went wrong in calls, each kind once."""
    kinds: dict[tuple[int, str], int] = {}
    for level in side.levels:
        for call in level.placed:
            if call.problem:
                kinds[level.calls, call.problem] = kinds.get((level.calls, call.problem), 0) + 1
    lines = [
        f"- {calls} at once: {problem} ({often} times)"
        for (calls, problem), often in kinds.items()
    ]
    return ["\n".join(lines) + "\n"] if lines else []


def _markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(spread: Spread | None) -> str:
    return NOTHING if spread is None else str(spread)


def _stage(stage: str) -> Callable[[Summary], str]:
    def tell(level: Summary) -> str:
        return f"{level.stages[stage]:.0f}" if stage in level.stages else NOTHING

    return tell


def _cores(program: str) -> Callable[[Summary], str]:
    def tell(level: Summary) -> str:
        return f"{level.cores[program]:.2f}" if program in level.cores else NOTHING

    return tell


_AT_ONCE: Column = ("at once", lambda level: str(level.calls))
_CALLERS: tuple[Column, ...] = (
    _AT_ONCE,
    ("answered", lambda level: f"{level.answered}/{level.placed}"),
    ("booked", lambda level: f"{level.booked}/{level.placed}"),
    ("wait", lambda level: _cell(level.wait)),
    ("without model", lambda level: _cell(level.fixed)),
    ("beyond the silence", lambda level: _cell(level.beyond_silence)),
    ("with model", lambda level: _cell(level.model)),
    ("no answer", lambda level: str(level.unanswered)),
    ("greeting", lambda level: _cell(level.greeting)),
    ("barge-in", lambda level: _cell(level.barge_in)),
    ("cut off", lambda level: str(level.cut_off)),
    ("frames missing", lambda level: f"{level.frames_missing} ({level.missing_share:.2%})"),
)
_WATERFALL: tuple[Column, ...] = (_AT_ONCE, *((stage, _stage(stage)) for stage in STAGES))
_MACHINE: tuple[Column, ...] = (
    _AT_ONCE,
    ("service, cores", _cores("service")),
    ("Asterisk, cores", _cores("asterisk")),
    ("callers, cores", _cores("callers")),
    ("cores a call", lambda level: f"{level.cores_per_call:.2f}"),
    ("MB a call", lambda level: f"{level.mb_per_call:.0f}"),
    ("loop lag", lambda level: _lag(level.loop_lag)),
    ("ruler's lag", lambda level: _lag(level.ruler_lag)),
    ("machine busy", lambda level: f"{level.machine_busy:.0%}"),
)


def _lag(spread: Spread | None) -> str:
    if spread is None:
        return NOTHING
    return f"{spread.median:.1f} / {spread.p95:.1f}, worst {spread.most:.0f}"


def _side_object(side: Side) -> dict[str, object]:
    levels = [summarise(level) for level in side.levels]
    return {
        "name": side.name,
        "language": side.language,
        "engines": side.engines,
        "holds": holds(levels),
        "limit_reached": reached(levels),
        "targets": [asdict(each) | {"met": each.met} for each in targets(levels)],
        "levels": [asdict(level) | {"missing_share": level.missing_share} for level in levels],
        "calls": [
            {"at_once": level.calls} | asdict(call)
            for level in side.levels
            for call in level.placed
        ],
    }
