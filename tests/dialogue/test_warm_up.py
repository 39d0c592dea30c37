"""The first caller waits no longer than the others."""

import subprocess
import sys
from textwrap import dedent

import pytest

from kibox_pbx.dialogue.warm_up import warm_up
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import MONDAY_MORNING, practice

GERMAN = Language.GERMAN

FIRST_WAITS_MS = 150
"""Cold it is 500 ms; warm about 10 to 20 on a busy machine."""


@pytest.mark.whole
def test_the_first_sentence_of_the_first_call_is_taken_at_once() -> None:
    program = dedent("""
        from time import perf_counter
        from kibox_pbx.dialogue.warm_up import warm_up
        from kibox_pbx.utterance import Language
        from tests.dialogue.playbook import Caller
        from tests.dialogue.practice import MONDAY_MORNING, practice
        warm_up(practice(), MONDAY_MORNING)
        caller = Caller(Language.ENGLISH)
        before = perf_counter()
        caller.says("could somebody have a look at my knee next week")
        print((perf_counter() - before) * 1000)
    """)
    done = subprocess.run(  # noqa: S603 - nothing comes from outside
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert float(done.stdout) < FIRST_WAITS_MS


def test_what_an_office_speaks_is_warmed_up_and_nothing_is_kept() -> None:
    warm_up(practice(), MONDAY_MORNING)
    assert Caller(GERMAN).says("ein termin zur vorsorge").acts == [Act.ASK_DAY]
