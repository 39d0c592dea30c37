"""Makes a text of the practice's own ready for the voice: no digit, no abbreviation."""

import re
import unicodedata
from collections.abc import Callable
from datetime import time
from functools import cache, partial
from string import ascii_letters

from kibox_pbx.language.saying import (
    MONTHS,
    say_digits,
    say_number,
    say_ordinal,
    say_time,
    say_year,
)
from kibox_pbx.utterance import Language

Say = Callable[[re.Match[str], Language], str]

TELEPHONE_DIGITS = 5
"""As many digits in a row are read one by one."""

LARGEST_NUMBER = 10**TELEPHONE_DIGITS

_ABBREVIATIONS = {
    Language.GERMAN: {
        r"Dr\.": "Doktor",
        r"Prof\.": "Professor",
        r"Str\.": "Straße",
        r"(?<=\w)str\.": "straße",
        r"z\. ?B\.": "zum Beispiel",
        r"d\. ?h\.": "das heißt",
        r"u\. ?a\.": "unter anderem",
        r"usw\.": "und so weiter",
        r"bzw\.": "beziehungsweise",
        r"ca\.": "circa",
        r"[Tt]el\.": "Telefon",
        r"Nr\.": "Nummer",
        r"Hr\.": "Herr",
        r"Fr\.(?= [A-ZÄÖÜ])": "Frau",
        r"St\.": "Sankt",
        r"[Mm]in\.": "Minuten",
        r"[Ss]td\.": "Stunden",
        r"inkl\.": "inklusive",
        r"&": "und",
        r"\+": "plus",
        r"%": "Prozent",
        r"€": "Euro",
        r"@": "ät",
        r"§+": "Paragraf",
        r"km\b": "Kilometer",
    },
    Language.ENGLISH: {
        r"Dr\.?(?= [A-Z])": "Doctor",
        r"Prof\.": "Professor",
        r"Mr\.?(?= [A-Z])": "Mister",
        r"Mrs\.?(?= [A-Z])": "Missus",
        r"Ms\.?(?= [A-Z])": "Miz",
        r"St\.(?= [A-Z])": "Saint",
        r"Str?\.": "Street",
        r"Ave\.": "Avenue",
        r"Rd\.": "Road",
        r"e\. ?g\.": "for example",
        r"i\. ?e\.": "that is",
        r"etc\.": "and so on",
        r"approx\.": "approximately",
        r"[Tt]el\.": "telephone",
        r"No\.(?= \d)": "number",
        r"[Mm]in\.": "minutes",
        r"&": "and",
        r"\+": "plus",
        r"%": "percent",
        r"€": "euros",
        r"@": "at",
        r"km\b": "kilometres",
    },
}
_MONTHS = "(?:" + "|".join(name for names in MONTHS.values() for name in names) + ")"


def speakable(text: str, language: Language) -> str:
    """Return the text with abbreviations, times, dates and all digits in words."""
    text = _telephone(unicodedata.normalize("NFKC", text), language)
    for pattern, say in _PATTERNS:
        text = pattern.sub(partial(_said, say, language), text)
    for short, long in _abbreviations(language):
        text = short.sub(long, text)
    text = re.sub(r"[*_#<>|~^`{}\[\]\\]", " ", text)
    text = re.sub(r"\d", lambda found: f" {_digit(found[0], language)} ", text)
    text = "".join(character for character in text if not character.isdigit())
    return re.sub(r" +([,.;:!?])", r"\1", " ".join(text.split()))


def _said(say: Say, language: Language, found: re.Match[str]) -> str:
    return say(found, language)


@cache
def _abbreviations(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words must begin where the abbreviation does; signs get room on both sides."""
    return tuple(
        (re.compile(rf"(?<![^\W\d_]){short}"), long)
        if short.startswith(tuple("[" + ascii_letters))
        else (re.compile(short), long if short.startswith("(?<=") else f" {long} ")
        for short, long in _ABBREVIATIONS[language].items()
    )


def _digit(character: str, language: Language) -> str:
    return say_digits(character, language)


def _telephone(text: str, language: Language) -> str:
    number = rf"(?<![\w.,:])(?:\+|0)[\d /()-]{{{TELEPHONE_DIGITS},}}\d"
    return re.sub(number, lambda found: _spoken_telephone(found[0], language), text)


def _spoken_telephone(number: str, language: Language) -> str:
    plus = "plus " if number.startswith("+") else ""
    groups = (say_digits(group, language) for group in re.split(r"[ /()-]+", number))
    return plus + ", ".join(group for group in groups if group)


def _clock(found: re.Match[str], language: Language) -> str:
    hour, minute = int(found["h"]), int(found["m"] or 0)
    if hour > len(range(23)) or minute > len(range(59)):
        return found[0]
    return say_time(time(hour, minute), language)


def _date(found: re.Match[str], language: Language) -> str:
    day, month, year = int(found["d"]), int(found["mo"]), found["y"]
    if not (1 <= day <= len(range(31)) and 1 <= month <= len(range(12))):
        return found[0]
    name = MONTHS[language][month - 1]
    said = say_ordinal(day, language)
    said = f"{said} {name}" if language is Language.GERMAN else f"the {said} of {name}"
    return said + (f" {say_year(int(year), language)}" if year else "")


def _ordinal(found: re.Match[str], language: Language) -> str:
    return say_ordinal(int(found["n"]), language)


def _year(found: re.Match[str], language: Language) -> str:
    return say_year(int(found["n"]), language)


def _decimal(found: re.Match[str], language: Language) -> str:
    point = "Komma" if language is Language.GERMAN else "point"
    whole = say_number(int(found["n"]), language)
    return f"{whole} {point} {say_digits(found['rest'], language)}"


def _number(found: re.Match[str], language: Language) -> str:
    digits = found["n"]
    if len(digits) >= TELEPHONE_DIGITS or (digits[0] == "0" and len(digits) > 1):
        return f" {say_digits(digits, language)} "
    return f" {say_number(int(digits), language)} "


_PATTERNS: tuple[tuple[re.Pattern[str], Say], ...] = tuple(
    (re.compile(pattern), say)
    for pattern, say in (
        (r"\b(?P<d>\d{1,2})\. ?(?P<mo>\d{1,2})\.(?: ?(?P<y>\d{4})\b)?", _date),
        (r"\b(?P<h>\d{1,2})[:.](?P<m>\d\d)(?!\d)(?: ?(?:Uhr|h)\b)?", _clock),
        (r"\b(?P<h>\d{1,2})(?P<m>(?!))? ?Uhr\b", _clock),
        (rf"\b(?P<n>\d{{1,2}})\.(?= {_MONTHS})", _ordinal),
        (r"\b(?P<n>\d{1,3})(?:st|nd|rd|th)\b", _ordinal),
        (
            r"\b(?P<n>[1-9]\d{0,2})\.(?= (?:Stock|Etage|OG|Obergeschoss))",
            _ordinal,
        ),
        (r"\b(?P<n>(?:19|20)\d\d)\b", _year),
        (r"\b(?P<n>\d{1,4})[.,](?P<rest>\d{1,2})\b", _decimal),
        (r"(?P<n>[0-9]+)", _number),
    )
)
