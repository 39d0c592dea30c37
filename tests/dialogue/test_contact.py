"""Who calls, and under which number we reach them."""

from dataclasses import replace

import pytest

from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.volunteered import told_of_oneself
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import CALLER, Caller
from tests.dialogue.two_doctors import Visit, two_doctors


def test_a_number_that_is_asked_for_may_lack_the_prefix() -> None:
    scene = Caller(Language.GERMAN, number=None).state.scene(0)
    text = "sieben sieben sieben acht acht acht"
    asked = Contact(name="Huber", is_name_asked=True)
    known = asked.answered(scene, told_of_oneself(scene, text), text)
    assert known == replace(asked, phone="+49777888")


OEZDEMIR = "Özdemir mein Name, ich brauche eine Impfung am Donnerstag um neun"


def test_a_family_name_that_was_only_volunteered_is_asked_for_in_full_once() -> None:
    visit = Visit().says(OEZDEMIR)
    assert visit.acts == [Act.TELL_ANSWER, Act.ASK_NAME]
    assert visit.says("Mehmet Özdemir").acts == [Act.ASK_PHONE]
    assert visit.says("ja", "ja").booked[0][2] == "Mehmet Özdemir"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Özdemir", "Özdemir"),
        ("mein Name ist Özdemir", "Özdemir"),
        ("Mehmet", "Mehmet Özdemir"),
        ("Yilmaz", "Yilmaz"),
        ("nein", "Özdemir"),
        ("ja genau", "Özdemir"),
    ],
)
def test_the_answer_may_be_one_word(said: str, name: str) -> None:
    visit = Visit().says(OEZDEMIR, said)
    assert visit.acts == [Act.ASK_PHONE]
    assert visit.says("ja", "ja").booked[0][2] == name


def test_a_first_name_that_was_volunteered_gets_its_family_name() -> None:
    visit = Visit().says("Petra am Apparat, ich brauche eine Impfung am Donnerstag um neun")
    assert visit.says("Huber", "ja", "ja").booked[0][2] == "Petra Huber"


def test_who_still_tells_no_name_is_asked_again() -> None:
    visit = Visit().says(OEZDEMIR)
    assert Act.ASK_NAME in visit.says("Wofür brauchen Sie den denn?").acts


def test_a_word_that_was_volunteered_is_asked_for_in_a_message_too() -> None:
    visit = Visit().says("Özdemir hier, sagen Sie Frau Sommer bitte, dass der Befund da ist")
    assert visit.acts == [Act.ASK_NAME]
    assert visit.says("das sag ich nicht").acts == [Act.ASK_PHONE]
    assert "Özdemir" in visit.says("ja").heard


def test_the_name_of_who_books_for_another_is_not_the_patients() -> None:
    visit = Visit().says("Feldkamp hier, mein Sohn braucht eine Impfung am Donnerstag um neun")
    assert visit.acts == [Act.TELL_ANSWER, Act.ASK_NAME]
    assert visit.says("der Bub heißt Jonas Feldkamp").acts == [Act.ASK_PHONE]
    assert visit.says("ja", "ja").booked[0][2] == "Jonas Feldkamp"


def test_a_patient_who_is_named_is_not_asked_for() -> None:
    visit = Visit().says("ich brauche für meine Tochter Mia Lindqvist einen Termin")
    visit.says("Impfung", "am Donnerstag um neun")
    assert visit.acts[-1] is Act.ASK_PHONE
    assert visit.says("ja", "ja").booked[0][2] == "Mia Lindqvist"


def test_the_date_of_birth_of_a_son_is_his() -> None:
    visit = Visit(two_doctors(booking={"ask_birthdate": True}))
    visit.says("mein Sohn braucht eine Impfung am Donnerstag um neun", "Jonas Feldkamp")
    assert "Ihr Geburtsdatum" not in visit.heard


def test_a_name_is_heard_with_all_that_is_said_of_it() -> None:
    visit = Visit().says("Impfung am Donnerstag um neun")
    visit.says("auf den Namen Kessler bitte, Jochen Kessler", "ja", "ja")
    assert visit.booked[0][2] == "Jochen Kessler"


def test_who_introduces_themselves_by_a_name_that_is_not_in_the_rest_is_called_by_it() -> None:
    visit = Visit().says("Impfung am Donnerstag um neun")
    visit.says("Sabine Huber ist mein Name, Frau Gerda Pohl hat Sie empfohlen", "ja", "ja")
    assert visit.booked[0][2] == "Sabine Huber"


def test_to_be_reached_elsewhere_is_another_number() -> None:
    visit = Visit().says("Impfung am Donnerstag um neun", "Sabine Huber")
    assert visit.says("auf dem Handy erreichen Sie mich eher").acts == [Act.ASK_PHONE]
    assert "von der Sie anrufen" not in visit.heard


def test_a_number_that_is_found_after_a_moment_is_taken() -> None:
    visit = Visit(number=None).says("Impfung am Donnerstag um neun", "Sabine Huber")
    visit.says("Moment, ich muss nachschauen, null acht zwei eins, vier vier sieben acht")
    assert visit.acts == [Act.CONFIRM_BOOKING]


BOOKED = {
    Language.GERMAN: ("termin zur vorsorge am mittwoch um neun", "sabine huber"),
    Language.ENGLISH: ("a check up on wednesday at nine", "jane miller"),
}


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        (Language.GERMAN, "ja aber bitte lange klingeln lassen"),
        (Language.GERMAN, "genau die ist richtig da geht auch meine frau ran"),
        (Language.GERMAN, "ja da erreicht man mich montag und mittwoch"),
        (Language.ENGLISH, "yes but let it ring for a while"),
        (Language.ENGLISH, "yeah you can get me there till friday"),
    ],
)
def test_a_yes_to_the_number_of_this_call_may_have_some_words_about_it(
    language: Language, answer: str
) -> None:
    caller = Caller(language).says(*BOOKED[language], answer)
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert caller.says("ja" if language is Language.GERMAN else "yes").booked[0][3] == CALLER


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        (Language.GERMAN, "ja aber am donnerstag"),
        (Language.GERMAN, "ja aber ich bräuchte noch einen anderen tag"),
        (Language.GERMAN, "ja aber lieber auf dem handy"),
        (Language.ENGLISH, "yes but on my mobile rather"),
        (Language.ENGLISH, "yes but not on that number"),
    ],
)
def test_a_yes_that_takes_something_back_is_none_to_the_number(
    language: Language, answer: str
) -> None:
    caller = Caller(language).says(*BOOKED[language], answer)
    assert Act.CONFIRM_BOOKING not in caller.acts


@pytest.mark.parametrize(
    "known",
    [
        Contact(),
        Contact(name="Sabine Huber", is_name_asked=True, asks_birthdate=True),
        Contact(name="Sabine Huber", is_name_asked=True, other_number=True),
        Contact(name="Sabine Huber", is_name_asked=True, phone=CALLER),
    ],
)
def test_the_number_of_this_call_is_right_only_where_it_was_asked_about(
    known: Contact,
) -> None:
    scene = Caller(Language.GERMAN).state.scene(0)
    said = "ja aber bitte lange klingeln lassen"
    assert not known.is_reached_here(scene, said)
    asked = Contact(name="Sabine Huber", is_name_asked=True)
    assert asked.is_reached_here(scene, said)
    assert not asked.is_reached_here(scene, "bitte lange klingeln lassen")


def test_of_an_unknown_number_a_yes_with_some_words_tells_nothing() -> None:
    scene = Caller(Language.GERMAN, number=None).state.scene(0)
    asked = Contact(name="Sabine Huber", is_name_asked=True)
    said = "ja aber bitte lange klingeln lassen"
    assert not asked.is_reached_here(scene, said)
    assert asked.answered(scene, told_of_oneself(scene, said), said) is None


@pytest.mark.parametrize("said", ["ja aber bitte lange klingeln lassen", "ja die passt schon"])
def test_a_yes_with_some_words_is_taken_for_the_number_by_every_skill(said: str) -> None:
    scene = Caller(Language.GERMAN).state.scene(0)
    asked = Contact(name="Sabine Huber", is_name_asked=True)
    known = asked.answered(scene, told_of_oneself(scene, said), said)
    assert known == replace(asked, phone=CALLER)
