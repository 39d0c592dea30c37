"""How many calls are tried, and how many a machine is said to hold."""

import argparse
from collections.abc import Sequence

import pytest

from kibox_pbx.bench.levels import (
    CALLS_OF_A_LEVEL,
    MOST_CALLS,
    doubling,
    first_not_held,
    holds,
    is_full,
    is_held,
    parse_levels,
    rounds,
    why_not_held,
)
from kibox_pbx.bench.summary import Summary, summarise
from tests.bench.levels_of import UNANSWERED, a_call, a_level


def level(calls: int, wait_ms: int, missing: int = 0) -> Summary:
    call = a_call(*[wait_ms] * 9, missing=missing)
    return summarise(a_level(calls, *[call] * calls))


def test_levels_double_as_far_as_there_are_ports() -> None:
    assert list(doubling()) == [1, 2, 4, 8, 16, 32]


def test_few_at_once_call_again_so_that_there_is_a_spread() -> None:
    assert [rounds(calls) for calls in (1, 2, 3, 8)] == [3, 2, 1, 1]
    assert all(calls * rounds(calls) >= CALLS_OF_A_LEVEL for calls in range(1, 10))


@pytest.mark.parametrize(("text", "levels"), [("1", (1,)), ("4,1,4", (1, 4)), ("2, 8", (2, 8))])
def test_levels_are_a_list(text: str, levels: Sequence[int]) -> None:
    assert parse_levels(text) == levels


@pytest.mark.parametrize("text", ["", "many", "0,1", "1,,2", str(MOST_CALLS + 1), "1;2"])
def test_what_is_no_list_of_levels_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        parse_levels(text)


@pytest.mark.parametrize(
    ("wait_ms", "missing", "held_and_full"),
    [
        (600, 0, (True, False)),
        (1000, 0, (True, False)),
        (1001, 0, (False, False)),
        (1501, 0, (False, True)),
        (600, 1, (False, False)),
        (600, 2, (False, True)),
    ],
)
def test_a_level_is_held_and_more_is_tried(
    wait_ms: int, missing: int, held_and_full: tuple[bool, bool]
) -> None:
    measured = level(2, wait_ms, missing)
    assert (is_held(measured), is_full(measured)) == held_and_full


def test_a_call_that_people_took_makes_a_level_full() -> None:
    some = summarise(a_level(2, a_call(600), UNANSWERED))
    assert is_full(some)
    assert not is_held(some)


def test_a_level_in_which_nothing_was_heard_is_full() -> None:
    nothing = summarise(a_level(1, UNANSWERED))
    assert is_full(nothing)
    assert not is_held(nothing)


def test_what_keeps_a_machine_from_holding_a_level_is_told() -> None:
    too_much = summarise(a_level(2, a_call(1200, 1300, missing=7), UNANSWERED))
    assert why_not_held(too_much) == (
        "1 of 2 not answered",
        "median wait 1200 ms",
        "0.70% of the frames missing",
    )
    assert why_not_held(summarise(a_level(1, UNANSWERED)))[1] == "no answer heard"
    assert why_not_held(level(1, 600)) == ()


def test_a_machine_holds_the_last_level_before_the_first_that_it_does_not() -> None:
    levels = [level(1, 600), level(2, 800), level(4, 1200), level(8, 900)]
    assert holds(levels) == 2
    assert first_not_held(levels) is levels[2]
    assert holds(levels[:2]) == 2
    assert first_not_held(levels[:2]) is None
    assert holds(levels[2:3]) == 0
