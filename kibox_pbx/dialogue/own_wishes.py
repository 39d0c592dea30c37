"""Wishes in the words of this office's own callers (``wishes`` of the settings)."""

import re
from functools import lru_cache

from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.stems import stem
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

ALIKE = 0.75
"""Share of words that a sentence and a wording have in common; less may be another wish."""

FEWEST = 3
"""Words of a wording: shorter ones are in too many sentences."""


def own_wish(scene: Scene, text: str) -> Intent | None:
    """Return what the office says that a sentence means; None: it says nothing of it."""
    said = _words(text, scene.language)
    alike = {
        intent: max(
            (_alike(said, _words(each, scene.language)) for each in spoken), default=0.0
        )
        for wish, told in scene.settings.wishes.items()
        for intent, spoken in [(Intent(wish), told.words(scene.language))]
    }
    best = max(alike, key=lambda each: alike[each], default=None)
    return best if best is not None and alike[best] >= ALIKE else None


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    if min(len(one), len(other)) < FEWEST:
        return 0.0
    return len(one & other) / len(one | other)


@lru_cache(maxsize=1024)
def _words(text: str, language: Language) -> frozenset[str]:
    return frozenset(stem(word, language) for word in re.findall(r"\w+", fold(text)))
