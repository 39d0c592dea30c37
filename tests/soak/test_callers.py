"""Who rings in a soak, and how what they lived is counted."""

from itertools import islice

from kibox_pbx.bench.figures import CallFigures
from kibox_pbx.soak.tally import Tally
from kibox_pbx.soak.wishes import in_turn, wishes
from kibox_pbx.utterance import Language
from tests.bench.levels_of import UNANSWERED, a_call


def test_languages_take_turns_and_everybody_comes_again() -> None:
    both = (Language.ENGLISH, Language.GERMAN)
    once = len(wishes(Language.ENGLISH)) + len(wishes(Language.GERMAN))
    rung = list(islice(in_turn(both), 2 * once))
    assert [language for language, _ in rung[:4]] == [*both, *both]
    assert rung[:once] == rung[once:]


def test_some_book_some_ask_some_say_nothing_and_some_hang_up() -> None:
    for language in Language:
        every = wishes(language)
        assert sum("confirm_booking" in wish.answers for wish in every) == len(every) / 2
        assert any(wish.silent_on for wish in every)
        assert any(wish.hangs_up_on for wish in every)
        assert any(wish.keys for wish in every)


def test_what_was_lived_is_told_once_and_counted_for_ever() -> None:
    tally = Tally()
    for call in (a_call(500, 700), a_call(900, problem="no end in 180 s"), UNANSWERED):
        tally.note(call)
    lived = tally.lived()
    assert (lived.placed, lived.answered) == (3, 2)
    assert lived.wait_ms == 900
    assert (tally.lived().placed, tally.lived().wait_ms) == (0, None)
    assert (tally.placed, tally.answered) == (3, 2)
    assert tally.outcomes == {"booked": 2, "none told": 1}
    assert sum(tally.problems.values()) == 2


def test_calls_are_not_kept_once_they_were_told() -> None:
    tally = Tally()
    tally.note(CallFigures.failed("nobody answered"))
    tally.lived()
    assert not tally._since
