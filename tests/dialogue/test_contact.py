"""Who calls, and under which number we reach them."""

from dataclasses import replace

import pytest

from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.volunteered import told_of_oneself
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
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
