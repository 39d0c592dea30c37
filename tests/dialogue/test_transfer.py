"""Putting through, by day and by night."""

import pytest

from kibox_pbx.dialogue.actions import HangUp, ToMailbox, Transfer
from kibox_pbx.records import Act, Outcome
from tests.dialogue.playbook import Caller, at
from tests.dialogue.practice import MONDAY_NIGHT


def test_a_department_is_reached_by_its_name() -> None:
    caller = Caller().says("verbinden sie mich bitte mit der buchhaltung")
    assert caller.acts == [Act.TRANSFER]
    assert "Buchhaltung" in caller.heard
    assert caller.ending == Transfer("billing", Outcome.TRANSFERRED)
    assert Caller().says("die abrechnung bitte").ending == caller.ending


@pytest.mark.parametrize(
    "wish",
    [
        "ich möchte mit einem menschen sprechen",
        "mitarbeiter bitte",
        "kann ich mit jemandem sprechen",
        "geben sie mir bitte eine echte person",
        "ich will nicht mit einem roboter reden mit einem menschen bitte",
        "verbinden sie mich",
        "frau doktor sommer sprechen bitte",
    ],
)
def test_a_person_is_reached_whatever_it_is_called(wish: str) -> None:
    assert Caller().says(wish).ending == Transfer("reception", Outcome.TRANSFERRED)


def test_key_0_reaches_a_person_at_any_question() -> None:
    for sentences in ((), ("ein termin",), ("ein termin zur vorsorge am mittwoch",)):
        caller = Caller().says(*sentences).presses("0")
        assert caller.ending == Transfer("reception", Outcome.TRANSFERRED)


def test_key_0_within_a_number_is_a_digit_but_alone_a_person() -> None:
    caller = Caller().says("termin zur vorsorge am mittwoch um drei", "sabine huber")
    caller.presses("0")
    assert caller.ending is None
    caller.is_silent()
    assert caller.ending == Transfer("reception", Outcome.TRANSFERRED)


def test_at_night_a_message_is_offered_instead() -> None:
    caller = Caller(now=MONDAY_NIGHT).presses("0")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert caller.says("ja").acts == [Act.ASK_MESSAGE]


def test_on_a_public_holiday_nobody_is_rung() -> None:
    epiphany = at("2027-01-06 10:00")
    assert Caller(now=epiphany).presses("0").acts == [Act.OFFER_MESSAGE]


def test_who_insists_at_night_gets_the_mailbox() -> None:
    caller = Caller(now=MONDAY_NIGHT).presses("00")
    assert caller.ending == ToMailbox(Outcome.TRANSFERRED)


def test_who_wants_no_message_at_night_is_asked_for_something_else() -> None:
    caller = Caller(now=MONDAY_NIGHT).presses("0").says("nein")
    assert caller.acts == [Act.ANYTHING_ELSE]
    assert caller.says("nein").ending == HangUp(Outcome.ABANDONED)


def test_the_answering_machine_can_be_asked_for() -> None:
    assert Caller().says("geben sie mir den anrufbeantworter").ending == ToMailbox(
        Outcome.TRANSFERRED
    )


def test_a_transfer_after_a_booking_is_remembered_as_a_booking() -> None:
    caller = Caller().says(
        "termin zur vorsorge am mittwoch um drei", "sabine huber", "ja", "ja"
    )
    caller.says("verbinden sie mich noch mit der buchhaltung")
    assert caller.ending == Transfer("billing", Outcome.BOOKED)


@pytest.mark.parametrize(
    "wish",
    [
        "ich muss meinen termin verschieben",
        "ich möchte meinen termin absagen",
        "ich kann morgen leider nicht kommen",
        "hat meine frau heute einen termin",
        "wann ist mein termin",
    ],
)
def test_nothing_is_said_about_appointments_that_may_exist(wish: str) -> None:
    caller = Caller().says(wish)
    assert caller.acts == [Act.OFFER_PERSON]
    assert caller.heard.startswith("Zu bestehenden Terminen darf ich selbst nichts sagen")
    assert caller.says("ja").ending == Transfer("reception", Outcome.TRANSFERRED)


def test_who_wants_nobody_is_offered_a_message() -> None:
    caller = Caller().says("ich muss meinen termin verschieben", "nein")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert caller.says("nein danke").acts == [Act.ANYTHING_ELSE]


def test_at_night_a_change_is_taken_as_a_message() -> None:
    caller = Caller(now=MONDAY_NIGHT).says("ich möchte meinen termin absagen")
    assert caller.acts == [Act.OFFER_MESSAGE]


def test_a_question_is_not_answered_from_nowhere() -> None:
    caller = Caller().says("was kostet eine krone")
    assert caller.acts == [Act.OFFER_PERSON]
    assert Caller(now=MONDAY_NIGHT).says("was kostet eine krone").acts == [Act.OFFER_MESSAGE]
