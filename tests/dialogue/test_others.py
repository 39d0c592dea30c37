"""Whether a caller speaks of somebody else, and whom."""

import pytest

from kibox_pbx.dialogue.others import asks_about_another, named_other, speaks_of_another
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


def scene(language: Language) -> Scene:
    return Caller(language).state.scene(1)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (GERMAN, "ich habe einen termin bei frau doktor sommer"),
        (GERMAN, "wann ist mein termin bei frau sommer"),
        (GERMAN, "hier ist frau huber wann ist mein termin"),
        (GERMAN, "frau huber hier ich möchte absagen"),
        (GERMAN, "ich bin patientin bei ihnen wann ist mein termin"),
        (GERMAN, "hier ist sabine huber ich hätte gern einen termin"),
        (GERMAN, "können sie nachsehen ob sie meinen termin noch haben"),
        (GERMAN, "wann haben sie geöffnet"),
        (ENGLISH, "i have an appointment with doctor sommer"),
        (ENGLISH, "this is mister miller when is my appointment"),
        (ENGLISH, "i am a patient of yours and want to cancel my appointment"),
        (ENGLISH, "i will miss my appointment"),
        (ENGLISH, "when are you open"),
    ],
)
def test_who_speaks_of_themselves_or_of_us_speaks_of_nobody_else(
    language: Language, text: str
) -> None:
    assert not speaks_of_another(scene(language), text)
    assert not asks_about_another(scene(language), text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (GERMAN, "meine tochter braucht einen termin"),
        (GERMAN, "meine mutter fragt ob sie bei ihnen mit dem rollstuhl hinein kommt"),
        (ENGLISH, "does my mother manage the stairs at your practice in a wheelchair"),
        (GERMAN, "haben sie für meinen mann morgen noch einen termin frei"),
        (GERMAN, "meine frau möchte mit ihnen sprechen"),
        (GERMAN, "mein sohn hat fieber kann er heute zu ihnen kommen"),
        (GERMAN, "ich muss den termin meiner mutter absagen"),
        (ENGLISH, "my daughter needs an appointment"),
        (ENGLISH, "could my son come in today he has a fever"),
        (ENGLISH, "my wife would like to talk to somebody"),
        (ENGLISH, "it's about my father he'd like to come in for a check-up if you have time"),
        (GERMAN, "es geht um meinen vater er möchte zu ihnen in die sprechstunde kommen"),
    ],
)
def test_who_wants_something_for_another_does_not_ask_about_them(
    language: Language, text: str
) -> None:
    assert speaks_of_another(scene(language), text)
    assert not asks_about_another(scene(language), text)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            GERMAN,
            "ich muss den termin meiner tochter lena huber am montag absagen",
            "Lena Huber",
        ),
        (GERMAN, "den termin von meinem mann peter huber", "Peter Huber"),
        (GERMAN, "den termin meiner tochter absagen", None),
        (GERMAN, "den termin meiner tochter lena absagen", None),
        (GERMAN, "meinen termin absagen", None),
        (ENGLISH, "my wife emily watson has an appointment", "Emily Watson"),
        (ENGLISH, "another time for my daughter's check-up we can't come", None),
        (ENGLISH, "for my daughter check-up please", None),
    ],
)
def test_the_name_beside_my_daughter_is_hers(
    language: Language, text: str, name: str | None
) -> None:
    assert named_other(scene(language), text) == name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (GERMAN, "meine nachbarin hat mir gesagt ich kann auch ohne termin kommen ist das so"),
        (GERMAN, "hallo meine kollegin meinte sie behandeln auch samstags stimmt das"),
        (ENGLISH, "my colleague swears by you do i have to come in for a first visit"),
        (
            GERMAN,
            "mein kollege schwört auf sie muss ich erst einen termin haben wenn ich komme",
        ),
        (ENGLISH, "my neighbour told me you have appointments on saturdays is that right"),
        (ENGLISH, "my colleague recommended you do you visit people at home"),
    ],
)
def test_who_only_told_the_caller_something_is_not_asked_about(
    language: Language, text: str
) -> None:
    assert speaks_of_another(scene(language), text)
    assert not asks_about_another(scene(language), text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (GERMAN, "meine tochter hat gesagt ich soll fragen ob mein sohn einen termin hat"),
        (ENGLISH, "my daughter told me to ask when my son's appointment is"),
    ],
)
def test_whoever_is_asked_about_beside_who_told_the_caller_to_counts(
    language: Language, text: str
) -> None:
    assert asks_about_another(scene(language), text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (GERMAN, "meine frau hat gesagt dass sie bei ihnen einen termin hat stimmt das"),
        (ENGLISH, "my wife said she has an appointment with you is that right"),
    ],
)
def test_whether_who_told_the_caller_so_has_an_appointment_is_not_told(
    language: Language, text: str
) -> None:
    assert Caller(language).says(text).acts == [Act.OFFER_MESSAGE]
