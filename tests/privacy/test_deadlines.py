"""A month is a month of the calendar, and an extension is two more."""

from datetime import date

import pytest

from kibox_pbx.privacy.deadlines import days_left, due_on


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ((2026, 11, 28), (2026, 12, 28)),
        ((2026, 12, 15), (2027, 1, 15)),
        ((2027, 1, 31), (2027, 2, 28)),
        ((2028, 1, 31), (2028, 2, 29)),
        ((2027, 3, 31), (2027, 4, 30)),
    ],
)
def test_a_request_is_due_a_month_after_it_came(
    received: tuple[int, int, int], due: tuple[int, int, int]
) -> None:
    assert due_on(date(*received)) == date(*due)


def test_an_extension_makes_it_three_months_from_its_receipt() -> None:
    assert due_on(date(2026, 11, 30), is_extended=True) == date(2027, 2, 28)


def test_days_run_out_and_then_count_what_is_overdue() -> None:
    due = date(2026, 12, 28)
    left = [days_left(due, date(2026, 12, day)) for day in (20, 28, 30)]
    assert left == [8, 0, -2]
