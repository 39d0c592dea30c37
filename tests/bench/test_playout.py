"""Which frames a listener would have missed."""

from kibox_pbx.bench.playout import HELD_MS, Frames, frames_missed
from kibox_pbx.rehearsal.ear import Heard

FRAME = bytes(320)


def arriving(*at_ms: int) -> list[Heard]:
    return [Heard(each, FRAME, loud=True) for each in at_ms]


def test_frames_that_come_when_they_are_due_are_all_heard() -> None:
    assert frames_missed(arriving(*range(0, 1000, 20))) == Frames(50, 0, 0)


def test_jitter_that_a_telephone_hides_is_no_fault() -> None:
    jitter = [each + (each // 20 % 3) * 9 for each in range(0, 1000, 20)]
    assert frames_missed(arriving(*jitter)).missing == 0


def test_what_never_came_is_lost_even_where_no_gap_is_heard() -> None:
    two_left_out = [*range(0, 500, 20), *range(540, 1000, 20)]
    frames = frames_missed(arriving(*two_left_out))
    assert (frames.due, frames.lost, frames.late) == (50, 2, 0)
    assert frames.missing == 2


def test_what_comes_in_a_burst_after_a_stall_is_late_and_not_lost() -> None:
    stalled = [*range(0, 500, 20), *[640] * 7, *range(640, 1000, 20)]
    frames = frames_missed(arriving(*stalled))
    assert frames.lost == 0
    assert frames.late == (640 - 500 - HELD_MS) // 20
    assert frames.missing == frames.late


def test_a_stall_that_loses_frames_is_counted_once() -> None:
    stalled = [*range(0, 500, 20), 700, 700, 700, *range(700, 1000, 20)]
    frames = frames_missed(arriving(*stalled))
    assert (frames.lost, frames.late) == (7, 7)
    assert frames.missing == 7


def test_the_silence_of_a_server_that_sends_none_is_no_gap() -> None:
    two_sentences = [*range(0, 500, 20), *range(2000, 2500, 20)]
    assert frames_missed(arriving(*two_sentences), pause_ms=500) == Frames(50, 0, 0)
    assert frames_missed(arriving(*two_sentences)).missing == 75


def test_a_server_that_sends_a_sentence_at_once_leaves_nothing_out() -> None:
    at_once = [Heard(0, FRAME * 100, loud=True), Heard(5, FRAME, loud=True)]
    assert frames_missed(at_once).missing == 0


def test_nothing_heard_has_no_frames() -> None:
    assert frames_missed([]) == Frames(0, 0, 0)
