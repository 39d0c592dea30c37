"""Understands digits however they are said: singly, in pairs, "double five", "zwo"."""

import re

from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language

_REPEATED = {
    "doppel": 2,
    "doppelt": 2,
    "zweimal": 2,
    "2 mal": 2,
    "dreimal": 3,
    "3 mal": 3,
    "double": 2,
    "triple": 3,
    "treble": 3,
}
_REPEAT = re.compile(rf"\b({'|'.join(_REPEATED)}) ?(?:die )?(\d)\b")
_HUNDREDS = re.compile(r"\b(\d) ?(?:hundert|hundred)(?: ?(?:und|and))?(?: (\d{1,2}))?\b")
_SLIPS = {
    Language.GERMAN: (
        (r"\b(?:nul|noll|nuell)\b", "null"),
        (r"\b(?:drai|dreie)\b", "drei"),
        (r"\b(?:fuenfe|fuemf)\b", "fuenf"),
        (r"\beine?(?= (?:\w*nummer|ander|neue|handy|privat|feste?|mobil|dienst)\w*)", ""),
        (r"\b(?:ein|eine|eins)\b", "eins"),
    ),
    Language.ENGLISH: (
        (r"\b(?:oh|o|naught|nil)\b", "zero"),
        (r"\b(?:won)\b", "one"),
        (r"\b(?:to|too)\b", "two"),
        (r"\b(?:for|fore)\b", "four"),
        (r"\bate\b", "eight"),
    ),
}


def understand_digits(text: str, language: Language) -> str:
    """Return the digits that were said, in order, ``""`` if none were.

    A leading ``+`` stays where "plus" was said first.
    """
    wording = fold(text)
    for slip, meant in _SLIPS[language]:
        wording = re.sub(slip, meant, wording)
    wording = _REPEAT.sub(_repeat, with_digits(_split_hundreds(wording), language))
    wording = _HUNDREDS.sub(_hundreds, wording)
    plus = "+" if re.match(r"^\D*?(?:\bplus\b|\+)\D*\d", wording) else ""
    return plus + re.sub(r"\D", "", wording)


def _split_hundreds(wording: str) -> str:
    return re.sub(r"\b(\w*?)hundert(?:und)?(\w*)\b", r"\1 hundert \2", wording)


def _repeat(found: re.Match[str]) -> str:
    return found[2] * _REPEATED[found[1]]


def _hundreds(found: re.Match[str]) -> str:
    return f"{found[1]}{int(found[2] or 0):02d}"
