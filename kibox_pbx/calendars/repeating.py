"""Which repetitions of an entry are worked out: those that come to an end within a moment.

The library walks through a rule step by step from its first day, and to the year 9999 where
none of them fits. An invitation from outside would be enough to keep it busy for hours. Pure.
"""

from datetime import date, datetime, timedelta

from icalendar import Component

MOST_STEPS = 100_000
"""Every day for more than two hundred years."""

STEP = {
    "SECONDLY": timedelta(seconds=1),
    "MINUTELY": timedelta(minutes=1),
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(days=7),
    "MONTHLY": timedelta(days=28),
    "YEARLY": timedelta(days=365),
}
WITHIN_A_DAY = {"SECONDLY", "MINUTELY", "HOURLY"}
WALKED_DAILY = WITHIN_A_DAY | {"DAILY"}
MAY_NEVER_FIT = {"BYSETPOS", "BYYEARDAY", "BYWEEKNO"}
"""Parts that RFC 5545 (3.3.10) does not have for such rules, or that fit no day of theirs."""

DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

Rule = dict[str, list[object]]


def refuse_endless(event: Component, last: datetime) -> None:
    """Refuse an entry whose repetitions until a moment would take too long to work out.

    Raises:
        ValueError: It repeats too often, or may never fit.
    """
    found = event.get("rrule")
    begins = event.decoded("dtstart", None)
    for rule in found if isinstance(found, list) else [found] if found else []:
        if not isinstance(begins, date) or _is_endless(_in_capitals(rule), begins, last):
            raise ValueError("an entry that repeats too often")


def _in_capitals(rule: dict[str, object]) -> Rule:
    return {
        str(name).upper(): list(value) if isinstance(value, list | tuple) else [value]
        for name, value in rule.items()
    }


def _is_endless(rule: Rule, begins: date, last: datetime) -> bool:
    often = str(_first(rule, "FREQ", "")).upper()
    interval = int(str(_first(rule, "INTERVAL", 1)))
    if often not in STEP or interval < 1:
        return True
    if often in WALKED_DAILY and _may_never_fit(rule):
        return True
    if often in WITHIN_A_DAY and not {"COUNT", "UNTIL"} & rule.keys():
        return True
    ends = min(last.date(), _day(_first(rule, "UNTIL", last)))
    steps = (ends - _day(begins)) / (STEP[often] * interval)
    return min(steps, int(str(_first(rule, "COUNT", MOST_STEPS + 1)))) > MOST_STEPS


def _may_never_fit(rule: Rule) -> bool:
    if MAY_NEVER_FIT & rule.keys():
        return True
    months = [int(str(each)) for each in rule.get("BYMONTH", range(1, 13))]
    days = [abs(int(str(each))) for each in rule.get("BYMONTHDAY", [1])]
    longest = max((DAYS_OF_MONTH[month - 1] for month in months if 1 <= month <= 12), default=0)  # noqa: PLR2004
    return min(days) > longest


def _first(rule: Rule, name: str, otherwise: object) -> object:
    return (rule.get(name) or [otherwise])[0]


def _day(when: object) -> date:
    if isinstance(when, datetime):
        return when.date()
    if isinstance(when, date):
        return when
    raise ValueError("no day")
