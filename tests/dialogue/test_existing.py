"""Appointments that exist: heard about and cancelled by those who prove who they are."""

import pytest

from kibox_pbx.dialogue.actions import (
    Action,
    CancelAppointment,
    FindAppointments,
    MoveAppointment,
    ToMailbox,
    Transfer,
)
from kibox_pbx.dialogue.events import (
    AppointmentCancelled,
    AppointmentsFound,
    Event,
    MessageStored,
    SlotsFound,
)
from kibox_pbx.dialogue.manager import step
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
from tests.dialogue.playbook import CALLER, Caller, at, slot


def test_an_appointment_is_cancelled_after_name_and_one_question() -> None:
    caller = german(booked(THURSDAY)).says("guten tag ich muss leider meinen termin absagen")
    assert caller.acts == [Act.ASK_NAME]
    caller.says("sabine huber")
    assert caller.acts == [Act.CONFIRM_CANCEL]
    assert "am Donnerstag, den sechsundzwanzigsten November, um neun Uhr" in caller.heard
    caller.says("ja bitte")
    assert caller.acts == [Act.CANCELLED, Act.ANYTHING_ELSE]
    assert caller.outcome is Outcome.CANCELLED
    assert starts(caller) == []
    assert at(THURSDAY) in caller.calendar.free


def test_an_appointment_is_cancelled_in_english() -> None:
    caller = english(booked(THURSDAY)).says(
        "hello this is sabine huber i have to cancel my appointment"
    )
    assert caller.acts == [Act.CONFIRM_CANCEL]
    assert "on Thursday the twenty-sixth of November" in caller.heard
    assert caller.says("yes unfortunately").acts == [Act.CANCELLED, Act.ANYTHING_ELSE]
    assert caller.outcome is Outcome.CANCELLED


def test_who_thinks_again_keeps_the_appointment_and_hears_it() -> None:
    caller = german(booked(THURSDAY)).says("meinen termin absagen", "sabine huber", "nein")
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert "bleibt es bei dem Termin am Donnerstag" in caller.heard
    assert starts(caller) == [THURSDAY]
    caller = english(booked(THURSDAY)).says("cancel my appointment", "sabine huber", "keep it")
    assert "stays as it is" in caller.heard
    assert caller.asked(CancelAppointment) == []


def test_never_mind_keeps_the_appointment_and_says_so() -> None:
    caller = german(booked(THURSDAY)).says(
        "meinen termin absagen", "sabine huber", "hat sich erledigt"
    )
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert "bleibt es bei dem Termin" in caller.heard


def test_what_is_neither_yes_nor_no_is_asked_again() -> None:
    caller = german(booked(THURSDAY)).says("meinen termin absagen", "sabine huber", "blau")
    assert caller.acts == [Act.CLARIFY, Act.CONFIRM_CANCEL]


def test_who_would_rather_move_than_cancel_moves() -> None:
    caller = german(booked(THURSDAY)).says(
        "meinen termin absagen", "sabine huber", "lieber auf mittwoch um drei verschieben"
    )
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("ja")
    assert starts(caller) == ["2026-11-25 15:00"]


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("den am freitag sage ich ab aber der am donnerstag bleibt", FRIDAY),
        ("ich sage den am donnerstag ab und den am freitag behalte ich", THURSDAY),
    ],
)
def test_what_stays_is_not_what_is_cancelled(said: str, gone: str) -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(f"termin {said}", "sabine huber", "ja")
    assert starts(caller) == [each for each in (THURSDAY, FRIDAY) if each != gone]


def test_who_asks_hears_when_it_is() -> None:
    caller = german(booked(THURSDAY)).says("wann ist mein termin", "sabine huber")
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert "Ihr Termin ist am Donnerstag" in caller.heard
    assert "Vorsorge" in caller.heard
    assert caller.outcome is Outcome.ANSWERED


def test_who_has_several_hears_all() -> None:
    calendar = booked(THURSDAY, FRIDAY)
    other = Appointment("x", slot("2026-12-01 08:00", "consultation"), "Sabine Huber", CALLER)
    caller = german(calendar).says("wann ist mein termin", "sabine huber")
    assert "Ihre Termine sind am Donnerstag" in caller.heard
    calendar.booked.append(other)
    caller = german(calendar).says("wann ist mein termin", "sabine huber")
    assert "Vorsorge am Donnerstag" in caller.heard
    assert "Sprechstunde am Dienstag" in caller.heard


@pytest.mark.parametrize(
    ("then", "act"),
    [
        ("dann sagen sie ihn bitte ab", Act.CONFIRM_CANCEL),
        ("können wir den verschieben", Act.ASK_DAY),
    ],
)
def test_what_was_proven_once_holds_for_the_call(then: str, act: Act) -> None:
    caller = german(booked(FRIDAY, THURSDAY))
    caller.says("wann ist mein termin am freitag", "sabine huber")
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    caller.says(then)
    assert caller.acts[-1] is act
    assert "am Freitag" in caller.heard


def test_what_was_proven_once_holds_in_english() -> None:
    caller = english(booked(THURSDAY)).says(
        "when is my next appointment please", "sabine huber"
    )
    assert caller.says("oh please cancel it then").acts == [Act.CONFIRM_CANCEL]
    caller.says("yes")
    assert caller.says("when is my next appointment").acts == [
        Act.TELL_ANSWER,
        Act.ANYTHING_ELSE,
    ]
    assert "I cannot find another appointment" in caller.heard


def test_whoever_gives_another_name_is_looked_up_anew() -> None:
    calendar = booked(THURSDAY)
    calendar.booked.append(Appointment("p", slot(FRIDAY), "Peter Huber", CALLER))
    caller = german(calendar).says("wann ist mein termin", "sabine huber")
    caller.says("mein name ist peter huber wann ist mein termin")
    assert "am Freitag" in caller.heard


def test_what_the_assistant_cannot_find_becomes_a_message_with_its_subject() -> None:
    caller = german(booked()).says("meinen termin absagen", "sabine huber")
    caller.says("unter null acht neun neun acht sieben sechs fünf vier")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert caller.says("ja gern").acts == [Act.ASK_MESSAGE]
    caller.says("ich kann am donnerstag nicht kommen")
    assert caller.acts == [Act.CONFIRM_MESSAGE]
    caller.says("ja")
    assert caller.messages[0].text.startswith("Terminabsage. ")
    assert caller.messages[0].name == "Sabine Huber"
    assert caller.messages[0].phone == "+4989987654"


def test_who_wants_no_message_goes_on() -> None:
    caller = german(booked()).says(
        "meinen termin absagen", "sabine huber", "weiß ich nicht", "nein"
    )
    assert caller.acts == [Act.ANYTHING_ELSE]


def test_a_person_is_always_reachable() -> None:
    caller = german(booked()).says("meinen termin absagen", "einen mitarbeiter bitte")
    assert isinstance(caller.ending, Transfer | ToMailbox)


@pytest.mark.parametrize("request_", [FindAppointments, CancelAppointment, MoveAppointment])
def test_a_broken_calendar_is_given_to_people(request_: type) -> None:
    talks: dict[type, tuple[str, ...]] = {
        FindAppointments: (),
        CancelAppointment: ("meinen termin absagen", "sabine huber"),
        MoveAppointment: ("termin auf mittwoch um drei verlegen", "sabine huber"),
    }
    caller = german(booked(THURSDAY)).says(*talks[request_])
    caller.calendar.is_broken = True
    caller.says(*(("ja",) if talks[request_] else ("meinen termin absagen", "sabine huber")))
    assert caller.outcome is Outcome.FAILED
    assert starts(caller) == [THURSDAY]


class Waiting(Caller):
    """Somebody to whom the calendar does not answer any more."""

    is_waiting = False

    def _answer(self, action: Action) -> Event | None:
        return None if self.is_waiting else super()._answer(action)


def waiting(*sentences: str) -> Caller:
    """Return a call in which the calendar has not answered the last request yet."""
    caller = Waiting(calendar=booked(THURSDAY))
    caller.says(*sentences[:-1])
    caller.is_waiting = True
    return caller.says(sentences[-1])


@pytest.mark.parametrize(
    "sentences",
    [
        ("meinen termin absagen", "sabine huber"),
        ("meinen termin absagen", "sabine huber", "ja"),
        ("termin auf mittwoch um drei verlegen", "sabine huber", "ja"),
    ],
)
def test_while_the_calendar_works_nothing_else_moves_the_call(
    sentences: tuple[str, ...],
) -> None:
    caller = waiting(*sentences)
    skill = caller.state.skill
    assert skill is not None
    for news in (MessageStored(1), SlotsFound(1, ())):
        assert step(caller.state, news)[1] == ()
    assert (
        skill.answered(caller.state.scene(1), "ja") is None or sentences[-1] == "sabine huber"
    )


def test_news_that_nobody_asked_for_is_left_alone() -> None:
    caller = german(booked(THURSDAY)).says("meinen termin absagen", "sabine huber")
    skill, scene = caller.state.skill, caller.state.scene(1)
    assert skill is not None
    gone = AppointmentCancelled(1, caller.calendar.booked[0])
    assert skill.informed(scene, gone) is None
    chosen = german(booked(THURSDAY, FRIDAY)).says(*WHICH).state.skill
    assert chosen is not None
    assert chosen.informed(scene, AppointmentsFound(1, ())) is None
    assert chosen.held is None


def test_a_name_is_looked_up_with_all_that_is_said_of_it() -> None:
    caller = german(booked(THURSDAY, name="Jochen Kessler")).says("ich muss absagen")
    caller.says("auf den namen kessler bitte jochen kessler")
    assert caller.acts == [Act.CONFIRM_CANCEL]
