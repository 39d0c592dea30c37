"""No number is called back that is another country's, costs extra, or is none."""

import pytest

from kibox_pbx.language.callable_number import callable_number


@pytest.mark.parametrize(
    "number", ["+493023125001", "+4915112345678", "+498001234567", "+4989123456"]
)
def test_an_ordinary_number_is_called(number: str) -> None:
    assert callable_number(number, ("+43", "+49")) == number


@pytest.mark.parametrize(
    "number",
    [
        None,
        "",
        "+49",
        "+49900123456",
        "+491801234567",
        "+491371234567",
        "+49112",
        "+4312345678",
        "0049302312501",
        "200",
        "+49 30 23125001",
        "+493023125001,,9",
        "+493023125001&PJSIP/trunk/0900",
        "+49x",
    ],
)
def test_nothing_else_is(number: str | None) -> None:
    assert callable_number(number, ("+49",)) is None


def test_without_a_beginning_nobody_is_called() -> None:
    assert callable_number("+493023125001", ()) is None
