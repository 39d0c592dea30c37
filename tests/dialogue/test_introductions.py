"""What callers say of themselves without being asked."""

import pytest

from kibox_pbx.dialogue.volunteered import Told, told_of_oneself
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import CALLER, Caller

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


def told(language: Language, sentence: str) -> Told:
    return told_of_oneself(Caller(language, number=CALLER).state.scene(0), sentence)


@pytest.mark.parametrize(
    ("language", "sentence", "name"),
    [
        (GERMAN, "guten tag hier ist sabine huber ich wollte nur", "Sabine Huber"),
        (GERMAN, "hier ist meier rufen sie mich an", "Meier"),
        (GERMAN, "meier hier ich kann am montag nicht", "Meier"),
        (GERMAN, "mein name ist doktor klaus von berg und ich", "Dr. Klaus von Berg"),
        (GERMAN, "hier spricht anna schmidt von der firma huber", "Anna Schmidt"),
        (GERMAN, "ja guten tag ilse kern ich bräuchte einen termin", "Ilse Kern"),
        (GERMAN, "guten morgen maria schulze berg wir haben", "Maria Schulze Berg"),
        (GERMAN, "guten tag anna möchte ich sprechen", None),
        (GERMAN, "hallo petra ich brauche einen termin", None),
        (GERMAN, "guten tag stefan bitte ich wollte", None),
        (GERMAN, "grüß gott bohrer kaputt ich brauche", None),
        (GERMAN, "hier ist niemand", None),
        (GERMAN, "der name ist falsch", None),
        (GERMAN, "der schlüssel liegt da", None),
        (ENGLISH, "this is john miller i wanted", "John Miller"),
        (ENGLISH, "hi jane o'brien here can you", "Jane O'Brien"),
        (ENGLISH, "i can't make it on thursday i'm afraid it's petra huber", "Petra Huber"),
        (ENGLISH, "it's angus reid here i'm due in", "Angus Reid"),
        (ENGLISH, "hello helen ford i'd like an appointment", "Helen Ford"),
        (ENGLISH, "hi sarah miller could i book", "Sarah Miller"),
        (ENGLISH, "good morning grace i need a check-up", None),
        (ENGLISH, "hello mark can i come tomorrow", None),
        (ENGLISH, "hello emergency plumber i need", None),
        (ENGLISH, "can i come today it's really sore", None),
        (ENGLISH, "it's pouring down and i am late", None),
        (ENGLISH, "this is urgent", None),
        (ENGLISH, "call me back please", None),
    ],
)
def test_a_name_is_told_from_what_surrounds_it(
    language: Language, sentence: str, name: str | None
) -> None:
    assert told(language, sentence).name == name


@pytest.mark.parametrize(
    ("language", "sentence", "number"),
    [
        (
            GERMAN,
            "unter null acht neun sieben sieben sieben acht acht acht bitte",
            "+4989777888",
        ),
        (GERMAN, "ich komme am dritten fünften um zehn uhr dreißig", None),
        (GERMAN, "kundennummer vier sieben eins eins eins eins eins", None),
        (GERMAN, "null acht neun", None),
        (GERMAN, "null null null null null null null null null null null null null null", None),
        (ENGLISH, "call oh eight nine seven seven seven eight eight eight", "+4989777888"),
        (ENGLISH, "at 0176 12345678 or later", "+4917612345678"),
    ],
)
def test_a_number_is_told_from_dates_and_other_digits(
    language: Language, sentence: str, number: str | None
) -> None:
    assert told(language, sentence).phone == number
