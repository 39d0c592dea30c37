"""Names, numbers and dates of birth that callers tell without being asked."""

from datetime import date

import pytest

from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.volunteered import Told, volunteered
from kibox_pbx.utterance import Language
from tests.dialogue.practice import MONDAY_MORNING, practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


def told(text: str, language: Language = GERMAN) -> Told:
    book = phrase_book(practice(), language)
    return volunteered(Scene(practice(), language, MONDAY_MORNING, None, book), text)


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("vorsorge am donnerstag mein name ist huber", "Huber", "vorsorge am donnerstag"),
        ("mein name ist sabine huber am donnerstag", "Sabine Huber", "am donnerstag"),
        ("guten tag hier spricht uwe kraft ich brauche einen termin", "Uwe Kraft",
         "guten tag ich brauche einen termin"),
        ("ich heiße uwe kraft", "Uwe Kraft", ""),
        ("guten tag huber mein name ich hätte gern", "Huber", "ich hätte gern"),
        ("ich bin frau huber und möchte", "Huber", "und möchte"),
        ("auf den namen von der heide", None, "auf den namen von der heide"),
        ("lena vogt heißt sie", "Lena Vogt", ""),
        ("ich bin neu bei ihnen", None, "ich bin neu bei ihnen"),
        ("mein name ist falsch", None, "mein name ist falsch"),
        ("der mein name", None, "der mein name"),
        ("am mittwoch um drei", None, "am mittwoch um drei"),
    ],
)  # fmt: skip
def test_a_german_name(text: str, name: str | None, rest: str) -> None:
    heard = told(text)
    assert heard.name == name
    assert heard.rest == rest or name is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hello this is john miller i'd like a check-up", "John Miller"),
        ("my name is anna schmidt and i need an appointment", "Anna Schmidt"),
        ("good morning john miller speaking", "John Miller"),
        ("under the name of o'connor", "O'Connor"),
        ("this is urgent", None),
        ("i am new here", None),
    ],
)
def test_an_english_name(text: str, name: str | None) -> None:
    assert told(text, ENGLISH).name == name


def test_a_wish_after_a_date_of_birth_is_not_lost() -> None:
    german = told("geboren am dritten mai 1971 ich hätte gern am freitag einen termin")
    assert (german.birthdate, german.rest) == (
        date(1971, 5, 3),
        "ich hätte gern am freitag einen termin",
    )
    english = told("born third of may 1971 and i'd like a check-up on friday", ENGLISH)
    assert (english.birthdate, english.rest) == (
        date(1971, 5, 3),
        "and i'd like a check-up on friday",
    )


def test_a_date_of_birth_is_no_wish_for_that_day() -> None:
    heard = told(
        "einen termin am mittwoch geboren am dritten mai neunzehnhundertfünfundachtzig"
    )
    assert heard.birthdate == date(1985, 5, 3)
    assert heard.rest == "einen termin am mittwoch"
    heard = told("ich bin am dritten mai 1985 geboren und brauche einen termin")
    assert heard.birthdate == date(1985, 5, 3)
    assert heard.rest == "und brauche einen termin"
    english = told("date of birth third of may nineteen eighty five", ENGLISH)
    assert english.birthdate == date(1985, 5, 3)


@pytest.mark.parametrize(
    "text", ["ich bin geboren", "ich bin dort geboren", "mein geburtsdatum ist geheim"]
)
def test_a_birth_without_a_date_tells_nothing(text: str) -> None:
    assert told(text) == Told(text)
    assert not told(text).is_anything


def test_a_number_is_taken_where_it_is_called_one() -> None:
    heard = told("meine nummer ist null acht neun sieben sieben sieben acht acht acht")
    assert heard == Told("", phone="+4989777888")
    assert heard.is_anything
    assert told("meine nummer ist geheim").phone is None
    assert told("die nummer ist 1234567890123456").phone == "1234567890123456"


def test_a_number_is_taken_where_it_can_be_nothing_else() -> None:
    bare = told("null acht neun sieben sieben sieben äh acht acht acht und am mittwoch")
    assert bare == Told("und am mittwoch", phone="+4989777888")


@pytest.mark.parametrize(
    "text",
    [
        "null drei null fünf neunzehnhundertfünfundachtzig",
        "null drei eins drei eins neun acht fünf",
        "vier sieben eins eins null acht eins fünf null",
        "null acht neun",
    ],
)
def test_a_date_or_a_code_is_no_number(text: str) -> None:
    assert told(text).phone is None


def test_the_number_of_the_call_may_be_meant() -> None:
    book = phrase_book(practice(), GERMAN)
    scene = Scene(practice(), GERMAN, MONDAY_MORNING, "+4989123456", book)
    heard = volunteered(scene, "sie erreichen mich unter dieser nummer mein name ist huber")
    assert heard == Told("", "Huber", phone="+4989123456")


def test_what_is_said_after_a_number_is_kept() -> None:
    heard = told("meine nummer ist 089 777888 und am mittwoch um drei kann ich")
    assert heard == Told("und am mittwoch um drei kann ich", phone="+4989777888")


def test_everything_may_be_told_in_one_breath() -> None:
    heard = told(
        "impfung morgen mein name ist uwe kraft geboren am dritten mai 1985"
        " meine nummer ist null acht neun sieben sieben sieben acht acht acht"
    )
    expected = Told("impfung morgen", "Uwe Kraft", date(1985, 5, 3), "+4989777888")
    assert heard == expected


def test_a_number_said_again_from_its_beginning_is_that_alone() -> None:
    heard = told("my number is wrong it ends in six six eight 0170 5556668", ENGLISH)
    assert heard.phone == "+491705556668"
