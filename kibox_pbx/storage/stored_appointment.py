"""An appointment as the book keeps it: how its row is written and read. Pure."""

from typing import Any
from zoneinfo import ZoneInfo

from kibox_pbx.records import Appointment, Slot
from kibox_pbx.storage.instant import from_text, to_text

Row = dict[str, Any]
"""A row of ``appointments``, by column."""


def appointment_from(row: Row, zone: ZoneInfo) -> Appointment:
    """Return the appointment in a row, with its times in the practice's zone."""
    start, end = (from_text(row[key]).astimezone(zone) for key in ("start", "end"))
    slot = Slot(row["service"], start, end, row["person"])
    return Appointment(row["id"], slot, row["name"], row["phone"], row["birthdate"])


def appointment_row(appointment: Appointment) -> Row:
    """Return the row of an appointment, but for the call it came from."""
    return {
        "id": appointment.id,
        **slot_row(appointment.slot),
        "name": appointment.name,
        "phone": appointment.phone,
        "birthdate": appointment.birthdate,
    }


def slot_row(slot: Slot) -> Row:
    """Return the columns that say what is done when, and by whom."""
    return {"service": slot.service, "person": slot.person, **span(slot)}


def span(slot: Slot) -> dict[str, str]:
    """Return the columns of a slot's beginning and end."""
    return {"start": to_text(slot.start), "end": to_text(slot.end)}
