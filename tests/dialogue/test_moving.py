"""Appointments that are moved: seen from the old time, both read back, never lost."""

import pytest

from kibox_pbx.dialogue.actions import (
    ReleaseSlot,
)
from kibox_pbx.records import Act, Appointment, Outcome, Slot
from tests.dialogue.booked import (
    FRIDAY,
    THURSDAY,
    booked,
    english,
    german,
    starts,
)
from tests.dialogue.playbook import CALLER, at, slot
from tests.dialogue.practice import practice


def test_an_appointment_is_moved_and_both_times_are_read_back() -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    assert caller.acts == [Act.TELL_ANSWER, Act.ASK_DAY]
    assert "am Donnerstag" in caller.heard
    caller.says("am mittwoch um drei")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert "bisher am Donnerstag" in caller.heard
    assert "neu übermorgen, Mittwoch" in caller.heard
    assert starts(caller) == [THURSDAY]
    caller.says("ja genau")
    assert caller.acts == [Act.RESCHEDULED, Act.ANYTHING_ELSE]
    assert caller.outcome is Outcome.RESCHEDULED
    assert starts(caller) == ["2026-11-25 15:00"]
    assert caller.calendar.held == []
    assert caller.asked(ReleaseSlot) == []


def test_the_new_time_may_be_said_at_once() -> None:
    caller = english(booked("2026-11-24 10:00", name="Lucy Barnes")).says(
        "this is lucy barnes i need to move my appointment from tomorrow to thursday at four in"
        " the afternoon"
    )
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("yes")
    assert caller.acts == [Act.RESCHEDULED, Act.ANYTHING_ELSE]
    assert starts(caller) == ["2026-11-26 16:00"]


def test_a_day_that_is_not_the_appointments_is_the_wish() -> None:
    caller = german(booked(THURSDAY)).says("meinen termin verlegen am mittwoch um drei")
    assert caller.says("sabine huber").acts == [Act.CONFIRM_BOOKING]


def test_a_day_that_is_the_appointments_is_not_the_wish() -> None:
    caller = german(booked(THURSDAY)).says("ich muss meinen termin am donnerstag verschieben")
    assert caller.says("sabine huber").acts == [Act.TELL_ANSWER, Act.ASK_DAY]


@pytest.mark.parametrize(
    ("wish", "times"),
    [
        ("kann ich am selben tag später kommen", "sechzehn Uhr"),
        ("geht es auch am gleichen tag früher", "acht Uhr"),
        ("zu einer anderen zeit am selben tag", "acht Uhr"),
    ],
)
def test_another_time_of_the_same_day_is_the_appointments_day(wish: str, times: str) -> None:
    calendar = booked(THURSDAY)
    calendar.free = {at(f"2026-11-{start}") for start in ("24 09:00", "26 08:00", "26 16:00")}
    caller = german(calendar).says(f"ich muss meinen termin verschieben {wish}", "sabine huber")
    assert "Donnerstag" in caller.heard
    assert times in caller.heard
    assert "Dienstag" not in caller.heard


@pytest.mark.parametrize(
    ("wish", "offered"),
    [
        ("kann ich früher kommen", "morgen, Dienstag"),
        ("später bitte", "sechzehn Uhr"),
        ("egal wann", "morgen, Dienstag"),
        ("so bald wie möglich", "morgen, Dienstag"),
        ("am mittwoch nachmittag", "vierzehn Uhr"),
    ],
)
def test_wishes_are_seen_from_the_old_time(wish: str, offered: str) -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    caller.says(wish)
    assert caller.acts[-1] is Act.OFFER_SLOTS
    assert offered in caller.heard


def test_offers_may_be_turned_down_chosen_and_corrected() -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    caller.says("am mittwoch nachmittag", "haben sie noch etwas später", "ja")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("nein")
    assert caller.acts == [Act.ASK_DAY]
    caller.says("am mittwoch um neun")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("ja aber um drei")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("ja mittwoch um drei")
    assert starts(caller) == ["2026-11-25 15:00"]
    assert caller.calendar.held == []


@pytest.mark.parametrize(
    ("wish", "act"),
    [
        ("ich muss meinen termin am donnerstag verschieben", Act.ASK_DAY),
        ("ich muss meinen termin am donnerstag um neun verschieben", Act.ASK_DAY),
        ("meinen termin verschieben am dritten januar", Act.OFFER_SLOTS),
        ("meinen termin verschieben nachmittags", Act.OFFER_SLOTS),
        ("meinen termin verschieben am donnerstag um zehn", Act.OFFER_SLOTS),
        ("ich muss meinen termin verschieben am donnerstag hab ich zahnarzt", Act.ASK_DAY),
    ],
)
def test_the_weekday_of_a_later_week_names_the_appointment(wish: str, act: Act) -> None:
    caller = german(booked("2026-12-03 09:00")).says(wish, "sabine huber")
    assert caller.acts[-1] is act


def test_what_is_not_understood_while_moving_is_asked_again() -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    assert caller.says("blau").acts == [Act.CLARIFY, Act.ASK_DAY]
    caller.says("am mittwoch um drei")
    assert caller.says("blau").acts == [Act.CLARIFY, Act.CONFIRM_BOOKING]


@pytest.mark.parametrize(
    "words", ["lassen wir es so", "dann behalte ich den alten", "vergessen sie es"]
)
@pytest.mark.parametrize("turns", [(), ("am mittwoch nachmittag",), ("am mittwoch um drei",)])
def test_who_gives_up_moving_keeps_the_old_time(words: str, turns: tuple[str, ...]) -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    caller.says(*turns, words)
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert "bleibt es bei dem Termin am Donnerstag" in caller.heard
    assert starts(caller) == [THURSDAY]
    assert caller.calendar.held == []


def test_a_time_lost_while_writing_is_offered_anew() -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    caller.says("am mittwoch um drei")
    caller.calendar.lost.add(at("2026-11-25 15:00"))
    caller.says("ja")
    assert "wurde leider in diesem Moment vergeben" in caller.heard
    assert caller.acts[-1] is Act.OFFER_SLOTS
    assert starts(caller) == [THURSDAY]


def test_a_hold_that_runs_out_is_renewed_before_writing() -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    caller.says("am mittwoch um drei")
    caller._at_ms += 4 * 60_000
    caller.says("ja")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("ja")
    assert starts(caller) == ["2026-11-25 15:00"]


@pytest.mark.parametrize(
    "wishes",
    [
        ("meinen termin absagen", "sabine huber"),
        ("termin auf mittwoch um drei verlegen", "huber"),
    ],
)
def test_what_the_people_changed_meanwhile_is_left_to_them(wishes: tuple[str, ...]) -> None:
    caller = german(booked(THURSDAY)).says(*wishes)
    caller.calendar.changed = True
    caller.says("ja")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert starts(caller) == [THURSDAY]
    assert caller.calendar.held == []


def test_another_doctor_is_only_taken_by_name() -> None:
    people = {
        "dr_sommer": {"names": {"de": ["Frau Dr. Sommer"]}},
        "dr_winter": {"names": {"de": ["Herr Dr. Winter"]}},
    }
    services = {
        "checkup": {
            "names": {"de": ["Vorsorge"]},
            "minutes": 30,
            "people": ["dr_sommer", "dr_winter"],
        }
    }
    caller = german(booked(THURSDAY), settings=practice(people=people, services=services))
    caller.says("wann ist mein termin", "sabine huber")
    assert "Vorsorge bei Frau Doktor Sommer" in caller.heard
    caller.says("können wir den verschieben", "am mittwoch um drei zu doktor winter")
    caller.calendar.held = [given_to(each, "dr_winter") for each in caller.calendar.held]
    assert caller.acts[-1] in {Act.CONFIRM_BOOKING, Act.OFFER_SLOTS}


def given_to(one: Slot, person: str) -> Slot:
    return Slot(one.service, one.start, one.end, person)


def test_a_changed_person_is_read_back() -> None:
    calendar = booked()
    old = given_to(slot(THURSDAY), "gone")
    calendar.booked.append(Appointment("a", old, "Sabine Huber", CALLER))
    caller = german(calendar).says(
        "meinen termin auf mittwoch um drei verlegen", "sabine huber"
    )
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert "bei Frau Doktor Sommer" in caller.heard


def test_what_is_no_longer_booked_here_is_moved_by_people() -> None:
    calendar = booked()
    old = Slot("massage", at(THURSDAY), at(FRIDAY), "gone")
    calendar.booked.append(Appointment("a", old, "Sabine Huber", CALLER))
    caller = german(calendar).says("wann ist mein termin", "sabine huber")
    assert "um neun Uhr: Termin." in caller.heard
    assert caller.says("bitte verschieben").acts == [Act.OFFER_MESSAGE]


@pytest.mark.parametrize("said", ["um eine woche", "bitte um eine stunde"])
def test_an_appointment_is_moved_by_so_long(said: str) -> None:
    caller = german(booked("2026-11-24 09:30")).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    assert caller.says(said).acts[-1] in {Act.OFFER_SLOTS, Act.CONFIRM_BOOKING}


def test_who_cannot_come_that_day_is_offered_days_before_it_if_none_are_left_after() -> None:
    caller = german(booked("2026-11-26 16:00")).says(
        "ich möchte meinen termin verschieben", "sabine huber", "am donnerstag kann ich nicht"
    )
    assert caller.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert "Dienstag" in caller.heard


@pytest.mark.parametrize("said", ["ich muss erst schauen", "da müsste ich mal nachsehen"])
def test_who_has_to_look_first_is_waited_for(said: str) -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber", said
    )
    assert caller.acts == [Act.ASK_DAY]


@pytest.mark.parametrize(
    "said", ["ja verschieben sie ihn", "ja bitte ändern", "verschieben bitte"]
)
def test_who_says_to_move_it_agrees_to_the_move(said: str) -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber", "am mittwoch um drei", said
    )
    assert caller.acts == [Act.RESCHEDULED, Act.ANYTHING_ELSE]
    assert starts(caller) == ["2026-11-25 15:00"]


@pytest.mark.parametrize("said", ["absagen bitte", "den doktor bitte", "ja warten sie mal"])
def test_what_is_no_yes_moves_nothing(said: str) -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber", "am mittwoch um drei", said
    )
    assert starts(caller) == [THURSDAY]


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("den am donnerstag schaffe ich nicht", Act.ASK_DAY),
        ("nicht den am donnerstag", Act.ASK_WHICH_APPOINTMENT),
    ],
)
def test_the_one_that_cannot_be_kept_is_meant_and_not_the_one_that_is_denied(
    said: str, act: Act
) -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(
        "ich möchte einen termin verschieben", "sabine huber", said
    )
    assert caller.acts[-1] is act
