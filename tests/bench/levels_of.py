"""Made-up calls and levels, for tests of what is made of them."""

from dataclasses import replace

from kibox_pbx.bench.figures import CallFigures, LevelFigures, TurnFigures, Use, Waterfall
from kibox_pbx.bench.playout import Frames

GOOD = Waterfall(endpoint_ms=400, recogniser_ms=10, dialogue_ms=20, model_ms=0, voice_ms=30)
WITH_MODEL = replace(GOOD, model_ms=500)


def a_call(*waits_ms: int | None, missing: int = 0, problem: str = "") -> CallFigures:
    """Return a call whose answers took so long; one of them interrupts."""
    turns = tuple(TurnFigures("ask_day", wait, waterfall=GOOD) for wait in waits_ms)
    cut_in = TurnFigures("cuts into tell_privacy", 1100, 120, WITH_MODEL)
    frames = Frames(due=1000, lost=0, late=missing)
    return CallFigures(
        answered=True,
        outcome="booked",
        length_s=20.0,
        greeting_ms=40,
        turns=(*turns, cut_in),
        frames=frames,
        problem=problem,
    )


def a_level(calls: int, *placed: CallFigures) -> LevelFigures:
    """Return a level of so many calls at once."""
    uses = {
        "service": Use(cpu_s=10.0, memory_mb=1000.0, grown_mb=80.0),
        "asterisk": Use(cpu_s=2.0, memory_mb=60.0, grown_mb=4.0),
        "callers": Use(cpu_s=4.0, memory_mb=200.0, grown_mb=1.0),
    }
    return LevelFigures(calls, placed, 40.0, uses, 0.5, (0.5, 2.0), (0.4,))


UNANSWERED = CallFigures.failed("the assistant did not take the call")
