"""The sound of fixed sentences survives a restart, and never comes back damaged."""

from pathlib import Path

import pytest

from kibox_pbx.engines.kept_sounds import ENDING, KeptSounds
from kibox_pbx.engines.voice import Voice
from tests.engines.test_voice import FakeSynthesiser


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob(f"*{ENDING}"))


def test_a_sound_comes_back_as_it_was(tmp_path: Path) -> None:
    KeptSounds(tmp_path, "piper joe").keep("Hello.", b"abcd")
    assert KeptSounds(tmp_path, "piper joe").get("Hello.") == b"abcd"


def test_another_voice_or_text_has_its_own_sound(tmp_path: Path) -> None:
    KeptSounds(tmp_path, "piper joe").keep("Hello.", b"abcd")
    assert KeptSounds(tmp_path, "piper thorsten").get("Hello.") is None
    assert KeptSounds(tmp_path, "piper joe").get("Goodbye.") is None


@pytest.mark.parametrize("length", [0, 10, 32, 35])
def test_a_file_that_was_cut_off_is_not_used(tmp_path: Path, length: int) -> None:
    KeptSounds(tmp_path, "piper joe").keep("Hello.", b"abcd")
    (path,) = files_in(tmp_path)
    path.write_bytes(path.read_bytes()[:length])
    assert KeptSounds(tmp_path, "piper joe").get("Hello.") is None


def test_no_text_is_in_a_file_or_its_name(tmp_path: Path) -> None:
    KeptSounds(tmp_path, "piper joe").keep("Praxis Sommer", b"abcd")
    (path,) = files_in(tmp_path)
    assert "Sommer" not in str(path)
    assert b"Sommer" not in path.read_bytes()


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    sounds = KeptSounds(tmp_path / "file", "piper joe")
    sounds.keep("Hello.", b"abcd")
    assert sounds.get("Hello.") is None


async def test_a_second_start_makes_nothing_anew(tmp_path: Path) -> None:
    for expected in (["Hello.", "Goodbye."], []):
        synthesiser = FakeSynthesiser()
        async with Voice(synthesiser, kept=tmp_path) as voice:
            await voice.prepare(("Hello.", "Goodbye."))
        assert synthesiser.asked == expected


async def test_sentences_that_are_said_no_more_are_deleted(tmp_path: Path) -> None:
    async with Voice(FakeSynthesiser(), kept=tmp_path) as voice:
        await voice.prepare(("Hello.", "Goodbye."))
    async with Voice(FakeSynthesiser(), kept=tmp_path) as voice:
        await voice.prepare(("Hello.",))
    assert len(files_in(tmp_path)) == 1
