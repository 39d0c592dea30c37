"""A telephone number that is told in stretches, and put right on the way."""

import pytest

from kibox_pbx.language.dictation import Number, dictated, told_end, told_numbers
from kibox_pbx.utterance import Language

DE, EN = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("null drei vier eins neun acht zwei eins sieben sechs vier", "03419821764"),
        ("null drei vier eins und dann neun acht zwei", "0341982"),
        ("null drei vier eins neun acht zwei nein hinten sechs fünf", "0341965"),
        ("null drei vier eins neun acht zwei nein acht acht zwei", "0341882"),
        ("null drei vier eins neun acht zwei nein drei", "0341983"),
        ("null acht neun drei sechs nein drei fünf neun neun eins", "08935991"),
        ("null acht neun eins zwei nein vier fünf", "08945"),
        ("null acht neun eins zwei drei vier nein fünf sechs sieben acht", ""),
        ("null acht neun eins zwei drei am ende zwölf dreizehn vierzehn fünfzehn", ""),
        ("null acht neun neun acht sechs zwei nein null acht neun neun acht sieben eins",
         "0899871"),
        ("null acht neun neun acht sieben fünf also null acht neun neun acht sieben fünf",
         "0899875"),
        ("0711991043 0711991043", "0711991043"),
        ("null acht neun neun acht sieben fünf und neun acht sieben fünf", "0899875"),
        ("null acht neun neun acht sieben fünf privat null eins sieben zwei fünf fünf fünf",
         "0899875"),
        ("null drei vier eins neun acht nicht acht sondern neun", "034199"),
        ("null drei vier eins neun acht nicht acht neun", "034199"),
        ("null drei vier eins neun acht nicht sechs sondern neun", "0341989"),
        ("eins sieben zwei fünf fünf fünf mit einer null davor", "0172555"),
        ("zwo null sieben null vorwahl null drei vier eins", "03412070"),
        ("acht neun vorwahl null acht neun dann drei vier", "08934"),
        ("null acht neun vorwahl eins", "0891"),
        ("neun acht zwei eins ländervorwahl neunundvierzig", "+499821"),
        ("ländervorwahl vier neun dann eins sieben zwei", "+49172"),
        ("null acht neun drei sechs sieben acht bis achtzehn uhr", "0893678"),
        ("ich bin fünfundsiebzig jahre null acht neun drei sechs sieben acht", "0893678"),
        ("nicht diese", ""),
        ("am ende sechs fünf", ""),
    ],
)  # fmt: skip
def test_a_number_is_followed_while_it_is_told(said: str, digits: str) -> None:
    assert dictated(said, DE) == digits


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("oh three four one nine eight two no sorry ends in seven nine", "0341979"),
        (
            "oh three four one nine eight two sorry that should be six five at the end",
            "0341965",
        ),
        ("the country code is four nine then one seven two", "+49172"),
        ("one seven two five five five with a zero in front", "0172555"),
        ("oh one seven oh double one double two after six o'clock", "01701122"),
        ("i have 2 numbers oh one seven two five five five", "0172555"),
    ],
)
def test_english_callers_put_numbers_right_too(said: str, digits: str) -> None:
    assert dictated(said, EN) == digits


def test_an_end_that_is_told_alone_is_known_for_one() -> None:
    assert told_end("die letzten zwei ziffern sind vier sieben", DE) == "47"
    assert told_end("no it ends in four seven", EN) == "47"
    assert told_end("null acht neun vier sieben", DE) == ""


def test_numbers_among_other_things_stand_for_themselves() -> None:
    said = "0341982176 nein hinten sieben sieben und mein hund ist krank am 12"
    assert told_numbers(said, DE) == [Number(0, 36, "0341982177"), Number(64, 66, "12")]
