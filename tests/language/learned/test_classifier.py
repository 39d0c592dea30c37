"""Which label fits best, and how surely; kept in a file and read again."""

import math
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from kibox_pbx.language.learned.classifier import Classifier, Guess, load, save
from kibox_pbx.language.learned.features import BUCKETS, features

SOURCE = "0123abcd"
LABELS = ("bye", "hello")


def classifier() -> Classifier:
    """Return one that knows two words and what is rather said."""
    weights = np.zeros((BUCKETS, len(LABELS)), np.float32)
    weights[list(features("tschüss")), 0] = 1.5
    weights[list(features("hallo")), 1] = 2.0
    rarity = np.ones(BUCKETS, np.float32)
    return Classifier(LABELS, rarity, weights, np.array([0.0, 0.5], np.float32), SOURCE)


def kept(saved: Classifier) -> Classifier:
    file = BytesIO()
    save(saved, file)
    file.seek(0)
    return load(file)


@pytest.mark.parametrize("text", ["", "hallo", "tschüss", "hallo und tschüss", "quark " * 200])
def test_probabilities_of_all_labels_add_up_to_one(text: str) -> None:
    likely = classifier().probabilities(text)
    assert tuple(likely) == LABELS
    assert sum(likely.values()) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(("text", "label"), [("hallo", "hello"), ("tschüss", "bye")])
def test_the_likeliest_label_is_guessed_with_its_probability(text: str, label: str) -> None:
    likely = classifier().probabilities(text)
    assert classifier().guess(text) == Guess(label, likely[label])
    assert likely[label] == max(likely.values())


def test_of_a_text_without_known_words_what_is_rather_said_is_guessed() -> None:
    assert classifier().guess("").label == "hello"
    assert classifier().guess("qqq").label == "hello"


def test_a_sentence_is_as_sure_as_its_words_however_long_it_is() -> None:
    one, many = (classifier().guess(text).probability for text in ("hallo", "hallo " * 50))
    assert many == pytest.approx(one, abs=0.05)


def test_the_more_known_words_the_surer_but_only_with_their_square_root() -> None:
    known = classifier()
    known.weights[:] = (0, 0.1)
    count = len(features("hallo"))
    score = 0.1 * count / math.sqrt(count) + 0.5
    assert known.probabilities("hallo")["hello"] == pytest.approx(1 / (1 + math.exp(-score)))


def test_a_hint_is_taken_into_account() -> None:
    known = classifier()
    of_hint = {*features("", ("rule bye",))} - {*features("")}
    known.weights[list(of_hint), 0] = 5
    assert known.guess("qqq").label == "hello"
    assert known.guess("qqq", ("rule bye",)).label == "bye"


def test_what_is_kept_guesses_the_same_and_knows_its_source() -> None:
    before, after = classifier(), kept(classifier())
    assert (after.labels, after.source) == (LABELS, SOURCE)
    for text in ("", "hallo", "tschüss", "hallo und tschüss"):
        one, other = before.guess(text), after.guess(text)
        assert one.label == other.label
        assert one.probability == pytest.approx(other.probability, abs=0.01)


def test_what_is_kept_twice_is_the_same_as_once() -> None:
    once = kept(classifier())
    twice = kept(once)
    assert np.array_equal(once.weights, twice.weights)
    assert np.array_equal(once.rarity, twice.rarity)
    assert np.array_equal(once.bias, twice.bias)


def test_a_file_holds_a_byte_a_weight_or_less(tmp_path: Path) -> None:
    path = tmp_path / "small.npz"
    with path.open("wb") as file:
        save(classifier(), file)
    assert path.stat().st_size < BUCKETS * len(LABELS)
