"""Shows what came of scenarios: a line each for people, an object each for machines."""

from typing import Any

from kibox_pbx.rehearsal.played import PlayedTurn
from kibox_pbx.rehearsal.rehearse import Verdict


def shown(verdict: Verdict) -> str:
    """Return a line that says "passed", or the differences, a line each."""
    if verdict.passed:
        return f"{verdict.name}: passed"
    return "\n".join(
        (f"{verdict.name}: failed", *(f"  {each}" for each in verdict.differences))
    )


def as_object(verdict: Verdict) -> dict[str, Any]:
    """Return everything, ready for JSON."""
    played = verdict.played
    return {
        "name": verdict.name,
        "passed": verdict.passed,
        "differences": list(verdict.differences),
        "outcome": played.outcome if played else None,
        "cut_off": played.cut_off if played else 0,
        "interrupted": played.interrupted if played else 0,
        "turns": [_turn(turn) for turn in played.turns] if played else [],
    }


def _turn(turn: PlayedTurn) -> dict[str, Any]:
    said = {"speaker": turn.speaker, "text": turn.text, "act": turn.act}
    return said if turn.latency_ms is None else {**said, "latency_ms": turn.latency_ms}


def summary(passed: int, total: int, seconds: float) -> str:
    """Return how many passed, and how long it took."""
    return f"{passed} of {total} passed in {seconds:.1f} s"
