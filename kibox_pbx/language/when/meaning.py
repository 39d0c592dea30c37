"""What a caller's wish for a time comes down to."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Direction(StrEnum):
    """A wish relative to what was offered last."""

    LATER = "later"
    EARLIER = "earlier"
    OTHER_DAY = "other_day"


@dataclass(frozen=True, slots=True)
class When:
    """A wish; what is None was not said. All empty: any time will do."""

    first_day: date | None = None
    last_day: date | None = None
    """Inclusive; the same as ``first_day`` for one day, None for "from Monday on"."""

    at: time | None = None
    """The exact time of day that was named."""

    from_time: time | None = None
    until_time: time | None = None
    """On each day, start at or after / at or before this."""

    soonest: bool = False
    direction: Direction | None = None
    latest: bool = False
    """The last time that is to be had on a day."""

    weekdays: frozenset[int] = frozenset()
    """The only ones of the days meant ("Monday or Wednesday"), Monday is 0; empty: all."""

    not_on: frozenset[int] = frozenset()
    """Weekdays that do not suit, in whatever week ("any day but Monday")."""

    @property
    def is_open(self) -> bool:
        """Whether any time will do: the caller spoke of time and named no limit."""
        return self == When()

    def allows(self, day: date) -> bool:
        """Say whether a day is one of those that are meant."""
        return (
            (self.first_day is None or self.first_day <= day)
            and (self.last_day is None or day <= self.last_day)
            and (not self.weekdays or day.weekday() in self.weekdays)
            and day.weekday() not in self.not_on
        )
