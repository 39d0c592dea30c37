"""One part of what was taken down is exchanged for another."""

import pytest

from kibox_pbx.dialogue.exchanging import exchanged
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "text", "correction", "right"),
    [
        (GERMAN, "ich komme montag", "nein nicht montag sondern freitag", "ich komme freitag"),
        (GERMAN, "sabine huber", "hubert nicht huber", "sabine hubert"),
        (GERMAN, "sabine huber", "nicht huber hubert", "sabine hubert"),
        (GERMAN, "sabine huber", "nicht maier meier", None),
        (GERMAN, "sabine huber", "ja genau", None),
        (ENGLISH, "late tomorrow", "no not tomorrow but on friday", "late on friday"),
        (ENGLISH, "john miller", "not miller it's muller", "john muller"),
    ],
)  # fmt: skip
def test_one_part_is_exchanged_for_another(
    language: Language, text: str, correction: str, right: str | None
) -> None:
    assert exchanged(text, correction, language) == right
