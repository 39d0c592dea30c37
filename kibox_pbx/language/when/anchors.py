"""Reads "davor", "after that" and "die Woche drauf" by the time that was said before them.

"Um drei hole ich die Kleine ab, vorher wär gut" is until three; "bis zum Zwanzigsten bin ich
in Kur, danach jederzeit" is from the twenty-first on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from kibox_pbx.language.when import span
from kibox_pbx.language.when.meaning import Direction, When
from kibox_pbx.language.when.vocabulary import WEEKDAYS, either, feast_names
from kibox_pbx.utterance import Language


class Side(Enum):
    """Where a wish lies, seen from a time that was said before it."""

    BEFORE = auto()
    AFTER = auto()
    WEEK_AFTER = auto()
    """The whole week after it."""

    WEEKDAY_AFTER = auto()


_UNITS = ("tag", "tags", "woche", "wochen", "stunde", "stunden", "minuten")
_UNITS_EN = ("day", "days", "week", "weeks", "hour", "hours", "minutes")
_NO_LENGTH = "".join(rf"(?<!{unit} )" for unit in (*_UNITS, *_UNITS_EN))
_WEEKDAY = either([*WEEKDAYS[Language.GERMAN], *WEEKDAYS[Language.ENGLISH]])
_FEAST = feast_names(Language.ENGLISH)

_MARKS: Mapping[Side, re.Pattern[str]] = {
    Side.WEEK_AFTER: re.compile(
        r"(?<!\d )\b(?:(?:in |erst )*(?:die|der) woche (?:drauf|darauf|danach)"
        rf"|(?:the )?week after(?: that)?(?= |$)(?! (?:next|the|my|\w*day|{_FEAST}))"
        r"|the following week)\b"
    ),
    Side.WEEKDAY_AFTER: re.compile(
        rf"\b(?:(?P<german>{_WEEKDAY}) (?:drauf|darauf|danach)"
        rf"|(?P<english>{_WEEKDAY}) after(?: that)?(?! (?:next|\w))"
        rf"|following (?P<next>{_WEEKDAY}))\b"
    ),
    Side.BEFORE: re.compile(
        rf"{_NO_LENGTH}\b(?:davor|vorher|zuvor|before (?:that|then)|beforehand)\b"
    ),
    Side.AFTER: re.compile(
        rf"{_NO_LENGTH}\b(?:irgendwann |gleich |kurz |any ?time )?(?:danach|hinterher|nachher"
        r"|anschliessend|after (?:that|then|which)|afterwards"
        r"|(?:straight|right|directly) after$)"
        r"(?!\w)"
    ),
}


@dataclass(frozen=True, slots=True)
class Anchored:
    """A sentence that says "before that" or the like."""

    said: str
    """What came before it."""

    rest: str
    side: Side
    weekday: int = 0


_NOT_THEN = re.compile(
    r"^(?:\w+ ){0,4}?(?:nicht|keine zeit|weg|verreist|im urlaub|unterwegs|schlecht"
    r"|away|cant|cannot|on holiday|doesnt|wont|isnt|not|no good|busy)\b(?! (?:vor|before))"
)
"""What is said of a time before or after another one that does not suit."""


def find_anchor(wording: str) -> Anchored | None:
    """Return the parts of a sentence around "before that"; None: it says no such thing.

    Nor does it where the time before or after is the one that does not suit.
    """
    for side, words in _MARKS.items():
        found = words.search(wording)
        if found:
            named = next((word for word in found.groupdict().values() if word), None)
            said, rest = wording[: found.start()].strip(), wording[found.end() :].strip()
            if said and _NOT_THEN.match(rest):
                return None
            return Anchored(said, rest, side, _number(named) if named else 0)
    return None


def _number(weekday: str) -> int:
    return (WEEKDAYS[Language.GERMAN] | WEEKDAYS[Language.ENGLISH])[weekday]


def bounded(anchor: Anchored, base: When | None, today: date) -> When:
    """Return what is meant as seen from the time before; without one, the direction alone."""
    is_before = anchor.side is Side.BEFORE
    if anchor.side is Side.WEEKDAY_AFTER:
        last = (base and (base.last_day or base.first_day)) or today
        day = span.coming(anchor.weekday, last)
        return When(day, day)
    if base is None or base.is_open:
        return When(direction=Direction.EARLIER if is_before else Direction.LATER)
    end = base.last_day or base.first_day
    if anchor.side is Side.WEEK_AFTER:
        return When(*span.week(end, 1)) if end else When(direction=Direction.LATER)
    if base.at or base.from_time or base.until_time:
        return _by_hours(base, is_before=is_before)
    if is_before:
        return When(today, max(today, (base.first_day or today) - timedelta(days=1)))
    return When(first_day=end and end + timedelta(days=1))


def _by_hours(base: When, *, is_before: bool) -> When:
    if is_before:
        ends = base.from_time or base.at or base.until_time
        return When(base.first_day, base.last_day, until_time=ends)
    begins = base.until_time or base.at or base.from_time
    return When(base.first_day, base.last_day, from_time=begins)
