"""Errors, slots and times of many sentences."""

import json

import pytest

from kibox_pbx.hearing.corpus import Kind, Sentence
from kibox_pbx.hearing.measure import Heard
from kibox_pbx.hearing.scoring import Score, score
from kibox_pbx.hearing.slots import Verdict, judge
from kibox_pbx.hearing.table import COLUMNS, Measured, as_json, as_markdown
from kibox_pbx.utterance import Language

ENGLISH = Language.ENGLISH


def heard(kind: Kind, said: str, text: str, after_ms: float = 100) -> Heard:
    return Heard(Sentence(kind, said, ENGLISH), text, after_ms, worked_ms=500, lasted_ms=2000)


def of(*pairs: tuple[str, str]) -> Score:
    return score([heard(Kind.ANYTHING, said, text) for said, text in pairs])


@pytest.mark.parametrize(
    ("said", "text", "errors"),
    [
        ("please call me back", "please call me back", 0),
        ("please call me back", "please calm me back", 1),
        ("please call me back", "call me back", 1),
        ("please call me back", "please do call me back", 1),
        ("please call me back", "", 4),
        ("yes", "please call me back", 4),
    ],
)
def test_substitutions_deletions_and_insertions_are_errors(
    said: str, text: str, errors: int
) -> None:
    counted = of((said, text))
    assert counted.word_errors == errors
    assert counted.words == len(said.split())
    assert counted.word_error_rate == errors / len(said.split())


def test_long_sentences_count_more_than_short_ones() -> None:
    assert of(("yes", "no"), ("please call me back now", "please call me back now")) == of(
        ("please call me back now", "please call me back no"), ("yes", "yes")
    )


@pytest.mark.parametrize(
    ("kind", "said", "text", "verdict"),
    [
        (Kind.DAY, "on thursday the third", "thursday the 3rd", Verdict.RIGHT),
        (Kind.DAY, "on the third of december", "on the first of december", Verdict.WRONG),
        (Kind.DAY, "on the third of december", "under the bird", Verdict.MISSED),
        (Kind.PHONE, "oh eight nine one two three four", "089 1234", Verdict.RIGHT),
        (Kind.PHONE, "oh eight nine one two three four", "089 1235", Verdict.WRONG),
        (Kind.YES_NO, "that's right", "", Verdict.MISSED),
        (Kind.NAME, "my name is Susan Miller", "Susan Miller", Verdict.RIGHT),
        (Kind.NAME, "my name is Susan Miller", "Susan Müller", Verdict.WRONG),
        (Kind.SERVICE, "a blood test please", "of blood test", Verdict.RIGHT),
        (Kind.CHOICE, "the first one", "the second one", Verdict.WRONG),
        (Kind.BIRTHDATE, "the third of may nineteen eighty five", "3 may 1985", Verdict.RIGHT),
        (Kind.ANYTHING, "please call me back", "please calm me", Verdict.NO_SLOT),
        (Kind.ANYTHING, "please call me back", "please call tomorrow", Verdict.WRONG),
    ],
)
def test_what_counts_is_what_the_dialogue_understands(
    kind: Kind, said: str, text: str, verdict: Verdict
) -> None:
    assert judge(Sentence(kind, said, ENGLISH), text) is verdict


def test_slots_are_shares_of_the_sentences_that_have_one() -> None:
    counted = score(
        [
            heard(Kind.TIME, "at nine o'clock", "at nine"),
            heard(Kind.TIME, "at nine o'clock", "at five o'clock"),
            heard(Kind.TIME, "at nine o'clock", "hat"),
            heard(Kind.TIME, "at nine o'clock", "at 9 o'clock"),
            heard(Kind.MESSAGE, "the documents are ready", "the document's red"),
        ]
    )
    assert (counted.sentences, counted.slots) == (5, 4)
    assert (counted.slot_accuracy, counted.wrong_slots) == (0.5, 0.25)


def test_times_are_the_median_the_slow_end_and_the_share_of_the_sound() -> None:
    counted = score([heard(Kind.YES_NO, "yes", "yes", after_ms=ms) for ms in range(1, 102)])
    assert (counted.median_ms, counted.p95_ms) == (51, 96)
    assert counted.real_time_factor == 0.25


def test_nothing_heard_has_no_score() -> None:
    with pytest.raises(ValueError, match="nothing was heard"):
        score([])


def test_a_row_is_the_same_for_people_and_machines() -> None:
    row = Measured("vosk", "vosk-x", ENGLISH, "mb-us2", "gsm", True, of(("call me", "call")))  # noqa: FBT003
    head, marks, line = as_markdown([row]).splitlines()
    assert head == f"| {' | '.join(COLUMNS)} |"
    assert marks.count("---") >= 5
    assert line == "| vosk-x | en | mb-us2 | gsm | told | 1 | 50.0 | - | - | 100 | 100 | 0.25 |"
    [machine] = json.loads(as_json([row]))
    assert machine["word_error_rate"] == 0.5
    assert machine["slot_accuracy"] is None
    assert (machine["engine"], machine["told"], machine["words"]) == ("vosk", True, 2)
