"""Which appointments clash with the practice's own calendar, in a word for each. Pure.

Only those that are not over: what was, nobody can settle any more.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kibox_pbx.records import Appointment
from kibox_pbx.storage.busy_elsewhere import BusyTime
from kibox_pbx.storage.calendar_clashes import Conflict

Where = tuple[str, datetime]
"""Person and beginning: no two appointments share them, and it tells nobody whose it is."""

OVERLAPS = "clash.overlaps"


def marks(
    booked: Iterable[Appointment],
    busy: Iterable[BusyTime],
    conflicts: Iterable[Conflict],
    now: datetime,
) -> Mapping[Where, str]:
    """Return what is to be said of appointments, as keys of the pages' words.

    Args:
        booked: Appointments.
        busy: When people are busy by the practice's own calendars.
        conflicts: What its calendars and the appointments do not agree on.
        now: Aware.
    """
    taken = tuple(busy)
    unsettled = {
        (each.person, each.start): f"clash.{each.clash}" for each in conflicts if each.lasts
    }
    found = {}
    for slot in (each.slot for each in booked if each.slot.end > now):
        where = slot.person, slot.start
        if where in unsettled:
            found[where] = unsettled[where]
        elif any(
            each.person == slot.person and each.start < slot.end and each.end > slot.start
            for each in taken
        ):
            found[where] = OVERLAPS
    return found
