"""How likely a sentence tells of a danger that needs people at once (L12).

Rules know the words of emergency, and those of the practice; what was learned from many
tellers knows the rest, and when such a word is only a manner of speech. Where a doubt is left,
the caller is told what to do. Nobody judges how bad it is: that is for people.
"""

from enum import Enum, auto

from kibox_pbx.config.settings import Emergency
from kibox_pbx.dialogue.emergency import alarmed, is_emergency, is_own_emergency
from kibox_pbx.dialogue.own_emergencies import is_for_water
from kibox_pbx.language.learned import dangers
from kibox_pbx.utterance import Language

LABELS = ("life", "water")
"""Of the sentences that are learned from; the others are of no danger. Water is an emergency
only where people come for it."""

SURE = 0.75
"""Probability at which people are rung without a question."""

SURE_OF_RULE = 0.4
"""The same where a rule heard a word of emergency: "I'm drowning in receipts" has one, too."""

DOUBTFUL = 0.3
"""Probability at which the caller is told what to do if it is one."""

FEWEST_WORDS = 3
"""In less only words of emergency count: any name sounds like something."""


class Danger(Enum):
    """Whether people must be rung at once."""

    SURE = auto()
    """They are."""

    DOUBTFUL = auto()
    """They may be: the caller knows."""


def danger(text: str, language: Language, own: Emergency) -> Danger | None:
    """Return whether a sentence tells of somebody in danger; None: it does not.

    Args:
        text: What the caller said, normalised.
        language: What is spoken.
        own: What else is an emergency in this practice.
    """
    if is_own_emergency(text, own):
        return Danger.SURE
    ruled = alarmed(text)
    if not ruled and len(text.split()) < FEWEST_WORDS:
        return None
    probability = max(_probability(text, each, own) for each in ruled or (language,))
    if probability >= (SURE_OF_RULE if ruled else SURE):
        return Danger.SURE
    return Danger.DOUBTFUL if ruled or probability >= DOUBTFUL else None


def _probability(text: str, language: Language, own: Emergency) -> float:
    likely = dangers(language).probabilities(text, hints(text))
    is_for = LABELS if is_for_water((*own.words.de, *own.words.en)) else LABELS[:1]
    return sum(likely[label] for label in is_for)


def hints(text: str) -> tuple[str, ...]:
    """Return what the rules make of a sentence, as something more to learn from."""
    return (f"rule {is_emergency(text)}",)
