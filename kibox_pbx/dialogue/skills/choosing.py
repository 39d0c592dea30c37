"""What a caller makes of an offer: takes one, wants something else, or nothing of it."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Literal

from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.preferring import (
    Anybody,
    asks_for_others,
    bare_number,
    is_later_in_day,
    is_same_time,
    is_week_after,
    is_weekday_alone,
    is_weekly,
    turns_down,
)
from kibox_pbx.dialogue.skills.shifting import how_far
from kibox_pbx.dialogue.wish import (
    Search,
    fits,
    merged,
    moved_search,
    names_day,
    names_time,
    relative_search,
    week_after,
)
from kibox_pbx.language.choices import understand_choice, without_places
from kibox_pbx.language.when import Direction, When, gives_reason, understand_when
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Slot

A_DAY = timedelta(days=1)
A_WEEK = timedelta(weeks=1)
NOON = time(12)


def understand(
    scene: Scene, text: str, offered: tuple[Slot, ...]
) -> Slot | tuple[Slot, ...] | When | Literal[False] | None:
    """Return what an answer to an offer means.

    Returns:
        The slot that was taken; the slots that the answer narrows the offer down to; a wish
        for another time; False for no; None where it was not understood.
    """
    asks_others = asks_for_others(text, scene.language)
    chosen = None if asks_others else _chosen(scene, text, offered)
    if chosen is not None:
        return offered[chosen]
    said = without_places(text, scene.language, len(offered))
    wish = understand_when(said, scene.language, scene.now)
    agreed = understand_yes_no(text, scene.language)
    if wish and (how_far(text, scene.language) or (asks_others and not wish.at)):
        return wish
    if wish:
        return _narrowed(wish, offered, agreed=agreed)
    if turns_down(text, scene.language) or agreed is False:
        return False
    if agreed is None:
        return False if gives_reason(text, scene.language) else None
    return offered[0] if len(offered) == 1 else offered[:1]


def _chosen(scene: Scene, text: str, offered: tuple[Slot, ...]) -> int | None:
    """Return the index of the offer that is taken as it is."""
    if how_far(text, scene.language):
        return None
    starts = tuple(slot.start for slot in offered)
    chosen = understand_choice(text, scene.language, starts)
    return bare_number(text, scene.language, len(offered)) if chosen is None else chosen


def _narrowed(
    wish: When, offered: tuple[Slot, ...], *, agreed: bool | None
) -> Slot | tuple[Slot, ...] | When:
    """Read a day or time that fits some of the offers as a choice among them."""
    if wish.is_open:
        return offered[0]
    left = tuple(slot for slot in offered if slot.start.weekday() not in wish.not_on)
    if wish.direction is Direction.OTHER_DAY and wish.not_on and left:
        return left
    fitting = tuple(slot for slot in offered if fits(wish, slot))
    if not fitting or agreed is False:
        return wish
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) < len(offered):
        return fitting
    return offered[:1] if agreed else wish


def searching(
    scene: Scene, text: str, wish: When, before: Search | None, offered: tuple[Slot, ...]
) -> Search:
    """Return what to search for now, keeping of the search before what was not mentioned."""
    far = how_far(text, scene.language)
    if is_later_in_day(text, scene.language) and all(_is_morning(slot) for slot in offered):
        wish = replace(wish, direction=None, from_time=wish.from_time or NOON)
    is_elsewhere = names_day(wish) and not is_weekday_alone(text, scene.language)
    if before and offered and far and not (wish.at and far % A_DAY):
        return moved_search(scene, before, wish, _meant(wish, offered), far)
    if before and offered and is_week_after(text, scene.language) and not is_elsewhere:
        return _week_after(scene, text, before, wish, offered)
    if wish.direction and before and offered and not _is_absolute(wish):
        return relative_search(scene, before, wish, offered)
    plain = _placed(scene, text, replace(wish, direction=None), before, offered)
    weekly = is_weekly(text, scene.language) and names_day(wish)
    weekly = weekly or (before is not None and before.weekly and not names_day(wish))
    return Search(merged(before.wish if before else None, plain), weekly=weekly)


def _is_morning(slot: Slot) -> bool:
    return slot.start.time() < NOON


def _meant(wish: When, offered: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Return the offers that are moved from: those of the day that is named beside it."""
    return tuple(slot for slot in offered if wish.allows(slot.start.date())) or offered


def _week_after(
    scene: Scene, text: str, before: Search, wish: When, offered: tuple[Slot, ...]
) -> Search:
    """Search the week after what was offered, on the weekday that is named with it."""
    search = week_after(before, offered)
    week, first = search.wish, search.wish.first_day
    if is_same_time(text, scene.language):
        return moved_search(scene, before, wish, offered, A_WEEK)
    if first and wish.first_day and is_weekday_alone(text, scene.language):
        day = first + timedelta(days=wish.first_day.weekday())
        week = replace(week, first_day=day, last_day=day)
    hours = replace(wish, first_day=week.first_day, last_day=week.last_day, direction=None)
    return Search(merged(week, hours))


def _placed(
    scene: Scene, text: str, wish: When, before: Search | None, offered: tuple[Slot, ...]
) -> When:
    """Read a wish as seen from what was offered.

    "Um halb neun" is on the day that was offered, "Mittwoch" in the week that was wished for
    (or else in that of the offer), and "um dieselbe Zeit" at its time on another day.
    """
    days = {slot.start.date() for slot in offered}
    if days and wish.first_day and is_weekday_alone(text, scene.language):
        wished = before.wish.first_day if before else None
        near = wished or min(days)
        day = near + timedelta(days=wish.first_day.weekday() - near.weekday())
        if wish.first_day == wish.last_day and scene.today < wish.first_day < day:
            wish = replace(wish, first_day=day, last_day=day)
    if names_time(wish) and not names_day(wish) and not wish.not_on and len(days) == 1:
        return replace(wish, first_day=min(days), last_day=min(days))
    is_anywhere = days and not names_day(wish) and not (before and names_day(before.wish))
    if names_time(wish) and is_anywhere:
        wish = replace(wish, first_day=min(days), last_day=max(days) if wish.at else None)
    if offered and not names_time(wish) and is_same_time(text, scene.language):
        return replace(wish, at=offered[0].start.time())
    return wish


def _is_absolute(wish: When) -> bool:
    """Say whether a wish needs no offer before it to be understood ("lieber um vier")."""
    return wish.at is not None or wish.first_day is not None


def other_person(
    people: tuple[str, ...],
    taken: Slot | None,
    offered: tuple[Slot, ...],
    person: str | None,
    wanted: str | Anybody,
) -> str | None:
    """Return whom to look for: the one named, None for anybody, or one not offered so far."""
    if isinstance(wanted, str):
        return wanted
    if wanted is Anybody.ANYBODY:
        return None
    seen = {slot.person for slot in (*offered, *((taken,) if taken else ()))} | {person}
    return next((one for one in people if one not in seen), None)
