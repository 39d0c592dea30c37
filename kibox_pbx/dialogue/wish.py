"""From the caller's wish for a time to what the calendar is asked, step by step wider."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from kibox_pbx.config.bookable import last_day, soonest_start
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.when import Direction, When
from kibox_pbx.records import Slot

WIDEST = 2
"""0: as wished; 1: from the wished day on; 2: any time from now on."""

A_DAY = timedelta(days=1)
EVERY_WEEKDAY = frozenset(range(7))

LATE = time(16)
"""From when a day is late, where its last time is wished for and the day is not known."""

FEWEST_VAGUE_DAYS = 10
"""Who names more days than these from today on is asked which day would suit."""

MOST_WEEKS = 26
"""How far "only on Tuesdays" is followed from week to week."""


@dataclass(frozen=True, slots=True)
class Search:
    """A wish, and how far we have moved away from it because nothing was free."""

    wish: When
    after: datetime | None = None
    before: datetime | None = None
    """Bounds from "later" and "earlier", relative to what was offered."""

    width: int = 0
    weekly: bool = False
    """The weekday is meant, in whatever week."""

    weeks: int = 0
    """How many weeks on we have gone, where the wish is weekly."""

    def wider(self) -> "Search | None":
        """Return the search to try when this one found nothing; None: nothing is left."""
        if self.width == WIDEST or self.wish.direction is Direction.EARLIER:
            return None
        if self.weekly and self.wish.first_day:
            if self.weeks < MOST_WEEKS:
                return replace(self, weeks=self.weeks + 1)
            return replace(self, width=WIDEST)
        wider = replace(self, width=self.width + 1)
        is_any_other = self.wish.direction is Direction.OTHER_DAY and wider.width == WIDEST
        return replace(wider, after=None) if is_any_other else wider


def merged(old: When | None, new: When) -> When:
    """Return a new wish that keeps what it does not mention ("nein, Mittwoch")."""
    if old is None:
        return new
    if new.soonest or new.is_open:
        return replace(new, not_on=old.not_on | new.not_on)
    if not names_day(new) and not _is_refused(old, new):
        new = replace(
            new, first_day=old.first_day, last_day=old.last_day, weekdays=old.weekdays
        )
    if not names_time(new):
        new = replace(new, at=old.at, from_time=old.from_time, until_time=old.until_time)
        new = replace(new, latest=old.latest)
    return replace(new, not_on=_never(old.not_on | new.not_on, new))


def _is_refused(old: When, new: When) -> bool:
    """Say whether the day wished for before is one that does not suit after all."""
    day = old.first_day if old.first_day == old.last_day else None
    return day is not None and day.weekday() in new.not_on


def _never(not_on: frozenset[int], wish: When) -> frozenset[int]:
    """Return the refused weekdays without the one that is wished for all the same."""
    day = wish.first_day if wish.first_day == wish.last_day else None
    return not_on - {day.weekday()} if day else not_on


def names_day(wish: When) -> bool:
    """Say whether a wish says anything about the day."""
    return wish.first_day is not None or wish.last_day is not None


def only_names_days(wish: When) -> bool:
    """Say whether a wish says nothing but the day, or the days."""
    return names_day(wish) and wish == When(
        wish.first_day, wish.last_day, weekdays=wish.weekdays
    )


def names_time(wish: When) -> bool:
    """Say whether a wish says anything about the time of day."""
    return wish.latest or (wish.at or wish.from_time or wish.until_time) is not None


def relative_search(
    scene: Scene, search: Search, wish: When, offered: tuple[Slot, ...]
) -> Search:
    """Return the search for "later", "earlier" or "another day" than what was offered."""
    starts = sorted(slot.start for slot in offered)
    day = starts[-1].date()
    wish = replace(wish, not_on=_never(search.wish.not_on | wish.not_on, wish))
    if wish.direction is Direction.EARLIER:
        return Search(replace(wish, soonest=False), before=starts[0])
    if wish.direction is Direction.LATER:
        first, last = (wish.first_day, wish.last_day) if names_day(wish) else (day, day)
        later = replace(wish, first_day=first, last_day=last)
        return Search(later, after=starts[-1] + timedelta(minutes=1))
    kept = replace(search.wish, first_day=None, last_day=None, soonest=False, at=None)
    return Search(merged(kept, wish), after=_midnight(scene, day + timedelta(days=1)))


def moved_search(
    scene: Scene, search: Search, wish: When, shown: tuple[Slot, ...], far: timedelta
) -> Search:
    """Return the search so far from what was shown: after the last of it, or before the first.

    A whole number of days keeps the time of day, unless another one is named.
    """
    starts = sorted(slot.start.astimezone(scene.settings.practice.zone) for slot in shown)
    start = (starts[-1] if far > timedelta() else starts[0]) + far
    day, at = start.date(), start.time()
    moved = When(first_day=day, last_day=day, at=at, not_on=search.wish.not_on)
    is_sure = bool(far % A_DAY) or len({each.time() for each in starts}) == 1
    if not is_sure or names_time(wish):
        said = wish if names_time(wish) else search.wish
        hours = (said.at, said.from_time, said.until_time)
        moved = When(day, day, *hours, latest=said.latest, not_on=search.wish.not_on)
    return Search(moved)


def week_after(search: Search, offered: tuple[Slot, ...]) -> Search:
    """Return the search for the whole week after what was offered."""
    day = max(slot.start for slot in offered).date()
    monday = day + timedelta(days=7 - day.weekday())
    sunday = monday + timedelta(days=6)
    wish = replace(
        search.wish, first_day=monday, last_day=sunday, soonest=False, direction=None
    )
    return Search(replace(wish, weekdays=frozenset()))


def is_too_far(scene: Scene, wish: When, service: str) -> bool:
    """Say whether the wish lies beyond the days that may be booked."""
    latest = last_day(scene.settings, service, scene.now)
    return wish.first_day is not None and wish.first_day > latest


def is_vague(scene: Scene, wish: When) -> bool:
    """Say whether a wish only sets an end to many days ("before Christmas", "this month")."""
    is_bare = wish == When(first_day=wish.first_day, last_day=wish.last_day)
    if not is_bare or wish.last_day is None:
        return False
    begins = max(wish.first_day or scene.today, scene.today)
    has_begun = wish.first_day is None or wish.first_day <= scene.today
    return has_begun and (wish.last_day - begins).days >= FEWEST_VAGUE_DAYS


def fits(wish: When, slot: Slot | None) -> bool:
    """Say whether a wish only repeats what the slot is ("ja, Mittwoch um drei")."""
    if slot is None or wish.direction or wish.soonest or wish.latest:
        return False
    day, at = slot.start.date(), slot.start.time()
    return (
        wish.allows(day)
        and wish.at in {None, at}
        and (wish.from_time is None or wish.from_time <= at)
        and (wish.until_time is None or at <= wish.until_time)
    )


def distinct(slots: tuple[Slot, ...], most: int) -> tuple[Slot, ...]:
    """Return at most so many slots that start at different times, in their order."""
    by_start = {slot.start: slot for slot in reversed(slots)}
    return tuple(slot for slot in slots if by_start[slot.start] == slot)[:most]


def wanted_start(scene: Scene, search: Search) -> datetime | None:
    """Return the exact start that was wished for, while we look for nothing else."""
    wish = search.wish
    if search.width or not wish.at or not wish.first_day or wish.first_day != wish.last_day:
        return None
    day = wish.first_day + timedelta(weeks=search.weeks)
    return datetime.combine(day, wish.at, scene.settings.practice.zone)


def query(
    scene: Scene,
    search: Search,
    service: str,
    person: str | None,
    exclude: tuple[datetime, ...],
) -> FindSlots:
    """Return what to ask the calendar."""
    wish = _in_week(search.wish, search.weeks) if search.width < WIDEST else When()
    soonest = soonest_start(scene.settings, service, scene.now)
    horizon = _midnight(scene, last_day(scene.settings, service, scene.now) + timedelta(days=1))
    first = max(_moments(soonest, search.after, _day_start(scene, wish)))
    last = min(_moments(horizon, search.before, _day_end(scene, wish, search.width)))
    near = wanted_start(scene, search) or _end_of_day(scene, search, wish)
    from_time, until_time = _times(wish, near, search.width)
    return FindSlots(
        service,
        first,
        max(first, last),
        from_time,
        until_time,
        near,
        person,
        exclude,
        scene.settings.booking.offers,
        _weekdays(search),
    )


def _end_of_day(scene: Scene, search: Search, wish: When) -> datetime | None:
    """Return the end of the day of which the last time is wished for."""
    if search.width or not wish.latest or not wish.first_day:
        return None
    if wish.first_day != wish.last_day:
        return None
    return _midnight(scene, wish.first_day + timedelta(days=1))


def _weekdays(search: Search) -> tuple[int, ...]:
    """Return the only weekdays that are looked for; none: all. Refused ones never are."""
    wished = search.wish.weekdays if search.width == 0 else frozenset[int]()
    meant = (wished or EVERY_WEEKDAY) - search.wish.not_on
    return tuple(sorted(meant)) if meant != EVERY_WEEKDAY else ()


def _in_week(wish: When, weeks: int) -> When:
    on = timedelta(weeks=weeks)
    first, last = wish.first_day, wish.last_day
    return replace(wish, first_day=first and first + on, last_day=last and last + on)


def _moments(*moments: datetime | None) -> list[datetime]:
    return [moment for moment in moments if moment is not None]


def _times(wish: When, near: datetime | None, width: int) -> tuple[time | None, time | None]:
    if wish.at is None:
        late = LATE if wish.latest and near is None and width == 0 else None
        return wish.from_time or late, wish.until_time
    if near is not None or width > 0:
        return None, None
    return wish.at, wish.at


def _day_start(scene: Scene, wish: When) -> datetime | None:
    return _midnight(scene, wish.first_day) if wish.first_day else None


def _day_end(scene: Scene, wish: When, width: int) -> datetime | None:
    if width > 0 or wish.last_day is None:
        return None
    return _midnight(scene, wish.last_day + timedelta(days=1))


def _midnight(scene: Scene, day: date) -> datetime:
    return datetime.combine(day, time(), scene.settings.practice.zone)
