"""The one number that answers a question, whatever else is said about it.

"Three out of five" is three, "keinen einzigen" is none; "zwei oder drei" is no number yet,
and what is more than the question allows is none either.
"""

import re
from collections.abc import Mapping

from kibox_pbx.language.digits import understand_digits
from kibox_pbx.language.words import fold, number_words
from kibox_pbx.utterance import Language

NONE = "0"

Patterns = Mapping[Language, re.Pattern[str]]

_OUT_OF = re.compile(r"\b(?:von|aus|out of|of) (?:den |the |maximal )?(?P<most>\S+)")
_BETWEEN = re.compile(r"(?P<one>\S+) (?:bis|oder|or|to|till|through) (?P<other>\S+)")
_CORRECTED = re.compile(
    r"^.*\b(?:nein|nee|quatsch|vielmehr|besser gesagt|no|sorry|i mean|rather|make that)\b"
    r"(?P<right>.+)$"
)
_HALF = re.compile(r"\b(?:\w*halb\w*|half|halves|quarter|viertel)\b")
_ONE: Patterns = {
    Language.GERMAN: re.compile(r"\bein(?:e[nrms]?|s)?\b"),
    Language.ENGLISH: re.compile(r"\bone\b"),
}
_ZERO: Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:kein\w*|nicht (?:mal |einmal )?ein\w*)\b"
        r"(?! (?:ahnung|angabe\w*|idee|schimmer|lust|zeit|nummer))"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:none|nil|zero|not (?:even )?(?:a single )?(?:one|any))\b"
    ),
}
_ALL: Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:volle\w* punkt\w*|höchst(?:note|zahl|wertung)|alle|sämtliche|maximum)\b"
    ),
    Language.ENGLISH: re.compile(r"\b(?:full marks|top marks|the lot|all of them|maximum)\b"),
}


def understand_number(text: str, asked: str, language: Language) -> str | None:
    """Return the number as digits; None: none was said, or no single one.

    Args:
        text: What the caller said.
        asked: The question; "from one to five" in it says what is possible.
        language: Of both.
    """
    most = _most(asked, language)
    said = _OUT_OF.sub(lambda found: " " if _value(found["most"], language) else found[0], text)
    corrected = _CORRECTED.search(said)
    if corrected and _digits(corrected["right"], language):
        said = corrected["right"]
    if _is_between(said, language):
        return None
    number = _counted(said, language, most)
    is_possible = number is not None and (most is None or int(number) <= most)
    return number if is_possible else None


def _counted(said: str, language: Language, most: int | None) -> str | None:
    beside = _ZERO[language].sub(" ", said)
    digits = understand_digits(beside, language).lstrip("+")
    if digits or beside != said:
        return digits or NONE
    if _HALF.search(said):
        return None
    if most is not None and _ALL[language].search(said):
        return str(most)
    return _digits(said, language) or None


def _digits(said: str, language: Language) -> str:
    """Return the digits said, "ein" only where no others are."""
    digits = understand_digits(said, language).lstrip("+")
    return digits or ("1" if _ONE[language].search(said) else "")


def _most(asked: str, language: Language) -> int | None:
    """Return the largest number that a question allows: five in "from one to five"."""
    for found in _BETWEEN.finditer(asked.rstrip("?.").lower()):
        one, other = _value(found["one"], language), _value(found["other"], language)
        if one and other:
            return int(other)
    return None


def _is_between(said: str, language: Language) -> bool:
    pairs = (
        (_value(found["one"], language), _value(found["other"], language))
        for found in _BETWEEN.finditer(said)
    )
    return any(one and other and one != other for one, other in pairs)


def _value(word: str, language: Language) -> str:
    """Return a word's number, "" where it is none."""
    word = fold(word)
    found = (
        "1" if word in {"eins", "ein", "einen", "einem"} else number_words(language).get(word)
    )
    digits = found or word
    return digits if digits.isdigit() else ""
