"""What Asterisk is given to play, read as Asterisk reads it: by its name, while it grows."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kibox_pbx.asterisk.audiosocket import FRAME_BYTES, SILENCE
from kibox_pbx.asterisk.reels import (
    FRESH_S,
    LEAD_MS,
    PREFIX,
    QUIET_MS,
    SILENT_S,
    Play,
    Reels,
    reels,
)
from kibox_pbx.audio import FRAME_MS

LOUD = b"\x01\x10" * (FRAME_BYTES // 2)
LEAD = bytes(LEAD_MS * 16)


@pytest.fixture
def playing() -> Iterator[Reels]:
    with reels() as made:
        yield made


def sound(play: Play) -> bytes:
    """Return what Asterisk would find now."""
    return play.name.with_suffix(".sln").read_bytes()


def wanted(playing: Reels) -> Play:
    play = playing.take_wanted()
    assert play is not None
    return play


def test_before_the_first_word_there_is_silence_and_nothing_changes(playing: Reels) -> None:
    silent = wanted(playing).name.with_suffix(".sln")
    assert silent.stat().st_size == SILENT_S * 16_000
    playing.say(SILENCE)
    assert playing.take_wanted() is None
    assert not playing.speaks


def test_what_is_said_is_played_from_its_first_frame_and_grows(playing: Reels) -> None:
    silent = wanted(playing)
    playing.say(LOUD)
    voice = wanted(playing)
    assert voice.name != silent.name
    assert sound(voice) == LEAD + LOUD
    playing.say(SILENCE)
    playing.say(LOUD)
    assert playing.take_wanted() is None
    assert sound(voice) == LEAD + LOUD + SILENCE + LOUD


def test_after_a_long_silence_the_reel_is_dropped_and_the_next_word_has_its_own(
    playing: Reels,
) -> None:
    silent = wanted(playing)
    playing.say(LOUD)
    first = wanted(playing)
    for _ in range(QUIET_MS // FRAME_MS):
        playing.say(SILENCE)
    assert playing.take_wanted() is None
    playing.say(SILENCE)
    assert wanted(playing) == silent
    assert not first.name.with_suffix(".sln").is_symlink()
    playing.say(LOUD)
    assert sound(wanted(playing)) == LEAD + LOUD


def test_after_a_key_the_sound_goes_on_where_it_was(playing: Reels) -> None:
    silent = wanted(playing)
    playing.go_on(at_sample=8000)
    assert wanted(playing) == silent
    playing.say(LOUD)
    voice = wanted(playing)
    playing.go_on(at_sample=500)
    assert wanted(playing) == Play(voice.name, 500)


def test_a_place_beyond_the_end_is_of_another_reel(playing: Reels) -> None:
    playing.say(LOUD)
    voice = wanted(playing)
    playing.go_on(at_sample=10**6)
    assert wanted(playing) == Play(voice.name, (len(LEAD) + len(LOUD)) // 2)


def test_a_reel_that_ran_out_gives_way_to_silence_until_there_is_sound(playing: Reels) -> None:
    silent = wanted(playing)
    playing.say(LOUD)
    wanted(playing)
    playing.fall_silent()
    assert wanted(playing) == silent
    playing.say(SILENCE)
    assert playing.take_wanted() is None
    playing.say(LOUD)
    assert sound(wanted(playing)) == LEAD + LOUD


def test_no_sound_is_in_any_folder_and_the_folder_is_ours_and_goes(playing: Reels) -> None:
    playing.say(LOUD)
    folder = wanted(playing).name.parent
    assert folder.stat().st_mode & 0o777 == 0o700
    assert all(path.is_symlink() for path in folder.iterdir())
    assert all(str(path.readlink()).startswith("/proc/") for path in folder.iterdir())


def test_nothing_is_left_behind() -> None:
    with reels() as made:
        made.say(LOUD)
        folder: Path = wanted(made).name.parent
    assert not folder.exists()


IN_A_BRIDGE = """
import sys
from kibox_pbx.asterisk.reels import reels
with reels() as made:
    made.say(b"\\1" * 320)
    print(made.take_wanted().name.parent, flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_bridge_leaves_goes_with_the_next_call_and_a_living_one_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed_one, living_one = _bridge(tmp_path), _bridge(tmp_path)
    with killed_one, living_one:
        killed, alive = _folder_of(killed_one), _folder_of(living_one)
        killed_one.kill()
        killed_one.wait()
        fresh = tmp_path / f"{PREFIX}fresh"
        fresh.mkdir()
        long_ago = time.time() - FRESH_S - 1
        for folder in (killed, alive):
            os.utime(folder, (long_ago, long_ago))
        with reels() as made:
            assert not killed.exists()
            assert {alive, fresh} < set(tmp_path.iterdir())
            assert wanted(made).name.parent.parent == tmp_path
    assert set(tmp_path.iterdir()) == {fresh}


def _bridge(place: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 -- our own words
        [sys.executable, "-c", IN_A_BRIDGE],
        env=os.environ | {"TMPDIR": str(place)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _folder_of(bridge: subprocess.Popen[str]) -> Path:
    assert bridge.stdout
    return Path(bridge.stdout.readline().strip())
