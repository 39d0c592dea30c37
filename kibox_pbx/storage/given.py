"""Appointments that were made elsewhere, as a rehearsal finds them in the book."""

from collections.abc import Iterable

from kibox_pbx.records import Appointment
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.sqlcipher import Tables


async def enter(database: Database, appointments: Iterable[Appointment]) -> None:
    """Write appointments as they are, whatever the opening hours and the present say.

    Raises:
        StorageError: Two of them, or one and another in the book, overlap; none was written.
    """
    rows = [
        {
            "id": each.id,
            "service": each.slot.service,
            "person": each.slot.person,
            "start": to_text(each.slot.start),
            "end": to_text(each.slot.end),
            "name": each.name,
            "phone": each.phone,
            "birthdate": each.birthdate,
        }
        for each in appointments
    ]

    def change(tables: Tables) -> None:
        tables.table("appointments").insert_all(rows)

    await database.write(change)
