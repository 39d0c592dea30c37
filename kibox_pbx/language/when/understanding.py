"""Understands when a caller wants to come, from one sentence."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from kibox_pbx.language.when.clock import Hours, find_hours
from kibox_pbx.language.when.days import find_days
from kibox_pbx.language.when.library import days_by_library
from kibox_pbx.language.when.meaning import Direction, When
from kibox_pbx.language.when.wording import (
    corrected_parts,
    named_weekdays,
    prepare,
    without_refused,
)
from kibox_pbx.utterance import Language

_SOONEST = re.compile(
    r"\bso (?:bald|schnell|frueh|zeitnah|rasch)\w* (?:wie"
    r"|als) (?:es )?(?:nur )?(?:moeglich|geht|irgend)"
    r"|\bmoeglichst (?:bald|schnell|frueh|zeitnah|rasch)\w*|\bschnellst\w*"
    r"|\bfruehest(?:moeglich\w*|en?\b|er\b)"
    r"|\b(?:naechst|erst)\w* (?:freie|moegliche|verfuegbare)\w*|\bnaechste[rn]? termin"
    r"|\bsofort\b|\bbaldmoeglichst\w*|\bbald\b"
    r"|\bas (?:soon|early|quickly) as (?:possible|you can|you have|it gets)|\basap\b"
    r"|\b(?:earliest|soonest)\b|\b(?:next|first) (?:available|free|possible|open)\b"
    r"|\bnext (?:appointment|slot)\b|\bstraight away\b|\bright away\b|\bimmediately\b"
)
_ANY_TIME = re.compile(
    r"\begal\b|\bganz gleich\b|\b(?:spielt|keine) rolle\b|\bjederzeit\b|\bflexib\w+"
    r"|\bwann (?:sie|es|immer)\b|\birgendwann\b|\bjede\w* (?:tag|zeit|uhrzeit)\b"
    r"|\bwhichever\b|\byou (?:choose|pick|decide)\b"
    r"|\beither (?:one|of (?:them|those|these|the two))\b"
    r"|\bany ?time\b|\bwhenever\b|\bdo ?n ?t mind\b|\bdoes ?n ?t matter\b|\bany day\b"
    r"|\bup to you\b|\bsometime\b|\bno preference\b|\ball the same\b"
)
_DIRECTIONS = (
    (
        re.compile(
            r"\bander\w* (?:tag|datum|woche)\w*|\bein andermal\b"
            r"|\b(?:other|another|different) (?:day|date|week)\b"
        ),
        Direction.OTHER_DAY,
    ),
    (
        re.compile(
            r"\bzu frueh\b|\btoo (?:early|soon)\b|\bspaeter\w*|\bspaeteres\b|\bnicht so frueh\b"
            r"|\blater\b(?! (?:this|today|in the))|\bnot so early\b"
        ),
        Direction.LATER,
    ),
    (
        re.compile(
            r"\bzu spaet\b|\btoo late\b|\bfrueher\w*|\b(?:etwas|noch|bisschen|geht es) eher\b"
            r"|\beher geht\b|\bearlier\b|\bsooner\b|\bnot so late\b|\bnicht so spaet\b"
        ),
        Direction.EARLIER,
    ),
)
_COUNTS = re.compile(
    r"\b(?:an?|my|our|your|his|her|their|(?:mein|ein|unser|ihr|kein)\w*|die|das|zur)"
    r" \d{1,2}\. (?=[a-z])(?!\w*(?:woche|haelfte))"
    r"|\b\d{1,2}\. (?=(?:consultation|visit|meeting|interview|session|opinion|jab|shot|dose"
    r"|vaccination|check\w*|time|child)\b)"
)
"""Ordinals that are no day of a month: "a first consultation", "meine zweite Impfung"."""

_OR = re.compile(r"\b(?:oder|or)\b")
_TOO_MUCH = re.compile(
    r"\b(?:zu|too|nicht (?:ganz )?so|not (?:quite )?so) (?:frueh|spaet|early|late|soon)\b"
)
_NOT_A_DIRECTION = re.compile(
    r"\b(?:frueher|spaeter)\w* (?:am )?(?:vor|nach)mittag\w*|\b(?:oder|or) (?:spaeter|later)\b"
    r"|\b(?:nicht|no|not) (?:spaeter|frueher|later|earlier) (?:als|than)\b"
    r"|\blater (?:afternoon|morning|_)"
    r"|\b(?:oder|or) (?:frueher|earlier)\b"
)


def understand_when(text: str, language: Language, now: datetime) -> When | None:
    """Return the wish for a time in a sentence; None if it says nothing about time.

    ``now`` is aware, in the practice's time zone. Where the caller corrects himself, what
    was said last counts. A day that does not suit ("not on Monday") and nothing else is
    `Direction.OTHER_DAY`. A time that is over today is left out.
    """
    wording, refused = without_refused(prepare(text, language), language)
    wording = _first_of_two(wording, language, now.date())
    meant: When | None = None
    for part in corrected_parts(wording, language):
        meant = _corrected(meant, _understand_part(part, language, now.date()))
    if meant is None or meant.is_open:
        meant = When(direction=Direction.OTHER_DAY) if refused else meant
    return _not_over(_trimmed(meant, named_weekdays(refused, language)), now) if meant else None


def understand_refused(text: str, language: Language, now: datetime) -> When | None:
    """Return the day of which a caller says that it does not suit; None: there is none."""
    _, refused = without_refused(prepare(text, language), language)
    return _understand_part(refused, language, now.date())


def _trimmed(meant: When, refused: frozenset[int]) -> When:
    """Return the days without refused ones at their ends ("next week but not on Monday")."""
    first, last = meant.first_day, meant.last_day
    while first and last and first < last and first.weekday() in refused:
        first += timedelta(days=1)
    while first and last and first < last and last.weekday() in refused:
        last -= timedelta(days=1)
    return replace(meant, first_day=first, last_day=last)


def _first_of_two(wording: str, language: Language, today: date) -> str:
    """Return the first of two wishes with hours of their own; one `When` cannot mean both.

    "Friday afternoon or Monday morning" is Friday afternoon; "Monday or Tuesday morning"
    stays whole.
    """
    both = [
        (find_days(part, language, today)[0], find_hours(part, language))
        for part in _OR.split(wording)
    ]
    apart = all(days and hours != Hours() for days, hours in both)
    differ = len({hours for _, hours in both}) > 1
    return _OR.split(wording)[0] if apart and differ else wording


def _understand_part(wording: str, language: Language, today: date) -> When | None:
    soonest = bool(_SOONEST.search(wording))
    left = _SOONEST.sub(" , ", wording)
    days, left = find_days(_COUNTS.sub(" ", left), language, today)
    if days is None and not soonest:
        days = days_by_library(left, language, today)
    hours = find_hours(_TOO_MUCH.sub(" ", left), language)
    direction = _direction(left)
    if days or hours != Hours() or soonest or direction:
        first, last = (days.first, days.last) if days else (None, None)
        bounds = (hours.at, hours.from_time, hours.until_time)
        return When(first, last, *bounds, soonest=soonest, direction=direction)
    return When() if _ANY_TIME.search(wording) else None


def _direction(wording: str) -> Direction | None:
    plain = _NOT_A_DIRECTION.sub(" ", wording)
    return next((meant for words, meant in _DIRECTIONS if words.search(plain)), None)


def _corrected(earlier: When | None, later: When | None) -> When | None:
    """Return the earlier wish with everything that was said anew."""
    if earlier is None or later is None:
        return later or earlier
    new_days = later.first_day or later.last_day
    days = later if new_days else earlier
    new_hours = later.at or later.from_time or later.until_time
    hours = later if new_hours else earlier
    return When(
        days.first_day,
        days.last_day,
        hours.at,
        hours.from_time,
        hours.until_time,
        soonest=later.soonest or (earlier.soonest and not new_days),
        direction=later.direction or (None if new_days or new_hours else earlier.direction),
    )


def _not_over(meant: When, now: datetime) -> When:
    today = meant.first_day == now.date() == meant.last_day
    if today and meant.at and meant.at <= _clock(now):
        return replace(meant, at=None)
    return meant


def _clock(now: datetime) -> time:
    return now.time().replace(second=0, microsecond=0)
