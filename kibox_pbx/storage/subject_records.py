"""Everything that is kept of somebody's calls and appointments, opened, to be handed out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from kibox_pbx.records import Appointment, FilledForm, Message, Turn
from kibox_pbx.storage import consents, erasure, rectifications
from kibox_pbx.storage.calls import whole_call
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import from_text
from kibox_pbx.storage.lessons import KeptLesson, lessons_of
from kibox_pbx.storage.rectifications import Rectified, Remark
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_appointment import appointment_from
from kibox_pbx.storage.stored_call import Row, StoredCall, form_from, message_from, turn_from
from kibox_pbx.storage.subjects import Found

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A call, restricted or not."""

    stored: StoredCall
    turns: tuple[tuple[int, Turn], ...]
    """Each with its number, by which a remark names it; in the order they began."""

    messages: tuple[tuple[int, Message], ...]
    forms: tuple[tuple[int, FilledForm], ...]
    """Each with its number, by which putting right names it."""

    remarks: tuple[Remark, ...]
    rectified: tuple[Rectified, ...]
    consents: tuple[Consent, ...]
    lessons: tuple[KeptLesson, ...]
    restricted_at: datetime | None


@dataclass(frozen=True, slots=True)
class AppointmentRecord:
    """An appointment, restricted or not."""

    appointment: Appointment
    call_id: str | None
    rectified: tuple[Rectified, ...]
    restricted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Records:
    """All of one person's records, oldest first."""

    calls: tuple[CallRecord, ...]
    appointments: tuple[AppointmentRecord, ...]


def records_of(tables: Tables, envelope: Envelope, found: Found, zone: ZoneInfo) -> Records:
    """Return all of what was found, within a transaction.

    Raises:
        StorageError: A text does not open with its key.
    """
    rows = (erasure.call_row(tables, each) for each in found.call_ids)
    return Records(
        tuple(_call(tables, envelope, row) for row in rows if row),
        tuple(
            _appointment(tables, envelope, row, zone)
            for each in found.appointment_ids
            for row in tables.table("appointments").rows_where("id = ?", [each])
        ),
    )


def _call(tables: Tables, envelope: Envelope, row: Row) -> CallRecord:
    texts, call_id = SealedTexts(envelope), row["id"]
    turns = (
        (turn_row["number"], turn_from(turn_row, text))
        for turn_row, text in texts.of_call(tables, "turns", call_id)
    )
    return CallRecord(
        whole_call(tables, texts, row),
        tuple(sorted(turns, key=lambda each: each[1].at_ms)),
        _numbered(texts.of_call(tables, "messages", call_id), message_from),
        _numbered(texts.of_call(tables, "forms", call_id), form_from),
        rectifications.remarks_of(tables, texts, call_id),
        rectifications.of_call(tables, texts, call_id),
        consents.of_call(tables, call_id),
        lessons_of(tables, envelope, call_id),
        _moment(row),
    )


def _appointment(
    tables: Tables, envelope: Envelope, row: Row, zone: ZoneInfo
) -> AppointmentRecord:
    history = rectifications.of_appointment(tables, envelope, row["id"])
    return AppointmentRecord(appointment_from(row, zone), row["call_id"], history, _moment(row))


def _numbered(
    rows: Iterable[tuple[Row, str]], made: Callable[[Row, str], T]
) -> tuple[tuple[int, T], ...]:
    return tuple((row["number"], made(row, text)) for row, text in rows)


def _moment(row: Row) -> datetime | None:
    return from_text(row["restricted_at"]) if row["restricted_at"] else None
