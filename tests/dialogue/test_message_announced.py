"""Who only announces a message is asked for it; who tells it is not."""

import pytest

from kibox_pbx.dialogue.actions import TakeMessage
from kibox_pbx.dialogue.message_announced import is_announced, told_before
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.offices import office
from tests.dialogue.playbook import Caller

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "könnten sie frau winter etwas ausrichten"),
        (GERMAN, "guten tag hier ist sabine huber könnten sie herrn herbst was ausrichten"),
        (GERMAN, "mein name ist huber ich möchte eine nachricht hinterlassen bitte"),
        (GERMAN, "ich hätte eine kurze nachricht für frau winter"),
        (ENGLISH, "could you give mister herbst a message please"),
        (ENGLISH, "oh is it closed of course it's saturday could i leave a message then"),
        (ENGLISH, "this is jane miller i'd like to leave a message for doctor winter"),
        (ENGLISH, "it's jane miller can you pass something on to mister herbst for me"),
    ],
)
def test_who_has_only_greeted_and_introduced_themselves_announces(
    language: Language, said: str
) -> None:
    assert is_announced(said, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "sagen sie frau winter dass die ware da ist"),
        (GERMAN, "die ware ist da könnten sie das herrn herbst bitte ausrichten"),
        (GERMAN, "könnten sie herrn herbst ausrichten dass ich später komme"),
        (ENGLISH, "please tell doctor winter the goods have arrived"),
        (ENGLISH, "i'd like to leave a message that i will be late"),
    ],
)
def test_who_says_what_the_matter_is_does_more_than_announce(
    language: Language, said: str
) -> None:
    assert not is_announced(said, language)


@pytest.mark.parametrize(
    ("language", "said", "before"),
    [
        (
            GERMAN,
            "mein zug hat verspätung könnten sie frau winter was ausrichten",
            "mein zug hat verspätung",
        ),
        (GERMAN, "hier ist sabine huber könnten sie frau winter was ausrichten", ""),
        (
            ENGLISH,
            "my train is late could you give doctor winter a message",
            "my train is late",
        ),
        (ENGLISH, "my train is late", ""),
    ],
)
def test_what_was_told_before_the_announcement_is_kept(
    language: Language, said: str, before: str
) -> None:
    assert told_before(said, language) == before


def test_what_was_told_before_becomes_part_of_the_message() -> None:
    caller = Caller(settings=office())
    caller.says("mein zug hat verspätung könnten sie frau winter was ausrichten")
    assert caller.acts == [Act.ASK_MESSAGE]
    caller.says("ich komme erst um elf", "sabine huber", "ja", "ja")
    (taken,) = caller.asked(TakeMessage)
    assert isinstance(taken, TakeMessage)
    assert taken.message.text == "mein zug hat verspätung. ich komme erst um elf"


def test_a_long_beginning_may_hold_the_message_itself() -> None:
    asked = "könnten sie herrn herbst etwas ausrichten"
    assert is_announced(f"{'guten tag ' * 7}{asked}", GERMAN)
    assert not is_announced(f"{'guten tag ' * 8}{asked}", GERMAN)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "guten tag hier ist sabine huber könnten sie herrn herbst was ausrichten"),
        (ENGLISH, "this is jane miller could you give mister herbst a message please"),
    ],
)
def test_an_announced_message_is_asked_for(language: Language, said: str) -> None:
    call = Caller(language, settings=office()).says(said)
    assert call.acts == [Act.ASK_MESSAGE]
    assert not call.messages


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "sagen sie herrn herbst bitte dass seine ware angekommen ist"),
        (ENGLISH, "please tell mister herbst that his goods have arrived"),
    ],
)
def test_a_message_that_was_told_is_not_asked_for_again(language: Language, said: str) -> None:
    call = Caller(language, settings=office()).says(said)
    assert Act.ASK_MESSAGE not in call.acts
