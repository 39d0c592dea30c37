"""A thing that is chosen by a part of its name."""

import pytest

from kibox_pbx.language.parts import GENERIC, understand_part
from kibox_pbx.utterance import Language

GERMAN = {
    "check": ("Kontrolluntersuchung", "Kontrolltermin"),
    "cleaning": ("professionelle Zahnreinigung", "Prophylaxe"),
    "pain": ("Schmerzbehandlung", "Zahnschmerzen"),
    "jab": ("Impfung",),
    "post": ("zuschicken", "mit der Post"),
    "collect": ("selbst abholen",),
}
ENGLISH = {
    "cleaning": ("professional cleaning", "hygienist"),
    "whitening": ("professional whitening",),
    "check": ("dental check-up",),
}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("die reinigung", "cleaning"),
        ("Zahnreinigung", "cleaning"),
        ("einfach nur zur kontrolle", "check"),
        ("er muss geimpft werden", "jab"),
        ("schicken sie es mir", "post"),
        ("per post", "post"),
        ("ich hol es selbst", "collect"),
        ("die behandlung", "pain"),
        ("kontrolle und reinigung", None),
        ("den termin bitte", None),
        ("den zahn", None),
        ("nein danke", None),
        ("", None),
    ],
)
def test_a_part_that_only_one_name_has_is_enough(said: str, key: str | None) -> None:
    assert understand_part(said, GERMAN, Language.GERMAN) == key


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("the whitening", "whitening"),
        ("the dental one", "check"),
        ("professional", None),
        ("an appointment please", None),
        ("the white one", None),
    ],
)
def test_english_names_are_no_compounds(said: str, key: str | None) -> None:
    assert understand_part(said, ENGLISH, Language.ENGLISH) == key


def test_words_that_may_mean_anything_can_be_left_out() -> None:
    assert understand_part("die behandlung", GERMAN, Language.GERMAN, without=GENERIC) is None
    assert understand_part("die impfung", GERMAN, Language.GERMAN, without=GENERIC) == "jab"


def test_the_body_alone_names_no_treatment_in_a_free_sentence() -> None:
    names = {"cleaning": ("teeth cleaning",), "check": ("check-up",)}
    assert understand_part("teeth", names, Language.ENGLISH, without=GENERIC) is None
    assert understand_part("cleaning", names, Language.ENGLISH, without=GENERIC) == "cleaning"
