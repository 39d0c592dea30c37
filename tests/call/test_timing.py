"""The wait for an answer, cut into stages."""

from kibox_pbx.call.timing import Stopwatch, TurnTiming


def test_the_stages_add_up_to_the_wait() -> None:
    watch = Stopwatch()
    watch.caller_fell_silent(1000, 1500, 1600)
    watch.sentence_decided(1650)
    timing = watch.sound_began(1750)
    assert timing == TurnTiming(500, 100, 50, 100)
    assert timing.answer_ms == 750


def test_only_the_first_sound_of_an_answer_counts() -> None:
    watch = Stopwatch()
    watch.caller_fell_silent(0, 500, 600)
    watch.sentence_decided(700)
    watch.sentence_decided(2000)
    assert watch.sound_began(800) is not None
    assert watch.sound_began(900) is None


def test_a_sentence_nobody_waited_for_has_no_timing() -> None:
    watch = Stopwatch()
    watch.sentence_decided(100)
    assert watch.sound_began(200) is None
