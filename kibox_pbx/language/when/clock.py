"""Finds the time of day in a prepared sentence.

An hour from one to six without morning or evening beside it is in the afternoon: no
practice books at three in the night. Part of a day counts only where no time was named.
"""

import re
from dataclasses import dataclass, replace
from datetime import time
from functools import cache

from kibox_pbx.language.when.vocabulary import PARTS, Window
from kibox_pbx.utterance import Language

HOUR = 60
HALF_A_DAY = 12 * HOUR
A_DAY = 24 * HOUR
OFFICE_FROM = 7 * HOUR
"""Earlier than this, a time without more is meant for the afternoon."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A time of day, or bounds of it."""

    at: time | None = None
    from_time: time | None = None
    until_time: time | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    minutes: int
    afternoon: bool | None
    sure: bool
    """False for a bare number that only counts beside a preposition."""


_H, _M = r"(?P<h>\d{1,2})", r"(?P<m>[0-5]?\d)"
_NOT_A_COUNT = (
    r"(?![.:/]?\d)(?!\. ?\d)(?! ?(?:tage?n?|wochen?|monate?n?|minuten?|stunden?|days?|weeks?"
    r"|months?|hours?|minutes?|jahre?n?|years?|mal|personen|people|euro|prozent|st\b|%))"
)
_NUMBERS = {
    Language.GERMAN: (
        (
            rf"(?P<d>viertel|\d{{1,2}})(?: minuten)? (?P<s>vor"
            rf"|nach) (?P<half>halb ){_H}(?: uhr)?",
            True,
        ),
        (
            rf"(?P<d>viertel|\d{{1,2}})(?: minuten)? (?P<s>vor|nach) {_H}(?! uhr \d)(?: uhr)?",
            True,
        ),
        (rf"(?P<half>halb ){_H}(?: uhr)?", True),
        (rf"(?P<quarter>dreiviertel|viertel) {_H}(?: uhr)?", True),
        (rf"{_H}[:.]{_M}\b(?!\.)(?: ?uhr)?", True),
        (rf"{_H}\.? ?uhr(?: (?:und )?{_M}\b(?![.]))?", True),
        (rf"{_H} (?P<m>[0-5]\d)\b(?!\.)", False),
        (rf"{_H}\b{_NOT_A_COUNT}\.?", False),
    ),
    Language.ENGLISH: (
        (
            rf"(?:a )?(?P<d>quarter|half|\d{{1,2}})(?: minutes?)? (?P<s>to|past|after"
            rf"|before|of) {_H}",
            True,
        ),
        (rf"(?P<half_past>half) {_H}", True),
        (rf"{_H}[:.]{_M}\b(?!\.)(?: ?oclock)?", True),
        (rf"{_H} 00? {_M}\b", True),
        (rf"{_H}(?: {_M})?(?= [ap]m\b)", True),
        (rf"{_H} oclock", True),
        (r"(?P<h>[2-9]|1\d|2[0-3]) hour(?=$| please| in| is)", True),
        (rf"{_H} (?P<m>[0-5]\d)\b(?!\.)", False),
        (rf"{_H}\b{_NOT_A_COUNT}(?!\.)", False),
        (r"(?:12 )?(?P<noon>noon)", True),
    ),
}
_HALF_DAY = re.compile(r"^ ?(?P<half>[ap])m\b")
_FILLERS = re.compile(
    r"\b(?:um|at|gegen|so|circa|ca|etwa|ungefaehr|around|about|bitte|please|ja|yes|yeah|yep|gerne?|gut"
    r"|uhr|dann|also|aeh|hm|ok|okay|termin|den|the|is|fine|passt|punkt|schon|erst|oder|or|on"
    r"|und|and|am|im|in|the|mir|me|would|be|waere|geht|ginge|wie|how|good|great|perfekt|es"
    r"|it)\b"
)
_BEFORE_A_TIME = re.compile(
    r"\b(?:um|at|gegen|ab|nach|vor|bis|zwischen|between|von|from|until|till|by|after|before"
    r"|around|about|so|circa|etwa|ungefaehr|past|punkt|erst|schon|spaetestens|fruehestens"
    r"|kurz|than|als)$"
)
_BETWEEN = re.compile(r"^ ?(?:und|bis|oder|and|to|or|until|till)(?: um| gegen| bis)? ?$")
_FROM = re.compile(
    r"\b(?:ab|nicht vor|fruehestens(?: um)?|erst (?:ab|nach|um)|nach|after|from|not before"
    r"|not until|past|no earlier than|any ?time after|not earlier than|nicht frueher als)$"
)
_UNTIL = re.compile(
    r"\b(?:bis|vor|spaetestens(?: um)?|bis spaetestens|before|by|until|till|no later than"
    r"|not after|not later than|nicht nach|nicht spaeter als)$"
)
_ABOUT = re.compile(r"\b(?:kurz|shortly|just|right|gleich) (?:nach|after|vor|before|past)$")
_BUSY_UNTIL = re.compile(r"\b(?:arbeit\w*|work|busy|beschaeftigt)\b.{0,20} (?:bis|until|till)$")
_ONWARDS = re.compile(r"^ ?(?:(?:oder|or) (?:spaeter|later)|onwards?|aufwaerts)\b")
_BACKWARDS = re.compile(r"^ ?(?:(?:oder|or) (?:frueher|earlier)|at the latest|spaetestens)\b")


@cache
def _numbers(language: Language) -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple(
        (re.compile(rf"(?<![\w.:/+])(?:{pattern})(?![\w:/])"), sure)
        for pattern, sure in _NUMBERS[language]
    )


@cache
def _parts(language: Language) -> tuple[tuple[re.Pattern[str], Window, bool | None], ...]:
    return tuple(
        (re.compile(rf"\b(?:{words})\b"), window, afternoon)
        for words, window, afternoon in PARTS[language]
    )


def find_hours(wording: str, language: Language) -> Hours:
    """Return the time of day meant; days must be hidden from the sentence."""
    window, afternoon, left = _find_part(wording, language)
    said = _find_times(left, language, afternoon)
    if not said:
        return Hours(None, *window)
    return _bounds(said, left)


def _find_part(wording: str, language: Language) -> tuple[Window, bool | None, str]:
    for pattern, window, afternoon in _parts(language):
        found = pattern.search(wording)
        if found:
            return window, afternoon, pattern.sub(" , ", wording)
    return (None, None), None, wording


def _find_times(left: str, language: Language, afternoon: bool | None) -> list[_Said]:  # noqa: FBT001 - None is a third state: not said
    found: list[_Said] = []
    hidden = left
    for pattern, sure in _numbers(language):
        for match in list(pattern.finditer(hidden)):
            said = _read(match, afternoon, hidden, sure=sure)
            if said:
                found.append(said)
                hidden = (
                    hidden[: said.start] + "_" * (said.end - said.start) + hidden[said.end :]
                )
    found.sort(key=lambda said: said.start)
    return _credible(found, hidden)


def _credible(found: list[_Said], hidden: str) -> list[_Said]:
    nothing_else = not re.sub(r"[_,\s]", "", _FILLERS.sub("", hidden))
    kept: list[_Said] = []
    for said in found:
        joined = bool(kept) and bool(_BETWEEN.search(hidden[kept[-1].end : said.start]))
        if said.sure or nothing_else or joined or _named_as_time(hidden, said):
            kept.append(replace(said, sure=True))
    return kept


def _named_as_time(hidden: str, said: _Said) -> bool:
    after = hidden[said.end :]
    bounded = _ONWARDS.search(after) or _BACKWARDS.search(after)
    return bool(bounded or _BEFORE_A_TIME.search(hidden[: said.start].rstrip()))


def _read(
    match: re.Match[str],
    afternoon: bool | None,  # noqa: FBT001 - None is a third state: not said
    wording: str,
    *,
    sure: bool,
) -> _Said | None:
    half_day = _HALF_DAY.search(wording[match.end() :])
    end = match.end() + (half_day.end() if half_day else 0)
    if half_day:
        afternoon, sure = half_day["half"] == "p", True
    minutes = _minutes(match.groupdict())
    if minutes is None:
        return None
    return _Said(match.start(), end, _in_day(minutes, afternoon), afternoon, sure)


def _minutes(said: dict[str, str | None]) -> int | None:
    if said.get("noon"):
        return HALF_A_DAY
    hour = int(said["h"] or 0)
    if hour > A_DAY // HOUR:
        return None
    minutes = hour * HOUR + int(said.get("m") or 0) - (HOUR // 2 if said.get("half") else 0)
    if said.get("half_past"):
        minutes += HOUR // 2
    quarter = said.get("quarter")
    if quarter:
        minutes -= HOUR // 4 if quarter == "dreiviertel" else HOUR * 3 // 4
    return (minutes + _shift(said.get("d"), said.get("s"))) % A_DAY


def _shift(distance: str | None, side: str | None) -> int:
    if not distance or not side:
        return 0
    named = {"viertel": HOUR // 4, "quarter": HOUR // 4, "half": HOUR // 2}
    minutes = named.get(distance) or int(distance)
    return minutes if side in {"nach", "past", "after"} else -minutes


def _in_day(minutes: int, afternoon: bool | None) -> int:  # noqa: FBT001 - None is a third state: not said
    if afternoon is None:
        return minutes + HALF_A_DAY if minutes < OFFICE_FROM else minutes
    if afternoon:
        return minutes + HALF_A_DAY if minutes < HALF_A_DAY else minutes
    return minutes


def _bounds(said: list[_Said], left: str) -> Hours:
    last = said[-1]
    if len(said) > 1 and _BETWEEN.search(left[said[-2].end : last.start]):
        first = said[-2]
        late = last.minutes + (HALF_A_DAY if last.minutes < first.minutes < HALF_A_DAY else 0)
        if first.minutes < late < A_DAY:
            return Hours(None, _time(first.minutes), _time(late))
    before, after = left[: last.start].rstrip(), left[last.end :]
    moment = _time(last.minutes)
    if _ABOUT.search(before):
        return Hours(at=moment)
    if _BUSY_UNTIL.search(before) or _FROM.search(before) or _ONWARDS.search(after):
        return Hours(from_time=moment)
    if _UNTIL.search(before) or _BACKWARDS.search(after):
        return Hours(until_time=moment)
    return Hours(at=moment)


def _time(minutes: int) -> time:
    return time(minutes // HOUR % 24, minutes % HOUR)
