"""Words of emergency, recognised before anything else. No triage: a person decides (L12).

Somebody in fear falls back on their own tongue, so both languages are listened for, whatever
is being spoken. What is denied, or long past, is no alarm.
"""

import re
from functools import lru_cache

from kibox_pbx.config.settings import Emergency
from kibox_pbx.dialogue.emergency_words import DENIED, HELP, ILLS, LONG_PAST, SIGNS
from kibox_pbx.utterance import Language

NOTHING_ELSE = Emergency()


def is_emergency(text: str, own: Emergency = NOTHING_ELSE) -> bool:
    """Say whether somebody seems to be in danger. When in doubt, yes.

    Args:
        text: What the caller said.
        own: What else counts as an emergency in this practice.
    """
    return any(_alarms(text, language, own) for language in Language)


def _alarms(text: str, language: Language, own: Emergency) -> bool:
    words = tuple(word.lower() for word in own.words.words(language))
    alarm, harmless = _patterns(language, words)
    return alarm.search(harmless.sub(" ", text)) is not None


@lru_cache(maxsize=64)
def _patterns(
    language: Language, own: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what raises the alarm, and what is taken out before that is looked for."""
    ills = "|".join((ILLS[language], *map(_word_and_compounds, own)))
    named = f"{ills}|{HELP[language]}"
    denied = DENIED[language].format(named=named)
    long_past = LONG_PAST[language].format(ills=ills)
    alarm = re.compile(rf"\b(?:{named}|{SIGNS[language]})\b")
    return alarm, re.compile(f"{denied}|{long_past}")


def _word_and_compounds(word: str) -> str:
    """Find "Rohrbruch" in "Wasserrohrbruch" and "riecht nach Gas" in "riecht es nach Gas"."""
    first, *others = map(re.escape, word.split() or [word])
    if others:
        return r"(?: \w+){0,3} ".join((first, *others))
    is_long = word.isalpha() and len(word) > 5  # noqa: PLR2004 - a short one stands by itself
    return rf"\w*{first}\w{{0,2}}" if is_long else first
