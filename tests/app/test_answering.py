"""Answers are worded by the model only where the entry carries them."""

import json

import pytest

from kibox_pbx.app.answering import REST_S, WordedEntries
from kibox_pbx.utterance import Language
from tests.app.test_afterwards import FakeWriter
from tests.dialogue.practice import practice

GERMAN = Language.GERMAN
TEXT = (
    "Rezepte bestellen Sie bis 11 Uhr. Abholen können Sie sie ab 16 Uhr. Privatrezepte nicht."
)
SETTINGS = practice(
    enquiries={
        "prescription": {
            "questions": {"de": "Wann kann ich mein Rezept abholen?"},
            "answer": {"de": TEXT},
        }
    }
)
ASKED = "wann kann ich das rezept abholen"


def worded(writer: FakeWriter | None) -> WordedEntries:
    return WordedEntries(SETTINGS, writer)


async def test_entries_are_found_in_the_index() -> None:
    assert await worded(None).find(ASKED, GERMAN) == ("prescription",)


async def test_a_carried_answer_is_told() -> None:
    writer = FakeWriter(json.dumps({"answer": "Abholen können Sie sie ab 16 Uhr."}))
    answer = await worded(writer).word("prescription", ASKED, GERMAN)
    assert answer == "Abholen können Sie sie ab 16 Uhr."
    assert writer.asked == [("answer-de", f"Auskunft: {TEXT}\nFrage: {ASKED}")]


@pytest.mark.parametrize(
    "writer",
    [
        None,
        FakeWriter(None),
        FakeWriter('{"answer": "Abholen können Sie sie ab 17 Uhr."}'),
    ],
)
async def test_without_a_good_answer_there_is_none(writer: FakeWriter | None) -> None:
    assert await worded(writer).word("prescription", ASKED, GERMAN) is None


async def test_a_writer_that_was_too_slow_rests_for_a_while() -> None:
    writer, now_s = FakeWriter(None), [0.0]
    entries = WordedEntries(SETTINGS, writer, lambda: now_s[0])
    for _ in range(3):
        assert await entries.word("prescription", ASKED, GERMAN) is None
    assert len(writer.asked) == 1
    now_s[0] = REST_S
    await entries.word("prescription", ASKED, GERMAN)
    assert len(writer.asked) == 2
