"""Whom to believe: who hears freely, or who was told what to expect."""

import pytest

from kibox_pbx.engines.second_opinion import Heard, as_utterance, choose
from kibox_pbx.utterance import Utterance, Word


def heard(text: str, confidence: float = 1.0, start_ms: int = 0, end_ms: int = 900) -> Heard:
    words = text.split()
    step = (end_ms - start_ms) // max(1, len(words))
    return Heard(
        tuple(
            Word(word, start_ms + step * index, start_ms + step * (index + 1), confidence)
            for index, word in enumerate(words)
        )
    )


def test_an_expected_answer_corrects_a_doubtful_ear() -> None:
    assert choose(heard("wie lange", 0.5), heard("dienstag")).text == "dienstag"


def test_an_expected_answer_that_sounds_alike_corrects_a_sure_ear() -> None:
    assert choose(heard("dienst tag", 0.95), heard("dienstag")).text == "dienstag"


def test_a_sure_ear_that_heard_something_else_is_believed() -> None:
    assert choose(heard("gestern", 0.95), heard("dienstag")).text == "gestern"


def test_an_answer_that_was_not_expected_is_heard_freely() -> None:
    assert choose(heard("was kostet das", 0.5), heard("[unk]")).text == "was kostet das"
    assert choose(heard("ähm dienstag", 0.5), heard("[unk] dienstag")).text == "ähm dienstag"


@pytest.mark.parametrize(("start_ms", "end_ms"), [(400, 900), (0, 400)])
def test_an_answer_to_only_a_part_of_what_was_said_is_not_believed(
    start_ms: int, end_ms: int
) -> None:
    free, told = heard("nein am dienstag", 0.5), heard("nein", 1.0, start_ms, end_ms)
    assert choose(free, told).text == "nein am dienstag"


def test_whoever_heard_anything_is_believed_before_who_heard_nothing() -> None:
    assert choose(heard("ja"), heard("")).text == "ja"
    assert choose(heard(""), heard("ja")).text == "ja"
    assert choose(heard(""), heard("")).text == ""


def test_longer_words_count_more_for_the_confidence() -> None:
    words = (Word("um", 0, 100, 0.1), Word("dienstag", 100, 1000, 1.0))
    assert Heard(words).confidence == pytest.approx(0.91)


def test_an_utterance_lasts_from_its_first_word_to_its_last() -> None:
    said = heard("ja bitte", 0.8, 400, 1200)
    assert as_utterance(said, "ja bitte", 0) == Utterance(
        "ja bitte", 400, 1200, said.confidence, said.words
    )


def test_an_utterance_without_words_says_when_it_was_listened() -> None:
    assert as_utterance(Heard(), "", 7000) == Utterance("", 7000, 7000, 0.0)
