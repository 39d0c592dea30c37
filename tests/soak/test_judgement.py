"""What grows is found, what fills up once or only varies is not taken for it."""

from dataclasses import replace
from random import Random

import pytest

from kibox_pbx.soak.figures import Look
from kibox_pbx.soak.judgement import FIGURES, Verdict, judge, warmed_up
from tests.soak.looks import STEADY, a_look, a_report, two_hours


def verdicts(looks: tuple[Look, ...]) -> dict[str, Verdict]:
    return {each.figure.name: each.verdict for each in judge(looks)}


def grows(looks: tuple[Look, ...]) -> list[str]:
    return [name for name, verdict in verdicts(looks).items() if verdict is Verdict.GROWS]


def test_a_steady_service_is_steady_in_every_figure() -> None:
    assert set(verdicts(two_hours()).values()) == {Verdict.STEADY}


@pytest.mark.parametrize(
    ("name", "leak"),
    [
        ("memory of the service", {"memory_mb": 0.4}),
        ("memory it has written", {"own_mb": 0.4}),
        ("threads", {"threads": 0.1}),
        ("open files", {"files": 0.1}),
        ("sockets", {"sockets": 0.1}),
    ],
)
def test_a_leak_of_little_a_minute_is_found(name: str, leak: dict[str, float]) -> None:
    [(field, a_minute)] = leak.items()
    random = Random(2)  # noqa: S311 - noise

    def look(minute: float) -> Look:
        value = getattr(STEADY, field) + a_minute * minute + random.gauss(0, 0.3)
        return a_look(minute, replace(STEADY, **{field: value}))

    assert grows(two_hours(look)) == [name]


def test_waits_that_become_longer_are_found() -> None:
    assert grows(two_hours(lambda at: a_look(at, wait_ms=700 + 2 * at))) == [
        "wait for an answer"
    ]


def test_a_store_that_keeps_too_much_of_a_call_is_found() -> None:
    def look(minute: float) -> Look:
        one = a_look(minute)
        return replace(one, kept=replace(one.kept, store_mb=minute * 0.4))

    assert grows(two_hours(look)) == ["the store"]


def test_what_fills_up_while_warming_up_is_no_growth() -> None:
    def look(minute: float) -> Look:
        filled = min(minute, 14.0) * 60
        return a_look(minute, replace(STEADY, memory_mb=600 + filled))

    assert not grows(two_hours(look))
    assert min(each.at_s for each in warmed_up(two_hours(look))) == 900


@pytest.mark.parametrize(
    ("full_after", "verdict"),
    [(30, Verdict.STEADY), (65, Verdict.SETTLED), (100, Verdict.GROWS)],
)
def test_what_fills_up_later_has_settled_once_half_of_the_run_shows_it(
    full_after: int, verdict: Verdict
) -> None:
    random = Random(4)  # noqa: S311 - noise

    def look(minute: float) -> Look:
        filled = min(minute, full_after) * 0.5 + random.gauss(0, 0.3)
        return a_look(minute, replace(STEADY, memory_mb=1400 + filled))

    looks = two_hours(look)
    assert verdicts(looks)["memory of the service"] is verdict
    report = a_report(looks)
    assert report.holds is (verdict is not Verdict.GROWS)
    has_settled = "what filled up at first: memory of the service" in report.as_markdown()
    assert has_settled is (verdict is Verdict.SETTLED)


def test_a_run_too_short_to_tell_is_unsure_not_good() -> None:
    random = Random(3)  # noqa: S311 - noise
    looks = tuple(
        a_look(minute / 4, replace(STEADY, memory_mb=1400 + minute / 2 + random.gauss(0, 9)))
        for minute in range(8)
    )
    assert verdicts(looks)["memory of the service"] is Verdict.UNSURE
    assert "more time is needed" in a_report(looks).as_markdown()


def test_sure_growth_of_next_to_nothing_in_a_short_run_is_unsure() -> None:
    looks = tuple(
        a_look(minute / 4, replace(STEADY, memory_mb=1400 + minute / 2)) for minute in range(12)
    )
    assert verdicts(looks)["memory of the service"] is Verdict.UNSURE


def test_nothing_measured_is_unsure() -> None:
    assert set(verdicts(()).values()) == {Verdict.UNSURE}
    assert not a_report((), placed=0, answered=0).holds


def test_every_figure_is_named_once() -> None:
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)
