"""Putting through, by day and by night."""

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import HangUp, Say, SeeExtension, ToMailbox, Transfer
from kibox_pbx.dialogue.events import ExtensionSeen, MessageStored
from kibox_pbx.dialogue.skills import transfer
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller, at
from tests.dialogue.practice import MONDAY_NIGHT, practice


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


def test_a_question_is_not_answered_from_nowhere() -> None:
    caller = Caller().says("was kostet eine krone")
    assert caller.acts == [Act.OFFER_PERSON]
    assert Caller(now=MONDAY_NIGHT).says("was kostet eine krone").acts == [Act.OFFER_MESSAGE]


BILLING_HOURS = {"tuesday": ({"opens": "10:00", "closes": "11:00"},)}


def departments(**billing: object) -> Settings:
    """Return the practice with another accounts department."""
    named = {"names": {"de": ["Buchhaltung"], "en": ["accounts"]}, "dial": "PJSIP/201"}
    reception = {"names": {"de": ["Empfang"], "en": ["reception"]}, "dial": "PJSIP/200"}
    return practice(departments={"reception": reception, "billing": named | billing})


def test_the_telephone_is_looked_at_before_anybody_is_put_through() -> None:
    caller = Caller().says("verbinden sie mich bitte mit der buchhaltung")
    assert caller.asked(SeeExtension) == [SeeExtension("billing")]


def test_who_wants_an_engaged_telephone_is_offered_a_message_for_them() -> None:
    caller = Caller(busy=("billing",)).says("verbinden sie mich mit der buchhaltung")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert "telefoniert" in caller.heard or "besetzt" in caller.heard
    caller.says("ja gern", "die rechnung vom mai ist bezahlt", "sabine huber", "ja", "ja")
    assert [message.recipient for message in caller.messages] == ["billing"]


def test_instead_of_an_engaged_telephone_another_one_can_be_named() -> None:
    caller = Caller(busy=("billing",)).says("die buchhaltung bitte")
    assert caller.says("nein dann den empfang").ending == Transfer(
        "reception", Outcome.TRANSFERRED
    )


def test_who_insists_on_an_engaged_telephone_gets_the_mailbox() -> None:
    caller = Caller(busy=("reception",)).presses("0")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert caller.presses("0").ending == ToMailbox(Outcome.TRANSFERRED)


def test_who_wants_no_message_is_asked_for_something_else() -> None:
    caller = Caller(busy=("reception",)).says("mitarbeiter bitte", "nein danke")
    assert caller.acts == [Act.ANYTHING_ELSE]


def test_what_somebody_else_has_seen_is_not_taken_for_an_answer() -> None:
    seeing = transfer.SeeingExtension("billing", "")
    scene = Caller().state.scene(0)
    assert seeing.informed(scene, ExtensionSeen(0, "reception", is_free=True)) is None
    assert seeing.informed(scene, MessageStored(0)) is None
    assert seeing.answered(scene, "hallo") is None
    assert seeing.held is None
    assert transfer.OfferingPerson("").informed(scene, MessageStored(0)) is None


def test_outside_its_hours_a_department_says_when_it_is_there_again() -> None:
    caller = Caller(settings=departments(hours=BILLING_HOURS)).says("die buchhaltung bitte")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert "morgen" in caller.heard
    assert "zehn Uhr" in caller.heard


def test_hours_of_today_that_are_over_are_not_named() -> None:
    hours = BILLING_HOURS | {"monday": ({"opens": "08:00", "closes": "08:30"},)}
    caller = Caller(settings=departments(hours=hours)).says("die buchhaltung bitte")
    assert "morgen" in caller.heard


def test_a_department_may_be_there_while_the_practice_is_closed() -> None:
    hours = {"monday": ({"opens": "08:00", "closes": "23:00"},)}
    caller = Caller(settings=departments(hours=hours), now=MONDAY_NIGHT)
    assert caller.says("die buchhaltung bitte").ending == Transfer(
        "billing", Outcome.TRANSFERRED
    )


def test_of_a_department_that_is_never_there_no_time_is_named() -> None:
    caller = Caller(settings=departments(hours={})).says("die buchhaltung bitte")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert "niemand am Platz" in caller.heard


def test_somebody_by_name_is_reached_where_they_sit() -> None:
    sommer = {"names": {"de": ["Sprechzimmer Doktor Sommer"], "en": ["Doctor Sommer"]}}
    settings = departments(**sommer)
    caller = Caller(settings=settings).says("ich möchte mit frau doktor sommer sprechen")
    assert caller.ending == Transfer("billing", Outcome.TRANSFERRED)


@pytest.mark.parametrize("language", Language)
def test_who_comes_back_is_told_so_by_an_ai_and_offered_a_message(language: Language) -> None:
    caller = Caller(language, returned_from="billing")
    assert caller.acts == [Act.GREET, Act.OFFER_MESSAGE]
    first = caller.actions[0]
    assert isinstance(first, Say)
    assert not first.may_interrupt
    assert "künstliche Intelligenz" in first.text or "artificial intelligence" in first.text
    german = language is Language.GERMAN
    yes = "ja" if german else "yes"
    text = "die rechnung ist bezahlt" if german else "the bill is paid"
    caller.says(yes, text, "sabine huber", yes, yes)
    assert [message.recipient for message in caller.messages] == ["billing"]


def test_after_an_emergency_nobody_answered_the_advice_is_repeated() -> None:
    caller = Caller(returned_from="reception", was_emergency=True)
    assert caller.acts == [Act.GREET, Act.EMERGENCY, Act.OFFER_MESSAGE]
    assert "eins eins zwei" in caller.heard


def test_who_comes_back_from_nowhere_is_greeted_as_ever() -> None:
    assert Caller(returned_from="moon").acts == [Act.GREET, Act.GREET, Act.ASK_INTENT]


@pytest.mark.parametrize(
    "said",
    [
        "ja gern",
        "sagen sie ihr sie soll mich anrufen",
        "richten sie ihr aus die unterlagen fehlen noch",
        "ja es geht um meine rechnung",
        "nein aber sagen sie ihr bitte dass ich da war",
        "richten sie aus dass die zweite rate nicht vor januar kommt",
    ],
)
def test_a_message_instead_is_for_the_department_that_was_wanted(said: str) -> None:
    caller = Caller(busy=("billing",)).says("verbinden sie mich mit der buchhaltung", said)
    if caller.acts == [Act.ASK_MESSAGE]:
        caller.says("die rechnung vom mai ist bezahlt")
    caller.says("sabine huber", "ja", "ja")
    assert [message.recipient for message in caller.messages] == ["billing"]


def test_who_wants_no_message_leaves_none() -> None:
    caller = Caller(busy=("billing",)).says("verbinden sie mich mit der buchhaltung")
    assert caller.says("nein ich brauche keine nachricht").acts == [Act.ANYTHING_ELSE]


def test_a_message_instead_of_a_person_is_for_that_person() -> None:
    caller = Caller(busy=("reception",)).says("kann ich bitte frau doktor sommer sprechen")
    caller.says("ja", "der befund ist da", "sabine huber", "ja", "ja")
    assert [message.recipient for message in caller.messages] == ["dr_sommer"]


@pytest.mark.parametrize(
    "sentences", [(), ("ein termin",), ("termin zur vorsorge am mittwoch um drei",)]
)
def test_whoever_watches_a_call_can_take_it_over_at_any_question(
    sentences: tuple[str, ...],
) -> None:
    caller = Caller().says(*sentences).is_taken_over("room_2")
    assert caller.acts == [Act.TRANSFER]
    assert "übernimmt" in caller.heard
    assert caller.ending == Transfer("reception", Outcome.TRANSFERRED, "room_2")
    assert caller.calendar.held == []
    assert caller.says("hallo").acts == []


def test_a_department_takes_a_call_over_with_its_own_telephone() -> None:
    caller = Caller(now=MONDAY_NIGHT).is_taken_over("billing")
    assert caller.ending == Transfer("billing", Outcome.TRANSFERRED, "billing")


def test_a_call_that_is_over_cannot_be_taken_over() -> None:
    caller = Caller().says("auf wiederhören")
    assert isinstance(caller.ending, HangUp)
    assert caller.is_taken_over("room_2").latest == []
