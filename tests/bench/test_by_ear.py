"""What a caller's own ear tells of a turn."""

from kibox_pbx.bench.by_ear import silenced_ms, wait_ms
from kibox_pbx.rehearsal.ear import Ear
from kibox_pbx.rehearsal.latency import Said
from tests.rehearsal.test_latency import ear


def test_the_wait_ends_with_the_first_sound() -> None:
    heard = ear(until_ms=4000, speech=((0, 900), (2700, 3500)))
    assert wait_ms(heard, Said(1300, 2000), None) == 700


def test_a_sound_after_the_caller_spoke_again_is_no_answer_to_what_was_before() -> None:
    heard = ear(until_ms=6000, speech=((5000, 5500),))
    assert wait_ms(heard, Said(0, 1000), 3000) is None
    assert wait_ms(heard, Said(3000, 4000), None) == 1000


def test_the_rest_of_a_sentence_is_no_answer() -> None:
    heard = ear(until_ms=4000, speech=((0, 3000),))
    assert wait_ms(heard, Said(1300, 2000), None) is None


def test_silence_is_no_answer() -> None:
    assert wait_ms(ear(until_ms=4000, speech=()), Said(1300, 2000), None) is None


def test_who_is_interrupted_falls_silent_after_their_last_sound() -> None:
    heard = ear(until_ms=4000, speech=((0, 1160), (2500, 3000)))
    assert silenced_ms(heard, Said(1000, 2600)) == 160


def test_a_pause_between_two_words_is_no_silence() -> None:
    heard = ear(until_ms=4000, speech=((0, 1040), (1200, 1300)))
    assert silenced_ms(heard, Said(1000, 2600)) == 300


def test_who_goes_on_through_the_interruption_is_counted_with_all_of_it() -> None:
    heard = ear(until_ms=4000, speech=((0, 4000),))
    assert silenced_ms(heard, Said(1000, 2600)) == 1600


def test_who_was_silent_already_was_not_interrupted() -> None:
    assert silenced_ms(ear(until_ms=4000, speech=((0, 500),)), Said(1000, 2600)) is None
    assert silenced_ms(Ear(), Said(1000, 2600)) is None


def test_who_stops_before_the_first_sound_is_heard_is_at_once_silent() -> None:
    heard = ear(until_ms=4000, speech=((0, 960),))
    assert silenced_ms(heard, Said(1000, 2600)) == 0
