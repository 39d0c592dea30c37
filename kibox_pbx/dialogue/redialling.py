"""A telephone number of which the caller puts only the last digits right."""

import re
from collections.abc import Mapping

from kibox_pbx.language.dictation import told_end
from kibox_pbx.language.digits import understand_digits
from kibox_pbx.utterance import Language

_LAST: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:letzte|hinterste) (?:ziffer|zahl|stelle|nummer) (?:ist |wäre |lautet |muss )+"
        r"(?:aber |doch |nicht \w+ (?:\w+ )?sondern |die |eine? )*(?P<digit>\w+)"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:last|final) (?:digit|number|figure)(?:'s| is| should be| must be) "
        r"(?:not (?:an? )?\w+ but |actually |an? )*(?P<digit>\w+)"
    ),
}


def redialled(phone: str, text: str, language: Language) -> str | None:
    """Return the number with the last digits that are said; None: it is the same without."""
    found = _LAST[language].search(text)
    digit = understand_digits(found["digit"], language) if found else ""
    digits = digit if len(digit) == 1 else told_end(text, language)
    if not digits or len(digits) >= len(phone):
        return None
    better = phone[: -len(digits)] + digits
    return better if better != phone else None
