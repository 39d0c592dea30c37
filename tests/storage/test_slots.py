"""What is offered: inside opening hours, free, and as the caller wished."""

from datetime import date, datetime, time
from typing import Any

import pytest

from kibox_pbx.config.opening import is_holiday
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.records import Slot
from kibox_pbx.storage.slots import Busy, free_slots, is_bookable
from kibox_pbx.storage.start_times import starts_on
from tests.storage.practice import a_slot, a_wish, at, settings_with

EARLY = at(23, 6)


def offered(
    settings: Settings, wish: FindSlots, *busy: Busy, now: datetime = EARLY
) -> list[str]:
    return [
        f"{slot.start:%a %d.%m. %H:%M} {slot.person}"
        for slot in free_slots(settings, wish, busy, now)
    ]


def on_monday(**changes: Any) -> FindSlots:
    return a_wish(last=at(24, 0), **changes)


def test_a_free_monday_is_offered_from_each_opening_to_each_closing(settings: Settings) -> None:
    assert offered(settings, on_monday()) == [
        "Mon 23.11. 08:00 sommer",
        "Mon 23.11. 08:15 sommer",
        "Mon 23.11. 08:30 sommer",
        "Mon 23.11. 08:45 winter",
        "Mon 23.11. 09:00 winter",
        "Mon 23.11. 14:00 sommer",
        "Mon 23.11. 14:15 sommer",
        "Mon 23.11. 14:30 sommer",
    ]


def test_a_person_with_own_hours_is_there_then_and_only_then(settings: Settings) -> None:
    assert offered(settings, a_wish(person="winter", last=at(28, 0))) == [
        "Mon 23.11. 08:30 winter",
        "Mon 23.11. 08:45 winter",
        "Mon 23.11. 09:00 winter",
    ]


def test_somebody_else_is_offered_while_one_is_busy(settings: Settings) -> None:
    busy = Busy("sommer", at(23, 8, 30), at(23, 9))
    assert offered(settings, on_monday(until_time=time(8, 30)), busy) == [
        "Mon 23.11. 08:00 sommer",
        "Mon 23.11. 08:30 winter",
    ]


@pytest.mark.parametrize(
    ("first", "last", "free"),
    [
        (at(23, 7), at(23, 8), "08:00 08:15 08:30 14:00 14:15 14:30"),
        (at(23, 7), at(23, 8, 1), "08:15 08:30 14:00 14:15 14:30"),
        (at(23, 9), at(23, 14), "08:00 08:15 08:30 14:00 14:15 14:30"),
        (at(23, 8, 59), at(23, 14), "08:00 08:15 14:00 14:15 14:30"),
        (at(23, 8, 20), at(23, 8, 25), "08:30 14:00 14:15 14:30"),
        (at(23, 7), at(23, 15), ""),
    ],
)
def test_a_busy_time_takes_what_overlaps_it_and_not_what_touches_it(
    settings: Settings, first: datetime, last: datetime, free: str
) -> None:
    found = offered(settings, on_monday(person="sommer"), Busy("sommer", first, last))
    assert [line.split()[2] for line in found] == free.split()


def test_nothing_is_offered_sooner_than_the_lead_time(settings: Settings) -> None:
    assert offered(settings, on_monday(), now=at(23, 8, 6))[0] == "Mon 23.11. 08:45 winter"
    assert offered(settings, on_monday(), now=at(23, 8, 0))[0] == "Mon 23.11. 08:30 sommer"


def test_the_lead_time_counts_from_the_beginning_of_a_conversation(settings: Settings) -> None:
    assert offered(settings, on_monday(), now=at(23, 8, 5))[0] == "Mon 23.11. 08:30 sommer"


def test_without_a_lead_time_nothing_is_offered_that_has_begun() -> None:
    settings = with_talk(lead_minutes=0)
    assert offered(settings, on_monday(), now=at(23, 8, 1))[0] == "Mon 23.11. 08:15 sommer"


def test_nothing_is_offered_beyond_the_horizon(settings: Settings) -> None:
    assert offered(settings, a_wish())[-1] == "Mon 07.12. 14:30 sommer"


def test_closed_days_are_left_out(settings: Settings) -> None:
    days = {line[:3] for line in offered(settings, a_wish())}
    assert days == {"Mon", "Tue", "Fri"}


def test_a_public_holiday_is_closed_in_its_own_state_only() -> None:
    bavaria, berlin = (
        settings_with(practice={"name": {"de": "Praxis"}, "holidays": state})
        for state in ("BY", "BE")
    )
    epiphany = a_wish(first=at(6, 0, month=1), last=at(7, 0, month=1))
    now = at(5, 12, month=1)
    assert offered(bavaria, epiphany, now=now) == []
    assert offered(berlin, epiphany, now=now)[0] == "Tue 06.01. 08:00 sommer"


def test_without_a_state_no_day_is_a_holiday() -> None:
    assert is_holiday(date(2026, 12, 25), "DE", "BY")
    assert not is_holiday(date(2026, 12, 25), "DE", None)


def test_only_the_weekdays_that_are_meant_are_offered(settings: Settings) -> None:
    days = {line[:3] for line in offered(settings, a_wish(weekdays=(0, 4)))}
    assert days == {"Mon", "Fri"}


def test_a_time_of_day_is_respected_on_every_day(settings: Settings) -> None:
    wish = a_wish(from_time=time(8, 30), until_time=time(14), last=at(25, 0))
    assert offered(settings, wish) == [
        "Mon 23.11. 08:30 sommer",
        "Mon 23.11. 08:45 winter",
        "Mon 23.11. 09:00 winter",
        "Mon 23.11. 14:00 sommer",
        "Tue 24.11. 08:30 sommer",
    ]


def test_with_a_wanted_time_the_nearest_comes_first(settings: Settings) -> None:
    assert offered(settings, on_monday(near=at(23, 13), limit=3)) == [
        "Mon 23.11. 14:00 sommer",
        "Mon 23.11. 14:15 sommer",
        "Mon 23.11. 14:30 sommer",
    ]
    assert offered(settings, on_monday(near=at(23, 8, 15), limit=1)) == [
        "Mon 23.11. 08:15 sommer"
    ]


def test_what_was_offered_already_is_not_offered_again(settings: Settings) -> None:
    wish = on_monday(exclude=(at(23, 8), at(23, 8, 30)), limit=2)
    assert offered(settings, wish) == ["Mon 23.11. 08:15 sommer", "Mon 23.11. 08:45 winter"]


def with_talk(**changes: Any) -> Settings:
    people = {key: person.model_dump() for key, person in settings_with().people.items()}
    talk = settings_with().services["talk"].model_dump() | changes
    return settings_with(services={"talk": talk}, people=people)


def test_a_service_with_own_hours_begins_within_them() -> None:
    settings = with_talk(hours={"monday": "08:30-09:00, 14:15-14:20"})
    assert offered(settings, a_wish(last=at(28, 0))) == [
        "Mon 23.11. 08:30 sommer",
        "Mon 23.11. 08:45 winter",
        "Mon 23.11. 14:15 sommer",
    ]
    assert not is_bookable(settings, a_slot(23, 8), EARLY)
    assert is_bookable(settings, a_slot(23, 8, 30), EARLY)


def test_a_service_may_have_its_own_lead_time() -> None:
    settings = with_talk(lead_minutes=24 * 60)
    assert offered(settings, a_wish(), now=at(23, 8, 6))[0] == "Tue 24.11. 08:15 sommer"
    assert not is_bookable(settings, a_slot(23, 14), at(23, 8))


def test_a_service_may_have_its_own_horizon() -> None:
    settings = with_talk(horizon_days=1)
    assert offered(settings, a_wish())[-1] == "Tue 24.11. 08:30 sommer"
    assert not is_bookable(settings, a_slot(27, 8), EARLY)


def test_what_was_offered_in_time_stays_bookable_until_the_end_of_a_call() -> None:
    settings = with_talk(lead_minutes=60)
    assert is_bookable(settings, a_slot(23, 8, 30), at(23, 7, 45))
    assert not is_bookable(settings, a_slot(23, 8, 30), at(23, 8, 6))


def test_while_the_practice_is_closed_nothing_is_offered() -> None:
    holidays = {"name": {"de": "Praxis"}, "closed": "2026-11-23..2026-11-26"}
    settings = settings_with(practice=holidays)
    assert offered(settings, a_wish(last=at(28, 0)))[0] == "Fri 27.11. 08:00 sommer"
    assert not is_bookable(settings, a_slot(23, 8), EARLY)


def test_while_somebody_is_away_only_the_others_are_offered() -> None:
    people = {
        "sommer": {"names": {"de": "Sommer"}, "away": "2026-11-23..2026-11-24, 2026-11-27"},
        "winter": {"names": {"de": "Winter"}, "hours": {"monday": "08:30-09:30"}},
    }
    settings = settings_with(people=people)
    assert offered(settings, a_wish(last=at(28, 0)))[-1] == "Mon 23.11. 09:00 winter"
    assert not is_bookable(settings, a_slot(23, 8), EARLY)
    assert is_bookable(settings, a_slot(23, 8, 30, person="winter"), EARLY)


def test_an_unknown_service_has_no_times(settings: Settings) -> None:
    assert offered(settings, a_wish(service="none")) == []


def night_shift(settings: Settings, day: date) -> list[str]:
    return [f"{slot.start:%H:%M%z}" for slot in starts_on(day, "talk", "sommer", settings)]


def test_the_hour_that_the_clocks_skip_is_not_offered() -> None:
    settings = settings_with(hours={"sunday": "01:30-03:30"})
    assert night_shift(settings, date(2026, 3, 29)) == [
        "01:30+0100",
        "01:45+0100",
        "03:00+0200",
    ]


def test_the_hour_that_the_clocks_repeat_is_offered_once() -> None:
    settings = settings_with(hours={"sunday": "02:30-03:30"})
    starts = night_shift(settings, date(2026, 10, 25))
    assert starts == ["02:30+0200", "02:45+0200", "03:00+0100"]


def test_an_appointment_over_the_change_of_clocks_lasts_its_minutes() -> None:
    settings = settings_with(hours={"sunday": "01:30-03:30"})
    slot = next(iter(starts_on(date(2026, 3, 29), "talk", "sommer", settings)))
    assert f"{slot.end:%H:%M}" == "03:00"
    assert slot.end.timestamp() - slot.start.timestamp() == 30 * 60


def test_opening_is_at_the_same_time_of_day_before_and_after_the_change_of_clocks() -> None:
    settings = settings_with()
    for day in (date(2026, 10, 23), date(2026, 10, 26)):
        assert night_shift(settings, day)[0][:5] == "08:00"


@pytest.mark.parametrize(
    "slot",
    [
        a_slot(23, 8, 5),
        a_slot(23, 9),
        a_slot(25, 8),
        a_slot(23, 8, person="winter"),
        a_slot(23, 8, person="nobody"),
        Slot("none", at(23, 8), at(23, 8, 30), "sommer"),
        Slot("test", at(23, 8), at(23, 8, 30), "sommer"),
        a_slot(20, 8),
    ],
    ids=str,
)
def test_a_slot_that_the_calendar_could_not_offer_is_not_bookable(
    settings: Settings, slot: Slot
) -> None:
    assert is_bookable(settings, a_slot(23, 8), EARLY)
    assert not is_bookable(settings, slot, EARLY)
