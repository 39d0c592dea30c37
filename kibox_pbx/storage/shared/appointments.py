"""Appointments as hosts share them; within a transaction of the host's own store."""

import json
from collections.abc import Iterable

from kibox_pbx.storage import erasure, rectifications
from kibox_pbx.storage.entries_to_remove import leave
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import from_text, now_utc, to_text
from kibox_pbx.storage.rectifications import PastLine
from kibox_pbx.storage.shared.record import Gone, Place, Record
from kibox_pbx.storage.shared.sealing import Content
from kibox_pbx.storage.spared import is_held
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

WHO = ("name", "phone", "birthdate", "restricted_at")
CALL = "(SELECT id FROM calls WHERE id = :call_id)"
WRITE = f"""
INSERT INTO appointments
    (id, call_id, service, person, start, "end", name, phone, birthdate, restricted_at)
VALUES (
    :id, {CALL}, :service, :person, :start, :end, :name, :phone, :birthdate, :restricted_at
)
ON CONFLICT (id) DO UPDATE SET call_id = excluded.call_id, service = excluded.service,
    person = excluded.person, start = excluded.start, "end" = excluded."end",
    name = excluded.name, phone = excluded.phone, birthdate = excluded.birthdate,
    restricted_at = excluded.restricted_at
"""  # noqa: S608 -- ours


def what_of(service: str, call_id: str | None) -> Content:
    """Return what is booked, and in which call: changed by who moves it."""
    return {"service": service, "call_id": call_id}


def who_of(row: Row, past: Iterable[PastLine] = ()) -> Content:
    """Return whom it is for, with what was put right: changed by the privacy desk."""
    return {field: row[field] for field in WHO} | {"past": [list(line) for line in past]}


class Appointments:
    """Reads and writes appointments in one host's store."""

    def __init__(self, envelope: Envelope) -> None:
        self._envelope = envelope

    def read(self, tables: Tables, appointment_id: str) -> Record | None:
        """Return an appointment as it is here; None: there is none."""
        row = _row(tables, appointment_id)
        if row is None:
            return None
        place = Place(row["person"], from_text(row["start"]), from_text(row["end"]))
        past = rectifications.past_lines(tables, self._envelope, appointment_id)
        return Record(place, what_of(row["service"], row["call_id"]), who_of(row, past))

    def write(self, tables: Tables, appointment_id: str, record: Record) -> None:
        """Make it here what it is for all."""
        before = _row(tables, appointment_id)
        place = record.place
        if place is None:
            return
        if before and before["person"] != place.person:
            leave(tables, appointment_id, None)
        times = {"start": to_text(place.start), "end": to_text(place.end)}
        row = {field: record.who[field] for field in WHO} | record.what | times
        tables.conn.execute(WRITE, row | {"id": appointment_id, "person": place.person})
        past = [(at, who, text) for at, who, text in record.who["past"]]
        rectifications.write_past(tables, self._envelope, appointment_id, past)

    def remove(self, tables: Tables, appointment_id: str, why: Gone) -> None:
        """Take it away here, too; what a legal hold of this host keeps stays here."""
        row = _row(tables, appointment_id)
        if row is None:
            return
        if why is Gone.CANCELLED:
            leave(tables, appointment_id, None)
            tables.table("appointments").delete(appointment_id)
        elif row["call_id"] is None or not is_held(tables, row["call_id"]):
            erasure.erase_appointments(tables, [appointment_id], to_text(now_utc()))

    def why_gone(self, tables: Tables, appointment_id: str) -> Gone:
        """Say why one that was here is not here any more."""
        return Gone.ERASED

    def merged(self, mine: Content, theirs: Content) -> Content:
        """Return whom an appointment is for, where two hosts changed that at once.

        Both pasts are kept; the last line of each field says what it is now. What one of them
        restricted stays restricted.
        """
        lines = {tuple(line) for line in [*theirs["past"], *mine["past"]]}
        past = [list(line) for line in sorted(lines)]
        now = {field: theirs[field] for field in WHO}
        for _, _, text in past:
            _, field, _, value, _ = json.loads(text)
            now[field] = value
        restricted = [side["restricted_at"] for side in (mine, theirs) if side["restricted_at"]]
        return now | {"restricted_at": min(restricted, default=None), "past": past}

    def all_ids(self, tables: Tables) -> list[str]:
        """Return those of this store."""
        return [row["id"] for row in tables.table("appointments").rows_where(select="id")]


def _row(tables: Tables, appointment_id: str) -> Row | None:
    return next(tables.table("appointments").rows_where("id = ?", [appointment_id]), None)
