"""What stays as it is, is no part of what is to be changed."""

import pytest

from kibox_pbx.dialogue.keeping import without_kept
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "said", "left"),
    [
        (GERMAN, "den am freitag absagen aber der am montag bleibt", "den am freitag absagen"),
        (GERMAN, "den montag absagen und den freitag behalte ich", "den montag absagen"),
        (GERMAN, "den montag absagen und verschieben", "den montag absagen und verschieben"),
        (ENGLISH, "cancel friday but keep the monday one", "cancel friday"),
        (ENGLISH, "cancel friday and the monday one stays", "cancel friday"),
        (ENGLISH, "cancel the boiler but please still come for the tap", "cancel the boiler"),
        (ENGLISH, "cancel friday and monday", "cancel friday and monday"),
    ],
)
def test_what_stays_is_left_out(language: Language, said: str, left: str) -> None:
    assert without_kept(said, language) == left
