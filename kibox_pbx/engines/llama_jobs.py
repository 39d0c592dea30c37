"""What the language model is asked, one step at a time, so that several calls take turns.

A job is a generator: it yields tokens to read, is sent what may come next, and returns
its answer. It knows no context and no thread; `llama_desk` feeds it.
"""

import math
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kibox_pbx.engines.llama_context import Logits
from kibox_pbx.errors import EngineError
from kibox_pbx.ports import Choice

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Extend:
    """Keep the first tokens that were read after the task's beginning, then read on."""

    keep: int
    tokens: tuple[int, ...]


Job = Generator[Extend, Logits, T]


class Form(Protocol):
    """Decides which token a reply goes on with."""

    def take(self, logits: Logits) -> int | None:
        """Return the next token, None at the end of the reply."""
        ...


def choosing(question: tuple[int, ...], labels: Mapping[str, tuple[int, ...]]) -> Job[Choice]:
    """Weigh a task's labels as answers to a question.

    One step where all labels differ in their first token.

    Args:
        question: Its tokens, up to where the answer begins.
        labels: Each with its tokens and the mark that ends a turn.
    """
    logits = yield Extend(0, question)
    shares = yield from _weigh(len(question), logits, labels)
    best = max(shares, key=lambda label: shares[label])
    return Choice(best, shares[best])


def _weigh(
    read: int, logits: Logits, labels: Mapping[str, tuple[int, ...]]
) -> Job[dict[str, float]]:
    """Share the probability 1 among labels; those that begin alike are told apart later."""
    groups: dict[int, dict[str, tuple[int, ...]]] = {}
    for label, (first, *rest) in labels.items():
        groups.setdefault(first, {})[label] = tuple(rest)
    shares: dict[str, float] = {}
    for (token, group), share in zip(groups.items(), _softmax(logits, groups), strict=True):
        within = dict.fromkeys(group, 1.0)
        if len(group) > 1:
            after = yield Extend(read, (token,))
            within = yield from _weigh(read + 1, after, group)
        shares |= {label: share * part for label, part in within.items()}
    return shares


def _softmax(logits: Logits, tokens: Mapping[int, object]) -> list[float]:
    weights = [float(logits[token]) for token in tokens]
    powers = [math.exp(weight - max(weights)) for weight in weights]
    return [power / sum(powers) for power in powers]


def writing(question: tuple[int, ...], form: Form, max_tokens: int) -> Job[tuple[int, ...]]:
    """Write a reply token by token, the likeliest that its form allows.

    Raises:
        EngineError: It came to no end within ``max_tokens``.
    """
    logits = yield Extend(0, question)
    written: tuple[int, ...] = ()
    while (token := form.take(logits)) is not None:
        if len(written) == max_tokens:
            raise EngineError(f"the language model's reply was longer than {max_tokens} tokens")
        logits = yield Extend(len(question) + len(written), (token,))
        written += (token,)
    return written
