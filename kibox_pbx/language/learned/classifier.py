"""A linear classifier: which label fits a sentence best, and how surely."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

import numpy as np
from numpy.typing import NDArray

from kibox_pbx.language.learned.features import features

Floats = NDArray[np.float32]

STEPS = 127
"""Weights are kept in whole steps of -127 to 127 of the largest one of their label."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sentence most likely is."""

    label: str
    probability: float
    """0 to 1; of sentences with 0.7 about seven in ten are what they are taken for."""


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Weights of one set of labels in one language."""

    labels: tuple[str, ...]
    rarity: Floats
    """(buckets,): how much a feature counts in any sentence; what is rare tells more."""

    weights: Floats
    """(buckets, labels)."""

    bias: Floats
    """(labels,)."""

    source: str = ""
    """Digest of the sentences that this was learned from."""

    def probabilities(self, text: str, hints: Iterable[str] = ()) -> Mapping[str, float]:
        """Return how likely each label is; they add up to 1."""
        found = np.array(features(text, hints), dtype=np.intp)
        counts = self.rarity[found]
        length = float(np.linalg.norm(counts)) or 1.0
        scores = counts @ self.weights[found] / length + self.bias
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        return dict(zip(self.labels, map(float, likely), strict=True))

    def guess(self, text: str, hints: Iterable[str] = ()) -> Guess:
        """Return the most likely label."""
        likely = self.probabilities(text, hints)
        label = max(likely, key=likely.__getitem__)
        return Guess(label, likely[label])


def save(classifier: Classifier, file: IO[bytes]) -> None:
    """Write a classifier in small: a byte a weight."""
    unit = np.abs(classifier.weights).max(axis=0) / STEPS
    np.savez_compressed(
        file,
        labels=np.array(classifier.labels),
        rarity=classifier.rarity.astype(np.float16),
        weights=np.rint(classifier.weights / unit).astype(np.int8),
        unit=unit,
        bias=classifier.bias,
        source=np.array(classifier.source),
    )


def load(file: IO[bytes]) -> Classifier:
    """Read what `save` wrote."""
    with np.load(file, allow_pickle=False) as kept:
        return Classifier(
            tuple(map(str, kept["labels"])),
            kept["rarity"].astype(np.float32),
            kept["weights"].astype(np.float32) * kept["unit"].astype(np.float32),
            kept["bias"].astype(np.float32),
            str(kept["source"]),
        )
