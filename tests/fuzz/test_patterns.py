"""No regular expression takes long, whatever callers say: none tries the same in many ways."""

import re
import signal
import time
from collections.abc import Iterator
from itertools import islice
from types import FrameType

import pytest

from kibox_pbx.language.length import MOST_CHARS
from tests.fuzz.patterns import every_pattern, texts_against
from tests.fuzz.spoken_targets import conversation, understand
from tests.fuzz.target import Target, hold

MOST_S = 0.3
"""Of the processor, for one expression and one text; most take a millisecond."""

FEW = 300


class SlowError(Exception):
    """An expression takes too long."""


def stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise SlowError


@pytest.fixture(autouse=True)
def _stops() -> Iterator[None]:
    before = signal.signal(signal.SIGPROF, stop)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


def slow_on(pattern: re.Pattern[str], length: int) -> str:
    """Return a text for which an expression takes too long; empty: it was found for none."""
    for text in texts_against(pattern, length):
        signal.setitimer(signal.ITIMER_PROF, MOST_S)
        try:
            pattern.search(text[:length] + "\0")
        except SlowError:
            return text[:40]
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def slow_ones(length: int) -> dict[str, str]:
    found = {name: slow_on(pattern, length) for name, pattern in every_pattern().items()}
    return {name: text for name, text in found.items() if text}


def test_no_expression_is_slow_on_what_repeats_what_it_repeats() -> None:
    assert not slow_ones(FEW)


@pytest.mark.long
def test_no_expression_is_slow_on_as_much_as_is_listened_to() -> None:
    assert not slow_ones(MOST_CHARS)


def test_there_are_hundreds_of_expressions_and_all_are_looked_at() -> None:
    assert len(every_pattern()) > 500


@pytest.mark.parametrize("bad", [r"^(?:ähm? |äh |oh )*nein\b", r"(a+)+$", r"(\w+\s?)*,"])
def test_an_expression_that_tries_the_same_in_many_ways_is_found(bad: str) -> None:
    assert slow_on(re.compile(bad), FEW)


REPEATED = (
    "äh ", "termin ", "und ", "am dritten mai um drei oder ", "neunundneunzig ", "9", "wo ",
    "eigentlich ", "nicht ", "a ", "and ", "the third of may or ", "double five ", "oh ",
    "from ", "through", "mein name ist ", "my name is ", "richten sie ", "ä", "-", "'", "1:",
    "hunderttausend", "\u0307",
)  # fmt: skip


@pytest.mark.parametrize("said", REPEATED)
@pytest.mark.parametrize("language", [b"\0", b"\1"])
def test_a_caller_who_says_the_same_ten_thousand_times_is_answered_soon(
    language: bytes, said: str
) -> None:
    text = language + (said * 10_000).encode()
    hold(Target("conversation", conversation, ()), text)


def test_what_is_listened_to_is_understood_soon() -> None:
    began_s = time.process_time()
    for said in islice(REPEATED, 4):
        understand(b"\0" + (said * 10_000)[:MOST_CHARS].encode())
    assert time.process_time() - began_s < 4 * 1.0
