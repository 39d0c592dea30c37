"""How fast a figure grows is told through noise, bursts and long runs."""

from random import Random

import pytest

from kibox_pbx.soak.slope import MOST_POINTS, Point, slope


def line(points: int, rate: float, noise: float = 0.0, seed: int = 1) -> list[Point]:
    random = Random(seed)  # noqa: S311 - noise
    return [(x / 10, 50 + rate * x / 10 + random.gauss(0, noise)) for x in range(points)]


def test_growth_without_noise_is_told_exactly() -> None:
    found = slope(line(40, rate=3.5))
    assert found is not None
    assert found.rate == pytest.approx(3.5)
    assert found.low == pytest.approx(found.high)


def test_a_fifth_of_wild_readings_changes_little() -> None:
    wild = [(x, y + 500 * (index % 5 == 0)) for index, (x, y) in enumerate(line(60, 2.0))]
    found = slope(wild)
    assert found is not None
    assert found.rate == pytest.approx(2.0, abs=0.5)


@pytest.mark.parametrize("seed", range(5))
def test_noise_alone_may_grow_or_shrink(seed: int) -> None:
    found = slope(line(60, rate=0.0, noise=5.0, seed=seed))
    assert found is not None
    assert found.low < 0 < found.high


def test_slow_growth_is_sure_after_long_enough() -> None:
    short, long = (slope(line(points, rate=1.0, noise=5.0)) for points in (12, 600))
    assert short is not None
    assert long is not None
    assert short.low < 0
    assert long.low > 0.5


def test_a_run_of_days_takes_no_longer_than_one_of_hours() -> None:
    found = slope(line(MOST_POINTS * 20, rate=-2.0, noise=1.0))
    assert found is not None
    assert found.rate == pytest.approx(-2.0, abs=0.1)


@pytest.mark.parametrize("points", [[], line(3, 1.0), [(1.0, float(y)) for y in range(9)]])
def test_nothing_is_told_of_too_few(points: list[Point]) -> None:
    assert slope(points) is None
