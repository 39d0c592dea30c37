"""Small words that only say: I am listening."""

import pytest

from kibox_pbx.language.back_channels import is_back_channel
from kibox_pbx.utterance import Language


@pytest.mark.parametrize(
    "text",
    ["mhm", "hm", "ja", "ja ja", "okay", "genau", "ach so", "ja ja genau", "alles klar", "aha"],
)
def test_a_german_listens_aloud(text: str) -> None:
    assert is_back_channel(text, Language.GERMAN)


@pytest.mark.parametrize(
    "text", ["mhm", "uh huh", "uh-huh", "mm-hmm", "right", "okay", "yeah", "i see", "got it"]
)
def test_an_english_speaker_listens_aloud(text: str) -> None:
    assert is_back_channel(text, Language.ENGLISH)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", Language.GERMAN),
        ("nein", Language.GERMAN),
        ("ja bitte", Language.GERMAN),
        ("ja am montag", Language.GERMAN),
        ("moment", Language.GERMAN),
        ("ja ja ja genau", Language.GERMAN),
        ("no", Language.ENGLISH),
        ("yes please", Language.ENGLISH),
        ("right on monday", Language.ENGLISH),
        ("stop", Language.ENGLISH),
    ],
)
def test_who_says_more_says_something(text: str, language: Language) -> None:
    assert not is_back_channel(text, language)
