"""What somebody of the office sees who tries a question is what a caller would hear."""

from datetime import datetime

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.trying import Reaction, Tried, try_question
from kibox_pbx.storage.entries import PracticeEntries
from kibox_pbx.utterance import Language
from tests.dialogue.practice import practice
from tests.storage.practice import BERLIN

ENGLISH = Language.ENGLISH
NOW = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
LONG = "We are at 12 High Street. Take the bus to the market. The entrance is in the yard."


def entry(question: str, answer: str) -> dict[str, object]:
    return {"questions": {"en": [question]}, "answer": {"en": answer}}


ENTRIES = {
    "parking": entry("Where can I park?", "Behind the house, until 8 pm."),
    "address": entry("Where are you?", LONG),
    "garage": entry("Is the garage open?", f"The garage is open until 9 pm. {'Really. ' * 20}"),
    "garage_price": entry("Is the garage free?", f"The garage is free. {'Truly. ' * 20}"),
}


def tried(question: str, settings: Settings | None = None) -> Tried:
    settings = settings or practice(enquiries=ENTRIES)
    find = PracticeEntries(settings).look_up
    return try_question(settings, question, ENGLISH, NOW, find)


def test_an_entry_is_told_as_it_is_said() -> None:
    found = tried("Where can I park, please?")
    assert (found.reaction, found.entries) == (Reaction.ENTRY, ("parking",))
    assert "Behind the house, until eight pm." in " ".join(found.said)
    assert not found.is_shortened


def test_of_a_long_entry_the_model_may_tell_a_part() -> None:
    found = tried("Where are you?")
    assert (found.entries, found.is_shortened) == (("address",), True)


def test_two_that_fit_are_asked_about() -> None:
    found = tried("Is the garage?")
    assert found.reaction is Reaction.UNCLEAR
    assert set(found.entries) == {"garage", "garage_price"}
    assert "garage" in found.said[-1]


def test_opening_hours_need_no_entry() -> None:
    assert tried("When are you open on Monday?").reaction is Reaction.TELLS


def test_what_nobody_can_answer_is_said_to_be_so() -> None:
    found = tried("Do you sell lawn mowers?")
    assert (found.reaction, found.entries) == (Reaction.UNANSWERED, ())
    assert found.said


@pytest.mark.parametrize("said", ["I need an appointment tomorrow", "an ambulance, quick"])
def test_what_is_no_question_goes_its_own_way(said: str) -> None:
    found = tried(said)
    assert found.reaction is Reaction.OTHER
    assert found.said


def test_a_person_is_rung_or_the_model_asked_where_a_call_would() -> None:
    assert tried("the reception please").reaction is Reaction.OTHER
    for said in ("purple monkey dishwasher", ""):
        assert tried(said).reaction is Reaction.NOT_UNDERSTOOD


def test_nobody_is_asked_for_consent_first() -> None:
    asks = practice(enquiries=ENTRIES, privacy={"record_calls": True, "improve": True})
    assert tried("Where can I park?", asks).entries == ("parking",)
