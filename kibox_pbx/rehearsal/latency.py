"""How long a caller waits for each answer, measured at the caller's own ear. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from kibox_pbx.rehearsal.ear import Ear


@dataclass(frozen=True, slots=True)
class Said:
    """Something the caller said, or a key the caller pressed."""

    start_ms: int
    end_ms: int
    """End of the sound itself, in milliseconds since the call was answered."""


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """One turn: how long after the caller's last sound the answer's first sound came."""

    said_end_ms: int
    answer_ms: int | None
    """From the end of the caller's speech to the answer's first sound; None: no answer."""

    cut_in: bool
    """The assistant was talking when the caller began, so the sound after it may not be
    the answer."""


def answer_times(said: Iterable[Said], ear: Ear) -> tuple[AnswerTime, ...]:
    """Return the wait after each thing the caller said.

    An answer counts for the last thing that was said before it.
    """
    turns = tuple(said)
    following = [turn.start_ms for turn in turns[1:]] + [None]
    return tuple(
        _answer_time(turn, next_ms, ear) for turn, next_ms in zip(turns, following, strict=True)
    )


def median_ms(times: Iterable[AnswerTime]) -> int | None:
    """Return the median wait of the turns that were answered; None if there is none."""
    waits = [time.answer_ms for time in times if time.answer_ms is not None and not time.cut_in]
    return round(median(waits)) if waits else None


def _answer_time(turn: Said, next_ms: int | None, ear: Ear) -> AnswerTime:
    onset_ms = ear.onset_after(turn.end_ms)
    if onset_ms is not None and next_ms is not None and onset_ms >= next_ms:
        onset_ms = None
    wait_ms = None if onset_ms is None else onset_ms - turn.end_ms
    return AnswerTime(turn.end_ms, wait_ms, cut_in=_talking_at(ear, turn.start_ms))


def _talking_at(ear: Ear, at_ms: int) -> bool:
    return ear.loud_ms(at_ms - 100, at_ms + 100) > 0
