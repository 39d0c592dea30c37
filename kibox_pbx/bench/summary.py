"""One level of calls in the figures that are compared. Pure."""

from dataclasses import dataclass
from statistics import mean

from kibox_pbx.bench.figures import CallFigures, LevelFigures, TurnFigures, Waterfall
from kibox_pbx.bench.spread import Spread

STAGES = ("endpoint", "recogniser", "dialogue", "model", "voice", "line")
BOOKED = "booked"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a level of calls at once comes to; times in milliseconds."""

    calls: int
    placed: int
    answered: int
    booked: int
    """Came to what the caller wanted."""

    wait: Spread | None
    """All answers, interruptions' included."""

    fixed: Spread | None
    """Answers that need no language model."""

    beyond_silence: Spread | None
    """Of these, what is not silence listened to on purpose."""

    model: Spread | None
    """Answers that waited for the language model: to the first sound, as all waits."""

    model_answer: Spread | None
    """Of these, to the answer itself, where a word filled the wait."""

    filled: int
    """Waits that a word filled ("one moment")."""

    unanswered: int
    """Turns after which no answer was heard."""

    stages: dict[str, float]
    """Mean of each of `STAGES`, over the turns of which all is known."""

    greeting: Spread | None
    barge_in: Spread | None
    cut_off: int
    """Answers that began while the caller was still talking."""

    frames_due: int
    frames_lost: int
    frames_late: int
    frames_missing: int
    cores: dict[str, float]
    """Processor cores that each program kept busy, on average over the level."""

    cores_per_call: float
    """Service and Asterisk, for as long as a call lasts."""

    mb_per_call: float
    """What service and Asterisk grew by, a call; what a cache takes once is in it."""

    loop_lag: Spread | None
    ruler_lag: Spread | None
    machine_busy: float

    @property
    def all_answered(self) -> bool:
        """Whether the assistant took every call."""
        return self.answered == self.placed

    @property
    def missing_share(self) -> float:
        """Frames missing of those due; 0 to 1."""
        return self.frames_missing / self.frames_due if self.frames_due else 0.0


def summarise(level: LevelFigures) -> Summary:
    """Return a level's summary."""
    placed = level.placed
    turns = [turn for call in placed for turn in call.turns]
    fixed = [turn for turn in turns if not turn.needed_model]
    ours = [level.uses[name] for name in ("service", "asterisk") if name in level.uses]
    call_s = sum(call.length_s for call in placed) or 1.0
    return Summary(
        calls=level.calls,
        placed=len(placed),
        answered=sum(call.answered for call in placed),
        booked=sum(call.outcome == BOOKED for call in placed),
        wait=Spread.of(turn.wait_ms for turn in turns),
        fixed=Spread.of(turn.wait_ms for turn in fixed),
        beyond_silence=Spread.of(_beyond_silence_ms(turn) for turn in fixed),
        model=Spread.of(turn.wait_ms for turn in turns if turn.needed_model),
        model_answer=Spread.of(turn.answer_ms for turn in turns if turn.needed_model),
        filled=sum(turn.filled for turn in turns),
        unanswered=sum(turn.wait_ms is None and not turn.cuts_in for turn in turns),
        stages=_stages(turns),
        greeting=Spread.of(call.greeting_ms for call in placed),
        barge_in=Spread.of(turn.silenced_ms for turn in turns),
        cut_off=sum(call.cut_off for call in placed),
        frames_due=sum(call.frames.due for call in placed),
        frames_lost=sum(call.frames.lost for call in placed),
        frames_late=sum(call.frames.late for call in placed),
        frames_missing=_missing(placed),
        cores={name: use.cpu_s / level.length_s for name, use in level.uses.items()},
        cores_per_call=sum(use.cpu_s for use in ours) / call_s,
        mb_per_call=sum(use.grown_mb for use in ours) / level.calls,
        loop_lag=Spread.of(level.loop_lags_ms),
        ruler_lag=Spread.of(level.ruler_lags_ms),
        machine_busy=level.machine_busy,
    )


def _missing(placed: tuple[CallFigures, ...]) -> int:
    return sum(call.frames.missing for call in placed)


def _beyond_silence_ms(turn: TurnFigures) -> int | None:
    if turn.waterfall is None or turn.wait_ms is None or turn.filled:
        return None
    return turn.wait_ms - turn.waterfall.endpoint_ms


def _stages(turns: list[TurnFigures]) -> dict[str, float]:
    known = [(turn.waterfall, turn.line_ms) for turn in turns if turn.waterfall]
    whole = [(falls, line_ms) for falls, line_ms in known if line_ms is not None]
    if not whole:
        return {}
    means = {
        stage: mean(_stage_ms(falls, stage) for falls, _ in whole) for stage in STAGES[:-1]
    }
    return means | {"line": mean(line_ms for _, line_ms in whole)}


def _stage_ms(waterfall: Waterfall, stage: str) -> int:
    return int(getattr(waterfall, f"{stage}_ms"))
