"""Words that have nothing to do with the question: a person, pardon, privacy, goodbye."""

import re
from collections.abc import Mapping
from enum import Enum
from types import ModuleType

from kibox_pbx.dialogue import aside_words_de, aside_words_en
from kibox_pbx.utterance import Language


class Aside(Enum):
    """Something a caller may say at any moment, whatever was asked.

    Of several in one sentence the first in this list is heard.
    """

    HOW_LONG = "how long"
    """Asks how long things are kept; "when are my data deleted" is no wish to have it done."""

    WITHDRAW = "withdraw"
    """Takes a consent back, such as the one to a recording."""

    ERASE = "erase"
    """Wants this conversation to be deleted."""

    OFF_TASK = "off task"
    """Wants what no receptionist does: a joke, other instructions."""

    PRIVATE = "private"
    """Asks for what concerns somebody else, such as their number."""

    HELLO = "hello"
    RIGHT_PLACE = "right place"
    """Asks whose telephone this is."""

    WAIT = "wait"
    HOW_ARE_YOU = "how are you"
    THANKS = "thanks"
    RECORDED = "recorded"
    """Asks whether the sound is recorded."""

    ARE_YOU_HUMAN = "are you human"
    RESPONSIBLE = "responsible"
    """Asks who is responsible for what is kept."""

    COMPLAINT = "complaint"
    """Asks where to complain about what is kept."""

    PRIVACY = "privacy"
    PERSON = "person"
    MAILBOX = "mailbox"
    REPEAT = "repeat"
    DROP = "drop"
    GOODBYE = "goodbye"


ABOUT_DATA = frozenset(
    {Aside.PRIVACY, Aside.RECORDED, Aside.HOW_LONG, Aside.RESPONSIBLE, Aside.COMPLAINT}
)
"""Questions about what is kept of the caller."""

Patterns = tuple[tuple[re.Pattern[str], Aside], ...]


def _patterns(words: ModuleType) -> Patterns:
    return tuple((re.compile(getattr(words, aside.name)), aside) for aside in Aside)


_ASIDES: Mapping[Language, Patterns] = {
    Language.GERMAN: _patterns(aside_words_de),
    Language.ENGLISH: _patterns(aside_words_en),
}


def understand_aside(
    text: str, language: Language, *, may_withdraw: bool = False
) -> Aside | None:
    """Return what was said that has nothing to do with the question, if anything.

    Args:
        text: Normalised as `Utterance.text`.
        language: That is spoken.
        may_withdraw: There is a consent that can be withdrawn; without one the same words
            mean something else: to erase, or to ask.
    """
    for pattern, aside in _ASIDES[language]:
        if pattern.search(text) and (may_withdraw or aside is not Aside.WITHDRAW):
            return aside
    return None
