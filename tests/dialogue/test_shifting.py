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


@pytest.mark.parametrize(
    ("said", "language", "days"),
    [
        ("eine Woche später", GERMAN, 7),
        ("zwei wochen später", GERMAN, 14),
        ("um eine woche nach hinten", GERMAN, 7),
        ("um zwei wochen verschieben", GERMAN, 14),
        ("einen Tag früher", GERMAN, -1),
        ("um zwei Tage vorverlegen", GERMAN, -2),
        ("am Tag danach", GERMAN, 1),
        ("am nächsten Tag um dieselbe Zeit", GERMAN, 1),
        ("am Tag davor", GERMAN, -1),
        ("three weeks later", ENGLISH, 21),
        ("a week after that", ENGLISH, 7),
        ("could you push my cleaning back a week", ENGLISH, 7),
        ("push it back by a fortnight", ENGLISH, 14),
        ("postpone it by two weeks", ENGLISH, 14),
        ("push it a week earlier", ENGLISH, -7),
        ("bring it forward a day", ENGLISH, -1),
        ("a couple of days later", ENGLISH, 2),
        ("the same time the day after please", ENGLISH, 1),
        ("the day before", ENGLISH, -1),
    ],
)
def test_so_many_days_later_or_earlier(said: str, language: Language, days: int) -> None:
    assert how_far(said, language) == timedelta(days=days)


@pytest.mark.parametrize(
    "said",
    [
        "a bit later",
        "an hour on monday",
        "at nine or later",
        "a week on tuesday",
        "the day after tomorrow",
        "I have been ill for a week",
    ],
)
def test_no_length_is_said(said: str) -> None:
    assert how_far(said, ENGLISH) is None


@pytest.mark.parametrize("said", ["nächste Woche", "in einer Woche", "übernächsten Tag"])
def test_no_length_is_said_in_german(said: str) -> None:
    assert how_far(said, GERMAN) is None
