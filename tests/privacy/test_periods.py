"""How long is thirty days? Never more than thirty, whatever the clocks do."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kibox_pbx.config.privacy import Retention
from kibox_pbx.privacy.periods import contract_is_over, is_due, limits, months_later, next_run

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("counted_from", "still_there", "gone"),
    [
        ("2026-11-23T00:00", "2026-12-22T23:59", "2026-12-23T00:00"),
        ("2026-11-23T23:59", "2026-12-22T23:59", "2026-12-23T00:00"),
        ("2026-03-01T12:00", "2026-03-30T03:00", "2026-03-31T03:00"),
        ("2026-10-20T12:00", "2026-11-18T03:00", "2026-11-19T03:00"),
        ("2028-02-28T12:00", "2028-03-28T03:00", "2028-03-29T03:00"),
    ],
    ids=["first minute", "last minute", "summer begins", "summer ends", "leap year"],
)
def test_thirty_days_end_with_the_thirtieth(
    counted_from: str, still_there: str, gone: str
) -> None:
    periods = Retention(transcript_days=30)
    assert at(counted_from) >= limits(periods, at(still_there)).transcript
    assert at(counted_from) < limits(periods, at(gone)).transcript
    assert at(gone) - at(counted_from) <= timedelta(days=30)


def test_no_days_at_all_is_what_was_before_now() -> None:
    now = at("2026-11-23T14:00")
    assert limits(Retention(message_days=0), now).message == now
    assert limits(Retention(appointment_days=0), now).appointment == now


def test_each_class_has_its_own_days() -> None:
    found = limits(Retention(), at("2026-11-23T03:00"))
    assert [each.date().isoformat() for each in (found.recording, found.transcript)] == [
        "2026-11-17",
        "2026-10-25",
    ]
    assert found.call == found.appointment == at("2026-08-26T00:00")
    assert found.message == at("2026-10-25T00:00")
    assert found.proof == at("2023-11-25T00:00")
    assert not found.contract_over


@pytest.mark.parametrize(
    ("ended", "over"),
    [
        ("2026-01-15", "2026-07-15"),
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2026-12-31", "2027-06-30"),
    ],
)
def test_six_months_are_calendar_months(ended: str, over: str) -> None:
    last, day = date.fromisoformat(ended), date.fromisoformat(over)
    assert months_later(last, 6) == day
    assert contract_is_over(last, day)
    assert not contract_is_over(last, day - timedelta(days=1))


def test_a_contract_without_an_end_is_never_over() -> None:
    assert not contract_is_over(None, date(9000, 1, 1))


def test_after_the_contract_nothing_of_a_conversation_may_be_left() -> None:
    now = at("2026-07-15T03:00")
    found = limits(Retention(contract_ended=date(2026, 1, 15)), now)
    assert found.contract_over
    assert found.recording == found.transcript == found.message == found.call == now
    assert found.lesson == now
    assert found.appointment > at("2999-01-01T00:00")
    assert found.proof == at("2023-07-17T00:00")


@pytest.mark.parametrize(
    ("now", "last_day", "due"),
    [
        ("2026-11-23T02:59", None, "2026-11-23T02:59"),
        ("2026-11-23T02:59", "2026-11-22", "2026-11-23T03:00"),
        ("2026-11-23T03:00", "2026-11-22", "2026-11-23T03:00"),
        ("2026-11-23T12:00", "2026-11-23", "2026-11-24T03:00"),
        ("2026-11-23T12:00", "2026-11-01", "2026-11-23T12:00"),
        ("2026-11-23T12:00", "2026-12-24", "2026-11-23T12:00"),
    ],
    ids=["never ran", "night", "now", "ran today", "overdue", "clock was wrong"],
)
def test_the_next_run_is_at_night_and_at_once_where_it_is_overdue(
    now: str, last_day: str | None, due: str
) -> None:
    ran = date.fromisoformat(last_day) if last_day else None
    assert next_run(at(now), ran) == at(due)
    assert is_due(at(due), ran)
