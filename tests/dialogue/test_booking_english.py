"""Booking in English, sentence by sentence."""

from kibox_pbx.dialogue.actions import HangUp
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import CALLER, Caller, at


def english() -> Caller:
    return Caller(Language.ENGLISH)


def test_a_booking_from_the_first_word_to_goodbye() -> None:
    caller = english()
    caller.says("hello i would like to make an appointment")
    assert caller.acts == [Act.ASK_SERVICE]
    assert "check-up or consultation" in caller.heard
    caller.says("a check up please")
    assert caller.acts == [Act.ASK_DAY]
    caller.says("on wednesday afternoon")
    assert caller.acts == [Act.OFFER_SLOTS]
    caller.says("the second one please")
    assert caller.acts == [Act.ASK_NAME]
    caller.says("my name is john miller")
    assert caller.acts == [Act.ASK_PHONE]
    caller.says("yes that's fine")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("yes that is right")
    assert caller.acts == [Act.BOOKED, Act.ANYTHING_ELSE]
    caller.says("no thank you goodbye")
    assert caller.ending == HangUp(Outcome.BOOKED)
    assert caller.booked == [(at("2026-11-25 15:00"), "checkup", "John Miller", CALLER)]


def test_everything_in_one_sentence_is_understood_at_once() -> None:
    caller = english().says("can i come in for a check up on wednesday at three pm")
    assert caller.acts == [Act.TELL_ANSWER, Act.ASK_NAME]


def test_later_and_a_correction_of_the_day() -> None:
    caller = english().says("i need a consultation tomorrow", "do you have anything later")
    assert caller.acts[-1] is Act.OFFER_SLOTS
    caller.says("the first one", "anna schmidt", "yes", "no thursday please")
    assert caller.acts[-1] is Act.OFFER_SLOTS
    assert "Thursday" in caller.heard
    caller.says("the first one", "yes")
    assert caller.booked == [(at("2026-11-26 10:00"), "consultation", "Anna Schmidt", CALLER)]


def test_a_message() -> None:
    caller = english().says("i would like to leave a message for billing")
    assert caller.acts == [Act.ASK_MESSAGE]
    caller.says("the invoice is wrong", "john miller", "yes", "yes")
    assert caller.acts == [Act.MESSAGE_TAKEN, Act.ANYTHING_ELSE]
    assert caller.messages[0].recipient == "billing"


def test_a_person_please() -> None:
    assert english().says("can i speak to a real person").acts == [Act.TRANSFER]
