"""The fixed sentences hold what they are measured by."""

import pytest

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.listening import listen
from kibox_pbx.dialogue.reply import Line, Question
from kibox_pbx.hearing.corpus import Kind, Sentence, said_in, sentences, services
from kibox_pbx.hearing.read_back import read_backs
from kibox_pbx.hearing.slots import slot
from kibox_pbx.language.comparable import comparable
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language

FREE = {Kind.ANYTHING, Kind.MESSAGE}


@pytest.mark.parametrize("language", Language)
def test_every_kind_of_answer_is_said(language: Language) -> None:
    said = sentences(language)
    assert len(said) >= 60
    assert len({sentence.text for sentence in said}) == len(said)
    assert {sentence.kind for sentence in said} == set(Kind)
    assert not any(digit in sentence.text for sentence in said for digit in "0123456789")


@pytest.mark.parametrize("language", Language)
def test_the_dialogue_understands_what_is_said_if_it_is_heard_rightly(
    language: Language,
) -> None:
    said = (*sentences(language), *read_backs(language))
    for sentence in said:
        understood = slot(sentence.text, sentence.kind, language)
        assert understood is not None or sentence.kind in FREE, sentence.text
        assert comparable(sentence.text, language)
    assert any(slot(each.text, each.kind, language) for each in said if each.kind in FREE)


@pytest.mark.parametrize("language", Language)
def test_the_phrases_are_those_of_the_dialogue_s_own_question(language: Language) -> None:
    names = tuple(name for each in services(language).values() for name in each)
    for kind, expect, own in (
        (Kind.PHONE, Expect.DIGITS, ()),
        (Kind.BIRTHDATE, Expect.DAY, ()),
        (Kind.SERVICE, Expect.SERVICE, names),
        (Kind.ANYTHING, Expect.ANYTHING, ()),
    ):
        question = Question(Line(Act.ASK_DAY, "ask_day"), expect, "help_day", own)
        assert Sentence(kind, "x", language).phrases == listen(question, language).phrases


def test_what_the_person_says_is_named_by_sound_files() -> None:
    recordings = said_in("person")
    assert sum(len(entries) for entries in recordings.values()) >= 50
    names = {
        name for entries in recordings.values() for each in entries for name in each.split()
    }
    assert all(name == name.strip("/.") and ".." not in name for name in names)
