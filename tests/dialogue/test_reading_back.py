"""What is said to the read-back of a booking: only a yes books."""

import pytest

from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller, at

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
UNTIL_THEN = {
    GERMAN: ("einen termin zur vorsorge am dienstag", "den ersten", "sabine huber", "ja"),
    ENGLISH: ("a check-up on tuesday please", "the first one", "sarah miller", "yes"),
}


def read_back(language: Language) -> Caller:
    """Return a caller whose booking has just been read back."""
    call = Caller(language).says(*UNTIL_THEN[language])
    assert call.acts == [Act.CONFIRM_BOOKING]
    return call


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "tragen sie das ein"),
        (GERMAN, "ja bitte eintragen"),
        (GERMAN, "ich glaube schon"),
        (ENGLISH, "book it"),
        (ENGLISH, "put me down"),
        (ENGLISH, "i suppose"),
    ],
)
def test_a_yes_in_other_words_books(language: Language, said: str) -> None:
    assert read_back(language).says(said).acts == [Act.BOOKED, Act.ANYTHING_ELSE]


@pytest.mark.parametrize(
    ("language", "said", "asked"),
    [
        (GERMAN, "andere nummer bitte", Act.ASK_PHONE),
        (ENGLISH, "can you use a different number please", Act.ASK_PHONE),
        (GERMAN, "eine andere bitte", Act.CONFIRM_BOOKING),
        (ENGLISH, "another one please", Act.CONFIRM_BOOKING),
        (ENGLISH, "yes but i might be late", Act.CONFIRM_BOOKING),
    ],
)
def test_what_wants_something_else_is_no_yes(language: Language, said: str, asked: Act) -> None:
    call = read_back(language).says(said)
    assert call.acts[-1] is asked
    assert call.booked == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "doch lieber den anderen"),
        (GERMAN, "ach nein den anderen bitte"),
        (ENGLISH, "the other one instead"),
    ],
)
def test_the_other_of_two_times_may_be_had_instead(language: Language, said: str) -> None:
    call = read_back(language).says(said)
    assert call.acts == [Act.CONFIRM_BOOKING]
    call.says("ja" if language is GERMAN else "yes")
    assert call.booked[0][0] == at("2026-11-24 10:30")


def test_there_is_no_other_time_where_only_one_was_offered() -> None:
    call = Caller(GERMAN).says("vorsorge am dienstag um neun", "sabine huber", "ja")
    assert call.says("doch lieber den anderen").acts[-1] is Act.CONFIRM_BOOKING
    assert call.booked == []


@pytest.mark.parametrize(
    ("language", "said"),
    [(GERMAN, "ich hab es mir anders überlegt"), (ENGLISH, "i've changed my mind")],
)
def test_who_has_second_thoughts_books_nothing(language: Language, said: str) -> None:
    call = read_back(language).says(said)
    assert call.acts == [Act.ANYTHING_ELSE, Act.ANYTHING_ELSE]
    assert call.booked == []
    assert call.calendar.held == []
