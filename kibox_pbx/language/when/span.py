"""A run of days that was named somewhere in a sentence, and calendar sums with it.

A weekday without more means the next one after today. "nächsten Freitag" means the same;
"next Friday" means the Friday of next week; "übernächsten Freitag" a week after the next.
Weeks begin on Monday. "in acht Tagen" is a week, as Germans say it.
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

WEEK = 7
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Named:
    """Days named between two places of a sentence."""

    start: int
    end: int
    first: date | None
    last: date | None
    weekday: int | None = None
    """Set if nothing but a weekday was said, so that a week said beside it may place it."""

    relative: bool = False
    """Whether it counts from today ("tomorrow"), so that a weekday beside it adds nothing."""

    only: frozenset[int] = frozenset()
    """Weekdays, where only these of the days are meant."""

    def placed(
        self, first: date | None, last: date | None, only: frozenset[int] = frozenset()
    ) -> "Named":
        """Return the same place in the sentence with other days."""
        return replace(self, first=first, last=last, weekday=None, only=only)

    @property
    def one_day(self) -> date | None:
        """The day, if it is a single one."""
        return self.first if self.first == self.last else None


def coming(weekday: int, today: date) -> date:
    """Return the next such day after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % WEEK + 1)


def in_week_of(weekday: int, monday: date) -> date:
    """Return that day of the week that begins on the Monday."""
    return monday + timedelta(days=weekday)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week(today: date, weeks: int) -> tuple[date, date]:
    """Return Monday and Sunday, so many weeks from this one; this one begins today."""
    monday = monday_of(today) + timedelta(weeks=weeks)
    return max(monday, today), monday + timedelta(days=WEEK - 1)


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of a day's week."""
    return monday_of(day), monday_of(day) + timedelta(days=WEEK - 1)


def calendar_week(number: int, today: date) -> tuple[date, date] | None:
    """Return the days of the next week with that number, as ISO 8601 counts; None: no such."""
    for year in (today.year, today.year + 1):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        sunday = monday + timedelta(days=WEEK - 1)
        if sunday >= today:
            return max(monday, today), sunday
    return None


def part_of_week(part: str, monday: date) -> tuple[date, date]:
    """Return the beginning, middle or end of a working week."""
    first, last = {"begin": (0, 1), "middle": (2, 2), "end": (3, FRIDAY)}[part]
    return monday + timedelta(days=first), monday + timedelta(days=last)


def month(year: int, number: int) -> tuple[date, date]:
    """Return the first and last day of a month."""
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def part_of_month(part: str, first: date, last: date) -> tuple[date, date]:
    """Return a month's first ten, second ten or remaining days."""
    tenth, twentieth = first.replace(day=10), first.replace(day=20)
    thirds = {
        "begin": (first, tenth),
        "middle": (tenth + timedelta(days=1), twentieth),
        "end": (twentieth + timedelta(days=1), last),
    }
    return thirds[part]


def weekday_in(place: int, weekday: int, first: date, last: date) -> date | None:
    """Return the first, second … such weekday of some days, the last for -1, if there is."""
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    those = [day for day in days if day.weekday() == weekday]
    return those[place - (place > 0)] if place <= len(those) else None


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leaps = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + leaps + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month_number, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month_number, day + 1)


def next_month(today: date, months: int = 1) -> tuple[int, int]:
    """Return year and number of a later month."""
    months += today.month - 1
    return today.year + months // 12, months % 12 + 1


def day_of(year: int | None, number: int, day: int, today: date) -> date | None:
    """Return a date; without a year the next such one, today included; None: no such day."""
    years = [year] if year else [today.year, today.year + 1]
    for candidate in years:
        try:
            found = date(candidate, number, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None


def day_of_month(day: int, today: date) -> date | None:
    """Return the next day with that number, today included."""
    for months in range(3):
        year, number = next_month(today, months)
        found = day_of(year, number, day, today)
        if found and found >= today:
            return found
    return None


def full_year(said: str | None) -> int | None:
    """Return the year of ``2026`` or ``26``, None if none was said."""
    if not said:
        return None
    return int(said) + 2000 if len(said) < len("2026") else int(said)
