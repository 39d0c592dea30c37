"""What is told of a soak: JSON for machines, tables for people, a judgement. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from kibox_pbx.soak.figures import Look
from kibox_pbx.soak.judgement import Judged, Verdict, judge

NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Report:
    """One soak, or as much of it as there is."""

    began: datetime
    version: str
    machine: str
    engines: tuple[str, ...]
    calls_at_once: int
    placed: int
    answered: int
    outcomes: Mapping[str, int]
    problems: Mapping[str, int]
    looks: tuple[Look, ...]
    wanted_s: float

    @property
    def length_s(self) -> float:
        """How long callers have rung."""
        return self.looks[-1].at_s if self.looks else 0.0

    @property
    def is_whole(self) -> bool:
        """Whether it lasted as long as it should."""
        return self.length_s >= self.wanted_s

    @property
    def judged(self) -> tuple[Judged, ...]:
        """Every figure, judged."""
        return judge(self.looks)

    @property
    def holds(self) -> bool:
        """Whether every call was answered, and nothing grows for sure."""
        grows = any(each.verdict is Verdict.GROWS for each in self.judged)
        return 0 < self.placed == self.answered and not grows

    def as_json(self) -> str:
        """Return everything that was noted, and what it comes to."""
        return json.dumps(
            {
                "began": self.began.isoformat(timespec="seconds"),
                "version": self.version,
                "machine": self.machine,
                "engines": self.engines,
                "calls_at_once": self.calls_at_once,
                "wanted_s": self.wanted_s,
                "length_s": round(self.length_s),
                "holds": self.holds,
                "placed": self.placed,
                "answered": self.answered,
                "outcomes": self.outcomes,
                "problems": self.problems,
                "judged": [_judged_object(each) for each in self.judged],
                "looks": [asdict(look) for look in self.looks],
            },
            indent=1,
        )

    def as_markdown(self) -> str:
        """Return the judgement as a table, and what callers lived."""
        return "\n".join(
            [
                f"# kibox soak, {self.began:%Y-%m-%d %H:%M} UTC\n",
                f"kibox {self.version} on {self.machine}. {', '.join(self.engines)}.\n",
                f"{self._length_words()} {self.calls_at_once} calls at once: {self.placed} "
                f"placed, {self.answered} answered. {self._verdict_words()}\n",
                _table(
                    ("figure", "after warming up", "at the end", "growth", "limit", ""),
                    [_row(each) for each in self.judged],
                ),
                _counts("what came of the calls", self.outcomes),
                _counts("what went wrong", self.problems) if self.problems else "",
            ]
        )

    def _length_words(self) -> str:
        whole = "" if self.is_whole else f" (stopped; {self.wanted_s / 60:.0f} were wanted)"
        return f"{self.length_s / 60:.0f} minutes{whole},"

    def _verdict_words(self) -> str:
        if self.placed != self.answered:
            return "**Not every call was answered.**"
        if not self.placed:
            return "**No call came to its end.**"
        if grows := self._named(Verdict.GROWS):
            return f"**Grows: {grows}.**"
        if unsure := self._named(Verdict.UNSURE):
            return f"**Nothing grows for sure**; more time is needed for: {unsure}."
        if settled := self._named(Verdict.SETTLED):
            return f"**Nothing grows** any more; what filled up at first: {settled}."
        return "**Nothing grows.**"

    def _named(self, verdict: Verdict) -> str:
        return ", ".join(each.figure.name for each in self.judged if each.verdict is verdict)


def look_line(look: Look) -> str:
    """Return one look in a line, while the soak goes on."""
    return (
        f"{look.at_s / 60:6.1f} min: {look.calls} calls, "
        f"wait {_number(look.lived.wait_ms)} ms, {look.service.memory_mb:.0f} MB, "
        f"{look.service.threads} threads, {look.service.files} files, "
        f"{_number(look.inside.objects)} objects, "
        f"loop {_number(look.inside.lag_ms)} ms, busy {look.busy:.0%}"
    )


def _row(judged: Judged) -> tuple[str, ...]:
    figure, growth = judged.figure, judged.slope
    told = (
        f"{growth.rate:+.3g} ({growth.low:+.3g} to {growth.high:+.3g})" if growth else NOTHING
    )
    return (
        figure.name,
        f"{_number(judged.first)} {figure.unit}".strip(),
        f"{_number(judged.last)} {figure.unit}".strip(),
        told,
        f"{figure.limit:g} {figure.unit} {figure.for_each}".replace("  ", " "),
        judged.verdict,
    )


def _judged_object(judged: Judged) -> dict[str, object]:
    return {
        "name": judged.figure.name,
        "unit": judged.figure.unit,
        "limit": judged.figure.limit,
        "for_each": judged.figure.for_each,
        "first": judged.first,
        "last": judged.last,
        "slope": asdict(judged.slope) if judged.slope else None,
        "later_slope": asdict(judged.later) if judged.later else None,
        "verdict": judged.verdict,
    }


def _counts(title: str, counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda each: -each[1])
    return _table((title, "calls"), [(name, str(count)) for name, count in ordered])


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:,.4g}" if value < 1000 else f"{value:,.0f}"  # noqa: PLR2004
