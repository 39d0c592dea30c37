"""Which 20 ms frames a listener would have missed, from when each arrived. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kibox_pbx.audio import FRAME_MS
from kibox_pbx.rehearsal.ear import Heard

HELD_MS = 60
"""What a telephone holds back to hide jitter, usually three frames: later is too late."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The 20 ms frames of one call."""

    due: int
    """As many as fit between the first sound and the last."""

    lost: int
    """Never came."""

    late: int
    """Came after a telephone that holds `HELD_MS` had nothing left to play."""

    @property
    def missing(self) -> int:
        """What the listener missed; not the sum, since one stall makes frames late and lost."""
        return max(self.lost, self.late)


def frames_missed(pieces: Iterable[Heard], pause_ms: int | None = None) -> Frames:
    """Count what did not come in time.

    Args:
        pieces: All that was heard, oldest first.
        pause_ms: A gap of this length is a silence of a server that sends nothing while it
            is silent; None: the other side sends all the time, as ours does.
    """
    due = lost = late = 0
    for run in _runs(pieces, pause_ms):
        came_ms = sum(piece.end_ms - piece.at_ms for piece in run)
        span_ms = max(came_ms, run[-1].end_ms - run[0].at_ms)
        due += span_ms // FRAME_MS
        lost += _frames(span_ms - came_ms)
        late += sum(
            _frames(after.at_ms - before.end_ms - HELD_MS) for before, after in pairwise(run)
        )
    return Frames(due, lost, late)


def _runs(pieces: Iterable[Heard], pause_ms: int | None) -> list[list[Heard]]:
    """Cut what was heard at the pauses."""
    runs: list[list[Heard]] = []
    for piece in pieces:
        gap_ms = piece.at_ms - runs[-1][-1].end_ms if runs else 0
        if not runs or (pause_ms is not None and gap_ms >= pause_ms):
            runs.append([])
        runs[-1].append(piece)
    return runs


def _frames(length_ms: int) -> int:
    """Return a length in whole frames, to the nearest; moments are told to a millisecond."""
    return max(0, length_ms + FRAME_MS // 2) // FRAME_MS
