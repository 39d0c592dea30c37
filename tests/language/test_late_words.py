"""Who only lets it be known that they will be late, and who wants more."""

import pytest

from kibox_pbx.language.late_words import says_late
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich verspäte mich um 10 minuten"),
        (GERMAN, "ich komme heute etwas später zu meinem termin"),
        (GERMAN, "wir sind leider nicht pünktlich"),
        (GERMAN, "ich stehe im stau und schaffe es nicht pünktlich"),
        (ENGLISH, "i'm running about ten minutes late"),
        (ENGLISH, "i'm stuck in traffic i'll be late for my ten o'clock"),
        (ENGLISH, "we won't be there on time"),
    ],
)
def test_who_is_late_is_heard(language: Language, said: str) -> None:
    assert says_late(said, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "kann ich heute etwas später kommen"),
        (GERMAN, "ich komme zu spät können wir das verschieben"),
        (GERMAN, "was passiert wenn ich zu spät komme"),
        (GERMAN, "ich stehe im stau und schaffe es heute nicht mehr"),
        (GERMAN, "haben sie später noch was frei"),
        (ENGLISH, "i'm running late can we move it to the afternoon"),
        (ENGLISH, "what if i'm late"),
        (ENGLISH, "is it too late to cancel"),
        (ENGLISH, "anything later in the day"),
    ],
)
def test_who_wants_another_time_or_the_rule_wants_more(language: Language, said: str) -> None:
    assert not says_late(said, language)
