"""What each way to name a week, a month, a year or a holiday means; see `day_meanings`."""

from datetime import date, timedelta

from kibox_pbx.language.when import span
from kibox_pbx.language.when.day_meanings import (
    Days,
    Found,
    Meaning,
    bare_day,
    day_and_month,
    one_day,
    said_in,
)
from kibox_pbx.language.when.vocabulary import MONTHS, WEEKDAYS
from kibox_pbx.utterance import Language

PARTS_OF_SPAN = {
    "anfang": "begin",
    "early": "begin",
    "early in": "begin",
    "beginning of": "begin",
    "start of": "begin",
    "mitte": "middle",
    "middle of": "middle",
    "mid": "middle",
    "ende": "end",
    "end of": "end",
    "late": "end",
    "late in": "end",
}
"""Parts of a week, month or year."""

_WEEKDAYS = WEEKDAYS[Language.GERMAN] | WEEKDAYS[Language.ENGLISH]
_MONTHS = MONTHS[Language.GERMAN] | MONTHS[Language.ENGLISH]
_NEAR = timedelta(days=60)
"""How far ahead "the holidays" are spoken of without saying which."""

_WEEKS_AHEAD = {"dies": 0, "this": 0, "der": 0, "the": 0, "uebernaechst": 2}


def _ahead_of(days: tuple[date, date], today: date) -> Days | None:
    """Return what is left of some days."""
    first, last = days
    return Days(max(first, today), last) if last >= today else None


def week(found: Found, today: date) -> Days | None:
    """Read "Nächste Woche", "Ende der Woche"; a part that is over is that of the week after."""
    said = found["which"]
    ahead = next((n for word, n in _WEEKS_AHEAD.items() if said.startswith(word)), 1)
    return _part_of_week(said_in(found, "part"), today, ahead)


def week_after_next(found: Found, today: date) -> Days | None:
    """Read "The week after next"."""
    return _part_of_week(said_in(found, "part"), today, 2)


def _part_of_week(part: str | None, today: date, ahead: int) -> Days | None:
    if not part:
        return Days(*span.week(today, ahead))
    monday = span.monday_of(today) + timedelta(weeks=ahead)
    meant = span.part_of_week(PARTS_OF_SPAN[part], monday)
    following = span.part_of_week(PARTS_OF_SPAN[part], monday + timedelta(weeks=1))
    return _ahead_of(meant, today) or Days(*following)


def calendar_week(found: Found, today: date) -> Days | None:
    """Read "KW 50"."""
    days = span.calendar_week(int(found["number"]), today)
    return Days(*days) if days else None


def week_of_day(found: Found, today: date) -> Days | None:
    """Read "Die Woche vom Vierzehnten"."""
    named = (day_and_month if found["month"] else bare_day)(found, today)
    if named is None:
        return None
    monday = span.monday_of(named.first)
    return Days(max(monday, today), monday + timedelta(days=span.WEEK - 1))


def weekend(found: Found, today: date) -> Days | None:
    """Read "Am Wochenende", of next week where that is said."""
    saturday = in_weekend = span.in_week_of(5, span.monday_of(today))
    if found["which"] and found["which"].startswith(("naechst", "next")):
        saturday += timedelta(weeks=1)
    first = max(saturday, today) if saturday == in_weekend else saturday
    return Days(first, saturday + timedelta(days=1))


def month(found: Found, today: date) -> Days | None:
    """Read "Im Januar", "Anfang Dezember"."""
    number = _MONTHS[said_in(found, "month") or found["other"]]
    return _part_of_month(said_in(found, "part"), *_year_of(number, today), today)


def month_next_year(found: Found, today: date) -> Days | None:
    """Read "nächstes Jahr im Februar"."""
    number = _MONTHS[found["month"]]
    return _part_of_month(said_in(found, "part"), today.year + 1, number, today)


def other_month(found: Found, today: date) -> Days | None:
    """Read "Ende nächsten Monats"; a part that is over is that of the month after."""
    ahead = int((found["which"] or "").startswith(("naechst", "kommend", "next")))
    part = said_in(found, "part")
    if part and span.part_of_month(PARTS_OF_SPAN[part], *_month(today, ahead))[1] < today:
        ahead += 1
    return _part_of_month(part, *span.next_month(today, ahead), today)


def _month(today: date, ahead: int) -> tuple[date, date]:
    return span.month(*span.next_month(today, ahead))


def half_of_month(found: Found, today: date) -> Days | None:
    """Read "In der zweiten Januarhälfte"."""
    first, last = span.month(*_year_of(_MONTHS[found["month"]], today))
    middle = first.replace(day=15)
    halves = ((first, middle), (middle + timedelta(days=1), last))
    return _ahead_of(halves[int(found["n"]) - 1], today)


def week_of_month(found: Found, today: date) -> Days | None:
    """Read "die erste Dezemberwoche": its first seven days; the last one: its last seven."""
    first, last = span.month(*_year_of(_MONTHS[found["month"]], today))
    if not found["n"].isdigit():
        return _ahead_of((last - timedelta(days=span.WEEK - 1), last), today)
    begins = first + timedelta(weeks=int(found["n"]) - 1)
    return _ahead_of((begins, min(last, begins + timedelta(days=span.WEEK - 1))), today)


def weeks_of_month(found: Found, today: date) -> Days | None:
    """Read "die ersten beiden Januarwochen", "the last two weeks of January"."""
    first, last = span.month(*_year_of(_MONTHS[found["month"]], today))
    count = int(found["n"]) if found["n"].isdigit() else len(("one", "the other"))
    long = timedelta(weeks=count) - timedelta(days=1)
    is_last = found["end"].startswith(("letzt", "last"))
    return _ahead_of((last - long, last) if is_last else (first, first + long), today)


def weekday_of_month(found: Found, today: date) -> Days | None:
    """Read "Am letzten Freitag im Januar", "the first Monday of the month"."""
    place = int(found["n"]) if found["n"].isdigit() else -1
    weekday, named = _WEEKDAYS[found["weekday"]], said_in(found, "month")
    if named:
        months = [_year_of(_MONTHS[named], today)]
    else:
        is_next = (said_in(found, "which") or "").startswith(("naechst", "kommend", "next"))
        months = [span.next_month(today, ahead) for ahead in ((1,) if is_next else (0, 1))]
    days = (span.weekday_in(place, weekday, *span.month(*each)) for each in months)
    return one_day(next((day for day in days if day and day >= today), None))


def this_year(found: Found, today: date) -> Days | None:
    """Read "Ende des Jahres"; a part that is over is that of next year."""
    part = PARTS_OF_SPAN[found["part"]]
    return _ahead_of(_part_of_year(part, today.year), today) or Days(
        *_part_of_year(part, today.year + 1)
    )


def rest_of_year(_: Found, today: date) -> Days | None:
    """Read "noch dieses Jahr"."""
    return Days(today, date(today.year, 12, 31))


def next_year(found: Found, today: date) -> Days | None:
    """Read "Im neuen Jahr", "early next year"."""
    part = said_in(found, "part")
    if part:
        return Days(*_part_of_year(PARTS_OF_SPAN[part], today.year + 1))
    return Days(date(today.year + 1, 1, 1), None)


def _part_of_year(part: str, year: int) -> tuple[date, date]:
    """Return the first days of January, the summer, or the last days of December."""
    number = {"begin": 1, "middle": 6, "end": 12}[part]
    return span.part_of_month(part, *span.month(year, number))


def _year_of(number: int, today: date) -> tuple[int, int]:
    return today.year + (number < today.month), number


def _part_of_month(part: str | None, year: int, number: int, today: date) -> Days:
    first, last = span.month(year, number)
    if part:
        first, last = span.part_of_month(PARTS_OF_SPAN[part], first, last)
    return Days(max(first, today), max(last, today))


def holiday(days: tuple[tuple[int, int], tuple[int, int]]) -> Meaning:
    """Return the meaning of a name for days (month and day) of every year."""

    def meaning(_: Found, today: date) -> Days | None:
        first, last = (_coming(*day, today) for day in days)
        return Days(first, last) if first <= last else Days(today, last)

    return meaning


def the_holidays(language: Language) -> Meaning:
    """Return the meaning of "the holidays": Christmas or Easter, if it is near.

    In English those of Christmas end with New Year's Day.
    """
    is_german = language is Language.GERMAN
    christmas = holiday(((12, 24), (12, 26) if is_german else (1, 1)))
    easter = feast((-2, 1))

    def meaning(found: Found, today: date) -> Days | None:
        both = [days for days in (christmas(found, today), easter(found, today)) if days]
        near = min(both, key=lambda days: days.first)
        return near if near.first - today <= _NEAR else None

    return meaning


def _coming(month: int, day: int, today: date) -> date:
    """Return the next day of that name; one that every year has, so not of February 29."""
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def feast(offsets: tuple[int, int]) -> Meaning:
    """Return the meaning of a name for days that lie so far from Easter Sunday."""

    def meaning(_: Found, today: date) -> Days | None:
        years = (today.year, today.year + 1)
        spans = (
            [span.easter(year) + timedelta(days=each) for each in offsets] for year in years
        )
        first, last = next(days for days in spans if days[1] >= today)
        return Days(max(first, today), last)

    return meaning
