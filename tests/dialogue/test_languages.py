"""A caller who speaks the other language is answered in it, by an AI that says so again."""

import pytest

from kibox_pbx.dialogue.actions import HangUp, Say, Transfer
from kibox_pbx.dialogue.tongues import asked_language, spoken_language
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import MONDAY_NIGHT, practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
ONLY_GERMAN = practice(
    practice={"name": {"de": ["Praxis Dr. Sommer"]}, "languages": ["de"], "holidays": "BY"}
)


@pytest.mark.parametrize(
    ("begins", "said", "goes_on"),
    [
        (GERMAN, "do you speak english", ENGLISH),
        (GERMAN, "english please", ENGLISH),
        (GERMAN, "sprechen sie auch englisch", ENGLISH),
        (GERMAN, "können wir bitte englisch sprechen", ENGLISH),
        (GERMAN, "auf englisch bitte", ENGLISH),
        (GERMAN, "ich verstehe kein deutsch", ENGLISH),
        (ENGLISH, "sprechen sie deutsch", GERMAN),
        (ENGLISH, "deutsch bitte", GERMAN),
        (ENGLISH, "can we speak german please", GERMAN),
    ],
)
def test_a_language_can_be_asked_for(begins: Language, said: str, goes_on: Language) -> None:
    caller = Caller(begins).says(said)
    assert caller.acts == [Act.GREET, Act.GREET, Act.ASK_INTENT]
    assert caller.state.language is goes_on
    first = caller.latest[0]
    assert isinstance(first, Say)
    assert not first.may_interrupt
    assert ("AI" in first.text or "artificial" in first.text) == (goes_on is ENGLISH)


def test_the_wish_in_the_same_sentence_is_not_lost() -> None:
    caller = Caller().says("sorry do you speak english i would like a check up appointment")
    assert caller.acts == [Act.GREET, Act.GREET, Act.ASK_DAY]
    other = Caller(ENGLISH).says("ich hätte gern einen termin zur vorsorge bitte")
    assert other.acts == [Act.GREET, Act.GREET, Act.ASK_DAY]
    assert other.state.language is GERMAN


def test_what_is_asked_in_the_other_language_is_answered_in_it() -> None:
    caller = Caller().says("am i speaking to a real person")
    assert caller.acts == [Act.GREET, Act.GREET, Act.TELL_ANSWER, Act.ASK_INTENT]
    assert "I am not a person" in caller.heard


def test_a_whole_booking_may_change_its_language() -> None:
    caller = Caller().says("hello i would like to book a check up on wednesday at three")
    caller.says("my name is sarah miller", "yes", "yes that is right", "no thank you goodbye")
    assert caller.ending == HangUp(Outcome.BOOKED)


def test_an_answer_in_the_other_language_goes_on_with_the_matter() -> None:
    caller = Caller().says(
        "termin zur vorsorge", "could i please have it on wednesday at three"
    )
    assert caller.state.language is ENGLISH
    assert caller.acts[:2] == [Act.GREET, Act.GREET]
    assert caller.acts[-1] is Act.ASK_NAME


def test_a_question_without_words_of_its_own_is_asked_again_in_the_new_language() -> None:
    caller = Caller().says("termin zur vorsorge", "english please")
    assert caller.acts == [Act.GREET, Act.GREET, Act.ASK_DAY]


@pytest.mark.parametrize(
    "said", ["english please", "could you please say that in some other way"]
)
def test_what_holds_words_of_the_old_language_is_begun_anew(said: str) -> None:
    caller = Caller().says("termin zur vorsorge am mittwoch nachmittag", said)
    assert caller.acts == [Act.GREET, Act.GREET, Act.ASK_INTENT]
    assert caller.state.skill is None


def test_asking_for_the_language_that_is_spoken_changes_nothing() -> None:
    caller = Caller(ENGLISH).says("do you speak english")
    assert caller.state.language is ENGLISH
    assert Act.GREET not in caller.acts


@pytest.mark.parametrize(
    "said", ["do you speak english", "i would like to make an appointment"]
)
def test_a_language_that_is_not_spoken_here_leads_to_a_person(said: str) -> None:
    caller = Caller(settings=ONLY_GERMAN).says(said)
    assert caller.acts == [Act.OFFER_PERSON]
    assert caller.state.language is GERMAN
    assert caller.says("ja").ending == Transfer("reception", Outcome.TRANSFERRED)


def test_that_it_is_not_spoken_here_is_said_once() -> None:
    caller = Caller(settings=ONLY_GERMAN).says(
        "do you speak english", "i would like that please"
    )
    assert caller.acts == [Act.CLARIFY, Act.OFFER_PERSON]


def test_at_night_a_message_is_offered_to_who_speaks_no_german() -> None:
    caller = Caller(settings=ONLY_GERMAN, now=MONDAY_NIGHT).says("do you speak english")
    assert caller.acts == [Act.OFFER_MESSAGE]


def test_a_name_and_a_message_may_be_of_any_language() -> None:
    caller = Caller().says("termin zur vorsorge am mittwoch um drei", "my name is john")
    assert caller.state.language is GERMAN
    message = Caller().says("eine nachricht bitte", "please tell him that i have the keys")
    assert message.state.language is GERMAN


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("i would like to make an appointment", ENGLISH),
        ("ich brauche einen termin", GERMAN),
        ("ich brauche einen business lunch for the team", None),
        ("yes", None),
        ("huber", None),
        ("okay super danke", None),
        ("", None),
    ],
)
def test_a_language_is_told_by_its_small_words(text: str, language: Language | None) -> None:
    assert spoken_language(text) is language
    assert asked_language(text) is None


@pytest.mark.parametrize(
    ("said", "acts"),
    [
        ("sprechen sie auch deutsch ich möchte eine vorsorge", [Act.ASK_DAY]),
        ("guten tag auf deutsch bitte ich möchte mit einem menschen sprechen", [Act.TRANSFER]),
    ],
)
def test_a_wish_beside_the_language_that_is_spoken_is_taken(said: str, acts: list[Act]) -> None:
    assert Caller(GERMAN).says(said).acts == acts


def test_a_message_that_names_the_language_is_kept_whole() -> None:
    caller = Caller(ENGLISH).says("i would like to leave a message for billing")
    caller.says("please cancel my invoice and answer in english", "john miller", "yes", "yes")
    assert caller.messages[0].text == "please cancel my invoice and answer in english"
