"""Writes numbers in words (num2words), the same for what we say and what we understand."""

from num2words import num2words

from kibox_pbx.utterance import Language


def cardinal(number: int, language: Language) -> str:
    """Return "vierundzwanzig" or "twenty-four"."""
    return str(num2words(number, lang=language.value))


def ordinal(number: int, language: Language) -> str:
    """Return "vierundzwanzigste" or "twenty-fourth"."""
    return str(num2words(number, lang=language.value, to="ordinal"))


def year(number: int, language: Language) -> str:
    """Return a year the way it is read aloud, such as "nineteen eighty-five"."""
    return str(num2words(number, lang=language.value, to="year"))
