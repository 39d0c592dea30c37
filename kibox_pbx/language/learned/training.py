"""Learning from sentences: logistic regression over all labels, always with the same result.

Rare labels count as much as frequent ones. Full passes with Adam (Kingma and Ba, 2015) over a
few thousand sentences take some seconds a label set; no lots are drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kibox_pbx.language.learned.classifier import Classifier
from kibox_pbx.language.learned.features import BUCKETS, features

Floats = NDArray[np.float32]

PASSES = 100
STEP = 0.25
FADE = 0.9, 0.999
"""How long Adam remembers the slope and its square."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with what it is."""

    label: str
    text: str
    author: str = ""
    hints: tuple[str, ...] = ()


def learn(examples: Sequence[Example], sparing: float) -> Classifier:
    """Return what tells the labels of the examples apart.

    Args:
        examples: At least one of every label.
        sparing: How strongly all weights are pulled towards zero, together with how few
            examples there are; more of it makes guesses less sure.
    """
    labels = tuple(sorted({each.label for each in examples}))
    table = _Table.of(examples)
    wanted = np.zeros((len(examples), len(labels)), np.float32)
    wanted[np.arange(len(examples)), [labels.index(each.label) for each in examples]] = 1
    share = wanted / (wanted.sum(axis=0) * len(labels))
    weights = np.zeros((len(table.known), len(labels)), np.float32)
    bias = np.zeros(len(labels), np.float32)
    climb = _Adam(weights, bias)
    for _ in range(PASSES):
        wrong = _likely(table.scores(weights) + bias) * share.sum(axis=1, keepdims=True) - share
        slope = table.slope(wrong) + sparing / len(examples) * weights
        climb.step(slope, wrong.sum(axis=0))
    every = np.zeros((BUCKETS, len(labels)), np.float32)
    every[table.known] = weights
    return Classifier(labels, table.rarity, every, bias)


def _likely(scores: Floats) -> Floats:
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), np.float32)


class _Adam:
    """Moves weights and bias down the slope, in place."""

    def __init__(self, *moved: Floats) -> None:
        self._moved = moved
        self._mean = [np.zeros_like(each) for each in moved]
        self._square = [np.zeros_like(each) for each in moved]
        self._steps = 0

    def step(self, *slopes: Floats) -> None:
        self._steps += 1
        of_mean, of_square = FADE
        for place, slope in enumerate(slopes):
            self._mean[place] += (1 - of_mean) * (slope - self._mean[place])
            self._square[place] += (1 - of_square) * (slope * slope - self._square[place])
            size = np.sqrt(self._square[place] / (1 - of_square**self._steps)) + 1e-8
            mean = self._mean[place] / (1 - of_mean**self._steps)
            self._moved[place][...] -= STEP * mean / size


@dataclass(frozen=True, slots=True)
class _Table:
    """Which features are in which sentence, by sentence and by feature."""

    rarity: Floats
    known: NDArray[np.intp]
    """Buckets of the features that occur, ascending."""

    sentence: NDArray[np.intp]
    feature: NDArray[np.intp]
    """Places in ``known``; ``sentence`` and ``feature`` go together, sentence by sentence."""

    value: Floats
    first: NDArray[np.intp]
    """Where each sentence begins."""

    by_feature: NDArray[np.intp]
    """The order of the pairs by feature."""

    first_by_feature: NDArray[np.intp]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> "_Table":
        found = [features(each.text, each.hints) for each in examples]
        buckets = np.concatenate([np.array(each, np.intp) for each in found])
        lengths = np.array([len(each) for each in found])
        known, feature = np.unique(buckets, return_inverse=True)
        rarity = _rarity(buckets, len(examples))
        sentence = np.repeat(np.arange(len(found)), lengths)
        first = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        norms = np.sqrt(np.add.reduceat(rarity[buckets] ** 2, first))
        by_feature = np.argsort(feature, kind="stable")
        return cls(
            rarity,
            known,
            sentence,
            feature,
            np.asarray(rarity[buckets] / norms[sentence], np.float32),
            first,
            by_feature,
            np.searchsorted(feature[by_feature], np.arange(len(known))),
        )

    def scores(self, weights: Floats) -> Floats:
        counted = weights[self.feature] * self.value[:, None]
        return np.asarray(np.add.reduceat(counted, self.first), np.float32)

    def slope(self, wrong: Floats) -> Floats:
        counted = wrong[self.sentence] * self.value[:, None]
        return np.asarray(
            np.add.reduceat(counted[self.by_feature], self.first_by_feature), np.float32
        )


def _rarity(buckets: NDArray[np.intp], count: int) -> Floats:
    """Return how much each feature counts: more, the fewer sentences have it (smoothed IDF)."""
    seen = np.bincount(buckets, minlength=BUCKETS)
    return np.asarray(np.log((1 + count) / (1 + seen)) + 1, np.float32)
