"""Understands a date of birth, with or without the century."""

import re
from collections.abc import Mapping
from datetime import date

from kibox_pbx.language.when.vocabulary import MONTHS, either
from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language

OLDEST_YEARS = 120
"""Nobody older calls."""

CENTURY = 100
_YEAR = r"(?P<year>\d{4}|\d\d \d\d(?![.\d])|\d\d(?![.\d]))"
_DAY, _MONTH = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})"
_NAMED = {language: rf"(?P<named>{either(MONTHS[language])})" for language in Language}
_PATTERNS = {
    Language.GERMAN: (
        rf"\b{_DAY}\.? ?{_NAMED[Language.GERMAN]} {_YEAR}",
        rf"\b{_DAY}[./ ]{{1,2}}{_MONTH}[./ ]{{1,2}}{_YEAR}",
    ),
    Language.ENGLISH: (
        rf"\b{_DAY}\.? ?(?:day )?(?:of )?{_NAMED[Language.ENGLISH]} {_YEAR}",
        rf"\b{_NAMED[Language.ENGLISH]} (?:the )?{_DAY}\.? {_YEAR}",
        rf"\b{_DAY}\.? of (?:the )?{_MONTH}\.? {_YEAR}",
        rf"\b{_DAY}[./ ]{{1,2}}{_MONTH}[./ ]{{1,2}}{_YEAR}",
    ),
}
_ISO = re.compile(r"\b(?P<year>\d{4})[-/ ](?P<month>\d{1,2})[-/ ](?P<day>\d{1,2})\b")


def understand_birthdate(text: str, language: Language, today: date) -> date | None:
    """Return the date of birth; None if none was said, or it lies ahead.

    Of a year in two digits the last such date before today is taken. All digits in a row
    ("03051985") are day, month, year.
    """
    wording = _with_years(with_digits(_apart(fold(text), language), language))
    for pattern in (*map(re.compile, _PATTERNS[language]), _ISO):
        for found in pattern.finditer(wording):
            born = _born(found.groupdict(), language, today)
            if born:
                return born
    digits = re.sub(r"\D", "", wording)
    if len(digits) in {len("ddmmyy"), len("ddmmyyyy")}:
        parts = {"day": digits[:2], "month": digits[2:4], "year": digits[4:]}
        return _born(parts, language, today)
    return None


def _apart(wording: str, language: Language) -> str:
    """Take years apart that are one word, and drop small words between their parts."""
    if language is Language.GERMAN:
        wording = re.sub(r"\b(neunzehn|zwanzig)hundert(?:und)?", r"\1 ", wording)
        return re.sub(r"\bzwei ?tausend(?:und)?", "2000 ", wording)
    wording = re.sub(r"\b(nineteen|twenty) hundred(?: and)?", r"\1", wording)
    wording = re.sub(r"\btwo thousand(?: and)?", "2000", wording)
    return re.sub(r"\b(?:oh|o)\b", "zero", wording)


def _with_years(wording: str) -> str:
    """Put the parts of a year together: ``19 85``, ``2000 1``, ``19 0 3``."""
    wording = re.sub(r"\b(?:im|in|jahr|year|the year)\b", " ", wording)
    wording = re.sub(r"\b2000 (\d\d?)$", lambda found: f"20{int(found[1]):02d}", wording)
    wording = re.sub(r"\b0 (?=[1-9]\b)", "0", wording)
    return " ".join(wording.split())


def _born(said: Mapping[str, str | None], language: Language, today: date) -> date | None:
    named = said.get("named")
    month = MONTHS[language][named] if named else int(said["month"] or 0)
    year = (said["year"] or "").replace(" ", "")
    if len(year) == len("yy"):
        return _latest(int(year), month, int(said["day"] or 0), today)
    return _date(int(year), month, int(said["day"] or 0), today)


def _latest(short: int, month: int, day: int, today: date) -> date | None:
    century = today.year // CENTURY * CENTURY
    this = _date(century + short, month, day, today)
    return this or _date(century - CENTURY + short, month, day, today)


def _date(year: int, month: int, day: int, today: date) -> date | None:
    try:
        born = date(year, month, day)
    except ValueError:
        return None
    return born if today.year - OLDEST_YEARS <= born.year and born <= today else None
