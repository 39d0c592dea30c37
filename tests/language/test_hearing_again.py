"""The second ear is believed where it is sure and says something else."""

import pytest

from kibox_pbx.language.hearing_again import (
    SURE,
    Correction,
    carried_over,
    is_another,
    is_better,
)
from kibox_pbx.utterance import Language

GERMAN = Language.GERMAN


@pytest.mark.parametrize(
    ("first", "again", "another"),
    [
        ("am dundestag um 10", "am donnerstag um 10", True),
        ("am donnerstag um 10", "am donnerstag um 10", False),
        ("um neun uhr dreißig", "um 9:30 uhr", False),
        ("null acht neun", "089", False),
        ("eine blut abnahme", "eine blutabnahme", False),
        ("um neun uhr", "um 10 uhr", True),
    ],
)
def test_what_is_only_written_otherwise_is_the_same(
    first: str, again: str, *, another: bool
) -> None:
    assert is_another(first, again, GERMAN) is another


@pytest.mark.parametrize(
    ("confidence", "first_confidence", "better"),
    [
        (SURE, None, True),
        (SURE - 0.01, None, False),
        (SURE, 0.5, True),
        (SURE - 0.01, 0.5, False),
        (0.7, 0.85, True),
        (0.6, 0.85, False),
    ],
)
def test_the_second_ear_must_be_sure_and_not_much_less_than_the_first(
    confidence: float, first_confidence: float | None, *, better: bool
) -> None:
    assert is_better(confidence, first_confidence) is better


SAID = "richten sie bitte aus dass die heilung seit gestern kaputt ist"
MEANT = "richten sie bitte aus dass die heizung seit gestern kaputt ist"


@pytest.mark.parametrize(
    ("text", "first", "better", "now"),
    [
        (
            "dass die heilung seit gestern kaputt ist",
            SAID,
            MEANT,
            "dass die heizung seit gestern kaputt ist",
        ),
        (
            "die heilung seit gestern kaputt ist und ich friere",
            SAID,
            MEANT,
            "die heizung seit gestern kaputt ist und ich friere",
        ),
        (
            "dass die heilung seit",
            SAID,
            "richten sie ihm bitte aus dass die heizung schon seit gestern kaputt ist",
            "dass die heizung schon seit",
        ),
        ("heilung", SAID, MEANT, "heilung"),
        ("etwas ganz anderes", SAID, MEANT, "etwas ganz anderes"),
        ("rückruf", "rückruf", "der rückruf", "der rückruf"),
        ("ein termin", "ein termin", "kein termin bitte", "kein termin bitte"),
        ("ein termin wäre gut heute", "ein termin wäre gut", "termin gut", "termin gut heute"),
        ("", SAID, MEANT, ""),
        ("ja", "", "ja", "ja"),
    ],
)
def test_a_message_is_read_with_what_was_heard_better(
    text: str, first: str, better: str, now: str
) -> None:
    assert carried_over(text, [Correction(first, better)]) == now


def test_a_message_of_two_turns_gets_both_corrections() -> None:
    corrections = [
        Correction("die heilung ist kaputt", "die heizung ist kaputt"),
        Correction("seit drei wogen schon", "seit drei wochen schon"),
    ]
    text = "die heilung ist kaputt seit drei wogen schon"
    assert carried_over(text, corrections) == "die heizung ist kaputt seit drei wochen schon"


def test_without_corrections_a_text_stays_as_it_is() -> None:
    assert carried_over("die  heizung", ()) == "die  heizung"


def test_a_correction_shows_neither_text() -> None:
    assert repr(Correction("huber", "gruber")) == "Correction()"
