"""What a caller says stays as it is: "aber der am Donnerstag bleibt", "but keep the first".

It names an appointment, too, but not the one that is to be cancelled or moved.
"""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

_KEPT: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:aber|nur|und|doch|während)\b(?: (?!aber\b|und\b)\S+){1,12}? "
        r"(?:bleibt|bleiben|behalt\w*|lassen wir|lass ich|steht weiter\w*)\b"
        r"(?: (?:ich|wir|so|bestehen|stehen|natürlich|wie \S+|bitte|drin))*"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:but|and|only|while)\b(?: (?!but\b|and\b)\S+){0,12}? "
        r"(?:stays?|stands?|keep(?:ing)?|remains?|leave|still (?:come|do|need|want))\b"
        r"(?: (?!but\b|and\b)\S+){0,8}"
    ),
}


def without_kept(text: str, language: Language) -> str:
    """Return what was said without what stays as it is."""
    return " ".join(_KEPT[language].sub(" ", text).split())
