"""What is synthesised before the first call."""

import pytest

from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.dialogue.said_ahead import said_ahead
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
OFFICE = practice(
    enquiries={
        "parking": {
            "questions": {"en": ["Where can I park?"]},
            "answer": {"en": ["Behind the house, from 8:00. Cars only."]},
        }
    },
    forms={
        "referral": {
            "names": {"en": ["referral"]},
            "fields": {"to": {"prompt": {"en": ["To which of the 3 doctors?"]}}},
        }
    },
)


def openings(**phrases: list[str]) -> tuple[str, ...]:
    return phrase_book(practice(phrases={"en": phrases}), ENGLISH).openings()


@pytest.mark.parametrize(
    ("wording", "opening"),
    [
        ("Let me repeat: {service}, {when}.", "Let me repeat:"),
        ("Well, so, it is {when}.", "Well, so,"),
        ("With pleasure. What is it for: {services}?", "With pleasure."),
        ("{practice}, at 9, is {when}.", "Doctor Sommer's practice, at nine,"),
    ],
)
def test_an_opening_goes_to_the_last_pause_before_a_value(wording: str, opening: str) -> None:
    assert opening in openings(booked=[wording])


@pytest.mark.parametrize("wording", ["Booked.", "{when}, booked.", "It is {when}, booked."])
def test_there_is_no_opening_without_a_pause_before_a_value(wording: str) -> None:
    assert set(openings(booked=[wording])) == set(openings(booked=["{when}"]))


def test_what_callers_hear_first_comes_first_and_nothing_twice() -> None:
    ahead = said_ahead(OFFICE, ENGLISH)
    fixed = phrase_book(OFFICE, ENGLISH).fixed()
    assert ahead[0] == fixed[0]
    assert set(fixed) <= set(ahead)
    assert len(set(ahead)) == len(ahead)


@pytest.mark.parametrize("language", list(Language))
def test_the_offices_own_answers_and_questions_are_among_it(language: Language) -> None:
    ahead = said_ahead(OFFICE, language)
    clock = "acht Uhr" if language is GERMAN else "eight o'clock in the morning"
    number = "drei" if language is GERMAN else "three"
    assert f"Behind the house, from {clock}." in ahead
    assert f"To which of the {number} doctors?" in ahead
    assert not any("Cars only" in said for said in ahead)


@pytest.mark.parametrize("language", list(Language))
def test_a_booking_begins_each_turn_with_what_was_made_ahead(language: Language) -> None:
    ahead = said_ahead(practice(), language)
    german = language is GERMAN
    caller = Caller(language)
    turns = (
        ("ich möchte einen termin zur vorsorge", "am donnerstag", "den ersten", "Sabine Huber")
        if german
        else ("i'd like a check-up", "on thursday", "the first one", "Sabine Huber")
    )
    for turn in (*turns, "ja" if german else "yes", "ja" if german else "yes"):
        caller.says(turn)
        assert caller.heard.startswith(ahead), caller.heard
