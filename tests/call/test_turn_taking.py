"""Whose turn it is, from speech probabilities alone."""

import pytest

from kibox_pbx.call.turn_taking import (
    GOES_ON_MS,
    LONGEST_TURN_MS,
    PATIENCE_MS,
    PAUSE_AFTER_CUT_MS,
    SENTENCE_MS,
    Moment,
    TurnTaking,
    patience_ms,
)
from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.completeness import Standing


def moments(taking: TurnTaking, probability: float, duration_ms: int) -> set[Moment]:
    return {taking.hear(probability, 20) for _ in range(duration_ms // 20)}


def test_a_click_begins_no_turn() -> None:
    taking = TurnTaking()
    assert moments(taking, 1.0, 40) | moments(taking, 0.0, 500) == {Moment.QUIET}


def test_speech_begins_a_turn_within_60_ms() -> None:
    taking = TurnTaking()
    assert [taking.hear(0.9, 20) for _ in range(3)] == [
        Moment.QUIET,
        Moment.QUIET,
        Moment.BEGAN,
    ]


def test_a_pause_shorter_than_the_patience_ends_nothing() -> None:
    taking = TurnTaking()
    taking.patience_ms = 700
    moments(taking, 1.0, 200)
    assert moments(taking, 0.0, 680) == {Moment.SPEAKING}
    assert moments(taking, 1.0, 20) == {Moment.SPEAKING}
    assert moments(taking, 0.0, 680) == {Moment.SPEAKING}
    assert taking.hear(0.0, 20) is Moment.ENDED


def test_a_soft_syllable_keeps_the_turn() -> None:
    taking = TurnTaking()
    moments(taking, 1.0, 200)
    assert moments(taking, 0.4, 3000) == {Moment.SPEAKING}


def test_an_endless_turn_is_cut() -> None:
    taking = TurnTaking()
    assert Moment.ENDED in moments(taking, 1.0, LONGEST_TURN_MS + 100)


def test_after_an_endless_turn_nothing_begins_before_a_pause() -> None:
    taking = TurnTaking()
    moments(taking, 1.0, LONGEST_TURN_MS)
    assert moments(taking, 1.0, 60_000) == {Moment.QUIET}
    moments(taking, 0.0, PAUSE_AFTER_CUT_MS - 20)
    assert moments(taking, 1.0, 1000) == {Moment.QUIET}
    moments(taking, 0.0, PAUSE_AFTER_CUT_MS)
    assert Moment.BEGAN in moments(taking, 1.0, 100)


def test_after_a_turn_the_next_one_can_begin() -> None:
    taking = TurnTaking()
    moments(taking, 1.0, 200)
    moments(taking, 0.0, 2000)
    assert Moment.BEGAN in moments(taking, 1.0, 100)


@pytest.mark.parametrize("expect", Expect)
def test_every_kind_of_answer_has_its_patience(expect: Expect) -> None:
    usual = patience_ms(expect, Standing.OPEN)
    assert usual == PATIENCE_MS[expect]
    assert 300 <= patience_ms(expect, Standing.COMPLETE) <= 350 < usual
    assert patience_ms(expect, Standing.COMPLETE) < patience_ms(
        expect, Standing.NUMBER_COMPLETE
    )
    assert patience_ms(expect, Standing.SENTENCE) == usual - SENTENCE_MS
    assert patience_ms(expect, Standing.GOES_ON) == usual + GOES_ON_MS
