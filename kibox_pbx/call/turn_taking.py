"""Whose turn it is: when the caller begins to speak, and when the caller has finished.

Knows no engine: one speech probability per frame comes in, one `Moment` goes out.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import assert_never

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.completeness import Standing

SPEECH_BEGINS_AT = 0.6
SPEECH_GOES_ON_AT = 0.35
"""Two thresholds, so that a soft syllable does not end a turn."""

ONSET_MS = 60
"""Shorter sounds (a click, a breath) begin no turn. Barge-in waits exactly this long."""

PATIENCE_MS: Mapping[Expect, int] = {
    Expect.YES_NO: 500,
    Expect.SERVICE: 600,
    Expect.DAY: 700,
    Expect.TIME: 700,
    Expect.CHOICE: 700,
    Expect.ANYTHING: 740,
    Expect.NAME: 900,
    Expect.DIGITS: 1100,
    Expect.MESSAGE: 1400,
}
"""Silence that ends a turn: people pause in digits and messages, not in a yes."""

COMPLETE_MS = 350
"""Silence that ends a turn once what was understood answers the question."""

NUMBER_COMPLETE_MS = 600
"""The same after a telephone number, which may have one more group of digits."""

SENTENCE_MS = 240
"""Less silence than usual is wanted after a whole sentence; what is left is longer than most
pauses between a sentence and an afterthought, and Whisper's guess has come by then."""

GOES_ON_MS = 500
"""More silence than usual is granted to an answer that visibly goes on."""

LONGEST_TURN_MS = 28_000
"""A turn is cut here: Whisper hears 30 seconds at most."""

PAUSE_AFTER_CUT_MS = 300
"""After such a turn the next one begins only when there was a pause: people make one, a
television need not, and the assistant must get a word in to ask whether anybody is there."""


def patience_ms(expect: Expect, standing: Standing) -> int:
    """Return how much silence ends the caller's turn, in milliseconds.

    Args:
        expect: The kind of answer asked for.
        standing: How far the answer has come by what has been understood.
    """
    match standing:
        case Standing.COMPLETE:
            return COMPLETE_MS
        case Standing.NUMBER_COMPLETE:
            return NUMBER_COMPLETE_MS
        case Standing.SENTENCE:
            return PATIENCE_MS[expect] - SENTENCE_MS
        case Standing.GOES_ON:
            return PATIENCE_MS[expect] + GOES_ON_MS
        case Standing.OPEN:
            return PATIENCE_MS[expect]
        case _:
            assert_never(standing)


class Moment(Enum):
    """What one more frame means for the turn."""

    QUIET = auto()
    BEGAN = auto()
    SPEAKING = auto()
    """Within a turn, its pauses included."""
    ENDED = auto()


class TurnTaking:
    """Follows one caller through speech and silence."""

    def __init__(self) -> None:
        self.patience_ms = PATIENCE_MS[Expect.ANYTHING]
        """Silence that ends the turn; may change while the turn is under way."""
        self.silent_ms = 0
        """Silence since the caller's last sound in this turn."""
        self.speaking = False
        self._voiced_ms = 0
        self._turn_ms = 0
        self._pause_wanted_ms = 0

    def hear(self, probability: float, duration_ms: int) -> Moment:
        """Take the speech probability (0 to 1) of the next frame."""
        if not self.speaking:
            return self._wait_for_speech(probability, duration_ms)
        self._turn_ms += duration_ms
        voiced = probability >= SPEECH_GOES_ON_AT
        self.silent_ms = 0 if voiced else self.silent_ms + duration_ms
        is_cut = self._turn_ms >= LONGEST_TURN_MS
        if self.silent_ms < self.patience_ms and not is_cut:
            return Moment.SPEAKING
        self.speaking = False
        self._voiced_ms = 0
        self._pause_wanted_ms = PAUSE_AFTER_CUT_MS if is_cut else 0
        return Moment.ENDED

    def _wait_for_speech(self, probability: float, duration_ms: int) -> Moment:
        if self._pause_wanted_ms > 0:
            return self._wait_for_pause(probability, duration_ms)
        self._voiced_ms = (
            self._voiced_ms + duration_ms if probability >= SPEECH_BEGINS_AT else 0
        )
        if self._voiced_ms < ONSET_MS:
            return Moment.QUIET
        self.speaking = True
        self.silent_ms = 0
        self._turn_ms = self._voiced_ms
        return Moment.BEGAN

    def _wait_for_pause(self, probability: float, duration_ms: int) -> Moment:
        is_voiced = probability >= SPEECH_GOES_ON_AT
        left_ms = self._pause_wanted_ms - duration_ms
        self._pause_wanted_ms = PAUSE_AFTER_CUT_MS if is_voiced else left_ms
        return Moment.QUIET
