"""What the calendar is asked for a wish."""

from dataclasses import replace
from datetime import date, time

from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.wish import Search, distinct, fits, is_too_far, merged, query
from kibox_pbx.language.when import When
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import at, slot
from tests.dialogue.practice import MONDAY_MORNING, practice

WEDNESDAY = date(2026, 11, 25)
SCENE = Scene(
    practice(), Language.GERMAN, MONDAY_MORNING, None, phrase_book(practice(), Language.GERMAN)
)


def asked(search: Search) -> FindSlots:
    return query(SCENE, search, "checkup", None, ())


def test_a_day_and_part_of_day_are_asked_as_such() -> None:
    find = asked(Search(When(WEDNESDAY, WEDNESDAY, from_time=time(12))))
    assert (find.first, find.last) == (at("2026-11-25 00:00"), at("2026-11-26 00:00"))
    assert (find.from_time, find.until_time, find.near) == (time(12), None, None)


def test_an_exact_time_on_a_day_is_looked_for_nearby() -> None:
    find = asked(Search(When(WEDNESDAY, WEDNESDAY, at=time(15))))
    assert find.near == at("2026-11-25 15:00")
    assert find.from_time is None


def test_an_exact_time_on_any_day_is_looked_for_exactly() -> None:
    find = asked(Search(When(at=time(15))))
    assert (find.near, find.from_time, find.until_time) == (None, time(15), time(15))


def test_wider_means_the_days_after_then_any_time() -> None:
    search = Search(When(WEDNESDAY, WEDNESDAY, from_time=time(12)))
    wider = search.wider()
    assert wider is not None
    find = asked(wider)
    assert (find.first, find.last) == (at("2026-11-25 00:00"), at("2027-01-23 00:00"))
    assert find.from_time == time(12)
    widest = wider.wider()
    assert widest is not None
    assert asked(widest).first == at("2026-11-23 09:55")
    assert asked(widest).from_time is None
    assert widest.wider() is None


def test_today_begins_after_the_lead_time() -> None:
    today = MONDAY_MORNING.date()
    assert asked(Search(When(today, today))).first == at("2026-11-23 09:55")


def test_a_day_that_is_over_is_an_empty_question_not_a_wrong_one() -> None:
    past = date(2026, 11, 20)
    find = asked(Search(When(past, past)))
    assert find.first == find.last


def test_the_last_day_of_the_horizon_is_not_too_far() -> None:
    assert not is_too_far(SCENE, When(date(2027, 1, 22)), "checkup")
    assert is_too_far(SCENE, When(date(2027, 1, 23)), "checkup")
    assert not is_too_far(SCENE, When(), "checkup")


def test_a_correction_keeps_what_it_does_not_mention() -> None:
    old = When(WEDNESDAY, WEDNESDAY, at=time(15))
    thursday = date(2026, 11, 26)
    assert merged(old, When(thursday, thursday)) == When(thursday, thursday, at=time(15))
    assert merged(old, When(at=time(9))) == replace(old, at=time(9))
    assert merged(old, When(soonest=True)) == When(soonest=True)
    assert merged(None, old) == old


def test_the_last_time_of_a_day_is_looked_for_from_its_end() -> None:
    find = asked(Search(When(WEDNESDAY, WEDNESDAY, latest=True)))
    assert find.near == at("2026-11-26 00:00")
    assert find.from_time is None


def test_a_last_time_of_no_certain_day_is_a_late_one() -> None:
    for wish in (When(latest=True), When(WEDNESDAY, latest=True)):
        find = asked(Search(wish))
        assert (find.near, find.from_time) == (None, time(16))


def test_only_the_weekdays_that_suit_are_asked_for() -> None:
    either = Search(When(weekdays=frozenset({0, 2}), not_on=frozenset({0})))
    assert asked(either).weekdays == (2,)
    assert asked(replace(either, width=2)).weekdays == (1, 2, 3, 4, 5, 6)
    assert asked(Search(When())).weekdays == ()


def test_weekdays_that_do_not_suit_stay_so_until_one_is_wished_for() -> None:
    wednesday = When(WEDNESDAY, WEDNESDAY)
    never = When(not_on=frozenset({2, 3}))
    assert merged(wednesday, never) == never
    assert merged(never, wednesday) == replace(wednesday, not_on=frozenset({3}))
    assert merged(never, When(soonest=True)) == replace(never, soonest=True)


def test_a_wish_fits_a_slot_that_it_only_repeats() -> None:
    taken = slot("2026-11-25 15:00")
    assert fits(When(WEDNESDAY, WEDNESDAY, at=time(15)), taken)
    assert fits(When(from_time=time(12)), taken)
    assert not fits(When(at=time(16)), taken)
    assert not fits(When(until_time=time(12)), taken)
    assert not fits(When(soonest=True), taken)
    assert not fits(When(), None)


def test_two_people_free_at_the_same_time_are_one_offer() -> None:
    one = slot("2026-11-25 15:00")
    other = replace(one, person="dr_winter")
    later = slot("2026-11-25 16:00")
    assert distinct((one, other, later), 2) == (one, later)
