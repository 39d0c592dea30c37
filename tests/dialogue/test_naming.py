"""Services that are named by a part of their name, where that leaves no doubt."""

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.naming import chosen_service, heard_service, wished_service
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.practice import MONDAY_MORNING
from tests.dialogue.two_doctors import Visit, two_doctors

DENTIST = two_doctors(
    services={
        key: {"names": {"de": names, "en": [key]}, "minutes": 30, "people": ["sommer"]}
        for key, names in {
            "check": ["Kontrolluntersuchung"],
            "cleaning": ["professionelle Zahnreinigung", "Prophylaxe"],
            "pain": ["Schmerzbehandlung"],
            "jab": ["Impfung"],
        }.items()
    }
)


def scene(settings: Settings = DENTIST, language: Language = Language.GERMAN) -> Scene:
    return Scene(settings, language, MONDAY_MORNING, None, phrase_book(settings, language))


@pytest.mark.parametrize(
    ("said", "service"),
    [
        ("ich möchte einen termin zur kontrolle", "check"),
        ("ich würde gern zur zahnreinigung kommen", "cleaning"),
        ("kontrolle am freitag um elf", "check"),
        ("eine prophylaxe bitte", "cleaning"),
        ("meine tochter soll geimpft werden", "jab"),
        ("einen impftermin bitte", "jab"),
        ("ich brauche einen kontrolltermin", "check"),
        ("ich brauche einen fototermin", None),
        ("ich möchte einen termin zur behandlung", None),
        ("ich bin unter kontrolle", None),
    ],
)
def test_a_wish_names_a_service_by_its_part(said: str, service: str | None) -> None:
    assert wished_service(scene(), said) == service


def test_of_two_services_the_one_that_corrects_the_other_is_wished() -> None:
    corrected = "zur kontrolle ach nein entschuldigung zur impfung"
    assert wished_service(scene(), corrected) == "jab"
    assert wished_service(scene(), "zur impfung entschuldigung ich bin erkältet") == "jab"


def test_a_part_is_enough_only_where_something_is_chosen_or_wished() -> None:
    assert heard_service(scene(), "die reinigung war gut") is None
    assert chosen_service(scene(), "die behandlung", DENTIST.services) == "pain"
    assert chosen_service(scene(), "die behandlung", ["check", "gone"]) is None


def test_in_english_words_of_a_name_count_as_they_are() -> None:
    english = scene(language=Language.ENGLISH)
    assert wished_service(english, "i need an appointment for a cleaning") == "cleaning"


def test_asked_what_for_a_part_of_the_name_is_enough() -> None:
    visit = Visit(DENTIST).says("ich brauche einen termin")
    assert visit.acts == [Act.ASK_SERVICE]
    assert visit.says("die reinigung").acts == [Act.ASK_DAY]


def test_a_part_of_a_name_and_a_time_are_a_wish() -> None:
    assert Visit(DENTIST).says("kontrolle am freitag um elf bitte").acts[-1] is Act.ASK_NAME
