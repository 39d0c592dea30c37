"""Of several appointments the caller names one, or some."""

import pytest

from kibox_pbx.dialogue.actions import (
    CancelAppointment,
    FindAppointments,
    MoveAppointment,
)
from kibox_pbx.dialogue.events import (
    Event,
)
from kibox_pbx.records import Act, Appointment, Outcome
from tests.dialogue.booked import (
    FRIDAY,
    THURSDAY,
    WHICH,
    booked,
    english,
    german,
    starts,
)
from tests.dialogue.playbook import CALLER, Calendar, at, slot


@pytest.mark.parametrize(
    "answer",
    ["den am freitag", "den zweiten", "um zehn", "die sprechstunde", "den letzten"],
)
def test_of_several_appointments_one_is_chosen(answer: str) -> None:
    calendar = booked(THURSDAY)
    second = slot(FRIDAY, "consultation")
    calendar.booked.append(Appointment("x", second, "Sabine Huber", CALLER))
    caller = german(calendar).says(*WHICH)
    assert caller.acts == [Act.ASK_WHICH_APPOINTMENT]
    caller.says(answer, "ja")
    assert starts(caller) == [THURSDAY]


def test_the_next_one_is_the_soonest() -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(*WHICH, "den nächsten termin", "ja")
    assert starts(caller) == [FRIDAY]


def test_an_answer_may_narrow_the_choice() -> None:
    starting = (THURSDAY, "2026-11-26 11:00", FRIDAY)
    caller = german(booked(*starting)).says(*WHICH, "am donnerstag")
    assert caller.acts == [Act.ASK_WHICH_APPOINTMENT]
    assert "Freitag" not in caller.heard
    caller.says("um elf", "ja")
    assert starts(caller) == [THURSDAY, FRIDAY]


def test_what_was_not_understood_is_asked_again() -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(*WHICH, "blau")
    assert caller.acts == [Act.CLARIFY, Act.ASK_WHICH_APPOINTMENT]


def test_the_day_said_first_narrows_the_choice() -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(
        "den termin am freitag absagen", "sabine huber"
    )
    assert caller.acts == [Act.CONFIRM_CANCEL]
    assert "Freitag" in caller.heard


@pytest.mark.parametrize(
    "wish",
    [
        "so i can't make it on friday i'm afraid it's sabine huber",
        "this is sabine huber i'm calling to cancel my check up on friday",
    ],
)
def test_the_day_that_does_not_suit_narrows_the_choice(wish: str) -> None:
    caller = english(booked(THURSDAY, FRIDAY)).says(wish)
    assert caller.acts == [Act.CONFIRM_CANCEL]
    assert "Friday" in caller.heard


def test_the_service_said_first_narrows_the_choice() -> None:
    calendar = booked(THURSDAY)
    second = slot(FRIDAY, "consultation")
    calendar.booked.append(Appointment("x", second, "Sabine Huber", CALLER))
    caller = german(calendar).says("ich muss die sprechstunde absagen", "sabine huber")
    assert "Freitag" in caller.heard


def test_several_can_be_cancelled_at_once() -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(*WHICH, "beide")
    assert caller.acts == [Act.CONFIRM_CANCEL]
    caller.says("ja")
    assert caller.acts == [Act.CANCELLED, Act.ANYTHING_ELSE]
    assert starts(caller) == []
    caller = german(booked(THURSDAY, FRIDAY)).says(
        "alle termine absagen", "sabine huber", "nein"
    )
    assert "bleibt es bei diesen Terminen" in caller.heard
    assert starts(caller) == [THURSDAY, FRIDAY]


def test_both_cannot_be_moved_at_once() -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(
        "termin verschieben", "sabine huber", "beide"
    )
    assert caller.acts == [Act.ASK_WHICH_APPOINTMENT]


class OneIsChanged(Calendar):
    """A book in which people change the appointment on Friday just before we do."""

    def existing(
        self, at_ms: int, request: FindAppointments | CancelAppointment | MoveAppointment
    ) -> Event:
        if isinstance(request, CancelAppointment):
            self.changed = request.appointment.slot.start == at(FRIDAY)
        return super().existing(at_ms, request)


def test_of_two_cancelled_the_second_may_have_been_changed() -> None:
    calendar = OneIsChanged(booked=booked(THURSDAY, FRIDAY).booked)
    caller = german(calendar).says(*WHICH, "beide", "ja")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert caller.outcome is Outcome.CANCELLED
    assert starts(caller) == [FRIDAY]
