"""Reads years: "neunzehnhundert fünfundachtzig", "two thousand and four"."""

import re

from kibox_pbx.language.words import compound, with_digits
from kibox_pbx.utterance import Language

_AND = r"(?: (?:und|and))?"
_SAID = (
    (
        re.compile(rf"\b(?:(?:1|ein) )?(?:tausend|thousand){_AND} 9 (?:hundert|hundred)\b"),
        "1900",
    ),
    (re.compile(r"\b(1[89]|20) (?:hundert|hundred)\b"), r"\g<1>00"),
    (re.compile(r"\b2 (?:tausend|thousand)\b"), "2000"),
)
_CENTURY_IN_ONE = re.compile(r"\b(neunzehn|zwanzig)(?=[a-z]{4,}(?:zig|zehn|elf|zwoelf)\b)")
_CENTURY_AND_YEAR = re.compile(rf"\b(1[89]|20)00{_AND} (\d\d?)\b(?!\.)")
_ZERO_AND_DIGIT = re.compile(r"\b0 (?=[1-9]\b(?!\.))")


def with_years(folded: str, language: Language) -> str:
    """Return folded text with numbers as digits, years of one or several words as ``1985``.

    A year whose century is said by itself stays in two parts: "neunzehn fünfundachtzig" is
    ``19 85``.
    """
    wording = " ".join(compound(word, language) or word for word in folded.split())
    wording = _CENTURY_IN_ONE.sub(r"\1 ", wording)
    if language is Language.ENGLISH:
        wording = re.sub(r"\b(?:oh|o)\b(?= \w)", "zero", wording)
    wording = with_digits(wording, language)
    for pattern, year in _SAID:
        wording = pattern.sub(year, wording)
    wording = _CENTURY_AND_YEAR.sub(lambda said: f"{said[1]}{int(said[2]):02d}", wording)
    return _ZERO_AND_DIGIT.sub("0", wording)
