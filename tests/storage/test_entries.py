"""Finding the entry that answers a question, and none where none does."""

from collections import Counter

import pytest

from kibox_pbx.dialogue.matching import topics
from kibox_pbx.storage.entries import EntryIndex, PracticeEntries
from kibox_pbx.utterance import Language
from tests.dialogue.practice import practice
from tests.storage.enquiry_cases import (
    ENGLISH_FIRST,
    ENGLISH_SECOND,
    GERMAN_FIRST,
    GERMAN_SECOND,
    OFFICES,
    Cases,
)

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
PARKING = {
    "parking": {
        "questions": {"de": "Wo kann ich parken?", "en": "Where can I park?"},
        "answer": {"de": "Hinter dem Haus.", "en": "Behind the house."},
    }
}


def measured(cases: Cases, language: Language) -> Counter[str]:
    """Count what was answered rightly, wrongly, or not although there is an entry."""
    desks = {key: EntryIndex(topics(one, language), language) for key, one in OFFICES.items()}
    counted: Counter[str] = Counter()
    for office, question, entry in cases:
        found = desks[office].find(question)
        right = found == ((entry,) if entry else ())
        counted["right" if right else "wrong" if found else "missed"] += 1
    return counted


@pytest.mark.parametrize(
    ("language", "cases", "missed"),
    [
        (GERMAN, GERMAN_FIRST, 0),
        (GERMAN, GERMAN_SECOND, 4),
        (ENGLISH, ENGLISH_FIRST, 1),
        (ENGLISH, ENGLISH_SECOND, 1),
    ],
)
def test_no_question_gets_a_wrong_answer_and_few_get_none(
    language: Language, cases: Cases, missed: int
) -> None:
    counted = measured(cases, language)
    assert counted["wrong"] == 0
    assert counted["missed"] <= missed


@pytest.mark.parametrize("cases", [GERMAN_FIRST, GERMAN_SECOND, ENGLISH_FIRST, ENGLISH_SECOND])
def test_a_third_of_the_cases_have_no_entry(cases: Cases) -> None:
    assert sum(not entry for _, _, entry in cases) >= len(cases) // 3


@pytest.mark.parametrize(
    "question",
    [
        "parkplaetze",
        "PARKPLÄTZE?",
        "gibt es einen Kundenparkplatz",
        "wo kann ich bei euch parken",
    ],
)
async def test_umlauts_endings_and_compounds_are_seen_through(question: str) -> None:
    entries = PracticeEntries(practice(enquiries=PARKING))
    assert await entries.find(question, GERMAN) == ("parking",)


@pytest.mark.parametrize("question", ["", "und", "?!", "wo", '"park" OR *'])
def test_what_asks_for_nothing_finds_nothing_or_no_error(question: str) -> None:
    found = PracticeEntries(practice(enquiries=PARKING)).look_up(question, GERMAN)
    assert found in {(), ("parking",)}


def test_two_entries_that_fit_alike_are_both_found() -> None:
    entries = {
        key: {"questions": {"de": question}, "answer": {"de": "So."}}
        for key, question in {
            "child": "Was kostet die Impfung für Kinder?",
            "adult": "Was kostet die Impfung für Erwachsene?",
        }.items()
    }
    found = PracticeEntries(practice(enquiries=entries)).look_up(
        "was kostet eine impfung", GERMAN
    )
    assert sorted(found) == ["adult", "child"]


def test_an_entry_without_words_in_a_language_is_not_told_in_it() -> None:
    german_only = {
        "parking": {"questions": {"de": "Wo kann ich parken?"}, "answer": {"de": "Da."}}
    }
    entries = PracticeEntries(practice(enquiries=german_only))
    assert entries.look_up("where can i park", ENGLISH) == ()
    assert entries.look_up("wo kann ich parken", GERMAN) == ("parking",)


async def test_entries_are_told_in_the_practice_s_own_words() -> None:
    entries = PracticeEntries(practice(enquiries=PARKING))
    assert await entries.word("parking", "wo kann ich parken", GERMAN) is None
