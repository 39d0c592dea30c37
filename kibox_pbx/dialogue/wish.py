"""From the caller's wish for a time to what the calendar is asked, step by step wider."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.when import Direction, When
from kibox_pbx.records import Slot

WIDEST = 2
"""0: as wished; 1: from the wished day on; 2: any time from now on."""


@dataclass(frozen=True, slots=True)
class Search:
    """A wish, and how far we have moved away from it because nothing was free."""

    wish: When
    after: datetime | None = None
    before: datetime | None = None
    """Bounds from "later" and "earlier", relative to what was offered."""

    width: int = 0

    def wider(self) -> "Search | None":
        """Return the search to try when this one found nothing; None: nothing is left."""
        if self.width == WIDEST or self.wish.direction is Direction.EARLIER:
            return None
        return replace(self, width=self.width + 1)


def merged(old: When | None, new: When) -> When:
    """Return a new wish that keeps what it does not mention ("nein, Mittwoch")."""
    if old is None or new.soonest or new.is_open:
        return new
    names_day = new.first_day is not None or new.last_day is not None
    names_time = (new.at or new.from_time or new.until_time) is not None
    if not names_day:
        new = replace(new, first_day=old.first_day, last_day=old.last_day)
    if not names_time:
        new = replace(new, at=old.at, from_time=old.from_time, until_time=old.until_time)
    return new


def relative_search(
    scene: Scene, search: Search, wish: When, offered: tuple[Slot, ...]
) -> Search:
    """Return the search for "later", "earlier" or "another day" than what was offered."""
    starts = sorted(slot.start for slot in offered)
    day = starts[-1].date()
    if wish.direction is Direction.EARLIER:
        return Search(When(direction=Direction.EARLIER), before=starts[0])
    if wish.direction is Direction.LATER:
        later = When(first_day=day, last_day=day, direction=Direction.LATER)
        return Search(later, after=starts[-1] + timedelta(minutes=1))
    kept = replace(search.wish, first_day=None, last_day=None, soonest=False, at=None)
    return Search(merged(kept, wish), after=_midnight(scene, day + timedelta(days=1)))


def is_too_far(scene: Scene, wish: When) -> bool:
    """Say whether the wish lies beyond the days that may be booked."""
    return wish.first_day is not None and _midnight(scene, wish.first_day) >= _horizon(scene)


def fits(wish: When, slot: Slot | None) -> bool:
    """Say whether a wish only repeats what the slot is ("ja, Mittwoch um drei")."""
    if slot is None or wish.direction or wish.soonest:
        return False
    day, at = slot.start.date(), slot.start.time()
    return (
        (wish.first_day is None or wish.first_day <= day)
        and (wish.last_day is None or day <= wish.last_day)
        and wish.at in {None, at}
        and (wish.from_time is None or wish.from_time <= at)
        and (wish.until_time is None or at <= wish.until_time)
    )


def distinct(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Return at most two slots that start at different times, soonest first."""
    by_start = {slot.start: slot for slot in reversed(slots)}
    return tuple(slot for slot in slots if by_start[slot.start] == slot)[:2]


def query(
    scene: Scene,
    search: Search,
    service: str,
    person: str | None,
    exclude: tuple[datetime, ...],
) -> FindSlots:
    """Return what to ask the calendar."""
    wish = search.wish if search.width < WIDEST else When()
    soonest = scene.now + timedelta(minutes=scene.settings.booking.lead_minutes)
    first = max(_moments(soonest, search.after, _day_start(scene, wish)))
    last = min(_moments(_horizon(scene), search.before, _day_end(scene, wish, search.width)))
    single_day = wish.first_day is not None and wish.first_day == wish.last_day
    near = _exact(scene, wish) if single_day and search.width == 0 else None
    from_time, until_time = _times(wish, near, search.width)
    return FindSlots(
        service, first, max(first, last), from_time, until_time, near, person, exclude
    )


def _moments(*moments: datetime | None) -> list[datetime]:
    return [moment for moment in moments if moment is not None]


def _times(wish: When, near: datetime | None, width: int) -> tuple[time | None, time | None]:
    if wish.at is None:
        return wish.from_time, wish.until_time
    if near is not None or width > 0:
        return None, None
    return wish.at, wish.at


def _exact(scene: Scene, wish: When) -> datetime | None:
    if wish.at is None or wish.first_day is None:
        return None
    return datetime.combine(wish.first_day, wish.at, scene.settings.practice.zone)


def _day_start(scene: Scene, wish: When) -> datetime | None:
    return _midnight(scene, wish.first_day) if wish.first_day else None


def _day_end(scene: Scene, wish: When, width: int) -> datetime | None:
    if width > 0 or wish.last_day is None:
        return None
    return _midnight(scene, wish.last_day + timedelta(days=1))


def _horizon(scene: Scene) -> datetime:
    days = scene.settings.booking.horizon_days + 1
    return _midnight(scene, scene.today + timedelta(days=days))


def _midnight(scene: Scene, day: date) -> datetime:
    return datetime.combine(day, time(), scene.settings.practice.zone)
