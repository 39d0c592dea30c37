"""One level of calls in the figures that are compared."""

from dataclasses import replace

import pytest

from kibox_pbx.bench.figures import TurnFigures
from kibox_pbx.bench.spread import Spread
from kibox_pbx.bench.summary import STAGES, summarise
from tests.bench.levels_of import GOOD, UNANSWERED, WITH_MODEL, a_call, a_level


def test_answers_that_need_the_model_are_told_apart() -> None:
    level = summarise(a_level(1, a_call(500, 600, 700)))
    assert level.wait == Spread(4, 650, 1100, 500, 1100)
    assert level.fixed == Spread(3, 600, 700, 500, 700)
    assert level.model == Spread(1, 1100, 1100, 1100, 1100)
    assert level.beyond_silence == Spread(3, 200, 300, 100, 300)


def test_the_stages_are_means_and_add_up_to_the_mean_wait() -> None:
    level = summarise(a_level(1, a_call(500, 700)))
    assert tuple(level.stages) == STAGES
    assert sum(level.stages.values()) == pytest.approx((500 + 700 + 1100) / 3)
    assert level.stages["endpoint"] == GOOD.endpoint_ms
    assert level.stages["model"] == pytest.approx(WITH_MODEL.model_ms / 3)


def test_what_the_service_did_not_tell_is_in_no_stage() -> None:
    call = a_call(500)
    silent = replace(call, turns=(TurnFigures("opening", 900),))
    level = summarise(a_level(1, silent))
    assert level.stages == {}
    assert level.wait == Spread(1, 900, 900, 900, 900)
    assert level.beyond_silence is None


def test_a_word_that_fills_a_wait_is_a_sound_and_not_the_answer() -> None:
    long_wait = TurnFigures("opening", 1200, None, WITH_MODEL, filled=True)
    level = summarise(a_level(1, replace(a_call(500), turns=(long_wait,))))
    assert level.wait == Spread(1, 1200, 1200, 1200, 1200)
    assert level.model == level.wait
    assert level.model_answer is not None
    assert level.model_answer.median == WITH_MODEL.whole_ms
    assert level.filled == 1
    assert level.stages == {}


def test_no_answer_is_counted_unless_it_was_an_interruption() -> None:
    call = replace(
        a_call(500, None),
        turns=(*a_call(None).turns, TurnFigures("cuts into tell_answer", None)),
    )
    assert summarise(a_level(1, call)).unanswered == 1


def test_calls_that_came_to_nothing_are_placed_and_not_answered() -> None:
    level = summarise(a_level(3, a_call(500), a_call(500), UNANSWERED))
    assert (level.placed, level.answered, level.booked) == (3, 2, 2)
    assert not level.all_answered


def test_processor_and_memory_are_told_a_call() -> None:
    level = summarise(a_level(2, a_call(500), a_call(500)))
    assert level.cores == {"service": 0.25, "asterisk": 0.05, "callers": 0.1}
    assert level.cores_per_call == pytest.approx(12 / 40)
    assert level.mb_per_call == pytest.approx(42)


def test_missing_frames_are_a_share_of_those_due() -> None:
    level = summarise(a_level(2, a_call(500, missing=3), a_call(500)))
    assert (level.frames_missing, level.frames_due) == (3, 2000)
    assert level.missing_share == 0.0015
    assert summarise(a_level(1, UNANSWERED)).missing_share == 0
