"""How well answers are understood that were written before the rules ran on any of them."""

import pytest

from kibox_pbx.utterance import Language
from tests.dialogue.answering import cases, understood

BATCHES = ("first", "second", "third", "fourth")
"""Right at first meeting: 64, 82, 89, 76 % of the German, 71, 90, 85, 84 % of the English."""

LEAST_RIGHT = 0.92
MOST_WRONG = 0.02
"""A wrong value is worse than none, which is asked for again."""


@pytest.mark.parametrize("batch", BATCHES)
@pytest.mark.parametrize("language", Language)
def test_answers_kept_apart_are_understood(batch: str, language: Language) -> None:
    verdicts = [
        (understood(asked, said, language), meant)
        for asked, said, meant in cases(batch, language)
    ]
    right = [heard == meant for heard, meant in verdicts]
    wrong = [heard not in {meant, "-"} for heard, meant in verdicts]
    assert sum(right) / len(verdicts) >= LEAST_RIGHT
    assert sum(wrong) / len(verdicts) <= MOST_WRONG
