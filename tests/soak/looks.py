"""Made-up looks of a soak, for tests of what is made of them."""

from collections.abc import Callable
from datetime import UTC, datetime

from kibox_pbx.soak.figures import Inside, Lived, Look
from kibox_pbx.soak.reading import Held, Kept
from kibox_pbx.soak.report import Report

STEADY = Held(memory_mb=1400.0, own_mb=1350.0, threads=13, files=26, sockets=5)


def a_look(minute: float, service: Held = STEADY, wait_ms: float | None = 700.0) -> Look:
    """Return a look at a service in which two calls a minute end."""
    return Look(
        at_s=minute * 60,
        calls=int(minute * 2),
        lived=Lived(placed=2, answered=2, wait_ms=wait_ms, wait_p95_ms=wait_ms),
        inside=Inside(lag_ms=2.0, lag_most_ms=9.0, objects=4000, tasks=12),
        service=service,
        asterisk=Held(memory_mb=70.0, own_mb=60.0, threads=60, files=40, sockets=9),
        kept=Kept(store_mb=1.0 + minute * 0.02, temp_files=0),
        busy=0.4,
    )


def two_hours(look: Callable[[float], Look] = a_look) -> tuple[Look, ...]:
    """Return a look at each minute."""
    return tuple(look(float(minute)) for minute in range(1, 121))


def a_report(looks: tuple[Look, ...], *, placed: int = 240, answered: int = 240) -> Report:
    """Return what is told of them."""
    return Report(
        began=datetime(2026, 11, 29, 17, tzinfo=UTC),
        version="1.0",
        machine="2 cores, 8 GB",
        engines=("stt-en vosk (vosk)",),
        calls_at_once=4,
        placed=placed,
        answered=answered,
        outcomes={"booked": 120, "answered": 120},
        problems={"no end in 180 s": 1},
        looks=looks,
        wanted_s=7200.0,
    )
