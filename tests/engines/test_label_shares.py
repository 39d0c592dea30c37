"""A label and how sure the model is of it, from the tokens a server tells."""

from math import log

import pytest

from kibox_pbx.engines.label_shares import as_choice
from kibox_pbx.errors import EngineError

LABELS = ("book", "cancel", "call back")


def likely(**shares: float) -> dict[str, float]:
    return {token: log(share) for token, share in shares.items()}


def test_labels_share_what_their_beginnings_got() -> None:
    tokens = [likely(bo=0.5, cancel=0.2, book=0.1, well=0.15)]
    choice = as_choice(tokens, LABELS)
    assert choice.label == "book"
    assert choice.probability == pytest.approx(0.6 / 0.8)


def test_labels_that_begin_alike_are_told_apart_later() -> None:
    tokens = [likely(ca=0.8, bo=0.2), likely(ll=0.7, ncel=0.3), likely(zz=1.0)]
    choice = as_choice(tokens, LABELS)
    assert choice.label == "call back"
    assert choice.probability == pytest.approx(0.8 * 0.7)


def test_a_label_that_begins_another_is_told_by_its_end() -> None:
    assert as_choice([likely(no=0.9), likely(**{"": 1.0})], ("no", "nothing")).label == "no"


@pytest.mark.parametrize("written", ["hello", "c", ""])
def test_what_is_no_label_is_no_answer(written: str) -> None:
    with pytest.raises(EngineError, match="none of the labels"):
        as_choice([likely(**{written: 1.0})], LABELS)


def test_no_token_is_no_answer() -> None:
    with pytest.raises(EngineError, match="none of the labels"):
        as_choice([], LABELS)
