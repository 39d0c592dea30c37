"""How long the assistant waits for an answer, and what answer it expects."""

from collections.abc import Mapping
from types import MappingProxyType

from kibox_pbx.dialogue.actions import Expect, Listen
from kibox_pbx.dialogue.reply import Question
from kibox_pbx.language.grammar import likely_phrases
from kibox_pbx.utterance import Language

PATIENCE_MS: Mapping[Expect, int] = MappingProxyType(
    {
        Expect.ANYTHING: 7000,
        Expect.YES_NO: 6000,
        Expect.SERVICE: 7000,
        Expect.DAY: 8000,
        Expect.TIME: 8000,
        Expect.CHOICE: 8000,
        Expect.NAME: 8000,
        Expect.DIGITS: 10000,
        Expect.MESSAGE: 10000,
    }
)
"""People look for their calendar, their number, their words."""

NEXT_KEY_MS = 4000
"""Between two keys of a number; then it is taken as complete."""


WITH_OWN_WORDS = frozenset({Expect.SERVICE, Expect.NAME})
"""Where the recogniser is told the office's own words, too; free sentences are heard freely."""


def listen(question: Question, language: Language, words: tuple[str, ...] = ()) -> Listen:
    """Wait for the answer to a question.

    Args:
        question: What was asked.
        language: What the caller speaks.
        words: What callers of this office say that a recogniser would not expect.
    """
    expect = question.expect
    own = words if expect in WITH_OWN_WORDS else ()
    phrases = likely_phrases(expect.value, language, (*question.phrases, *own))
    return Listen(expect, PATIENCE_MS[expect], tuple(phrases))


def listen_for_next_key(question: Question) -> Listen:
    """Wait for the rest of a number that is being keyed in."""
    return Listen(question.expect, NEXT_KEY_MS)
