"""What many heard sentences come down to: errors, slots, times. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import jiwer
import numpy as np

from kibox_pbx.hearing.measure import Heard
from kibox_pbx.hearing.slots import Verdict, judge
from kibox_pbx.language.comparable import comparable


@dataclass(frozen=True, slots=True)
class Score:
    """Figures over some sentences."""

    sentences: int
    words: int
    """That were said."""

    word_errors: int
    """Words substituted, left out and put in."""

    slots: int
    """Sentences with a slot in what was said or in what was heard."""

    right: int
    wrong: int
    """Something else was understood; the rest was not understood and is asked again."""

    median_ms: float
    p95_ms: float
    """Of the time from the caller's last sound to the text."""

    real_time_factor: float
    """Time of recognition by duration of sound."""

    @property
    def word_error_rate(self) -> float:
        """Errors by words that were said; above 1 where much was invented."""
        return self.word_errors / self.words

    @property
    def slot_accuracy(self) -> float | None:
        """Share of slots that were understood rightly; None where there are none."""
        return self.right / self.slots if self.slots else None

    @property
    def wrong_slots(self) -> float | None:
        """Share of slots that were understood as something else."""
        return self.wrong / self.slots if self.slots else None


def score(heard: Sequence[Heard]) -> Score:
    """Return the figures of some sentences.

    Raises:
        ValueError: There are none.
    """
    if not heard:
        raise ValueError("nothing was heard, so there is nothing to score")
    words = jiwer.process_words(
        [comparable(each.sentence.text, each.sentence.language) for each in heard],
        [comparable(each.text, each.sentence.language) for each in heard],
    )
    verdicts = Counter(judge(each.sentence, each.text) for each in heard)
    after_ms = [each.after_ms for each in heard]
    return Score(
        sentences=len(heard),
        words=words.hits + words.substitutions + words.deletions,
        word_errors=words.substitutions + words.deletions + words.insertions,
        slots=len(heard) - verdicts[Verdict.NO_SLOT],
        right=verdicts[Verdict.RIGHT],
        wrong=verdicts[Verdict.WRONG],
        median_ms=float(np.median(after_ms)),
        p95_ms=float(np.percentile(after_ms, 95)),
        real_time_factor=sum(e.worked_ms for e in heard) / sum(e.lasted_ms for e in heard),
    )
