"""Knows the small words by which a listener says "go on": "mhm", "ja", "okay", "right"."""

import re
from collections.abc import Mapping

from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

MOST_WORDS = 3
"""\"Ja, ja, genau\"; more is something said."""

_HUM = r"m+h+m*|h+m+|m+|a+h+a*|o+h+|u+h+|mhmh?|uhuh|huh"
_WORDS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        rf"(?:{_HUM}|ja+|jaja|jo|okay|ok|genau|gut|klar|alles klar|verstehe|ich verstehe"
        r"|verstanden|stimmt|richtig|ach so|achso|aeh+m?)"
    ),
    Language.ENGLISH: re.compile(
        rf"(?:{_HUM}|yes|yeah|yep|okay|ok|right|sure|good|fine|great|i see|got it|alright"
        r"|all right|uh huh|mm hmm|understood|er|um)"
    ),
}
_MANY = {
    language: re.compile(rf"{word.pattern}(?: {word.pattern})*")
    for language, word in _WORDS.items()
}


def is_back_channel(text: str, language: Language) -> bool:
    """Say whether all that was said only shows that somebody listens.

    The words mean yes as well; what they are depends on whether anything was asked.
    """
    wording = fold(text).replace("-", " ")
    is_short = len(wording.split()) <= MOST_WORDS
    return is_short and _MANY[language].fullmatch(wording) is not None
