"""What callers say whatever was asked."""

from datetime import datetime

import pytest

from kibox_pbx.dialogue.actions import HangUp, Listen, Say, Transfer
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import MONDAY_MORNING, MONDAY_NIGHT


@pytest.mark.parametrize(
    ("language", "pardon"),
    [
        (Language.GERMAN, "wie bitte"),
        (Language.GERMAN, "können sie das bitte wiederholen"),
        (Language.GERMAN, "noch einmal bitte"),
        (Language.ENGLISH, "pardon"),
        (Language.ENGLISH, "can you repeat that please"),
        (Language.ENGLISH, "sorry i didn't catch that"),
    ],
)
def test_the_last_words_are_repeated_just_so(language: Language, pardon: str) -> None:
    wish = (
        "termin zur vorsorge am mittwoch"
        if language is Language.GERMAN
        else "check up appointment"
    )
    caller = Caller(language).says(wish)
    said = caller.asked(Say)[-1]
    caller.says(pardon)
    assert caller.latest[0] == said
    assert isinstance(caller.latest[-1], Listen)


def test_the_greeting_is_repeated_without_disclosure() -> None:
    assert Caller().says("wie bitte").acts == [Act.ASK_INTENT]


@pytest.mark.parametrize(
    ("language", "question"),
    [
        (Language.GERMAN, "sind sie ein mensch"),
        (Language.GERMAN, "spreche ich mit einem computer"),
        (Language.ENGLISH, "are you a person"),
        (Language.ENGLISH, "am i talking to a machine"),
    ],
)
def test_who_asks_is_told_again_that_an_ai_speaks(language: Language, question: str) -> None:
    caller = Caller(language).says(question)
    assert caller.acts == [Act.TELL_ANSWER, Act.ASK_INTENT]
    assert "künstliche Intelligenz" in caller.heard or "artificial intelligence" in caller.heard


def test_data_protection_is_told_and_the_conversation_goes_on() -> None:
    caller = Caller().says("ein termin zur vorsorge", "datenschutz")
    assert caller.acts == [Act.TELL_PRIVACY, Act.ASK_DAY]
    assert "verschlüsselt" in caller.heard
    assert caller.outcome is Outcome.ANSWERED


def test_privacy_is_told_in_english() -> None:
    assert Caller(Language.ENGLISH).says("privacy").acts == [Act.TELL_PRIVACY, Act.ASK_INTENT]


def test_a_wrong_number_ends_kindly() -> None:
    assert Caller().says("oh da habe ich mich verwählt").ending == HangUp(Outcome.ABANDONED)


def test_yes_and_goodbye_is_first_of_all_yes() -> None:
    caller = Caller().says("termin zur vorsorge am mittwoch um drei", "sabine huber", "ja")
    caller.says("ja danke tschüss")
    assert caller.outcome is Outcome.BOOKED


def test_anything_else_yes_asks_what() -> None:
    caller = Caller().says(
        "termin zur vorsorge am mittwoch um drei", "sabine huber", "ja", "ja"
    )
    assert caller.says("ja").acts == [Act.ASK_INTENT]
    assert caller.says("verbinden sie mich mit der buchhaltung").ending


@pytest.mark.parametrize(
    ("language", "cry"),
    [
        (Language.GERMAN, "das ist ein notfall"),
        (Language.GERMAN, "mein mann hat schmerzen in der brust"),
        (Language.GERMAN, "sie atmet nicht mehr"),
        (Language.GERMAN, "mein vater hatte gerade einen herzinfarkt"),
        (Language.GERMAN, "ich will mich umbringen"),
        (Language.ENGLISH, "i can't breathe"),
        (Language.ENGLISH, "my husband has chest pain"),
        (Language.ENGLISH, "i think she is having a stroke"),
    ],
)
@pytest.mark.parametrize("now", [MONDAY_MORNING, MONDAY_NIGHT])
def test_an_emergency_gets_advice_and_a_person_at_once(
    language: Language, cry: str, now: datetime
) -> None:
    caller = Caller(language, now=now).says(cry)
    assert caller.acts == [Act.EMERGENCY]
    assert "eins eins zwei" in caller.heard or "one one two" in caller.heard
    assert caller.ending == Transfer("reception", Outcome.EMERGENCY)


def test_an_emergency_is_heard_in_the_middle_of_anything() -> None:
    caller = Caller().says(
        "termin zur vorsorge am mittwoch um drei", "hilfe sie ist bewusstlos"
    )
    assert caller.acts == [Act.EMERGENCY]
    assert caller.calendar.held == []


@pytest.mark.parametrize(
    ("language", "harmless"),
    [
        (Language.GERMAN, "es ist kein notfall ich brauche nur einen termin"),
        (Language.GERMAN, "ein termin zur vorsorge nach meinem herzinfarkt"),
        (Language.GERMAN, "es brennt beim wasserlassen ich brauche einen termin"),
        (Language.ENGLISH, "it's not an emergency i just need an appointment"),
    ],
)
def test_words_of_alarm_that_raise_none(language: Language, harmless: str) -> None:
    assert Act.EMERGENCY not in Caller(language).says(harmless).acts
