"""Finds the free times that fit a wish. Pure: calendar and clock come in as values."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from heapq import merge, nsmallest
from itertools import islice

from kibox_pbx.config.bookable import last_day, soonest_start
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.records import Slot
from kibox_pbx.storage.start_times import starts_on

LONGEST_CALL = timedelta(minutes=30)
"""What was offered soon enough stays bookable until the end of a call."""


@dataclass(frozen=True, slots=True)
class Busy:
    """A time at which a person cannot be booked: booked, on hold, or busy elsewhere."""

    person: str
    start: datetime
    end: datetime
    """Aware; any zone."""


def free_slots(
    settings: Settings, wish: FindSlots, busy: Iterable[Busy], now: datetime
) -> tuple[Slot, ...]:
    """Return up to ``wish.limit`` free slots, one for each start.

    Soonest first, or nearest first with ``wish.near``. Where several people are free at
    the same time, the one that the service names first.
    """
    found = _one_each(_fitting(settings, wish, busy, now))
    if wish.near is None:
        return tuple(islice(found, wish.limit))
    near = wish.near
    return tuple(nsmallest(wish.limit, found, key=lambda slot: abs(slot.start - near)))


def is_bookable(settings: Settings, slot: Slot, now: datetime) -> bool:
    """Say whether the calendar could have offered a slot, free or not."""
    service = settings.services.get(slot.service)
    if service is None or slot.person not in service.people or slot.start <= now:
        return False
    if slot.start < soonest_start(settings, slot.service, now) - LONGEST_CALL:
        return False
    day = slot.start.astimezone(settings.practice.zone).date()
    if day > last_day(settings, slot.service, now):
        return False
    return slot in starts_on(day, slot.service, slot.person, settings)


def _fitting(
    settings: Settings, wish: FindSlots, busy: Iterable[Busy], now: datetime
) -> Iterator[Slot]:
    service = settings.services.get(wish.service)
    diary = _Diary(busy)
    people = service.people if service else ()
    by_person = [
        (
            slot
            for slot in _starts(settings, wish, person, now)
            if _is_wanted(slot, wish) and diary.is_free(slot)
        )
        for person in people
        if wish.person in {None, person}
    ]
    return merge(*by_person, key=lambda slot: slot.start.astimezone(UTC))


def _starts(settings: Settings, wish: FindSlots, person: str, now: datetime) -> Iterator[Slot]:
    """Yield a person's starts between the soonest and the latest that may be offered."""
    zone = settings.practice.zone
    first = max(wish.first, soonest_start(settings, wish.service, now)).astimezone(UTC)
    last = wish.last.astimezone(UTC)
    day = first.astimezone(zone).date()
    latest = min(last.astimezone(zone).date(), last_day(settings, wish.service, now))
    while day <= latest:
        is_meant = not wish.weekdays or day.weekday() in wish.weekdays
        for slot in starts_on(day, wish.service, person, settings) if is_meant else ():
            if first <= slot.start.astimezone(UTC) < last:
                yield slot
        day += timedelta(days=1)


def _is_wanted(slot: Slot, wish: FindSlots) -> bool:
    wall = slot.start.time()
    return (wish.from_time or time.min) <= wall <= (
        wish.until_time or time.max
    ) and slot.start not in wish.exclude


def _one_each(slots: Iterable[Slot]) -> Iterator[Slot]:
    """Keep the first slot of each start; they come in the order of their starts."""
    latest = None
    for slot in slots:
        if slot.start != latest:
            yield slot
        latest = slot.start


def merged(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Return spans in order, as one where they overlap or touch."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


class _Diary:
    """What is taken, by person, in the order of time."""

    def __init__(self, busy: Iterable[Busy]) -> None:
        self._spans: dict[str, list[tuple[datetime, datetime]]] = {}
        for one in busy:
            span = (one.start.astimezone(UTC), one.end.astimezone(UTC))
            self._spans.setdefault(one.person, []).append(span)
        self._spans = {person: merged(spans) for person, spans in self._spans.items()}

    def is_free(self, slot: Slot) -> bool:
        """Say whether nothing of the person's overlaps; back to back is free.

        Merged spans of one person do not overlap each other, so only the last one that begins
        before the slot's end can reach into it.
        """
        spans = self._spans.get(slot.person, [])
        before = bisect_left(spans, (slot.end.astimezone(UTC),))
        return before == 0 or spans[before - 1][1] <= slot.start.astimezone(UTC)
