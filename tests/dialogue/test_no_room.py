"""Who finds no room is told so, and nobody is worse off for it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kibox_pbx.dialogue.no_room import TurnedAway, word_for
from kibox_pbx.dialogue.phrases import SAYS_AI, fixed_sentences
from kibox_pbx.utterance import Language
from tests.dialogue.practice import practice

NOON = datetime(2026, 11, 23, 11, tzinfo=ZoneInfo("Europe/Berlin"))
NIGHT = datetime(2026, 11, 23, 3, tzinfo=ZoneInfo("Europe/Berlin"))
GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
CALLERS = (
    TurnedAway(GERMAN),
    TurnedAway(ENGLISH),
    TurnedAway(GERMAN, came_back=True),
    TurnedAway(ENGLISH, came_back=True, was_emergency=True),
)


def test_by_day_the_caller_is_put_through_to_people() -> None:
    word = word_for(TurnedAway(ENGLISH), practice(), NOON)
    assert word.rings_people
    assert "put you through to the team" in word.text


def test_at_night_people_are_rung_all_the_same_and_the_emergency_number_is_named() -> None:
    word = word_for(TurnedAway(GERMAN), practice(), NIGHT)
    assert word.rings_people
    assert "eins eins zwei" in word.text
    assert "nach dem Ton" in word.text


def test_day_and_night_are_the_practices_own() -> None:
    noon_in_tokyo = NOON.astimezone(ZoneInfo("Asia/Tokyo"))
    caller = TurnedAway(GERMAN)
    assert word_for(caller, practice(), noon_in_tokyo) == word_for(caller, practice(), NOON)


def test_whom_people_did_not_answer_reaches_the_mailbox() -> None:
    word = word_for(TurnedAway(GERMAN, came_back=True), practice(), NOON)
    assert not word.rings_people
    assert "nach dem Ton" in word.text


def test_for_an_emergency_people_are_rung_once_more() -> None:
    caller = TurnedAway(ENGLISH, came_back=True, was_emergency=True)
    word = word_for(caller, practice(), NIGHT)
    assert word.rings_people
    assert "one one two" in word.text


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("now", [NOON, NIGHT], ids=["day", "night"])
def test_whatever_is_told_was_synthesised_ahead(caller: TurnedAway, now: datetime) -> None:
    assert word_for(caller, practice(), now).text in fixed_sentences(
        practice(), caller.language
    )


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("now", [NOON, NIGHT], ids=["day", "night"])
def test_it_says_that_an_ai_speaks(language: Language, now: datetime) -> None:
    assert SAYS_AI[language].search(word_for(TurnedAway(language), practice(), now).text)
