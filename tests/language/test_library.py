import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from kibox_pbx.language.when.library import _take_back_interrupts, days_by_library
from kibox_pbx.utterance import Language

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("thanksgiving", date(2026, 11, 26), date(2026, 11, 26)),
        ("from easter to pentecost", date(2027, 3, 28), date(2027, 5, 16)),
    ],
)
def test_days_that_only_the_library_knows_are_found(said: str, first: date, last: date) -> None:
    found = days_by_library(said, Language.ENGLISH, TODAY)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "said",
    ["my name is miller", "within three months", "since mothers day", "the month after easter"],
)
def test_what_holds_no_day_is_left_alone(said: str) -> None:
    assert days_by_library(said, Language.ENGLISH, TODAY) is None


def test_interrupts_are_left_alone_outside_the_main_thread() -> None:
    """Python lets no other thread set a handler; trying it would raise."""
    before = signal.getsignal(signal.SIGINT)
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(_take_back_interrupts).result()
    assert signal.getsignal(signal.SIGINT) is before


INTERRUPTED = """
import os, signal
from kibox_pbx.language.warm_up import warm_up
signal.signal(signal.SIGINT, lambda *_: print("came"))
warm_up()
os.kill(os.getpid(), signal.SIGINT)
"""


def test_an_interrupt_still_reaches_python_once_the_library_is_loaded() -> None:
    """In a process of its own: the library takes the signal when it is loaded, once."""
    run = subprocess.run(  # noqa: S603 - our own fixed program
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False
    )
    assert run.stdout == "came\n"
