"""What a question is about, where it shares no word with the entry that answers it."""

from typing import Any

import pytest

from kibox_pbx.dialogue.actions import KeepQuestion
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.opening import asks_when_open
from kibox_pbx.dialogue.subjects import asks_for_hours, entry_about, subject
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
BOOK = {GERMAN: "termin zur vorsorge", ENGLISH: "a check up appointment please"}


def entry(german: str, english: str) -> dict[str, Any]:
    """Return an entry whose answer says what was asked."""
    both = {"de": [german] if german else [], "en": [english] if english else []}
    return {"questions": both, "answer": {"de": ["So ist es."], "en": ["That is so."]}}


ENTRIES = {
    "lift": entry("Gibt es einen Aufzug?", "Is there a lift?"),
    "parking": entry("Wo kann ich parken?", "Where can I park?"),
    "price": entry("Was kostet eine Impfung?", "How much is a vaccination?"),
}


def caller(language: Language, entries: dict[str, Any] = ENTRIES) -> Caller:
    return Caller(language, settings=practice(enquiries=entries))


def scene(language: Language, entries: dict[str, Any] = ENTRIES) -> Scene:
    return caller(language, entries).state.scene(1)


@pytest.mark.parametrize(
    ("language", "question", "key"),
    [
        (GERMAN, "schafft es oma mit dem rollator zu ihnen rauf", "lift"),
        (GERMAN, "wo stelle ich mein auto ab", "parking"),
        (ENGLISH, "will gran manage to get up to you", "lift"),
        (ENGLISH, "is there anywhere to leave the car", "parking"),
    ],
)
def test_an_entry_is_found_that_shares_no_word_with_the_question(
    language: Language, question: str, key: str
) -> None:
    assert entry_about(scene(language), question) == key
    assert caller(language).says(question).acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]


@pytest.mark.parametrize(
    ("language", "question"),
    [
        (GERMAN, "darf mein hund mit rein"),
        (ENGLISH, "what languages does your team speak"),
        (GERMAN, "wann machen sie betriebsferien"),
    ],
)
def test_what_no_entry_is_about_finds_none(language: Language, question: str) -> None:
    assert entry_about(scene(language), question) is None


def test_a_practice_without_entries_has_none_about_anything() -> None:
    assert entry_about(scene(GERMAN, {}), "wo stelle ich mein auto ab") is None


def test_an_entry_in_the_other_language_only_is_not_about_anything() -> None:
    english_only = {"parking": entry("", "Where can I park?")}
    assert entry_about(scene(GERMAN, english_only), "wo stelle ich mein auto ab") is None


@pytest.mark.parametrize(
    ("language", "question", "key"),
    [
        (GERMAN, "was muss ich für einen gips hinlegen", None),
        (GERMAN, "was muss ich für so eine impfung hinlegen", "price"),
        (ENGLISH, "what will a plaster cast set me back", None),
        (ENGLISH, "what will a vaccination set me back", "price"),
    ],
)
def test_of_what_a_price_is_must_be_said_in_words(
    language: Language, question: str, key: str | None
) -> None:
    priced = {"price": ENTRIES["price"]}
    assert entry_about(scene(language, priced), question) == key


@pytest.mark.parametrize(
    ("language", "question"),
    [
        (GERMAN, "soll ich die tablette weiter nehmen"),
        (GERMAN, "ist der doktor heute da"),
        (ENGLISH, "should i keep taking the tablets"),
        (ENGLISH, "is the doctor in today"),
    ],
)
def test_advice_and_presence_are_never_answered_by_an_entry(
    language: Language, question: str
) -> None:
    same = {"same": entry(question, question)}
    assert entry_about(scene(language, same), question) is None


@pytest.mark.parametrize(
    ("language", "question"),
    [
        (GERMAN, "ab wann geht bei ihnen jemand ran"),
        (GERMAN, "habt ihr heiligabend zu"),
        (ENGLISH, "what time do you shut up shop"),
        (ENGLISH, "is anybody around on sundays"),
    ],
)
def test_the_hours_are_asked_for_in_many_ways(language: Language, question: str) -> None:
    assert asks_for_hours(scene(language), question)


@pytest.mark.parametrize(
    ("language", "question"),
    [(GERMAN, "wo stelle ich mein auto ab"), (ENGLISH, "the sky is blue today")],
)
def test_what_is_about_something_else_does_not_ask_for_the_hours(
    language: Language, question: str
) -> None:
    assert not asks_for_hours(scene(language), question)


def test_how_likely_the_hours_must_be_is_up_to_who_asks() -> None:
    question = "ab wann geht bei ihnen jemand ran"
    sure = subject(question, GERMAN).probability
    assert asks_for_hours(scene(GERMAN), question, sure)
    assert not asks_for_hours(scene(GERMAN), question, sure + 0.01)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        (GERMAN, "kann ich mit dem rollstuhl da hoch"),
        (ENGLISH, "can gran manage the steps"),
    ],
)
def test_in_the_middle_of_a_booking_a_question_in_other_words_is_answered(
    language: Language, question: str
) -> None:
    call = caller(language).says(BOOK[language], question)
    assert call.acts == [Act.TELL_ANSWER, Act.ASK_DAY]


@pytest.mark.parametrize(
    ("language", "question", "told"),
    [
        (GERMAN, "wann erreiche ich sie am besten telefonisch", "Wir haben geöffnet"),
        (ENGLISH, "when would it be possible to come by and fetch something", "We are open"),
    ],
)
def test_the_hours_are_told_whenever_they_are_asked_for_in_other_words(
    language: Language, question: str, told: str
) -> None:
    assert not asks_when_open(scene(language), question)
    call = caller(language).says(question)
    assert call.heard.startswith(told)
    call = caller(language).says(BOOK[language], question)
    assert call.heard.startswith(told)
    assert call.acts[-1] is Act.ASK_DAY


def test_an_answer_in_the_middle_of_a_booking_is_no_question_about_an_entry() -> None:
    call = caller(GERMAN).says(BOOK[GERMAN], "ich komme mit dem rollator hoch")
    assert call.acts == [Act.CLARIFY, Act.ASK_DAY]
    assert not call.asked(KeepQuestion)


PRICES = {
    "vaccination": ENTRIES["price"],
    "checkup": entry("Was kostet die Vorsorge?", "What does a check up cost?"),
}


@pytest.mark.parametrize(
    ("language", "question", "key"),
    [
        (GERMAN, "was muss ich denn für die vorsorge so hinlegen", "checkup"),
        (GERMAN, "wie teuer ist eigentlich so eine impfung bei ihnen", "vaccination"),
        (GERMAN, "wie teuer ist ein gips", None),
        (GERMAN, "was verlangen sie für eine blutabnahme", None),
        (ENGLISH, "how expensive would a vaccination be", "vaccination"),
        (ENGLISH, "what does a cast cost", None),
    ],
)
def test_a_price_is_told_only_of_what_was_asked_for(
    language: Language, question: str, key: str | None
) -> None:
    assert entry_about(scene(language, PRICES), question) == key
