"""Many measurements in a few figures."""

from kibox_pbx.bench.spread import Spread


def test_of_twenty_the_nineteenth_is_the_95th_percentile() -> None:
    assert Spread.of(range(1, 21)) == Spread(20, 10.5, 19, 1, 20)


def test_of_few_the_worst_is_the_95th_percentile() -> None:
    assert Spread.of([300, 100, 200]) == Spread(3, 200, 300, 100, 300)
    assert Spread.of([7]) == Spread(1, 7, 7, 7, 7)


def test_what_was_not_measured_does_not_count() -> None:
    assert Spread.of([None, 5, None]) == Spread(1, 5, 5, 5, 5)
    assert Spread.of([None]) is None


def test_a_spread_reads_median_and_95_percent() -> None:
    assert str(Spread.of([100, 200.6, 300])) == "201 / 300"
