"""What simulated callers sound like, without a voice."""

from pathlib import Path

import pytest

from kibox_pbx.errors import EngineError
from kibox_pbx.rehearsal.voices import VOICES, VoiceBox, _for_telephone, spell_numbers
from kibox_pbx.utterance import Language


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("089 123456, please", "0 8 9 1 2 3 4 5 6, please"),
        ("+49 89-123", "plus 4 9 8 9 1 2 3"),
        ("at 14:30 on the 3rd", "at 14:30 on the 3rd"),
        ("in 2026", "in 2026"),
    ],
)
def test_telephone_numbers_are_spoken_digit_by_digit(written: str, spoken: str) -> None:
    assert spell_numbers(written) == spoken


def test_silence_has_no_sound() -> None:
    header = bytes(24) + (16000).to_bytes(4, "little") + bytes(16)
    assert _for_telephone(header + bytes(32000)) == b""


async def test_a_program_that_cannot_speak_says_how_to_mend_it() -> None:
    with pytest.raises(EngineError, match=r"install/callers\.sh"):
        await VoiceBox(Path("/bin/false")).voices(Language.GERMAN)


def test_both_languages_have_several_voices() -> None:
    for language in Language:
        assert sum(voice.language is language for voice in VOICES) >= 3
