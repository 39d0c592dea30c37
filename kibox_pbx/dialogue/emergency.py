"""Words of emergency, recognised before anything else. No triage: a person decides (L12).

Somebody in fear falls back on their own tongue, so both languages are listened for, whatever
is being spoken. What is denied, or long past, is no alarm.
"""

import re
from functools import lru_cache

from kibox_pbx.config.settings import Emergency
from kibox_pbx.dialogue.emergency_signs import SIGNS
from kibox_pbx.dialogue.emergency_words import HELP, ILLS
from kibox_pbx.dialogue.no_emergency import harmless
from kibox_pbx.dialogue.own_emergencies import own_ills
from kibox_pbx.utterance import Language

NOTHING_ELSE = Emergency()


def is_emergency(text: str, own: Emergency = NOTHING_ELSE) -> bool:
    """Say whether somebody seems to be in danger. When in doubt, yes.

    Args:
        text: What the caller said.
        own: What else counts as an emergency in this practice.
    """
    return bool(alarmed(text, own))


def alarmed(text: str, own: Emergency = NOTHING_ELSE) -> tuple[Language, ...]:
    """Return the languages in which it sounds like danger; see `is_emergency`."""
    return tuple(each for each in Language if _alarms(text, each, own))


def is_own_emergency(text: str, own: Emergency) -> bool:
    """Say whether it is what the practice itself calls an emergency."""
    return any(_alarms_of_own(text, each, own) for each in Language)


def _alarms_of_own(text: str, language: Language, own: Emergency) -> bool:
    every = tuple(word for each in Language for word in own.words.words(each))
    ills = "|".join(own_ills(own.words.words(language), every, language))
    _, no_alarm = _patterns(language, own.words.words(language), every)
    return bool(ills) and bool(re.search(rf"\b(?:{ills})\b", no_alarm.sub(" ", text)))


def _alarms(text: str, language: Language, own: Emergency) -> bool:
    every = tuple(word for each in Language for word in own.words.words(each))
    alarm, no_alarm = _patterns(language, own.words.words(language), every)
    return alarm.search(no_alarm.sub(" ", text)) is not None


@lru_cache(maxsize=64)
def _patterns(
    language: Language, own: tuple[str, ...], every: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what raises the alarm, and what is taken out before that is looked for."""
    ills = "|".join((ILLS[language], *own_ills(own, every, language)))
    alarm = re.compile(rf"\b(?:{ills}|{HELP[language]}|{SIGNS[language]})\b")
    return alarm, harmless(language, ills, HELP[language], SIGNS[language])
