"""Telling when the practice is open, and when a person or department is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kibox_pbx.config.opening import WEEKDAYS, is_holiday, spans_on
from kibox_pbx.config.settings import Days, OpenSpan, Weekday
from kibox_pbx.dialogue.reply import Line
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.naming import heard_department, heard_person
from kibox_pbx.language.opening_words import (
    asks_opening,
    asks_presence,
    means_every_week,
    means_now,
)
from kibox_pbx.language.ready_words import asks_whether_ready
from kibox_pbx.language.saying import say_date, say_list, say_time, say_weekdays
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.when import understand_when
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language

MOST_DAYS_SINGLY = 2
"""Of more days the week is told."""

LONGEST_SPAN_DAYS = 14
"""A longer time is answered with the week alone."""

LOOK_AHEAD_DAYS = 30
"""How far the next open day is looked for."""

Hours = Mapping[Weekday, tuple[OpenSpan, ...]]


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose hours are told."""

    phrase: str
    """Beginning of the phrases' keys: ``hours`` of the practice, ``there`` of anybody else."""

    name: str
    """Ready for the voice; "" for the practice."""

    hours: Hours
    away: Sequence[Days] = ()


def asks_when_open(scene: Scene, text: str) -> bool:
    """Say whether the caller asks for hours: of the practice, or of somebody they name."""
    if asks_opening(text, scene.language):
        return True
    if asks_whether_ready(text, scene.language):
        return False
    return asks_presence(text, scene.language) and _somebody(scene, text) is not None


def tell(scene: Scene, text: str) -> tuple[Line, ...]:
    """Return the answer to a question for hours."""
    whose = _somebody(scene, text) or _Whose("hours", "", scene.settings.hours)
    days = _days(scene, text)
    if not days:
        return (_week(scene, whose, whose.hours),)
    if means_every_week(text, scene.language):
        only = {WEEKDAYS[day.weekday()] for day in days}
        some = {day: spans for day, spans in whose.hours.items() if day in only}
        return (
            _week(scene, whose, some) if any(some.values()) else _never(scene, whose, days),
        )
    if len(days) <= MOST_DAYS_SINGLY:
        return _singly(scene, whose, days)
    if not any(_spans(scene, whose, day) for day in days):
        return _all_closed(scene, whose, days)
    exceptions = (day for day in days if _is_exception(scene, whose, day))
    closed = (_day_line(scene, whose, day) for day in exceptions)
    return (_week(scene, whose, whose.hours), *closed)


def _somebody(scene: Scene, text: str) -> _Whose | None:
    settings, language = scene.settings, scene.language
    key = heard_person(scene, text)
    if key:
        person = settings.people[key]
        name = speakable(scene.name(person.names), language)
        hours = settings.hours if person.hours is None else person.hours
        return _Whose("there", name, hours, person.away)
    key = heard_department(scene, text)
    if key:
        department = settings.departments[key]
        name = speakable(scene.name(department.names), language)
        hours = settings.hours if department.hours is None else department.hours
        return _Whose("there", name, hours)
    return None


def _days(scene: Scene, text: str) -> tuple[date, ...]:
    """Return the days that are asked for; none: the week as it usually is."""
    wish = understand_when(text, scene.language, scene.now)
    if wish is None or wish.first_day is None:
        return (scene.today,) if means_now(text, scene.language) else ()
    last = wish.last_day or wish.first_day
    count = (last - wish.first_day).days + 1
    if count > LONGEST_SPAN_DAYS:
        return ()
    return tuple(wish.first_day + timedelta(days=ahead) for ahead in range(count))


def _spans(scene: Scene, whose: _Whose, day: date) -> tuple[OpenSpan, ...]:
    if any(day in days for days in whose.away):
        return ()
    return spans_on(day, whose.hours, scene.settings.practice)


def _is_exception(scene: Scene, whose: _Whose, day: date) -> bool:
    usual = whose.hours.get(WEEKDAYS[day.weekday()], ())
    return bool(usual) and not _spans(scene, whose, day)


def _singly(scene: Scene, whose: _Whose, days: Sequence[date]) -> tuple[Line, ...]:
    nobody = len(days) > 1 and not any(_spans(scene, whose, day) for day in days)
    told = tuple(_day_line(scene, whose, day) for day in days)
    lines = _all_closed(scene, whose, days) if nobody else told
    if any(_is_still_open(scene, whose, day) for day in days):
        return lines
    after = _next_day(scene, whose, days[-1])
    if after is None:
        return lines
    return (
        *lines,
        _line(whose, "back", day=_on(scene, after), spans=_on_day(scene, whose, after)),
    )


def _day_line(scene: Scene, whose: _Whose, day: date) -> Line:
    spans = _spans(scene, whose, day)
    if spans and not _is_still_open(scene, whose, day):
        return _line(whose, "over")
    if spans:
        return _line(whose, "day", day=_on(scene, day), spans=_on_day(scene, whose, day))
    practice = scene.settings.practice
    if is_holiday(day, practice.country, practice.holidays):
        return _line(whose, "holiday", day=_on(scene, day))
    return _line(whose, "closed", day=_on(scene, day))


def _is_still_open(scene: Scene, whose: _Whose, day: date) -> bool:
    """Say whether somebody will be there on that day, from now on."""
    spans = _spans(scene, whose, day)
    return bool(spans) and (day > scene.today or scene.now.time() < spans[-1].closes)


def _next_day(scene: Scene, whose: _Whose, after: date) -> date | None:
    ahead = (after + timedelta(days=days) for days in range(1, LOOK_AHEAD_DAYS))
    return next((day for day in ahead if _spans(scene, whose, day)), None)


def _never(scene: Scene, whose: _Whose, days: Sequence[date]) -> Line:
    weekdays = sorted({day.weekday() for day in days})
    return _line(whose, "never", days=say_weekdays(weekdays, scene.language))


def _all_closed(scene: Scene, whose: _Whose, days: Sequence[date]) -> tuple[Line, ...]:
    values = {
        "first": say_date(days[0], scene.language, scene.today),
        "last": say_date(days[-1], scene.language, scene.today),
    }
    return (_line(whose, "all_closed", **values),)


def _week(scene: Scene, whose: _Whose, hours: Hours) -> Line:
    """Tell the hours of a week, days with the same ones together."""
    together: dict[tuple[OpenSpan, ...], list[int]] = {}
    for number, weekday in enumerate(WEEKDAYS):
        if hours.get(weekday):
            together.setdefault(hours[weekday], []).append(number)
    told = (
        f"{say_weekdays(days, scene.language)} {_say_spans(spans, scene.language)}"
        for spans, days in together.items()
    )
    return _line(whose, "week", hours="; ".join(told))


def _line(whose: _Whose, kind: str, **values: str) -> Line:
    who = {"who": whose.name} if whose.name else {}
    return Line(Act.TELL_ANSWER, f"{whose.phrase}_{kind}", values | who)


def _on(scene: Scene, day: date) -> str:
    """Return the day as a sentence begins with it."""
    said = say_date(day, scene.language, scene.today)
    if said[0].islower():
        return said[0].upper() + said[1:]
    return f"Am {said}" if scene.language is Language.GERMAN else f"On {said}"


def _on_day(scene: Scene, whose: _Whose, day: date) -> str:
    return _say_spans(_spans(scene, whose, day), scene.language)


def _say_spans(spans: Sequence[OpenSpan], language: Language) -> str:
    begin, end = ("von", "bis") if language is Language.GERMAN else ("from", "to")
    told = [
        f"{begin} {say_time(span.opens, language)} {end} {say_time(span.closes, language)}"
        for span in spans
    ]
    return say_list(told, language)
