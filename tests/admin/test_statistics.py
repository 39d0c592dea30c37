"""What counts of days say."""

from datetime import date

import pytest

from kibox_pbx.admin.statistics import length_of, share_within, statistics, wait_of
from kibox_pbx.records import Outcome
from kibox_pbx.storage.daily_counts import Counted, Tally

MONDAY, TUESDAY, SUNDAY = (date(2026, 11, day) for day in (23, 24, 29))


@pytest.mark.parametrize(
    ("duration_ms", "minutes"),
    [
        (0, "1"),
        (60_000, "1"),
        (60_001, "2"),
        (299_999, "5"),
        (600_000, "10"),
        (600_001, "more"),
    ],
)
def test_a_call_is_counted_by_its_minutes_at_most(duration_ms: int, minutes: str) -> None:
    assert length_of(duration_ms) == minutes


@pytest.mark.parametrize(
    ("answer_ms", "at_most"),
    [(0, "0100"), (100, "0100"), (101, "0200"), (4900, "4900"), (99_999, "5000")],
)
def test_a_wait_is_counted_by_tenths_of_a_second_at_most(answer_ms: int, at_most: str) -> None:
    assert wait_of(answer_ms) == at_most


def test_half_and_nearly_all_of_the_waits_are_within() -> None:
    waits = {"0700": 50, "0900": 44, "1400": 5, "3000": 1}
    assert [share_within(waits, share) for share in (0.5, 0.51, 0.95, 1.0)] == [
        700, 900, 1400, 3000
    ]  # fmt: skip
    assert share_within({}, 0.5) is None


def test_days_are_told_one_by_one_and_together() -> None:
    counts = {
        Tally(MONDAY, Counted.OUTCOME, Outcome.BOOKED): 3,
        Tally(MONDAY, Counted.OUTCOME, Outcome.FAILED): 1,
        Tally(TUESDAY, Counted.OUTCOME, Outcome.BOOKED): 2,
        Tally(TUESDAY, Counted.OUTCOME, Outcome.ABANDONED): 2,
        Tally(MONDAY, Counted.LENGTH, "2"): 4,
        Tally(TUESDAY, Counted.LENGTH, "more"): 4,
        Tally(MONDAY, Counted.TALKED_S, ""): 400,
        Tally(TUESDAY, Counted.TALKED_S, ""): 80,
        Tally(MONDAY, Counted.WAIT, "0700"): 10,
        Tally(TUESDAY, Counted.WAIT, "1400"): 1,
        Tally(MONDAY, Counted.WRITTEN, "appointment"): 3,
        Tally(TUESDAY, Counted.WRITTEN, "message"): 2,
        Tally(MONDAY, Counted.HOUR, "08"): 4,
        Tally(SUNDAY, Counted.HOUR, "23"): 1,
    }
    found = statistics(counts, MONDAY, SUNDAY)
    assert (found.calls, found.served, found.mean_length_s) == (8, 5, 60)
    assert found.outcomes[0] == (Outcome.BOOKED, 5)
    assert [each.calls for each in found.days] == [4, 4, 0, 0, 0, 0, 0]
    assert [(each.median_ms, each.most_ms) for each in found.days[:3]] == [
        (700, 700), (1400, 1400), (None, None)
    ]  # fmt: skip
    assert (found.median_ms, found.most_ms) == (700, 1400)
    assert (found.appointments, found.messages) == (3, 2)
    assert dict(found.lengths) == {"1": 0, "2": 4, "3": 0, "5": 0, "10": 0, "more": 4}
    assert (found.busy[0][8], found.busy[6][23], sum(map(sum, found.busy))) == (4, 1, 5)


def test_without_a_call_there_is_nothing_to_tell() -> None:
    found = statistics({}, MONDAY, MONDAY)
    assert (found.calls, found.served, found.mean_length_s, found.median_ms) == (
        0,
        0,
        None,
        None,
    )
