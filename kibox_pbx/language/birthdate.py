"""Understands a date of birth, with or without the century."""

import re
from datetime import date

from kibox_pbx.language.when.vocabulary import MONTHS, either
from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language

OLDEST_YEARS = 120
"""Nobody older calls."""

CENTURY = 100
_YEAR = r"(?P<year>\d{4}|\d\d \d\d|\d\d)"
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
        rf"\b{_DAY}[./ ]{{1,2}}{_MONTH}[./ ]{{1,2}}{_YEAR}",
    ),
}
_ISO = re.compile(r"\b(?P<year>\d{4})[-/ ](?P<month>\d{1,2})[-/ ](?P<day>\d{1,2})\b")


def understand_birthdate(text: str, language: Language, today: date) -> date | None:
    """Return the date of birth; None if none was said, or it lies ahead.

    Of a year in two digits the last such date before today is taken. All digits in a row
    ("03051985") are day, month, year.
    """
    wording = _with_years(with_digits(fold(text), language), language)
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


def _with_years(wording: str, language: Language) -> str:
    """Put years said in parts together, and lone digits of a pair."""
    wording = re.sub(r"\bund\b|\band\b|\bjahr\w*\b|\bim\b|\bcomma\b", " ", wording)
    wording = re.sub(r"\b(19|20) ?(?:hundert|hundred)", r"\1 hundert", wording)
    wording = re.sub(
        r"\b(?P<c>19|20) hundert ?(?P<y>\w*)",
        lambda found: found["c"] + _two(found["y"], language),
        wording,
    )
    wording = re.sub(
        r"\b(?:2 ?tausend|2 ?thousand|zweitausend) ?(?P<y>\w*)",
        lambda found: "20" + _two(found["y"], language),
        wording,
    )
    wording = re.sub(r"\b0 (?=[1-9]\b)", "0", wording)
    return " ".join(re.sub(r"\b(19|20) (?:oh|o) ?(\d)\b", r"\g<1>0\2", wording).split())


def _two(rest: str, language: Language) -> str:
    number = with_digits(rest, language) if rest else "0"
    return f"{int(number):02d}" if number.isdigit() else "00"


def _born(said: dict[str, str | None], language: Language, today: date) -> date | None:
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
