"""Learning a handful of sentences, always with the same result."""

from io import BytesIO

import numpy as np
import pytest

from kibox_pbx.language.learned.classifier import load, save
from kibox_pbx.language.learned.training import Example, learn

SPARING = 0.02
EXAMPLES = (
    Example("book", "ich brauche einen termin"),
    Example("book", "haben sie nächste woche etwas frei"),
    Example("book", "ich möchte gern zur untersuchung kommen"),
    Example("cancel", "ich muss meinen termin absagen"),
    Example("cancel", "streichen sie mich bitte"),
    Example("cancel", "wir kommen doch nicht"),
    Example("question", "was kostet das"),
    Example("question", "wo kann ich parken"),
    Example("question", "wie lange dauert das"),
)


def test_all_sentences_are_told_apart_that_were_learned() -> None:
    learned = learn(EXAMPLES, SPARING)
    assert learned.labels == ("book", "cancel", "question")
    for each in EXAMPLES:
        guess = learned.guess(each.text)
        assert guess.label == each.label
        assert guess.probability > 0.8


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("ich brauche nächste woche etwas", "book"),
        ("ich muss das absagen bitte", "cancel"),
        ("wie lange kann ich parken", "question"),
    ],
)
def test_sentences_that_are_put_together_anew_are_understood(said: str, label: str) -> None:
    assert learn(EXAMPLES, SPARING).guess(said).label == label


def test_learning_twice_gives_the_same() -> None:
    one, other = learn(EXAMPLES, SPARING), learn(EXAMPLES, SPARING)
    assert np.array_equal(one.weights, other.weights)
    assert np.array_equal(one.rarity, other.rarity)
    assert np.array_equal(one.bias, other.bias)


def test_a_label_with_one_sentence_is_known_beside_one_with_many() -> None:
    many = [Example("often", f"immer dasselbe nummer {each}") for each in range(30)]
    learned = learn([*many, Example("rare", "etwas ganz anderes")], SPARING)
    assert learned.guess("etwas ganz anderes").label == "rare"


def test_a_sentence_that_is_said_of_both_is_most_likely_the_rare_label() -> None:
    twice = [Example("often", "na dann"), *[Example("often", f"so {n}") for n in range(20)]]
    learned = learn([*twice, Example("rare", "na dann")], SPARING)
    assert learned.guess("na dann").label == "rare"


def test_sparing_makes_guesses_less_sure() -> None:
    said = EXAMPLES[0].text
    sure, careful = learn(EXAMPLES, 0.01), learn(EXAMPLES, 5)
    assert sure.guess(said).label == careful.guess(said).label
    assert sure.guess(said).probability > careful.guess(said).probability


def test_hints_are_learned_where_words_do_not_tell() -> None:
    learned = learn(
        [
            Example("yes", "das ist so", hints=("rule agree",)),
            Example("no", "das ist so", hints=("rule refuse",)),
        ],
        SPARING,
    )
    assert learned.guess("das ist so", ("rule agree",)).label == "yes"
    assert learned.guess("das ist so", ("rule refuse",)).label == "no"


def test_what_is_in_every_sentence_counts_less_than_what_is_rare() -> None:
    learned = learn([Example("a", "das eine"), Example("b", "das andere")], SPARING)
    assert learned.rarity.min() == pytest.approx(1)
    assert learned.rarity.max() == pytest.approx(np.log(3) + 1)


def test_an_empty_sentence_may_be_learned_among_others() -> None:
    learned = learn([*EXAMPLES, Example("nothing", "")], SPARING)
    assert learned.guess("").label == "nothing"


def test_what_was_learned_can_be_kept_in_a_file() -> None:
    file = BytesIO()
    save(learn(EXAMPLES, SPARING), file)
    file.seek(0)
    again = load(file)
    assert [again.guess(each.text).label for each in EXAMPLES] == [
        each.label for each in EXAMPLES
    ]
