"""Understands a date of birth, with or without the century, in whatever order it is told."""

import re
from collections.abc import Mapping
from datetime import date

from kibox_pbx.language.when.vocabulary import MONTHS, either
from kibox_pbx.language.words import fold
from kibox_pbx.language.years import with_years
from kibox_pbx.utterance import Language

OLDEST_YEARS = 120
"""Nobody older calls."""

CENTURY = 100
_YEAR = r"(?P<year>\d{4}|\d\d \d\d(?![.\d])|\d\d(?![.\d])|\d \d \d \d\b)"
_DAY, _MONTH = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})"
_NAMED = {language: rf"(?P<named>{either(MONTHS[language])})" for language in Language}
_PATTERNS = {
    language: tuple(
        map(
            re.compile,
            (
                rf"\b{_DAY}\.? ?{_NAMED[language]} {_YEAR}",
                *(
                    (rf"\b{_NAMED[language]} {_DAY}\.? {_YEAR}",)
                    * (language is Language.ENGLISH)
                ),
                rf"\b{_NAMED[language]} {_YEAR} {_DAY}\.",
                rf"\b{_YEAR} {_DAY}\.? {_NAMED[language]}\b",
                rf"\b{_YEAR} {_NAMED[language]} {_DAY}\.",
                rf"\b{_YEAR} {_DAY}\. {_MONTH}\.",
                rf"\b{_DAY}[./ ]{{1,2}}{_MONTH}[./ ]{{1,2}}{_YEAR}",
                r"\b(?P<year>\d{4})[-/ ](?P<month>\d{1,2})[-/ ](?P<day>\d{1,2})\b",
            ),
        )
    )
    for language in Language
}
_FEASTS: Mapping[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    Language.GERMAN: (
        (re.compile(r"\b(?:heilig ?abends?|weihnachtsabend|weihnachten)\b"), "24. 12."),
        (re.compile(r"\b(?:1\. weihnachts(?:feier)?tag)\b"), "25. 12."),
        (re.compile(r"\b(?:2\. weihnachts(?:feier)?tag)\b"), "26. 12."),
        (re.compile(r"\b(?:silvester|sylvester)(?:tag)?\b"), "31. 12."),
        (re.compile(r"\bneujahr(?:stag)?s?\b"), "1. 1."),
        (re.compile(r"\bnikolaus(?:tag)?\b"), "6. 12."),
    ),
    Language.ENGLISH: (
        (re.compile(r"\bchristmas eve\b"), "24. 12."),
        (re.compile(r"\bchristmas day\b"), "25. 12."),
        (re.compile(r"\bboxing day\b"), "26. 12."),
        (re.compile(r"\bnew years? eve\b"), "31. 12."),
        (re.compile(r"\bnew years? day\b"), "1. 1."),
    ),
}
_SMALL_WORDS = re.compile(
    r"\b(?:am|der|den|dem|des|the|of|on|im|in|anno|jahre?s?|jahrgang|year|years|born|geboren|day"
    r"|month|monats?|bin|ich|i|was|its|it|is|ist|ein|and|und|also|so|aeh|aehm|uh|um|er|ah)\b"
)
_SLIP = re.compile(
    r"\b(?:nein|nee|quatsch|falsch|sorry|entschuldigung|verzeihung|korrektur|ich mein(?:t?e)?"
    r"|vielmehr|pardon|no|i mean|i meant|rather|correction|scratch that|make that|wait)\b"
)


def understand_birthdate(text: str, language: Language, today: date) -> date | None:
    """Return the date of birth; None if none was said, or it lies ahead.

    Of a year in two digits the last such date before today is taken. All digits in a row
    ("03051985") are day, month, year. What is put right ("93, no, 94") counts.
    """
    born: date | None = None
    for said in _SLIP.split(with_years(fold(text), language)):
        wording = _plain(said, language)
        full = _full(wording, language, today)
        better = _amended(born, wording, today) if born and not full else full
        born = better if re.search(r"\d", wording) else born
    return born


def _plain(wording: str, language: Language) -> str:
    for feast, day in _FEASTS[language]:
        wording = feast.sub(day, wording)
    return " ".join(_SMALL_WORDS.sub(" ", wording).split())


def _full(wording: str, language: Language, today: date) -> date | None:
    for pattern in _PATTERNS[language]:
        for found in pattern.finditer(wording):
            born = _born(found.groupdict(), language, today)
            if born:
                return born
    digits = re.sub(r"\D", "", wording)
    if len(digits) in {len("ddmmyy"), len("ddmmyyyy")}:
        parts = {"day": digits[:2], "month": digits[2:4], "year": digits[4:]}
        return _born(parts, language, today)
    return None


def _amended(born: date, wording: str, today: date) -> date | None:
    """Return the date with another year or day, where that is all that is said."""
    year = re.fullmatch(rf"\D*{_YEAR}\D*", wording)
    if year:
        return _dated(year["year"].replace(" ", ""), born.month, born.day, today)
    day = re.fullmatch(rf"\D*{_DAY}\.\D*", wording)
    return _date(born.year, born.month, int(day["day"]), today) if day else None


def _born(said: Mapping[str, str | None], language: Language, today: date) -> date | None:
    named = said.get("named")
    month = MONTHS[language][named] if named else int(said["month"] or 0)
    year = (said["year"] or "").replace(" ", "")
    return _dated(year, month, int(said["day"] or 0), today)


def _dated(year: str, month: int, day: int, today: date) -> date | None:
    if len(year) == len("yy"):
        return _latest(int(year), month, day, today)
    return _date(int(year), month, day, today)


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
