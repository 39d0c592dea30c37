"""Services that are only for people who have, or have not, been here before."""

import pytest

from kibox_pbx.dialogue.skills.acquaintance import heard_known, understand_known
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.two_doctors import Visit, only, two_doctors

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "text", "known"),
    [
        (GERMAN, "ich bin neu bei ihnen", False),
        (GERMAN, "ich war noch nie da", False),
        (GERMAN, "das ist das erste mal", False),
        (GERMAN, "ich war schon öfter bei ihnen", True),
        (GERMAN, "ich bin patientin bei ihnen", True),
        (GERMAN, "ich brauche einen termin", None),
        (GERMAN, "jo klar seit jahren", True),
        (ENGLISH, "ah sure i've been coming to ye for years", True),
        (ENGLISH, "you've been here twice already", True),
        (ENGLISH, "i am a new patient", False),
        (ENGLISH, "i have never been there", False),
        (ENGLISH, "i've been here before", True),
        (ENGLISH, "i need an appointment", None),
    ],
)
def test_who_callers_say_they_are(language: Language, text: str, known: object) -> None:
    assert heard_known(text, language) is known


def test_the_answer_may_be_a_plain_yes_or_no() -> None:
    assert understand_known("ja", GERMAN) is True
    assert understand_known("nein", GERMAN) is False
    assert understand_known("nein ich war schon mal da", GERMAN) is True
    assert understand_known("der mittwoch", GERMAN) is None


def test_a_service_for_all_is_booked_without_asking() -> None:
    assert Visit().says("eine Impfung").acts == [Act.ASK_DAY]


def test_everybody_is_asked_where_the_practice_wants_it() -> None:
    visit = Visit(two_doctors(booking={"ask_known": True})).says("eine Impfung morgen")
    assert visit.acts == [Act.ASK_KNOWN]
    assert visit.says("ja").acts == [Act.OFFER_SLOTS]


def test_who_said_so_already_is_not_asked() -> None:
    visit = Visit().says("Ich bin neu bei Ihnen und möchte ein Erstgespräch")
    assert visit.acts == [Act.ASK_DAY]


def test_the_answer_may_hold_a_day_and_a_doctor() -> None:
    visit = Visit().says("ein Belastungstest", "ja, und am liebsten am Donnerstag um zehn")
    assert visit.acts == [Act.TELL_ANSWER, Act.ASK_NAME]


def test_the_answer_may_be_a_correction() -> None:
    visit = Visit().says("ein Belastungstest", "Entschuldigung, ich meinte die Impfung")
    assert visit.acts == [Act.ASK_DAY]
    visit = Visit().says("ein Belastungstest", "bitte was denn")
    assert Act.ASK_KNOWN in visit.acts


def test_who_may_not_book_a_service_is_told_and_offered_what_they_may() -> None:
    visit = Visit().says("ein Belastungstest", "nein")
    assert visit.acts == [Act.TELL_ANSWER, Act.ASK_SERVICE]
    assert "wenn Sie schon einmal bei uns waren" in visit.heard
    assert "Stattdessen kann ich anbieten: Vorsorge, Impfung oder Erstgespräch" in visit.heard
    assert visit.says("dann das Erstgespräch").acts == [Act.ASK_DAY]


def test_a_service_for_new_people_is_not_for_others() -> None:
    visit = Visit().says("ein Erstgespräch", "ja")
    assert "zum ersten Mal" in visit.heard
    assert "Belastungstest" in visit.heard


def test_who_insists_may_leave_a_message() -> None:
    visit = Visit().says("ein Belastungstest", "nein", "doch den Belastungstest")
    assert visit.acts == [Act.TELL_ANSWER, Act.OFFER_MESSAGE]


def test_where_nothing_else_is_left_a_message_is_offered() -> None:
    visit = Visit(two_doctors(services=only("ecg"))).says("ich brauche einen termin", "nein")
    assert visit.acts == [Act.TELL_ANSWER, Act.OFFER_MESSAGE]


def test_english_callers_are_told_likewise() -> None:
    visit = Visit(language=ENGLISH).says("a stress test please", "no, it's my first time")
    assert "if you have been here before" in visit.heard
