"""How far from the time in mind a caller wants to come."""

from datetime import timedelta

import pytest

from kibox_pbx.dialogue.skills.shifting import how_far
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("said", "language", "minutes"),
    [
        ("could you make it an hour later", ENGLISH, 60),
        ("two hours earlier would suit", ENGLISH, -120),
        ("half an hour later please", ENGLISH, 30),
        ("an hour and a half later", ENGLISH, 90),
        ("a quarter of an hour sooner", ENGLISH, -15),
        ("twenty minutes later", ENGLISH, 20),
        ("geht es eine Stunde später", GERMAN, 60),
        ("zwei stunden früher", GERMAN, -120),
        ("lieber eine halbe Stunde später", GERMAN, 30),
        ("anderthalb stunden nach hinten", GERMAN, 90),
        ("eine viertelstunde eher", GERMAN, -15),
        ("dreißig Minuten später", GERMAN, 30),
    ],
)
def test_so_much_later_or_earlier(said: str, language: Language, minutes: int) -> None:
    assert how_far(said, language) == timedelta(minutes=minutes)


@pytest.mark.parametrize("said", ["a bit later", "an hour on monday", "at nine or later"])
def test_no_length_is_said(said: str) -> None:
    assert how_far(said, ENGLISH) is None
