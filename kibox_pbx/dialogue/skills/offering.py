"""How a time is asked for and offered, and why it is not the one that was wished for."""

from datetime import date, timedelta

from kibox_pbx.config.opening import spans_on
from kibox_pbx.config.settings import OpenSpan
from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.reply import Line, Question
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.wish import Search
from kibox_pbx.language.saying import say_date, say_time, say_when
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.when import Direction, When
from kibox_pbx.records import Act, Slot

A_WEEK = timedelta(weeks=1)
"""A day is said as seen from so far, without "tomorrow"."""

_DATIVE = {"Herr": "Herrn", "der": "dem", "das": "dem", "die": "der"}
"""How a name begins after "bei"."""

PLACES = ("first", "second", "third")
OFFER = ("offer_one", "offer_two", "offer_three")
"""Phrase for so many slots."""


def day() -> Question:
    """Ask when."""
    return Question(Line(Act.ASK_DAY, "ask_day"), Expect.DAY, "help_day")


def other_day() -> Question:
    """Ask when else."""
    return Question(Line(Act.ASK_DAY, "ask_other_day"), Expect.DAY, "help_day")


def offer(scene: Scene, slots: tuple[Slot, ...], *, wished: str | None = None) -> Question:
    """Offer one, two or three slots, soonest first.

    Whom each is with is said where several could do it and the caller has named somebody,
    or the slots are not with the same person.
    """
    several = len(scene.settings.services[slots[0].service].people) > 1
    is_named = several and (wished is not None or len({slot.person for slot in slots}) > 1)
    values: dict[str, str] = {}
    before: Slot | None = None
    for place, slot in zip(PLACES, slots, strict=False):
        is_news = before is None or before.person != slot.person
        values[place] = _offered(scene, slot, before, is_named=is_named and is_news)
        before = slot
    line = Line(Act.OFFER_SLOTS, OFFER[len(slots) - 1], values)
    return Question(line, Expect.CHOICE, "help_offer")


def when(scene: Scene, slot: Slot) -> str:
    """Return day and time of a slot."""
    return say_when(slot.start, scene.language, scene.today)


def person_name(scene: Scene, person: str) -> str:
    """Return what a person is called, as it follows "bei" or "with"."""
    name = speakable(scene.name(scene.settings.people[person].names), scene.language)
    first, _, rest = name.partition(" ")
    return f"{_DATIVE[first]} {rest}" if first in _DATIVE and rest else name


def free(scene: Scene, slot: Slot) -> Line:
    """Say that what was asked for is free."""
    return Line(Act.TELL_ANSWER, "slot_free", {"when": when(scene, slot)})


def not_with(scene: Scene, person: str) -> Line:
    """Say that a person does not do what is wanted."""
    return Line(Act.TELL_ANSWER, "not_with", {"person": person_name(scene, person)})


def fully_booked(scene: Scene, person: str) -> Line:
    """Say that a person has no time at all."""
    return Line(Act.TELL_ANSWER, "fully_booked", {"person": person_name(scene, person)})


def apology(scene: Scene, search: Search, service: str, person: str | None) -> Line:
    """Say why what is offered is not what was wished for."""
    if search.wish.direction is Direction.LATER:
        return Line(Act.TELL_ANSWER, "nothing_later")
    closed = None if search.weekly else _closed(scene, search.wish, service)
    if closed:
        return closed
    if person and len(scene.settings.services[service].people) > 1:
        values = {"person": person_name(scene, person)}
        return Line(Act.TELL_ANSWER, "nothing_with", values)
    return Line(Act.TELL_ANSWER, "nothing_then")


def _closed(scene: Scene, wish: When, service: str) -> Line | None:
    """Say that nobody at all is there on the wished day, or at that time of it, if so."""
    day = wish.first_day
    if day is None or day != wish.last_day:
        return None
    spans = _somebody_there(scene, day, service)
    if not spans:
        spoken = say_date(day, scene.language, day - A_WEEK)
        return Line(Act.TELL_ANSWER, "closed_day", {"day": spoken})
    is_open_then = any(_touches(span, wish) for span in spans)
    return None if is_open_then else Line(Act.TELL_ANSWER, "closed_then")


def _somebody_there(scene: Scene, day: date, service: str) -> tuple[OpenSpan, ...]:
    settings = scene.settings
    hours = [settings.people[one].hours for one in settings.services[service].people]
    every = [settings.hours, *(own for own in hours if own is not None)]
    return tuple(span for each in every for span in spans_on(day, each, settings.practice))


def _touches(span: OpenSpan, wish: When) -> bool:
    first = wish.at or wish.from_time
    last = wish.at or wish.until_time
    return (first is None or first < span.closes) and (last is None or span.opens <= last)


def _offered(scene: Scene, slot: Slot, before: Slot | None, *, is_named: bool) -> str:
    spoken = when(scene, slot)
    if before and before.start.date() == slot.start.date():
        time = say_time(slot.start.time(), scene.language)
        spoken = scene.book.say("offered_time", 0, {"time": time})
    if not is_named:
        return spoken
    values = {"when": spoken, "person": person_name(scene, slot.person)}
    return scene.book.say("offered_with", 0, values)
