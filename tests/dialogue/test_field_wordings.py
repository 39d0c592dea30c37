"""Answers to the fields of a form in the callers' own words."""

from typing import Any

import pytest

from kibox_pbx.config.settings import FormField
from kibox_pbx.dialogue.field_choices import heard_choice, understand_choice
from kibox_pbx.dialogue.field_numbers import understand_number
from kibox_pbx.dialogue.field_yes_no import understand_yes_no_field
from kibox_pbx.dialogue.fields import DECLINED, understand_field
from kibox_pbx.utterance import Language
from tests.dialogue.offices import office
from tests.dialogue.playbook import Caller

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
STARS = {
    GERMAN: "Wie viele Sterne von eins bis fünf geben Sie uns?",
    ENGLISH: "How many stars do you give us, from one to five?",
}
HOME = {GERMAN: "Ist tagsüber jemand zu Hause?", ENGLISH: "Is somebody at home during the day?"}
DELIVERY = {
    "post": ("mit der Post", "Brief", "by post", "letter"),
    "email": ("per E-Mail", "Mail", "by e-mail"),
    "collect": ("abholen", "collect", "pick it up"),
}


@pytest.mark.parametrize(
    ("language", "said", "number"),
    [
        (GERMAN, "na höchstens einen wenn überhaupt", "1"),
        (GERMAN, "drei von fünf", "3"),
        (GERMAN, "von fünf gebe ich vier", "4"),
        (GERMAN, "keinen einzigen", "0"),
        (GERMAN, "keinen stock aber zwei", "2"),
        (GERMAN, "keine ahnung", None),
        (GERMAN, "einen halben", None),
        (GERMAN, "drei bis vier", None),
        (GERMAN, "drei nein also ja drei", "3"),
        (GERMAN, "nein danke", None),
        (GERMAN, "die volle punktzahl", "5"),
        (GERMAN, "zehn", None),
        (GERMAN, "von herzen gern drei", "3"),
        (ENGLISH, "a solid four", "4"),
        (ENGLISH, "one at most", "1"),
        (ENGLISH, "just the one", "1"),
        (ENGLISH, "not a single one", "0"),
        (ENGLISH, "full marks from me", "5"),
        (ENGLISH, "half a star", None),
        (ENGLISH, "two or three", None),
        (ENGLISH, "that depends", None),
    ],
)
def test_the_one_number_is_taken(language: Language, said: str, number: str | None) -> None:
    assert understand_number(said, STARS[language], language) == number


def test_without_a_largest_number_any_is_possible() -> None:
    asked = "Was möchten Sie, heute oder morgen?"
    assert understand_number("hundert", asked, GERMAN) == "100"
    assert understand_number("die volle punktzahl", asked, GERMAN) is None


@pytest.mark.parametrize(
    ("language", "said", "agreed"),
    [
        (GERMAN, "tagsüber eher nicht", False),
        (GERMAN, "meine frau ist meistens da", True),
        (GERMAN, "da sind wir alle arbeiten", False),
        (GERMAN, "wir sind mal zu hause und mal arbeiten", None),
        (GERMAN, "in der regel schon", True),
        (GERMAN, "weiß ich leider nicht", None),
        (GERMAN, "ja", True),
        (ENGLISH, "my wife is in most days", True),
        (ENGLISH, "we're all out at work", False),
        (ENGLISH, "there's always someone about", True),
        (ENGLISH, "i'm afraid nobody is", False),
        (ENGLISH, "i couldn't tell you", None),
    ],
)
def test_who_is_at_home_says_yes(language: Language, said: str, *, agreed: bool | None) -> None:
    assert understand_yes_no_field(said, HOME[language], language) is agreed


@pytest.mark.parametrize(
    ("language", "said", "agreed"),
    [
        (GERMAN, "meistens", True),
        (GERMAN, "noch nie", False),
        (GERMAN, "beim arbeiten", None),
        (ENGLISH, "i have with allianz", True),
        (ENGLISH, "i haven't", False),
    ],
)
def test_usually_is_a_yes_and_never_a_no(
    language: Language, said: str, *, agreed: bool | None
) -> None:
    assert understand_yes_no_field(said, "Insured?", language) is agreed


@pytest.mark.parametrize(
    ("language", "said", "key"),
    [
        (GERMAN, "am einfachsten per mail", "email"),
        (GERMAN, "elektronisch bitte", "email"),
        (GERMAN, "ich komm vorbei und hol's", "collect"),
        (GERMAN, "in den briefkasten nach hause", "post"),
        (GERMAN, "nicht holen", None),
        (GERMAN, "ich komm vorbei oder elektronisch", None),
        (ENGLISH, "i'll pop in and get it", "collect"),
        (ENGLISH, "send it to my house", "post"),
    ],
)
def test_a_choice_is_put_in_ones_own_words(
    language: Language, said: str, key: str | None
) -> None:
    assert understand_choice(said, DELIVERY, language) == key


def test_a_choice_of_ones_own_words_is_only_taken_where_it_was_asked_for() -> None:
    assert heard_choice("elektronisch bitte", DELIVERY, GERMAN) is None


@pytest.mark.parametrize("kind", ["text", "number", "yes_no"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "weiß ich leider nicht"),
        (GERMAN, "hab ich grad nicht zur hand"),
        (GERMAN, "da müsste ich erst nachschauen"),
        (GERMAN, "das liegt zu hause"),
        (ENGLISH, "not on me no"),
        (ENGLISH, "i'd have to look it up"),
        (ENGLISH, "haven't a clue"),
    ],
)
def test_what_need_not_be_answered_can_be_left_out(
    kind: str, language: Language, said: str
) -> None:
    prompt = {"de": ["Bitte?"], "en": ["Please?"]}
    raw: dict[str, Any] = {"kind": kind, "prompt": prompt, "optional": True}
    scene = Caller(language, settings=office()).state.scene(0)
    kept = understand_field(scene, FormField.model_validate(raw), said)
    assert kept in ({DECLINED, "no"} if kind == "yes_no" else {DECLINED})
