"""What callers say whatever was asked."""

import pytest

from kibox_pbx.dialogue.actions import HangUp, Listen, Say
from kibox_pbx.dialogue.aside_words import Aside, understand_aside
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller


@pytest.mark.parametrize(
    ("language", "pardon"),
    [
        (Language.GERMAN, "wie bitte"),
        (Language.GERMAN, "können sie das bitte wiederholen"),
        (Language.GERMAN, "noch einmal bitte"),
        (Language.ENGLISH, "pardon"),
        (Language.ENGLISH, "what was that love"),
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
        (Language.GERMAN, "ist das eine aufnahme"),
        (Language.GERMAN, "wer spricht da bitte"),
        (Language.GERMAN, "mit wem spreche ich"),
        (Language.ENGLISH, "am i talking to a machine"),
        (Language.ENGLISH, "is this automated"),
        (Language.ENGLISH, "who am i talking to"),
        (Language.ENGLISH, "who is this please"),
    ],
)
def test_who_asks_is_told_again_that_an_ai_speaks(language: Language, question: str) -> None:
    caller = Caller(language).says(question)
    assert caller.acts == [Act.TELL_ANSWER, Act.ASK_INTENT]
    assert "künstliche Intelligenz" in caller.heard or "artificial intelligence" in caller.heard


def test_data_protection_is_told_and_the_conversation_goes_on() -> None:
    caller = Caller().says("ein termin zur vorsorge", "datenschutz")
    assert caller.acts == [*[Act.TELL_PRIVACY] * 3, Act.ASK_DAY]
    assert "verschlüsselt" in caller.heard
    assert caller.outcome is Outcome.ANSWERED


def test_privacy_is_told_in_english() -> None:
    caller = Caller(Language.ENGLISH).says("privacy")
    assert caller.acts == [*[Act.TELL_PRIVACY] * 3, Act.ASK_INTENT]


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


def test_an_emergency_is_heard_in_the_middle_of_anything() -> None:
    caller = Caller().says(
        "termin zur vorsorge am mittwoch um drei", "hilfe sie ist bewusstlos"
    )
    assert caller.acts == [Act.EMERGENCY]
    assert caller.calendar.held == []


@pytest.mark.parametrize(
    "said", ["servus i bräuchert an termin", "schönen tag ich hätte gern einen termin"]
)
def test_a_greeting_that_is_a_goodbye_elsewhere_ends_no_call(said: str) -> None:
    assert Caller().says(said).asked(HangUp) == []


@pytest.mark.parametrize("said", ["danke servus", "na dann schönen tag noch", "servus"])
def test_the_same_words_at_the_end_are_a_goodbye(said: str) -> None:
    assert Caller().says(said).asked(HangUp)


@pytest.mark.parametrize(
    "said",
    [
        "ich will einen menschen",
        "mit so einer maschine rede ich nicht",
        "nein mit ner ki nicht",
    ],
)
def test_who_wants_no_machine_gets_a_person(said: str) -> None:
    assert Act.TRANSFER in Caller().says(said).acts


def test_who_will_not_disturb_anybody_is_not_put_through() -> None:
    assert Act.TRANSFER not in Caller().says("ich möchte keinen menschen stören").acts


@pytest.mark.parametrize("said", ["that was all", "that'll be all thanks", "that would be it"])
def test_who_needs_nothing_more_says_goodbye(said: str) -> None:
    caller = Caller(Language.ENGLISH).says("what are your opening hours", said)
    assert caller.acts == [Act.GOODBYE]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.GERMAN, "was ist wenn ich mal nicht kann vergessen sie das dann nicht"),
        (Language.ENGLISH, "somewhere i can leave it while i'm in with you my car i mean"),
    ],
)
def test_in_a_long_sentence_with_nothing_to_drop_nothing_is_dropped(
    language: Language, said: str
) -> None:
    assert understand_aside(said, language) is Aside.DROP
    assert Act.ANYTHING_ELSE not in Caller(language).says(said).acts


@pytest.mark.parametrize(
    ("language", "wish", "said"),
    [
        (Language.GERMAN, "termin zur vorsorge", "ach vergessen sie das"),
        (Language.GERMAN, "termin zur vorsorge", "ach wissen sie was vergessen sie das bitte"),
        (Language.ENGLISH, "check up appointment", "oh you know what just forget about it"),
    ],
)
def test_a_matter_at_hand_is_dropped_however_long_the_sentence(
    language: Language, wish: str, said: str
) -> None:
    assert {*Caller(language).says(wish, said).acts} == {Act.ANYTHING_ELSE}
