"""Until when a request about somebody's data must be answered (Art. 12(3) GDPR). Pure.

One month from its receipt, by the calendar; once, for a reason that the person is told, two
months more. Weekends and holidays, on which the law lets such a time end a day later
(Regulation 1182/71, Art. 3(4)), are not used up: the earlier day is the safe one.
"""

from calendar import monthrange
from datetime import date

MONTHS = 1
MONTHS_EXTENDED = 3
"""In all, from the receipt."""


def due_on(received_on: date, *, is_extended: bool = False) -> date:
    """Return the last day for an answer.

    A day that the month does not have is its last one: the 31st of January leads to the 28th
    or 29th of February.
    """
    months = MONTHS_EXTENDED if is_extended else MONTHS
    years, month = divmod(received_on.month - 1 + months, 12)
    year = received_on.year + years
    day = min(received_on.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day)


def days_left(due: date, today: date) -> int:
    """Return how many days are left; 0 on the last one, negative when it is overdue."""
    return (due - today).days
