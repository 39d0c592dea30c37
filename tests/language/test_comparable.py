"""What is the same to a listener is written the same."""

import pytest

from kibox_pbx.language.comparable import comparable
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "said", "heard"),
    [
        (GERMAN, "Um neun Uhr dreißig.", "um 9:30 uhr"),
        (GERMAN, "Um zehn Uhr.", "Um 10:00 Uhr"),
        (GERMAN, "Am dritten Dezember.", "Am 3. Dezember."),
        (GERMAN, "neunzehnhundertfünfundachtzig", "1985"),
        (GERMAN, "Null acht neun, eins zwei drei.", "089 123"),
        (GERMAN, "Null eins sieben sechs, zweiundvierzig", "0176 42"),
        (GERMAN, "Herr Doktor Müller", "herr dr. Mueller"),
        (ENGLISH, "the twenty-fourth of November", "the 24th of November"),
        (ENGLISH, "nineteen eighty five", "1985"),
        (ENGLISH, "two thousand and one", "2001"),
        (ENGLISH, "At two thirty p.m.", "at 2:30 PM"),
        (ENGLISH, "oh three oh, double five", "030 55"),
        (ENGLISH, "Clarke, C L A R K E.", "clarke C-L-A-R-K-E"),
    ],
)
def test_another_way_of_writing_is_no_error(language: Language, said: str, heard: str) -> None:
    assert comparable(said, language) == comparable(heard, language)


@pytest.mark.parametrize(
    ("language", "said", "heard"),
    [
        (GERMAN, "um neun Uhr", "um zehn Uhr"),
        (GERMAN, "null acht neun", "null acht null"),
        (GERMAN, "den ersten", "dem ersten"),
        (ENGLISH, "the first one", "the third one"),
        (ENGLISH, "fifteen", "fifty"),
    ],
)
def test_another_word_is_one(language: Language, said: str, heard: str) -> None:
    assert comparable(said, language) != comparable(heard, language)


def test_each_digit_is_a_word() -> None:
    assert comparable("0176 42", GERMAN).split() == ["0", "1", "7", "6", "4", "2"]
