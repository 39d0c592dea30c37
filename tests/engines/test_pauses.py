"""When a slow recogniser may begin early."""

import numpy as np
import pytest

from kibox_pbx.audio import AudioFrame
from kibox_pbx.engines.pauses import PAUSE_MS, PauseWatch, loudness_dbfs


def frame(loudness: int) -> AudioFrame:
    return AudioFrame(np.full(160, loudness, "<i2").tobytes(), 8000, 0)


def watch(*loudness: int) -> PauseWatch:
    pauses = PauseWatch()
    for value in loudness:
        pauses.hear(frame(value))
    return pauses


QUIET_LONG = (0,) * (PAUSE_MS // 20)


def test_quiet_after_speech_is_a_pause() -> None:
    assert watch(8000, 8000, *QUIET_LONG).paused


def test_a_gap_inside_a_word_is_no_pause() -> None:
    assert not watch(8000, *QUIET_LONG[1:]).paused


def test_the_caller_going_on_ends_the_pause() -> None:
    pauses = watch(8000, *QUIET_LONG, 8000)
    assert (pauses.paused, pauses.quiet_ms) == (False, 0)


def test_a_silent_line_is_no_pause_and_nothing_heard() -> None:
    pauses = watch(*QUIET_LONG, 20, *QUIET_LONG)
    assert (pauses.paused, pauses.anything_heard) == (False, False)


def test_quiet_is_measured_against_the_loudest_sound() -> None:
    assert watch(8000, *(600,) * len(QUIET_LONG)).paused
    assert not watch(3000, *(600,) * len(QUIET_LONG)).paused


@pytest.mark.parametrize(("loudness", "dbfs"), [(32767, 0), (3277, -20), (0, -100)])
def test_loudness_is_against_full_scale(loudness: int, dbfs: int) -> None:
    assert loudness_dbfs(frame(loudness).pcm) == pytest.approx(dbfs, abs=0.01)
    assert loudness_dbfs(b"") == -100
