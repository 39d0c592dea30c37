"""What of a sentence counts, as numbers."""

from itertools import pairwise

import pytest

from kibox_pbx.language.learned.features import BUCKETS, ENDS, features


def test_the_same_sentence_has_the_same_features_on_every_machine() -> None:
    said = "wann soll ich zur blutabnahme kommen"
    assert features(said) == features(said)
    assert features("blut")[:3] == (3870, 4502, 5086)


def test_features_are_ascending_numbers_of_a_fixed_range_each_once() -> None:
    found = features("no no no i really did not say no", ("rule cancel",))
    assert all(one < other for one, other in pairwise(found))
    assert all(0 <= each < BUCKETS for each in found)


def test_words_that_share_parts_share_features() -> None:
    taken = {*features("blutabnahme")}
    assert len(taken & {*features("blut abnehmen")}) > len(taken & {*features("termin")})


def test_the_order_of_words_counts() -> None:
    assert features("can i come today") != features("i can come today")


def test_neighbours_at_a_distance_of_one_word_count() -> None:
    common = {*features("ich komme nicht")} & {*features("ich bin nicht")}
    apart = {*features("ich")} | {*features("nicht")}
    assert common - apart


def test_where_a_sentence_begins_and_ends_counts() -> None:
    inside, whole = features("ja der termin passt"), features("der termin")
    assert not {*whole} <= {*inside}


@pytest.mark.parametrize("text", ["ja ja ja {}", "{} ja ja ja"])
def test_the_first_and_the_last_words_count_as_such(text: str) -> None:
    said = "der termin passt mir leider heute gar nicht mehr"
    at_the_border = {*features(said)} - {*features(text.format(said))}
    neighbours = 2
    assert len(at_the_border) == ENDS + neighbours


def test_a_word_is_told_from_the_same_letters_within_another() -> None:
    assert not {*features("tag")} <= {*features("montags")}


def test_an_empty_sentence_has_the_feature_of_being_empty() -> None:
    assert len(features("")) == 1
    assert features("") == features("   ")


def test_a_hint_stands_for_several_words_and_differs_from_a_word() -> None:
    bare, hinted = {*features("hallo")}, {*features("hallo", ("rule book",))}
    assert bare < hinted
    assert len(hinted - bare) > 1
    assert hinted != {*features("hallo", ("rule move",))}
    assert not (hinted - bare) & {*features("rule book")}
