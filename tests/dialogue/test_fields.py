"""What is kept of an answer to a field, kind by kind."""

from typing import Any

import pytest

from kibox_pbx.config.settings import FormField
from kibox_pbx.dialogue.fields import declines, spoken_field, understand_field
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.utterance import Language
from tests.dialogue.offices import office
from tests.dialogue.playbook import CALLER, Caller

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
CHOICES = {
    "collect": {"de": ["abholen", "selbst"], "en": ["collect", "pick it up"]},
    "post": {"de": ["mit der Post", "zuschicken"], "en": ["post", "send it"]},
    "email": {"de": ["per Mail"], "en": ["by email"]},
}


def scene(language: Language = GERMAN, number: str | None = CALLER) -> Scene:
    return Caller(language, settings=office(), number=number).state.scene(0)


def field(kind: str, prompt: str = "Bitte?", **more: Any) -> FormField:
    choices = {"choices": CHOICES} if kind == "choice" else {}
    both = {"de": [prompt], "en": [prompt]}
    return FormField.model_validate({"kind": kind, "prompt": both} | choices | more)


@pytest.mark.parametrize(
    ("kind", "language", "sentence", "kept"),
    [
        ("text", GERMAN, "also ich brauche ramipril bitte", "ramipril"),
        ("text", ENGLISH, "it's metformin please", "metformin"),
        ("text", GERMAN, "weiß ich nicht", None),
        ("text", GERMAN, "das möcht ich nicht sagen", None),
        ("name", GERMAN, "max meier", "Max Meier"),
        ("name", GERMAN, "weiß nicht", None),
        ("birthdate", GERMAN, "am dritten mai neunzehnhundertachtzig", "1980-05-03"),
        ("birthdate", ENGLISH, "third of may nineteen eighty", "1980-05-03"),
        ("birthdate", GERMAN, "im mai", None),
        ("phone", GERMAN, "null acht neun eins eins eins zwei zwei zwei", "+4989111222"),
        ("phone", GERMAN, "ja unter dieser", CALLER),
        ("phone", GERMAN, "ja die null acht neun eins eins eins zwei zwei zwei", "+4989111222"),
        ("phone", GERMAN, "weiß nicht", None),
        ("number", GERMAN, "eine packung", "1"),
        ("number", GERMAN, "eine packung mit zwanzig stück", "20"),
        ("number", GERMAN, "hundertfünfzig", "150"),
        ("number", ENGLISH, "i need to have five", "5"),
        ("number", ENGLISH, "two", "2"),
        ("number", GERMAN, "viele", None),
        ("date", GERMAN, "gestern", "2026-11-22"),
        ("date", GERMAN, "vorgestern", "2026-11-21"),
        ("date", GERMAN, "heute", "2026-11-23"),
        ("date", GERMAN, "am freitag", "2026-11-27"),
        ("date", GERMAN, "seit letzten freitag", "2026-11-20"),
        ("date", GERMAN, "seit dem dritten mai", "2026-05-03"),
        ("date", GERMAN, "am dritten mai zweitausendfünfundzwanzig", "2025-05-03"),
        ("date", GERMAN, "bis zum fünfzehnten dezember", "2026-12-15"),
        ("date", GERMAN, "der sechzehnte november", "2026-11-16"),
        ("date", GERMAN, "am zwanzigsten november zweitausendsiebenundzwanzig", "2027-11-20"),
        ("date", GERMAN, "am ersten februar", "2027-02-01"),
        ("date", GERMAN, "nächste woche", None),
        ("date", GERMAN, "irgendwann", None),
        ("date", ENGLISH, "yesterday", "2026-11-22"),
        ("date", ENGLISH, "last monday", "2026-11-16"),
        ("yes_no", GERMAN, "ja klar", "yes"),
        ("yes_no", ENGLISH, "no i'm not", "no"),
        ("yes_no", GERMAN, "donnerstag", None),
        ("choice", GERMAN, "ich hole es ab", "collect"),
        ("choice", GERMAN, "mit der post bitte", "post"),
        ("choice", GERMAN, "nicht mit der post ich hole es selbst", "collect"),
        ("choice", GERMAN, "das zweite", "post"),
        ("choice", GERMAN, "3", "email"),
        ("choice", GERMAN, "9", None),
        ("choice", GERMAN, "egal", None),
        ("choice", GERMAN, "post bitte", "post"),
        ("choice", ENGLISH, "i'll collect it myself", "collect"),
        ("choice", ENGLISH, "the second one", "post"),
    ],
)
def test_an_answer_is_kept_by_its_kind(
    kind: str, language: Language, sentence: str, kept: str | None
) -> None:
    assert understand_field(scene(language), field(kind), sentence) == kept


def test_a_withheld_number_cannot_be_this_number() -> None:
    assert understand_field(scene(number=None), field("phone"), "ja unter dieser") is None


@pytest.mark.parametrize(
    "kind", ["text", "name", "birthdate", "phone", "number", "date", "choice"]
)
def test_an_optional_field_can_be_declined(kind: str) -> None:
    each = field(kind, optional=True)
    assert understand_field(scene(), each, "das weiß ich leider nicht") == ""
    assert understand_field(scene(ENGLISH), each, "i don't know") == ""
    assert understand_field(scene(), field(kind), "das weiß ich leider nicht") is None


@pytest.mark.parametrize(
    "refusal", ["no nothing", "no nothing else", "i can't find it", "no not to hand sorry"]
)
def test_english_refusals_are_no_answer_in_free_words(refusal: str) -> None:
    assert understand_field(scene(ENGLISH), field("text", optional=True), refusal) == ""


def test_what_there_is_none_of_is_declined() -> None:
    each = field("date", optional=True)
    assert understand_field(scene(ENGLISH), each, "no there is no deadline") == ""
    assert understand_field(scene(), each, "blub") is None


def test_a_long_sentence_says_more_than_that_something_is_not_known() -> None:
    assert not declines(
        scene(), "ich weiß nicht genau aber es war wohl die linke seite vom knie"
    )


def test_a_question_about_the_past_is_answered_with_a_day_that_is_over() -> None:
    was = field("date", "An welchem Tag war das?")
    assert understand_field(scene(), was, "am freitag") == "2026-11-20"
    assert understand_field(scene(), was, "am ersten januar 2030") == "2030-01-01"


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("text", "Ramipril 5", "Ramipril fünf"),
        ("name", "Dr. Meier", "Doktor Meier"),
        ("birthdate", "1980-05-03", "geboren am dritten Mai neunzehnhundertachtzig"),
        ("phone", "+4989111222", "null acht neun, eins eins eins, zwei zwei zwei"),
        ("number", "2", "Bitte? zwei"),
        ("date", "2026-11-24", "Bitte? morgen, Dienstag, den vierundzwanzigsten November"),
        ("yes_no", "no", "Bitte? Nein."),
        ("choice", "post", "mit der Post"),
    ],
)
def test_an_answer_is_read_back_by_its_kind(kind: str, value: str, said: str) -> None:
    assert spoken_field(scene(), field(kind), value) == said


def test_a_verb_in_two_parts_is_found_within_a_longer_choice() -> None:
    choices = {"shop": {"de": ["im Geschäft abholen"]}, "home": {"de": ["nach Hause liefern"]}}
    each = FormField.model_validate(
        {"kind": "choice", "prompt": {"de": ["Wie?"]}, "choices": choices}
    )
    assert understand_field(scene(), each, "ich hole sie bei ihnen ab") == "shop"
