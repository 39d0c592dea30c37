"""What is told of a measurement: JSON for machines, Markdown tables for people. Pure."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from kibox_pbx.bench.figures import Side
from kibox_pbx.bench.levels import first_not_held, holds, why_not_held
from kibox_pbx.bench.spread import Spread
from kibox_pbx.bench.summary import STAGES, Summary, summarise
from kibox_pbx.bench.targets import Target, targets

NOTHING = "-"
Row = tuple[str, Callable[[Summary], str]]


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
        """Return the tables: a row a figure, a column a level, the sides beside each other."""
        levels = [(side, summarise(level)) for side in self.sides for level in side.levels]
        parts = [
            f"# kibox bench, {self.began:%Y-%m-%d %H:%M} UTC\n",
            f"kibox {self.version} on {self.machine}.\n",
            *(side_lines(side) for side in self.sides),
            "Times are milliseconds at the caller's ear, median / 95 % (/ worst); the stages "
            "of the wait are means, as the service counts them.\n",
            figure_table(levels),
            *(target_table(side) for side in self.sides),
        ]
        return "\n".join(part for part in parts if part)


def side_lines(side: Side) -> str:
    """Return what a side is, how many calls it holds, and what went wrong in them."""
    levels = [summarise(level) for level in side.levels]
    engines = f" {', '.join(side.engines)}." if side.engines else ""
    lines = [f"**{_title(side)}**: {held_line(levels)}{engines}\n"]
    problems = problem_lines(side)
    return "\n".join([*lines, *problems, ""] if problems else lines)


def held_line(levels: Sequence[Summary]) -> str:
    """Return how many calls the machine holds, and why not more, in a sentence."""
    most, too_much = holds(levels), first_not_held(levels)
    held = f"holds {most} at once" if most else "does not even hold the fewest tried"
    if too_much is None:
        return f"{held}, perhaps more: no more were tried."
    return f"{held}; with {too_much.calls}: {', '.join(why_not_held(too_much))}."


def level_line(level: Summary) -> str:
    """Return a level in a line, while more are measured."""
    return (
        f"  {level.answered} of {level.placed} answered, {level.booked} booked; "
        f"wait {_cell(level.wait)} ms, barge-in {_cell(level.barge_in)} ms, "
        f"frames missing {level.missing_share:.2%}, machine busy {level.machine_busy:.0%}"
    )


def figure_table(levels: Sequence[tuple[Side, Summary]]) -> str:
    """Return every figure, a row each; a column a side and level."""
    names = [f"{_title(side)}, {level.calls}" for side, level in levels]
    rows = [[name, *(tell(level) for _, level in levels)] for name, tell in _ROWS]
    told = [row for row in rows if any(cell != NOTHING for cell in row[1:])]
    return _markdown(["at once", *names], told)


def target_table(side: Side) -> str:
    """Return what a side should be, and is; "" where nothing of it was measured."""
    found = targets([summarise(level) for level in side.levels])
    rows = [
        [
            each.what,
            f"≤ {each.most:g} {each.unit}",
            _measured(each),
            "yes" if each.met else "no",
        ]
        for each in found
    ]
    return _markdown([_title(side), "target", "measured", "met"], rows) if rows else ""


def _measured(target: Target) -> str:
    if target.measured is None:
        return NOTHING
    return f"{target.measured:.{2 * (target.unit == '%')}f} {target.unit}"


def _title(side: Side) -> str:
    return f"{side.name} {side.language}"


def problem_lines(side: Side) -> list[str]:
    """Return what went wrong in calls, each kind once."""
    kinds = Counter(
        (level.calls, call.problem)
        for level in side.levels
        for call in level.placed
        if call.problem
    )
    return [
        f"- {calls} at once, {often} call{'s' * (often > 1)}: {problem}"
        for (calls, problem), often in kinds.items()
    ]


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


def _of_ours(tell: Callable[[Summary], str]) -> Callable[[Summary], str]:
    """Leave out what cannot be known of somebody else's server."""
    return lambda level: tell(level) if "service" in level.cores else NOTHING


_ROWS: tuple[Row, ...] = (
    ("answered", lambda level: f"{level.answered} of {level.placed}"),
    ("booked", _of_ours(lambda level: f"{level.booked} of {level.placed}")),
    ("wait for an answer", lambda level: _cell(level.wait)),
    ("- without the model", _of_ours(lambda level: _cell(level.fixed))),
    ("- of that beyond the silence", lambda level: _cell(level.beyond_silence)),
    ("- with the model", lambda level: _cell(level.model)),
    ("- of that to the answer itself", lambda level: _cell(level.model_answer)),
    ("waits filled by a word", _of_ours(lambda level: str(level.filled))),
    ("sentences without an answer", lambda level: str(level.unanswered)),
    *((f"stage: {stage}", _stage(stage)) for stage in STAGES),
    ("greeting", lambda level: _cell(level.greeting)),
    ("barge-in", lambda level: _cell(level.barge_in)),
    ("callers cut off", _of_ours(lambda level: str(level.cut_off))),
    ("20 ms frames missing", lambda level: f"{level.frames_missing}"),
    ("- share of those due", lambda level: f"{level.missing_share:.2%}"),
    ("cores, service", _cores("service")),
    ("cores, Asterisk", _cores("asterisk")),
    ("cores, callers", _cores("callers")),
    ("cores a call", _of_ours(lambda level: f"{level.cores_per_call:.2f}")),
    ("MB a call", _of_ours(lambda level: f"{level.mb_per_call:.0f}")),
    ("event loop late", lambda level: _lag(level.loop_lag)),
    ("our own loop late", lambda level: _lag(level.ruler_lag)),
    ("machine busy", lambda level: f"{level.machine_busy:.0%}"),
)


def _lag(spread: Spread | None) -> str:
    if spread is None:
        return NOTHING
    return f"{spread.median:.0f} / {spread.p95:.0f} / {spread.most:.0f}"


def _side_object(side: Side) -> dict[str, object]:
    levels = [summarise(level) for level in side.levels]
    return {
        "name": side.name,
        "language": side.language,
        "engines": side.engines,
        "holds": holds(levels),
        "limit_reached": first_not_held(levels) is not None,
        "targets": [asdict(each) | {"met": each.met} for each in targets(levels)],
        "levels": [asdict(level) | {"missing_share": level.missing_share} for level in levels],
        "calls": [
            {"at_once": level.calls} | asdict(call)
            for level in side.levels
            for call in level.placed
        ],
    }
