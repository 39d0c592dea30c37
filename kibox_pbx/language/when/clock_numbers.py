"""Reads clock times out of a prepared sentence, as minutes of the day.

A bare number is a time only where a word beside it says so, or where the sentence holds
nothing else.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from kibox_pbx.utterance import Language

HOUR = 60
HALF_A_DAY = 12 * HOUR
A_DAY = 24 * HOUR
OFFICE_FROM = 7 * HOUR
"""Earlier than this, a time without more is meant for the afternoon."""


@dataclass(frozen=True, slots=True)
class Said:
    """A time between two places of a sentence."""

    start: int
    end: int
    minutes: int
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
            rf"(?P<d>viertel|\d{{1,2}})(?: minuten)? (?P<s>vor|nach) "
            rf"(?:(?P<half>halb)|(?P<quarter>dreiviertel|viertel)) {_H}(?: uhr)?",
            True,
        ),
        (
            rf"(?P<d>viertel|\d{{1,2}})(?: minuten)? (?P<s>vor|nach|ueber) {_H}(?! uhr \d)"
            r"(?: uhr)?",
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
            rf"(?P<d>quarter|\d{{1,2}})(?: minutes?)? (?P<s>to|past|before|after) "
            rf"(?P<half_past>half)(?: past)? {_H}",
            True,
        ),
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
    r"|it|super|prima|perfect|lovely|ideal|sharp|works|suits"
    r"|for (?:me|us|him|her|my \w+))\b"
)
_BEFORE_A_TIME = re.compile(
    r"\b(?:um|at|gegen|ab|nach|vor|bis|zwischen|between|von|from|until|till|by|after|before"
    r"|around|about|so|circa|etwa|ungefaehr|past|punkt|erst|schon|spaetestens|fruehestens"
    r"|kurz|than|als|say|(?:geht|gehts|ginge?|passt|machen wir|sagen wir|nehmen wir)"
    r"(?: (?:es|das|denn|auch|dann|eher))*|(?:could|can|would|will) (?:you|we|i|it)"
    r"(?: (?:do|make|say|be|have|come|it|maybe))+|(?:how|what) about|lets say|make it)$"
)
_BOUNDED = re.compile(
    r"^ ?(?:(?:oder|or) (?:spaeter|later|frueher|earlier)|onwards?|aufwaerts|at the latest"
    r"|spaetestens|sharp)\b"
)
_JOINS = re.compile(r"^ ?(?:und|bis|oder|and|to|or|until|till)?(?: um| gegen| bis)? ?$")
_PART_AFTER = re.compile(r"^ (?:in the |in der |am )? *;")
_ALONE_AFTER = re.compile(
    r"^(?:$| ?[,#]| (?:if|wenn|falls|bitte|please|ginge?|waere?|would|is|passt|geht|or|oder)\b)"
)


@cache
def _numbers(language: Language) -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple(
        (re.compile(rf"(?<![\w.:/+])(?:{pattern})(?![\w:/])"), sure)
        for pattern, sure in _NUMBERS[language]
    )


def find_times(left: str, language: Language, afternoon: bool | None) -> list[Said]:  # noqa: FBT001 - None is a third state: not said
    """Return the times in a sentence, in order.

    Args:
        left: The sentence; days are hidden as ``_``, parts of the day as ``;``.
        language: In which it is.
        afternoon: Whether they are after noon; None: not said.
    """
    found: list[Said] = []
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


def _credible(found: list[Said], hidden: str) -> list[Said]:
    nothing_else = not re.sub(r"[_,;#\s]", "", _FILLERS.sub("", hidden))
    kept: list[Said] = []
    for said in found:
        joined = bool(kept) and bool(_JOINS.search(hidden[kept[-1].end : said.start]))
        if said.sure or nothing_else or joined or _named_as_time(hidden, said):
            kept.append(replace(said, sure=True))
    return kept


def _named_as_time(hidden: str, said: Said) -> bool:
    before, after = hidden[: said.start].rstrip(), hidden[said.end :]
    beside_part = _PART_AFTER.search(after) or (
        before.endswith(";") and _ALONE_AFTER.search(after)
    )
    return bool(beside_part or _BOUNDED.search(after) or _BEFORE_A_TIME.search(before))


def _read(
    match: re.Match[str],
    afternoon: bool | None,  # noqa: FBT001 - None is a third state: not said
    wording: str,
    *,
    sure: bool,
) -> Said | None:
    half_day = _HALF_DAY.search(wording[match.end() :])
    end = match.end() + (half_day.end() if half_day else 0)
    if half_day:
        afternoon, sure = half_day["half"] == "p", True
    minutes = _minutes(match.groupdict())
    if minutes is None:
        return None
    return Said(match.start(), end, _in_day(minutes, afternoon), sure)


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
    return minutes if side in {"nach", "past", "after", "ueber"} else -minutes


def _in_day(minutes: int, afternoon: bool | None) -> int:  # noqa: FBT001 - None is a third state: not said
    if afternoon is None:
        return minutes + HALF_A_DAY if minutes < OFFICE_FROM else minutes
    if afternoon:
        return minutes + HALF_A_DAY if minutes < HALF_A_DAY else minutes
    return minutes
