"""What is noted in each minute of a soak. Pure."""

from dataclasses import dataclass

from kibox_pbx.soak.reading import Held, Kept


@dataclass(frozen=True, slots=True)
class Lived:
    """What callers lived whose calls ended since the last look."""

    placed: int
    answered: int
    """By the assistant."""

    wait_ms: float | None
    """From the end of their sentences to an answer's first sound, median; None: no call."""

    wait_p95_ms: float | None


@dataclass(frozen=True, slots=True)
class Inside:
    """What the service tells of its inside."""

    lag_ms: float | None
    """How late its event loop came, 95 %; None: it told nothing."""

    lag_most_ms: float | None
    objects: int | None
    """That Python's collector watches."""

    tasks: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """Everything at one moment of a soak."""

    at_s: float
    """Since the first caller rang."""

    calls: int
    """All calls that had ended."""

    lived: Lived
    inside: Inside
    service: Held
    asterisk: Held
    kept: Kept
    busy: float
    """Share of all processor cores, since the last look; 0 to 1."""
