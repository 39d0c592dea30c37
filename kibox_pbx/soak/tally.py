"""Counts what callers lived: since the last look, and over all. Pure."""

from collections import Counter
from dataclasses import dataclass, field

from kibox_pbx.bench.figures import CallFigures
from kibox_pbx.bench.spread import Spread
from kibox_pbx.soak.figures import Lived


@dataclass(slots=True)
class Tally:
    """Of calls that have ended; it keeps counts, not calls."""

    placed: int = 0
    answered: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    _since: list[CallFigures] = field(default_factory=list)

    def note(self, call: CallFigures) -> None:
        """Count a call."""
        self.placed += 1
        self.answered += call.answered
        self.outcomes[call.outcome or "none told"] += 1
        if call.problem:
            self.problems[call.problem] += 1
        self._since.append(call)

    def lived(self) -> Lived:
        """Return what callers lived since this was last asked."""
        calls, self._since = self._since, []
        wait = Spread.of(turn.wait_ms for call in calls for turn in call.turns)
        return Lived(
            placed=len(calls),
            answered=sum(call.answered for call in calls),
            wait_ms=wait.median if wait else None,
            wait_p95_ms=wait.p95 if wait else None,
        )
