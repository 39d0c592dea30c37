"""How sure a language model on another host is of a label, from the tokens it had likely. Pure.

Our own model weighs each label whole (`llama_jobs`). A server tells, for each token that it
wrote, the likeliest others; those that begin a label share the probability 1.
"""

import math
from collections.abc import Mapping, Sequence

from kibox_pbx.errors import EngineError
from kibox_pbx.ports import Choice


def as_choice(tokens: Sequence[Mapping[str, float]], labels: Sequence[str]) -> Choice:
    """Return the label that was written, with its share.

    Args:
        tokens: For each token of the answer what might have stood there, the written one
            first, with the logarithm of its probability.
        labels: What could be written.

    Raises:
        EngineError: What was written is no label.
    """
    said, share, left = "", 1.0, tuple(labels)
    for likely in tokens:
        groups = _groups(said, likely, left)
        said += next(iter(likely), "")
        left = tuple(label for label in left if label.startswith(said))
        whole = sum(groups.values())
        fitting = sum(part for group, part in groups.items() if group <= set(left))
        share *= fitting / whole if whole else 0.0
        if len(left) <= 1:
            break
    if said in left:
        left = (said,)
    if len(left) != 1:
        raise EngineError("the language model's server wrote none of the labels")
    return Choice(left[0], share)


def _groups(
    said: str, likely: Mapping[str, float], labels: Sequence[str]
) -> dict[frozenset[str], float]:
    """Return the labels that each token would leave, with its probability."""
    groups: dict[frozenset[str], float] = {}
    for token, logarithm in likely.items():
        fitting = frozenset(label for label in labels if label.startswith(said + token))
        if fitting and token:
            groups[fitting] = groups.get(fitting, 0.0) + math.exp(logarithm)
    return groups
