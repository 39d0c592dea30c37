"""From when and to when an appointment is to be moved, in one sentence.

"Meinen Termin am Mittwoch" names the appointment; "auf Freitag" the wish; "statt" turns both.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kibox_pbx.language.when import Direction, When, understand_refused, understand_when
from kibox_pbx.utterance import Language

_TO: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:auf|zu|lieber|sondern|dafür|stattdessen|erst"
        r"|(?:gehe?n?|ginge|kann|könnte|komme?n?|hätten|gibt|passt)\b.*?\bauch)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:(?<!have )(?<!need )(?<!want )(?<!like )(?<!able )to|until|till|onto|rather"
        r"|(?:could|can|would|make) (?:it|i|we)\b.*?\b(?:be|come|do|have|make|is))\b"
    ),
}
_INSTEAD: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:an)?statt (?P<old>.+?)"
        r"(?= (?:am|auch|auf|erst|lieber|um|kommen|nehmen|den|die)\b|$)"
    ),
    Language.ENGLISH: re.compile(
        r"\binstead of (?P<old>.+?)(?= (?:on|at|to|come|have|take)\b|$)"
    ),
}
_SOONER = re.compile(
    r"\b(?:vor ?(?:zu ?)?(?:verleg|zieh|zuverleg)\w*|nach vorne?|bring\w* .*forward)\b"
)
_LATER = re.compile(r"\b(?:nach hinten|push\w* .*back|put\w* .*back)\b")


@dataclass(frozen=True, slots=True)
class FromTo:
    """What a wish to move says about times; None: nothing."""

    old: When | None = None
    new: When | None = None
    is_refused: bool = False
    """Whether the old time is only known as one that does not suit."""


def from_to(text: str, language: Language, now: datetime) -> FromTo:
    """Return when the appointment is, and when it is wished for.

    "I can't make it on Thursday" tells when it is.
    """
    meant = _from_to(text, language, now)
    if meant.old is not None:
        return meant
    refused = _named(understand_refused(text, language, now))
    return replace(meant, old=refused, is_refused=refused is not None)


def _from_to(text: str, language: Language, now: datetime) -> FromTo:
    instead = _INSTEAD[language].search(text)
    if instead:
        rest = f"{text[: instead.start()]} {text[instead.end() :]}"
        old = understand_when(instead["old"], language, now)
        return FromTo(_named(old), _wished(understand_when(rest, language, now)))
    for mark in _TO[language].finditer(text):
        new = understand_when(text[mark.end() :], language, now)
        if new and not new.is_open:
            old = understand_when(text[: mark.start()], language, now)
            return FromTo(_named(old), _wished(new))
    return _sooner_or_later(text, understand_when(text, language, now))


def _sooner_or_later(text: str, when: When | None) -> FromTo:
    """Take apart what is named ("um neun") and where to from there ("geht es später")."""
    new = _wished(When(direction=when.direction, soonest=when.soonest)) if when else None
    if _SOONER.search(text):
        new = When(direction=Direction.EARLIER)
    elif _LATER.search(text):
        new = When(direction=Direction.LATER)
    return FromTo(_named(when), new)


def _named(when: When | None) -> When | None:
    """Return what names a time; "von Mittwoch" is that day, not from then on."""
    if when is None or (
        when.direction is Direction.OTHER_DAY and when.first_day != when.last_day
    ):
        return None
    last = when.last_day or when.first_day
    named = When(when.first_day, last, when.at, when.from_time, when.until_time)
    return None if named.is_open else named


def _wished(when: When | None) -> When | None:
    """Return a wish that can be looked for; "another day" or "not Thursday" alone is none."""
    if when and when.direction is Direction.OTHER_DAY:
        when = replace(when, direction=None, not_on=frozenset())
    return None if when is None or when.is_open else when
