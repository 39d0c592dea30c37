"""Understands when a caller wants to come, from one sentence."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from kibox_pbx.language.when import leanings
from kibox_pbx.language.when.anchors import bounded, find_anchor
from kibox_pbx.language.when.clock import Hours, find_hours
from kibox_pbx.language.when.days import find_days
from kibox_pbx.language.when.library import days_by_library
from kibox_pbx.language.when.meaning import Direction, When
from kibox_pbx.language.when.past import without_past
from kibox_pbx.language.when.reasons import without_reasons
from kibox_pbx.language.when.refused import Refused, find_refused
from kibox_pbx.language.when.span import Named
from kibox_pbx.language.when.wording import corrected_parts, prepare
from kibox_pbx.utterance import Language

_COUNTS = re.compile(
    r"\b(?:an?|my|our|your|his|her|their|(?:mein|ein|unser|ihr|sein|kein)\w*|die|das|zur)"
    r" \d{1,2}\. (?=[a-z])(?!\w*(?:woche|haelfte))"
    r"|\b\d{1,2}\. (?=(?:consultation|visit|meeting|interview|session|opinion|jab|shot|dose"
    r"|vaccination|check\w*|time|child)\b)"
    r"|\bthe \d{1,2}\. (?=(?:thing|point|matter|question|request|reason|part)\b)"
)
"""Ordinals that are no day of a month: "a first consultation", "meine zweite Impfung"."""

_OR = re.compile(r"\b(?:oder|or|sonst|ansonsten|otherwise)\b")
_TAKEN_BACK = re.compile(
    r"\b(?:nein|nee|ach|no|nope|wait|hang on|hold on|sorry|moment|warten sie)"
    r"(?: (?:ach|oh|ja|doch|leider|stimmt|gott|mist|god|dear|damn))* +#[\s#,]*$"
)
"""A wish, and at last only why it will not do."""

_OTHER_DAY = When(direction=Direction.OTHER_DAY)
_A_DAY = timedelta(days=1)


def understand_when(text: str, language: Language, now: datetime) -> When | None:
    """Return the wish for a time in a sentence; None if it says nothing about time.

    ``now`` is aware, in the practice's time zone. Where the caller corrects himself, what
    was said last counts; reasons and the past are no wishes. A day that does not suit ("not
    on Monday") and nothing else is `Direction.OTHER_DAY`. A time that is over today is left
    out.
    """
    wording = without_past(prepare(text, language), language)
    anchor = find_anchor(wording)
    if anchor is None:
        meant = _whole(wording, language, now.date())
    else:
        base = _understand_part(anchor.said, language, now.date())
        bound = bounded(anchor, base, now.date())
        meant = _corrected(bound, _whole(anchor.rest, language, now.date()))
    return _not_over(meant, now) if meant else None


def understand_refused(text: str, language: Language, now: datetime) -> When | None:
    """Return the day that a caller says does not suit, or has no time on; None: none."""
    refused = find_refused(prepare(text, language), language)
    reasoned = without_reasons(refused.rest, language)
    words = refused.alone or (reasoned.words if reasoned.against else "")
    return _understand_part(words, language, now.date())


def gives_reason(text: str, language: Language) -> bool:
    """Say whether a caller tells why a time does not suit ("da hab ich Zahnarzt")."""
    return without_reasons(prepare(text, language), language).words != ""


def _whole(wording: str, language: Language, today: date) -> When | None:
    """Read a sentence with all its corrections, refusals and reasons."""
    refused = find_refused(wording, language)
    reasoned = without_reasons(refused.rest, language)
    meant: When | None = None
    for part in corrected_parts(_first_of_two(reasoned.rest, language, today), language):
        meant = _corrected(meant, _understand_part(part, language, today))
    if meant and not meant.is_open and _TAKEN_BACK.search(reasoned.rest):
        return replace(_OTHER_DAY, not_on=refused.weekdays)
    if refused.words:
        return _without_days(meant, refused, language, today)
    if reasoned.against and (meant is None or meant.is_open):
        return _after_reason(reasoned.words, language, today)
    return meant


def _without_days(
    meant: When | None, refused: Refused, language: Language, today: date
) -> When:
    """Return a wish that leaves out the days that do not suit."""
    kept = meant if meant and not meant.is_open else None
    if kept is None and refused.all_but and refused.weekdays:
        return When(not_on=refused.weekdays)
    if kept is None:
        after = _OTHER_DAY if refused.weekdays else _after_refused(refused, language, today)
        return replace(after, not_on=refused.weekdays)
    return replace(kept, not_on=_not_wished(kept, refused.weekdays))


def _after_refused(refused: Refused, language: Language, today: date) -> When:
    """Return other days than this week or tomorrow, where these do not suit."""
    runs = [find_days(words, language, today)[0] for words in refused.whole]
    return _other_than([days for days in runs if days], today)


def _other_than(runs: list[Named], today: date) -> When:
    """Return the days after all of these, or until the first that has no end."""
    ends = [days.last for days in runs if days.last]
    begins = [days.first for days in runs if days.first and not days.last]
    first = max(ends) + _A_DAY if ends else None
    if not begins:
        return replace(_OTHER_DAY, first_day=first)
    return replace(
        _OTHER_DAY, first_day=first or today, last_day=max(today, min(begins) - _A_DAY)
    )


def _after_reason(words: str, language: Language, today: date) -> When:
    """Return another day: after those of which a reason names more than one."""
    days, _ = find_days(words, language, today)
    return _OTHER_DAY if days is None or days.one_day else _other_than([days], today)


def _not_wished(meant: When, refused: frozenset[int]) -> frozenset[int]:
    """Return the refused weekdays without the one that is wished for all the same."""
    one = meant.first_day if meant.first_day == meant.last_day else None
    return refused - {one.weekday()} if one else refused


def _first_of_two(wording: str, language: Language, today: date) -> str:
    """Return the first of two wishes with hours of their own; one `When` cannot mean both.

    "Friday afternoon or Monday morning" is Friday afternoon; "Monday or Tuesday morning"
    stays whole, since only the last has hours.
    """
    both = [_days_and_hours(part, language, today) for part in _OR.split(wording)]
    apart = both[0][1] != Hours() and all(days for days, _ in both)
    differ = len({hours for _, hours in both}) > 1
    return _OR.split(wording)[0] if apart and differ else wording


def _days_and_hours(
    wording: str, language: Language, today: date
) -> tuple[Named | None, Hours]:
    days, left = find_days(wording, language, today)
    return days, find_hours(left, language)


def _understand_part(wording: str, language: Language, today: date) -> When | None:
    soonest, latest = leanings.wants_soonest(wording), leanings.wants_latest(wording)
    plain = _COUNTS.sub(" ", leanings.without_eagerness(wording))
    days, left = find_days(plain, language, today)
    if days is None and not soonest:
        days = days_by_library(left, language, today)
    hours = find_hours(leanings.without_too_much(left), language)
    direction = leanings.direction(left)
    if days or hours != Hours() or soonest or latest or direction:
        first, last, only = (days.first, days.last, days.only) if days else (None, None, ())
        return When(
            first,
            last,
            hours.at,
            hours.from_time,
            hours.until_time,
            soonest=soonest,
            direction=direction,
            latest=latest,
            weekdays=frozenset(only),
        )
    return When() if leanings.takes_any_time(wording) else None


def _corrected(earlier: When | None, later: When | None) -> When | None:
    """Return the earlier wish with everything that was said anew."""
    if earlier is None or later is None:
        return later or earlier
    new_days = later.first_day or later.last_day
    days = later if new_days else earlier
    hours = _corrected_hours(earlier, later)
    return When(
        days.first_day,
        days.last_day,
        hours.at,
        hours.from_time,
        hours.until_time,
        soonest=later.soonest or (earlier.soonest and not new_days),
        direction=later.direction
        or (None if new_days or hours != _hours(earlier) else earlier.direction),
        latest=later.latest or (earlier.latest and hours == _hours(earlier)),
        weekdays=days.weekdays,
        not_on=earlier.not_on | later.not_on,
    )


def _corrected_hours(earlier: When, later: When) -> Hours:
    """Return the hours said last, as both ends where the two say one each."""
    old, new = _hours(earlier), _hours(later)
    if new == Hours():
        return old
    if old.from_time and not old.until_time and new == Hours(until_time=new.until_time):
        return Hours(None, old.from_time, new.until_time)
    return new


def _hours(wish: When) -> Hours:
    return Hours(wish.at, wish.from_time, wish.until_time)


def _not_over(meant: When, now: datetime) -> When:
    today = meant.first_day == now.date() == meant.last_day
    if today and meant.at and meant.at <= _clock(now):
        return replace(meant, at=None)
    return meant


def _clock(now: datetime) -> time:
    return now.time().replace(second=0, microsecond=0)
