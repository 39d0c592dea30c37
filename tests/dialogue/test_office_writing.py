"""What the model writes for the office, and what is made of it."""

import json

import pytest

from kibox_pbx.dialogue.office_writing import (
    LONGEST_SUBJECT_CHARS,
    Summary,
    answer_prompt,
    checked_answer,
    checked_summary,
    office_tasks,
    subject_by_rule,
)
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
ENTRY = "Rezepte bestellen Sie bis 11 Uhr. Abholen können Sie sie ab 16 Uhr."
ASKED = "wann kann ich mein rezept abholen"


def test_every_language_has_its_tasks_with_examples_that_fit_their_schema() -> None:
    tasks = office_tasks(tuple(Language))
    assert {task.name for task in tasks} == {
        f"{kind}-{language}" for kind in ("answer", "summary") for language in ("de", "en")
    }
    for task in tasks:
        wanted = json.loads(task.schema)["properties"]
        for _, filled in task.examples:
            fields = json.loads(filled)
            assert fields.keys() == wanted.keys()
            assert all(len(fields[key]) <= wanted[key]["maxLength"] for key in wanted)


def test_the_examples_of_answers_pass_the_check_themselves() -> None:
    for task in office_tasks(tuple(Language)):
        language = GERMAN if task.name.endswith("de") else ENGLISH
        for given, filled in task.examples:
            if task.name.startswith("answer"):
                entry, question = (part.split(": ", 1)[1] for part in given.split("\n"))
                assert answer_prompt(entry, question, language) == given
                assert checked_answer(filled, entry, question, language)


def test_a_carried_answer_is_told_and_any_other_is_not() -> None:
    good = '{"answer": "Abholen können Sie sie ab 16 Uhr."}'
    assert checked_answer(good, ENTRY, ASKED, GERMAN) == "Abholen können Sie sie ab 16 Uhr."
    for bad in ('{"answer": "Abholen können Sie sie ab 17 Uhr."}', "no json", "{}", "[]"):
        assert checked_answer(bad, ENTRY, ASKED, GERMAN) is None


@pytest.mark.parametrize(
    ("form", "summary"),
    [
        (
            {"subject": "Heizung kaputt", "summary": "Die Heizung ist seit gestern kaputt."},
            Summary("Heizung kaputt", "Die Heizung ist seit gestern kaputt."),
        ),
        (
            {"subject": "Herr Huber", "summary": "Die Heizung ist seit Montag kaputt."},
            Summary("Heizung ist seit gestern kaputt", None),
        ),
        ({}, Summary("Heizung ist seit gestern kaputt", None)),
    ],
)
def test_what_nobody_said_is_left_out_of_a_summary(
    form: dict[str, str], summary: Summary
) -> None:
    said = "also heizung ist seit gestern kaputt"
    assert checked_summary(json.dumps(form), said, GERMAN) == summary


@pytest.mark.parametrize(
    ("language", "message", "subject"),
    [
        (GERMAN, "ja guten tag also meine heizung ist kaputt", "Meine heizung ist kaputt"),
        (GERMAN, "Bitte sagen Sie ihm dass die Akte da ist", "Die Akte da ist"),
        (GERMAN, "hallo", "Hallo"),
        (GERMAN, "", ""),
        (
            ENGLISH,
            "yes hello i wanted to say that the invoice came twice",
            "The invoice came twice",
        ),
        (
            ENGLISH,
            "one two three four five six seven eight nine",
            "One two three four five six seven",
        ),
    ],
)
def test_without_a_good_subject_the_first_words_that_matter_are_one(
    language: Language, message: str, subject: str
) -> None:
    assert subject_by_rule(message, language) == subject


def test_a_subject_is_short_whatever_was_said() -> None:
    assert len(subject_by_rule("donaudampfschifffahrt" * 20, GERMAN)) == LONGEST_SUBJECT_CHARS
