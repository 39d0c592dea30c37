"""Finds the time of day in a prepared sentence.

An hour from one to six without morning or evening beside it is in the afternoon: no
practice books at three in the night. Part of a day counts only where no time was named.
"""

import re
from dataclasses import dataclass
from datetime import time
from functools import cache

from kibox_pbx.language.when.clock_numbers import A_DAY, HALF_A_DAY, HOUR, Said, find_times
from kibox_pbx.language.when.day_parts import PARTS, Window
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class Hours:
    """A time of day, or bounds of it."""

    at: time | None = None
    from_time: time | None = None
    until_time: time | None = None


_BETWEEN = re.compile(r"^ ?(?:und|bis|oder|and|to|or|until|till)(?: um| gegen| bis)? ?$")
_FROM = re.compile(
    r"\b(?:ab|nicht vor|fruehestens(?: um)?|erst (?:ab|nach|um)|nach|after|from|not before"
    r"|not until|past|no earlier than|any ?time after|not earlier than|nicht frueher als"
    r"|(?:i|we) (?:finish|knock off|get (?:off|out|home|back|in))(?: (?:of )?(?:work|school))?"
    r"(?: (?:at|by|about|around))*|(?:im|i am|were|we are) (?:finished|done|home|back"
    r"|(?:off|out of) (?:work|school))(?: (?:at|by|about|around|from))+)$"
)
_UNTIL = re.compile(
    r"\b(?:bis|vor|spaetestens(?: um)?|bis spaetestens|before|by|until|till|no later than"
    r"|not after|not later than|nicht nach|nicht spaeter als|(?:i|we) start(?: work)? at)$"
)
_ABOUT = re.compile(r"\b(?:kurz|shortly|just|right|gleich) (?:nach|after|vor|before|past)$")
_WORK = r"(?:arbeit\w*|work\w*|busy|beschaeftigt|dienst|schule|unterricht|\w*schicht|shift)"
_BUSY_UNTIL = re.compile(rf"\b(?:{_WORK}|im on|ich bin|bin ich)\b.{{0,20}} (?:bis|until|till)$")
_UNTIL_BUSY = re.compile(r"\b(?:ich|wir)\b.{0,20} bis$")
_BUSY = re.compile(rf"^ (?:in der |auf |im )?{_WORK}\b")
_DONE = re.compile(r"^ (?:wieder )?(?:fertig|weg|zurueck|daheim|zu hause|da) sein\b")
_OVER = re.compile(
    r"^ (?:(?:bin|hab|habe) ich )?(?:feierabend|schluss|schulschluss|aus\b|fertig|zu hause"
    r"|daheim|von der arbeit)"
)
_ONWARDS = re.compile(r"^ ?(?:(?:oder|or) (?:spaeter|later)|onwards?|aufwaerts)\b")
_BACKWARDS = re.compile(r"^ ?(?:(?:oder|or) (?:frueher|earlier)|at the latest|spaetestens)\b")


@cache
def _parts(language: Language) -> tuple[tuple[re.Pattern[str], Window, bool | None], ...]:
    return tuple(
        (re.compile(rf"\b(?:{words})\b"), window, afternoon)
        for words, window, afternoon in PARTS[language]
    )


def find_hours(wording: str, language: Language) -> Hours:
    """Return the time of day meant; days must be hidden from the sentence."""
    window, afternoon, left = _find_part(wording, language)
    said = find_times(left, language, afternoon)
    if not said:
        return Hours(None, *window)
    return _bounds(said, left)


def _find_part(wording: str, language: Language) -> tuple[Window, bool | None, str]:
    for pattern, window, afternoon in _parts(language):
        found = pattern.search(wording)
        if found:
            return window, afternoon, pattern.sub(" ; ", wording)
    return (None, None), None, wording


def _bounds(said: list[Said], left: str) -> Hours:
    last = said[-1]
    if len(said) > 1:
        joined = _joined(said[-2], last, left, beside=len(said) == len("ab"))
        if joined:
            return joined
    return _bound(last, left)


def _joined(first: Said, last: Said, left: str, *, beside: bool) -> Hours | None:
    """Return "between two and four", "after two but before four"; None: they are not joined."""
    between = left[first.end : last.start]
    if _BETWEEN.search(between) or (beside and not between.strip()):
        late = last.minutes + (HALF_A_DAY if last.minutes < first.minutes < HALF_A_DAY else 0)
        if first.minutes < late < A_DAY:
            return Hours(None, _time(first.minutes), _time(late))
    earlier, later = _bound(first, left), _bound(last, left)
    from_time = earlier.from_time or later.from_time
    until_time = earlier.until_time or later.until_time
    if from_time and until_time and from_time < until_time:
        return Hours(None, from_time, until_time)
    return None


def _bound(said: Said, left: str) -> Hours:
    before, after = left[: said.start].rstrip(), left[said.end :]
    moment = _time(said.minutes)
    if _ABOUT.search(before):
        return Hours(at=moment)
    if _DONE.search(after):
        return Hours(until_time=moment)
    is_busy = _BUSY_UNTIL.search(before) or (_UNTIL_BUSY.search(before) and _BUSY.search(after))
    if is_busy or _FROM.search(before) or _ONWARDS.search(after) or _OVER.search(after):
        return Hours(from_time=moment)
    if _UNTIL.search(before) or _BACKWARDS.search(after):
        return Hours(until_time=moment)
    return Hours(at=moment)


def _time(minutes: int) -> time:
    return time(minutes // HOUR % 24, minutes % HOUR)
