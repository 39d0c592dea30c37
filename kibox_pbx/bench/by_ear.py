"""What a caller's own ear tells of a turn: the wait, and how soon the assistant fell silent.

Pure. Nothing here knows what the service says about itself.
"""

from kibox_pbx.rehearsal.ear import Ear
from kibox_pbx.rehearsal.latency import Said

QUIET_MS = 200
"""So long before the end of a sentence nobody else may have spoken: or what comes after it
may be the rest of a sentence, and no answer."""

SILENCED_MS = 400
"""After so long without a sound the assistant has fallen silent, and does not just pause."""


def wait_ms(ear: Ear, said: Said, next_start_ms: int | None) -> int | None:
    """Return the time from the end of a sentence to the first sound of its answer.

    Args:
        ear: All that was heard.
        said: The sentence.
        next_start_ms: When the caller spoke again; sound after that is no answer to this.

    Returns:
        Milliseconds; None: no answer, or the assistant was speaking all the while.
    """
    if ear.loud_ms(said.end_ms - QUIET_MS, said.end_ms):
        return None
    onset_ms = ear.onset_after(said.end_ms)
    if onset_ms is None or (next_start_ms is not None and onset_ms >= next_start_ms):
        return None
    return onset_ms - said.end_ms


def silenced_ms(ear: Ear, said: Said) -> int | None:
    """Return the time from the caller's first sound to the assistant's last.

    Returns:
        Milliseconds, the whole sentence if the assistant went on through it; None: it was
        not speaking when the caller began.
    """
    if not ear.loud_ms(said.start_ms - QUIET_MS, said.start_ms):
        return None
    last_ms = said.start_ms
    for piece in ear.pieces:
        if not piece.loud or piece.end_ms <= said.start_ms:
            continue
        if piece.at_ms >= said.end_ms or piece.at_ms - last_ms > SILENCED_MS:
            break
        last_ms = piece.end_ms
    return min(last_ms, said.end_ms) - said.start_ms
