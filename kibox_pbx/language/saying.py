"""Says dates, times and numbers the way a good receptionist does, without any digit."""

from collections.abc import Sequence
from datetime import date, datetime, time

import phonenumbers

from kibox_pbx.language import number_words
from kibox_pbx.utterance import Language

YEAR_SAID_AFTER_DAYS = 300
"""A date further away than this is said with its year."""

NOON, EVENING = 12, 18
DAYS_OF_A_YEAR = 365
_GROUP = 3

_WEEKDAYS = {
    Language.GERMAN: (
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
        "Sonntag",
    ),
    Language.ENGLISH: (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ),
}
MONTHS = {
    Language.GERMAN: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    Language.ENGLISH: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
"""As they are written, January first."""
_NEAR = {
    Language.GERMAN: {0: "heute, ", 1: "morgen, ", 2: "übermorgen, "},
    Language.ENGLISH: {0: "today, ", 1: "tomorrow, ", 2: "the day after tomorrow, "},
}
_LAST = {
    Language.GERMAN: {False: "und", True: "oder"},
    Language.ENGLISH: {False: "and", True: "or"},
}


def say_number(number: int, language: Language) -> str:
    """Return a whole number in words."""
    return number_words.cardinal(number, language)


def say_ordinal(number: int, language: Language) -> str:
    """Return "vierundzwanzigsten" (as after "den" or "am") or "twenty-fourth"."""
    said = number_words.ordinal(number, language)
    return said + "n" if language is Language.GERMAN else said


def say_year(year: int, language: Language) -> str:
    """Return a year the way it is read aloud."""
    return number_words.year(year, language)


def say_date(day: date, language: Language, today: date) -> str:
    """Return "morgen, Donnerstag, den neunzehnten November"; far dates have their year."""
    distance = (day - today).days
    weekday = _WEEKDAYS[language][day.weekday()]
    ordinal, month = say_ordinal(day.day, language), MONTHS[language][day.month - 1]
    german = language is Language.GERMAN
    said = (
        f"{weekday}, den {ordinal} {month}" if german else f"{weekday} the {ordinal} of {month}"
    )
    if abs(distance) > YEAR_SAID_AFTER_DAYS:
        said += ("" if german else ",") + f" {say_year(day.year, language)}"
    return _NEAR[language].get(distance, "") + said


def say_birthdate(day: date, language: Language) -> str:
    """Return "dritten Mai neunzehnhundertfünfundachtzig" (after "am"), without a weekday."""
    ordinal, month = say_ordinal(day.day, language), MONTHS[language][day.month - 1]
    joined = (
        f"{ordinal} {month}" if language is Language.GERMAN else f"the {ordinal} of {month}"
    )
    return f"{joined} {say_year(day.year, language)}"


def say_weekdays(days: Sequence[int], language: Language) -> str:
    """Return "Montag bis Donnerstag" or "Monday and Friday"; Monday is 0, in order."""
    names = [_WEEKDAYS[language][day] for day in days]
    is_run = len(days) > len(("one", "two")) and days[-1] - days[0] == len(days) - 1
    if not is_run:
        return say_list(names, language)
    until = "bis" if language is Language.GERMAN else "to"
    return f"{names[0]} {until} {names[-1]}"


def say_time(clock: time, language: Language) -> str:
    """Return "vierzehn Uhr dreißig" or "two thirty in the afternoon"."""
    if language is Language.ENGLISH:
        return _english_time(clock)
    hour = "ein" if clock.hour == 1 else say_number(clock.hour, language)
    return f"{hour} Uhr {say_number(clock.minute, language)}" if clock.minute else f"{hour} Uhr"


def _english_time(clock: time) -> str:
    if clock == time(NOON):
        return "twelve noon"
    hour = say_number((clock.hour - 1) % NOON + 1, Language.ENGLISH)
    zero = "oh " if clock.minute < len("0123456789") else ""
    minute = zero + say_number(clock.minute, Language.ENGLISH) if clock.minute else "o'clock"
    return f"{hour} {minute.replace('-', ' ')} {_english_part(clock.hour)}"


def _english_part(hour: int) -> str:
    if hour < NOON:
        return "in the morning"
    return "in the afternoon" if hour < EVENING else "in the evening"


def say_when(start: datetime, language: Language, today: date) -> str:
    """Return day and time of a start, ready to follow "am" or "on" or to stand alone."""
    at = ", um " if language is Language.GERMAN else ", at "
    return say_date(start.date(), language, today) + at + say_time(start.time(), language)


def say_digits(digits: str, language: Language) -> str:
    """Return each digit by itself; anything else is left out."""
    return " ".join(say_number(int(digit), language) for digit in digits if digit.isdecimal())


def say_phone(number: str, language: Language, country: str) -> str:
    """Return a number as it is dialled in the country, in groups with commas as pauses."""
    dialled = _as_dialled(number, country)
    plus = "plus " if dialled.startswith("+") else ""
    groups = [group for part in dialled.replace("/", " ").split() for group in _groups(part)]
    return plus + ", ".join(say_digits(group, language) for group in groups)


def _as_dialled(number: str, country: str) -> str:
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return number
    home = phonenumbers.country_code_for_region(country) == parsed.country_code
    kind = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, kind.NATIONAL if home else kind.INTERNATIONAL)


def _groups(digits: str) -> list[str]:
    """Cut after every three digits, but leave no single digit alone."""
    digits = "".join(digit for digit in digits if digit.isdecimal())
    cut = [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]
    if len(cut) > 1 and len(cut[-1]) == 1:
        cut[-2:] = [cut[-2] + cut[-1]]
    return cut


def say_duration_days(days: int, language: Language) -> str:
    """Return "dreißig Tagen" (as after "nach" or "seit") or "thirty days"."""
    years, rest = divmod(days, DAYS_OF_A_YEAR)
    if years and not rest:
        return _counted(years, language, ("einem Jahr", "Jahren"), ("one year", "years"))
    return _counted(days, language, ("einem Tag", "Tagen"), ("one day", "days"))


def _counted(
    number: int, language: Language, german: tuple[str, str], english: tuple[str, str]
) -> str:
    one, many = german if language is Language.GERMAN else english
    return one if number == 1 else f"{say_number(number, language)} {many}"


def say_list(items: Sequence[str], language: Language, *, choice: bool = False) -> str:
    """Return "a, b und c"; with ``choice`` "a, b oder c"."""
    if len(items) < len("ab"):
        return "".join(items)
    last = _LAST[language][choice]
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
