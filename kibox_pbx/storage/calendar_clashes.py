"""What people must hear of the calendars: as a message of the call that it is about.

So it is seen where messages are, told of as they are, restricted and erased with the call.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from kibox_pbx.records import Message
from kibox_pbx.storage import erasure
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text
from kibox_pbx.storage.outbox import Kind, announce, announce_latest
from kibox_pbx.storage.restriction import is_restricted
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row, message_text
from kibox_pbx.storage.two_sides import LASTING, Clash

ABOUT = "calendar"
"""What is told of without a call: look at the calendar's conflicts."""

LISTED = """
SELECT e.person, e.conflict, a.start, a."end" FROM appointments_elsewhere AS e
JOIN appointments AS a ON a.id = e.appointment_id
WHERE conflict IS NOT NULL ORDER BY a.start, e.person
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What people are to hear of."""

    clash: Clash
    etag: str
    """Version of the entry; the same is told once. Empty: it is not there."""

    message: Message
    """Name and number of the caller are added."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An appointment with something to be settled. Nothing of it tells whose it is."""

    person: str
    clash: Clash
    start: datetime
    end: datetime
    """Aware, UTC; as it is here."""

    @property
    def lasts(self) -> bool:
        """Whether it holds until people change the entry or the appointment."""
        return self.clash in LASTING


async def conflicts(database: Database) -> tuple[Conflict, ...]:
    """Return what is not settled, and what was told of appointments, soonest first."""

    def look(tables: Tables) -> tuple[Conflict, ...]:
        return tuple(
            Conflict(person, Clash(clash), from_text(start), from_text(end))
            for person, clash, start, end in tables.conn.execute(LISTED).fetchall()
        )

    return await database.read(look)


def tell(tables: Tables, texts: SealedTexts, entry: Row, told: Told, now: datetime) -> None:
    """Put it into the inbox, within a transaction, before anything is changed.

    Where the call is gone or must not be seen (Art. 18 GDPR), people are told that there is
    something, and no more.
    """
    if (entry["conflict"], entry["conflict_etag"]) == (told.clash, told.etag):
        return
    found = tables.table("appointments").rows_where("id = ?", [entry["appointment_id"]])
    appointment: Row | None = next(found, None)
    call = erasure.call_row(tables, (appointment or entry)["call_id"])
    rows = [each for each in (appointment, call) if each]
    if call is None or any(is_restricted(each) for each in rows):
        announce(tables, Kind.FAILED, now, about=ABOUT)
        return
    message = told.message
    if appointment:
        message = replace(message, name=appointment["name"], phone=appointment["phone"])
    row = {"department": message.recipient, "urgent": int(message.urgent), "done_at": None}
    texts.add(tables, "messages", call["id"], message_text(message), row)
    announce_latest(tables, "messages", call["id"], now)
