"""What was measured: of a turn, of a call, of a level of calls at once."""

from dataclasses import dataclass
from typing import Self

from kibox_pbx.bench.playout import Frames
from kibox_pbx.bench.talk import CUTS_IN


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Where one wait went, in milliseconds, as the service itself counts.

    The five add up to the service's whole; what is more at the caller's ear is the line.
    """

    endpoint_ms: int
    """Silence listened to on purpose, until the caller was taken to have finished."""

    recogniser_ms: int
    dialogue_ms: int
    """Rules, calendar and store."""

    model_ms: int
    """Waiting for the language model."""

    voice_ms: int

    @property
    def whole_ms(self) -> int:
        """From the caller's last sound to the first sound given to Asterisk."""
        return (
            self.endpoint_ms
            + self.recogniser_ms
            + self.dialogue_ms
            + self.model_ms
            + self.voice_ms
        )


@dataclass(frozen=True, slots=True)
class TurnFigures:
    """One thing that a caller said, and what came of it."""

    turn: str
    """As `talk.turn_names` calls it."""

    wait_ms: int | None
    """At the caller's ear, from the end of the sentence to the answer's first sound; None:
    no answer, or it cannot be told from a sentence that went on."""

    silenced_ms: int | None = None
    """Of an interruption: from the caller's first sound to the assistant's last."""

    waterfall: Waterfall | None = None
    """None: the service told nothing of it."""

    filled: bool = False
    """The first sound was a word that fills a long wait ("one moment"), not the answer."""

    @property
    def line_ms(self) -> int | None:
        """Asterisk and the network, there and back, and what two ears disagree on."""
        if self.waterfall is None or self.wait_ms is None or self.filled:
            return None
        return self.wait_ms - self.waterfall.whole_ms

    @property
    def answer_ms(self) -> int | None:
        """From the end of the sentence to the answer itself.

        At the caller's ear; where a word filled the wait, as the service counts.
        """
        if self.filled:
            return self.waterfall.whole_ms if self.waterfall else None
        return self.wait_ms

    @property
    def needed_model(self) -> bool:
        """Whether the answer waited for the language model."""
        return self.waterfall is not None and self.waterfall.model_ms > 0

    @property
    def cuts_in(self) -> bool:
        """Whether it was said into a sentence of the assistant."""
        return self.turn.startswith(CUTS_IN)


@dataclass(frozen=True, slots=True)
class CallFigures:
    """One call, as its caller lived it."""

    answered: bool
    """The assistant took the call; people who were rung instead do not count."""

    outcome: str
    """What came of it, by the service's own word; "" where it told none."""

    length_s: float
    greeting_ms: int | None
    """From the moment the call was answered to the first sound; None: nothing was heard."""

    turns: tuple[TurnFigures, ...]
    frames: Frames
    cut_off: int = 0
    """Answers that began while the caller was still talking."""

    problem: str = ""
    """What went wrong, if the call did not come to its end."""

    @classmethod
    def failed(cls, problem: str) -> Self:
        """Return the figures of a call that never came to be."""
        return cls(
            answered=False,
            outcome="",
            length_s=0.0,
            greeting_ms=None,
            turns=(),
            frames=Frames(due=0, lost=0, late=0),
            problem=problem,
        )


@dataclass(frozen=True, slots=True)
class Use:
    """What one program used during a level."""

    cpu_s: float
    memory_mb: float
    """Resident, the most seen."""

    grown_mb: float
    """More than before the level."""


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """So many calls at once."""

    calls: int
    placed: tuple[CallFigures, ...]
    """Every call; where few are at once, several follow one another."""

    length_s: float
    uses: dict[str, Use]
    """By program: ``service``, ``asterisk``, ``callers`` (a test's own cost)."""

    machine_busy: float = 0.0
    """Share of all processor cores that was busy, whoever used it; 0 to 1."""

    loop_lags_ms: tuple[float, ...] = ()
    """How late the service's event loop came, looked at 20 times a second."""

    ruler_lags_ms: tuple[float, ...] = ()
    """The same of the callers' event loop, which is what these figures are measured with."""


OURS = "kibox"
"""The name of our own side."""


@dataclass(frozen=True, slots=True)
class Side:
    """One contestant in one language, at rising numbers of calls."""

    name: str
    language: str
    engines: tuple[str, ...]
    """What hears, thinks and speaks, as far as it is known."""

    levels: tuple[LevelFigures, ...]
