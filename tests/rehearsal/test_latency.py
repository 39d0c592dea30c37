"""Waiting times at the caller's ear."""

import numpy as np

from kibox_pbx.rehearsal.ear import Ear
from kibox_pbx.rehearsal.latency import AnswerTime, Said, answer_times, median_ms

SILENCE = bytes(320)
SPEECH = np.full(160, 3000, dtype="<i2").tobytes()
CLICK_MS = 20


def ear(*, until_ms: int, speech: tuple[tuple[int, int], ...]) -> Ear:
    """Hear silence, and speech in some spans."""
    listening = Ear()
    for at_ms in range(0, until_ms, 20):
        loud = any(start <= at_ms < end for start, end in speech)
        listening.hear(SPEECH if loud else SILENCE, at_ms)
    return listening


def test_the_wait_is_from_the_end_of_speech_to_the_first_sound_of_the_answer() -> None:
    heard = ear(until_ms=4000, speech=((0, 1000), (2700, 3500)))
    assert answer_times([Said(1300, 2000)], heard) == (AnswerTime(2000, 700, cut_in=False),)


def test_a_click_is_no_answer() -> None:
    heard = ear(until_ms=4000, speech=((2400, 2400 + CLICK_MS), (3000, 3500)))
    assert answer_times([Said(1300, 2000)], heard)[0].answer_ms == 1000


def test_an_answer_counts_for_the_last_thing_said_before_it() -> None:
    heard = ear(until_ms=6000, speech=((5000, 5500),))
    times = answer_times([Said(0, 1000), Said(3000, 4000)], heard)
    assert [time.answer_ms for time in times] == [None, 1000]


def test_nothing_heard_is_no_answer() -> None:
    assert answer_times([Said(0, 1000)], Ear())[0].answer_ms is None


def test_a_caller_who_cuts_in_is_marked_and_left_out_of_the_median() -> None:
    heard = ear(until_ms=6000, speech=((0, 1500), (4000, 4500)))
    times = answer_times([Said(1000, 2000), Said(3000, 3500)], heard)
    assert [time.cut_in for time in times] == [True, False]
    assert median_ms(times) == 500


def test_no_turn_has_no_median() -> None:
    assert median_ms(()) is None


def test_a_hole_in_the_sound_is_silence_in_the_recording() -> None:
    listening = Ear()
    listening.hear(SPEECH, 0)
    listening.hear(SPEECH, 1000)
    recording = np.frombuffer(listening.pcm(), dtype="<i2")
    assert len(recording) == 1020 * 8
    assert not recording[160 : 1000 * 8].any()


def test_frames_that_come_a_little_late_leave_no_hole() -> None:
    listening = Ear()
    for index in range(10):
        listening.hear(SPEECH, index * 20 + 30)
    assert len(listening.pcm()) == 10 * 320
