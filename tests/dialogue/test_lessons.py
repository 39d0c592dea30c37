"""What is learned becomes one more wording of what the settings have, and nothing else."""

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.guessing import guessed_wish
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.lessons import Lesson, LessonKind, fits, targets, with_lessons
from kibox_pbx.dialogue.listening import listen
from kibox_pbx.dialogue.own_wishes import own_wish
from kibox_pbx.dialogue.reply import Line, Question
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.naming import heard_service
from kibox_pbx.dialogue.state import start
from kibox_pbx.dialogue.wishes import heard_wish
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.practice import practice

PRACTICE = practice(
    enquiries={
        "parking": {
            "questions": {"de": ["Wo kann ich parken"], "en": ["Where can I park"]},
            "answer": {"de": "Im Hof.", "en": "In the yard."},
        }
    }
)
ENTRY = next(iter(PRACTICE.enquiries))
SERVICE = next(iter(PRACTICE.services))
ODD = "klappts bei der dicken berta noch"

LESSONS = {
    LessonKind.WORDING: Lesson(LessonKind.WORDING, ENTRY, Language.GERMAN, "gibts knöllchen"),
    LessonKind.NAME: Lesson(
        LessonKind.NAME, f"services.{SERVICE}", Language.GERMAN, "großer tüv"
    ),
    LessonKind.WISH: Lesson(LessonKind.WISH, "appointment", Language.GERMAN, ODD),
    LessonKind.WORD: Lesson(LessonKind.WORD, "", Language.GERMAN, "szymanski"),
    LessonKind.CASE: Lesson(LessonKind.CASE, "booked", Language.GERMAN, "name: case"),
}


def scene(*lessons: Lesson) -> Scene:
    return start(with_lessons(PRACTICE, lessons)).scene(0)


@pytest.mark.parametrize("kind", LessonKind)
def test_every_kind_fits_what_the_office_has(kind: LessonKind) -> None:
    assert fits(LESSONS[kind], PRACTICE)


@pytest.mark.parametrize("kind", [LessonKind.WORDING, LessonKind.NAME, LessonKind.WISH])
@pytest.mark.parametrize("target", ["", "nothing", "hours.monday"])
def test_what_the_office_no_longer_has_is_left_out(kind: LessonKind, target: str) -> None:
    lesson = Lesson(kind, target, Language.GERMAN, "gibts knöllchen")
    assert not fits(lesson, PRACTICE)
    assert with_lessons(PRACTICE, [lesson]) == PRACTICE
    assert target not in targets(kind, PRACTICE)


def test_a_wording_and_a_name_stand_behind_the_offices_own() -> None:
    learned = with_lessons(PRACTICE, [LESSONS[LessonKind.WORDING], LESSONS[LessonKind.NAME]])
    before, after = PRACTICE.enquiries[ENTRY].questions, learned.enquiries[ENTRY].questions
    assert after.de == (*before.de, "gibts knöllchen")
    assert after.en == before.en
    names = learned.services[SERVICE].names
    assert names.name(Language.GERMAN) == PRACTICE.services[SERVICE].names.name(Language.GERMAN)
    assert heard_service(scene(LESSONS[LessonKind.NAME]), "den großer tüv bitte") == SERVICE
    assert with_lessons(learned, [LESSONS[LessonKind.NAME]]) == learned


def test_a_wish_in_an_offices_own_words_is_understood() -> None:
    assert own_wish(scene(), ODD) is None
    taught = scene(LESSONS[LessonKind.WISH])
    assert heard_wish(taught, f"{ODD} denn") is Intent.BOOK
    assert guessed_wish(taught, ODD, 1.1) is Intent.BOOK


@pytest.mark.parametrize(
    "said", ["klappts noch", "berta", "klappts bei der dicken berta nächste woche am montag"]
)
def test_what_only_resembles_it_is_not(said: str) -> None:
    assert own_wish(scene(LESSONS[LessonKind.WISH]), said) is None


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        (Expect.NAME, True),
        (Expect.SERVICE, True),
        (Expect.ANYTHING, False),
        (Expect.DAY, False),
    ],
)
def test_a_word_is_told_to_the_recogniser_where_it_is_told_any(
    expect: Expect, *, told: bool
) -> None:
    words = start(with_lessons(PRACTICE, [LESSONS[LessonKind.WORD]])).recogniser_words
    question = Question(Line(Act.ASK_NAME, "ask_name"), expect, "help_name")
    assert ("szymanski" in listen(question, Language.GERMAN, words).phrases) is told
    assert start(PRACTICE).recogniser_words == ()


def test_a_case_changes_nothing() -> None:
    assert with_lessons(PRACTICE, [LESSONS[LessonKind.CASE]]) == PRACTICE
    assert targets(LessonKind.CASE, PRACTICE) == ()


def test_the_settings_name_every_wish() -> None:

    named = Settings.model_json_schema()["properties"]["wishes"]["propertyNames"]["enum"]
    assert set(named) == set(Intent)
