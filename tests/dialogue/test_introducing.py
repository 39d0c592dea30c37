"""Callers who say who they are, and wait to be asked what they want."""

import pytest

from kibox_pbx.dialogue.introducing import only_introduces
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.offices import office
from tests.dialogue.playbook import Caller

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "guten tag hier ist sabine huber"),
        (GERMAN, "morgen schulze hier"),
        (GERMAN, "ja guten tag müller von der aok"),
        (GERMAN, "sabine huber mein name"),
        (ENGLISH, "hello this is jane smith"),
        (ENGLISH, "hi it's tom baker from number twelve"),
        (ENGLISH, "good morning miller"),
    ],
)
def test_who_says_a_name_is_greeted_and_asked(language: Language, said: str) -> None:
    call = Caller(language, settings=office()).says(said)
    assert call.acts == [Act.GREET, Act.ASK_INTENT]
    assert call.state.misses == 0


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "hier ist huber bei mir tropft es"),
        (GERMAN, "hallo ich"),
        (GERMAN, "der himmel ist blau"),
        (ENGLISH, "hello i"),
        (ENGLISH, "this is jane smith i lost my card"),
        (ENGLISH, "it's raining"),
    ],
)
def test_who_says_more_has_not_only_introduced_themselves(
    language: Language, said: str
) -> None:
    assert not only_introduces(Caller(language).state.scene(1), said)


@pytest.mark.parametrize(
    ("language", "name", "wish"),
    [
        (GERMAN, "guten tag hier ist sabine huber", "einen termin zur vorsorge am mittwoch"),
        (ENGLISH, "hello this is sabine huber", "a check-up on wednesday please"),
    ],
)
def test_a_name_that_was_said_first_is_not_asked_for(
    language: Language, name: str, wish: str
) -> None:
    call = Caller(language).says(name).says(wish)
    call.says("der erste" if language is GERMAN else "the first one")
    assert call.acts == [Act.ASK_PHONE]
    call.says("ja" if language is GERMAN else "yes")
    assert "Sabine Huber" in call.heard


def test_the_name_is_no_part_of_the_message_that_follows() -> None:
    call = Caller(GERMAN).says("guten tag hier ist sabine huber")
    call.says("ich verspäte mich um zehn minuten").says("ja")
    assert "ich habe notiert: ich verspäte mich um zehn minuten." in call.heard.lower()
    assert call.acts == [Act.CONFIRM_MESSAGE]
