import numpy as np
import pytest

from kibox_pbx.engines.llama_context import Logits
from kibox_pbx.engines.llama_jobs import Extend, Job, T, choosing, writing
from kibox_pbx.errors import EngineError

END = 9


def likely(**tokens: float) -> Logits:
    """Return logits in which a token ``t5=0.5`` has half of the probability."""
    logits = np.full(10, -1e9, np.float32)
    for token, share in tokens.items():
        logits[int(token[1:])] = np.log(share)
    return logits


def play(job: Job[T], *answers: Logits) -> tuple[list[Extend], T]:
    wants = [next(job)]
    for answer in answers[:-1]:
        wants.append(job.send(answer))  # noqa: PERF401 -- a job that ends early must raise here
    with pytest.raises(StopIteration) as end:
        job.send(answers[-1])
    result: T = end.value.value
    return wants, result


def test_labels_that_begin_differently_take_one_step() -> None:
    labels = {"book": (1, END), "cancel": (2, 3, END)}
    wants, choice = play(choosing((7, 8), labels), likely(t1=0.2, t2=0.6, t5=0.2))
    assert wants == [Extend(0, (7, 8))]
    assert choice.label == "cancel"
    assert choice.probability == pytest.approx(0.75)


def test_labels_that_begin_alike_are_told_apart_by_what_follows() -> None:
    labels = {"book": (1, END), "booking": (1, 2, END), "no": (3, END)}
    wants, choice = play(choosing((7,), labels), likely(t1=0.8, t3=0.2), likely(t2=0.9, t9=0.1))
    assert wants == [Extend(0, (7,)), Extend(1, (1,))]
    assert choice.label == "booking"
    assert choice.probability == pytest.approx(0.72)


def test_the_better_of_two_that_begin_alike_does_not_win_by_their_number() -> None:
    labels = {"a": (1, 4, END), "b": (1, 5, END), "c": (2, END)}
    _, choice = play(choosing((7,), labels), likely(t1=0.55, t2=0.45), likely(t4=0.5, t5=0.5))
    assert choice.label == "c"


class Script:
    """A form that allows exactly these tokens, one after another."""

    def __init__(self, *tokens: int) -> None:
        self._tokens = list(tokens)

    def take(self, logits: Logits) -> int | None:
        assert logits.size == 10
        return self._tokens.pop(0) if self._tokens else None


def test_a_reply_is_written_token_by_token() -> None:
    wants, reply = play(writing((7, 8), Script(4, 5), 9), *[likely(t0=1)] * 3)
    assert wants == [Extend(0, (7, 8)), Extend(2, (4,)), Extend(3, (5,))]
    assert reply == (4, 5)


def test_a_reply_without_end_is_refused() -> None:
    job = writing((7,), Script(4, 5, 6), 2)
    next(job)
    job.send(likely(t0=1))
    job.send(likely(t0=1))
    with pytest.raises(EngineError, match="longer than 2 tokens"):
        job.send(likely(t0=1))
