import re

import pytest

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.language.grammar import likely_phrases
from kibox_pbx.utterance import Language


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("expect", sorted(set(Expect) - {Expect.ANYTHING, Expect.MESSAGE}))
def test_likely_answers_are_words_a_recogniser_writes(
    expect: Expect, language: Language
) -> None:
    phrases = likely_phrases(expect.value, language)
    assert len(phrases) > 50
    assert len(set(phrases)) == len(phrases)
    assert all(re.fullmatch(r"[a-zäöüß' ]+", phrase) for phrase in phrases)


@pytest.mark.parametrize("expect", [Expect.ANYTHING, Expect.MESSAGE])
def test_free_speech_is_not_narrowed(expect: Expect) -> None:
    assert likely_phrases(expect.value, Language.ENGLISH) == ()


def test_the_practice_s_own_words_come_first() -> None:
    assert likely_phrases("service", Language.ENGLISH, ["Check Up"])[0] == "check up"


def test_numbers_and_days_are_among_the_likely_times() -> None:
    assert {"thirty", "tuesday", "half past"} <= set(likely_phrases("time", Language.ENGLISH))
