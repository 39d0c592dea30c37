"""Putting right what is wrong about somebody (Art. 16 GDPR), with what it was before.

An old value is sealed beside the new one, under a key that goes with the record. A transcript
is never rewritten, since it tells what was said: a remark stands beside the turn. These run
inside the transaction of whoever calls them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kibox_pbx.errors import StorageError
from kibox_pbx.records import FilledForm, Message
from kibox_pbx.storage.envelope import CallKey, Envelope
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.requests import Signature
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import (
    Row,
    form_from,
    form_text,
    message_from,
    message_text,
)

OF_APPOINTMENT = frozenset({"name", "phone", "birthdate"})
OF_MESSAGE = frozenset({"name", "phone", "text"})
OF_FORM = frozenset({"name", "phone"})
"""Beside these, the fields of the form itself."""

PastLine = tuple[str, str, str]
"""When something was put right and by whom, as text, and what, as it is sealed."""


@dataclass(frozen=True, slots=True)
class Rectified:
    """One value that was put right."""

    where: str
    """``appointment``, or the record in its call: ``messages/1``, ``forms/2``."""

    field: str
    before: str | None
    after: str | None
    why: str
    at: datetime
    who: str
    """The name of an account."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says about a turn of a transcript that they hold for wrong."""

    turn: int
    """The turn's number in its call, from 1."""

    text: str
    at: datetime
    who: str


class Rectifying:
    """Puts things right on somebody's behalf; within a transaction."""

    def __init__(self, tables: Tables, envelope: Envelope, by: Signature) -> None:
        """Say who puts them right, when, and why."""
        self._tables = tables
        self._envelope = envelope
        self._texts = SealedTexts(envelope)
        self._by = by

    def appointment(self, appointment_id: str, values: Mapping[str, str]) -> None:
        """Give fields of an appointment other values; an empty one takes the birthdate away.

        Raises:
            StorageError: There is no such appointment, or no such field.
        """
        _known(values, OF_APPOINTMENT)
        appointments = self._tables.table("appointments")
        row = next(appointments.rows_where("id = ?", [appointment_id]), None)
        if row is None:
            raise StorageError("there is no such appointment")
        empty = {"name": "", "phone": "", "birthdate": None}
        new = {field: value or empty[field] for field, value in values.items()}
        appointments.update(appointment_id, new)
        for field, value in new.items():
            text = json.dumps(["appointment", field, row[field], value, self._by.why])
            self._note_beside(appointment_id, text)

    def message(self, call_id: str, number: int, values: Mapping[str, str]) -> None:
        """Give fields of a message other values; another text gets another subject.

        Raises:
            StorageError: There is no such message, or no such field.
        """
        _known(values, OF_MESSAGE)
        row = _row(self._tables, "messages", call_id, number)
        message = message_from(row, self._texts.of_row(self._tables, "messages", row))
        before = {field: getattr(message, field) for field in values}
        text = message_text(_changed(message, values))
        self._texts.replace(self._tables, "messages", row, text)
        self._note(call_id, f"messages/{number}", before, values)

    def form(self, call_id: str, number: int, values: Mapping[str, str]) -> None:
        """Give fields of a request that was taken down other values.

        Raises:
            StorageError: There is no such request, or no such field.
        """
        row = _row(self._tables, "forms", call_id, number)
        form = form_from(row, self._texts.of_row(self._tables, "forms", row))
        fields = dict(form.fields)
        _known(values, OF_FORM | fields.keys())
        before = {field: fields.get(field, getattr(form, field, None)) for field in values}
        self._texts.replace(self._tables, "forms", row, form_text(_filled(form, values)))
        self._note(call_id, f"forms/{number}", before, values)

    def remark(self, call_id: str, turn: int) -> None:
        """Put a remark (the signature's reason) beside a turn of a transcript.

        Raises:
            StorageError: There is no such turn.
        """
        _row(self._tables, "turns", call_id, turn)
        row = {"turn": turn, **self._signed()}
        self._texts.add(self._tables, "remarks", call_id, self._by.why, row)

    def _note(
        self,
        call_id: str,
        where: str,
        before: Mapping[str, str | None],
        values: Mapping[str, str],
    ) -> None:
        for field, value in values.items():
            text = json.dumps([where, field, before[field], value or None, self._by.why])
            self._texts.add(self._tables, "rectifications", call_id, text, self._signed())

    def _note_beside(self, appointment_id: str, text: str) -> None:
        line = to_text(self._by.at), self._by.who, text
        _add_past(self._tables, self._envelope, appointment_id, line)

    def _signed(self) -> Row:
        return {"at": to_text(self._by.at), "who": self._by.who}


def remarks_of(tables: Tables, texts: SealedTexts, call_id: str) -> tuple[Remark, ...]:
    """Return the remarks beside a call's turns, oldest first."""
    return tuple(
        Remark(row["turn"], text, from_text(row["at"]), row["who"])
        for row, text in texts.of_call(tables, "remarks", call_id)
    )


def of_call(tables: Tables, texts: SealedTexts, call_id: str) -> tuple[Rectified, ...]:
    """Return what was put right in a call's messages and requests, oldest first."""
    opened = texts.of_call(tables, "rectifications", call_id)
    return tuple(_rectified(row, text) for row, text in opened)


def of_appointment(
    tables: Tables, envelope: Envelope, appointment_id: str
) -> tuple[Rectified, ...]:
    """Return what was put right in an appointment, oldest first."""
    lines = past_lines(tables, envelope, appointment_id)
    return tuple(_rectified({"at": at, "who": who}, text) for at, who, text in lines)


def past_lines(tables: Tables, envelope: Envelope, appointment_id: str) -> list[PastLine]:
    """Return what was put right in an appointment as it is kept, oldest first."""
    key = _key(tables, envelope, appointment_id)
    if key is None:
        return []
    rows = tables.table("appointment_rectifications").rows_where(
        "appointment_id = ?", [appointment_id], order_by="number"
    )
    return [
        (row["at"], row["who"], key.open(row["sealed"], _place(appointment_id, row["number"])))
        for row in rows
    ]


def write_past(
    tables: Tables, envelope: Envelope, appointment_id: str, lines: Sequence[PastLine]
) -> None:
    """Have an appointment's past say what another host says of it."""
    if past_lines(tables, envelope, appointment_id) == list(lines):
        return
    of_it = "appointment_id = ?", [appointment_id]
    tables.table("appointment_rectifications").delete_where(*of_it)
    for line in lines:
        _add_past(tables, envelope, appointment_id, line)


def key_owner(appointment_id: str) -> str:
    """Return the owner under which the envelope wraps the key of an appointment's past."""
    return f"appointment/{appointment_id}"


def _add_past(tables: Tables, envelope: Envelope, appointment_id: str, line: PastLine) -> None:
    at, who, text = line
    history = tables.table("appointment_rectifications")
    number = 1 + history.count_where("appointment_id = ?", [appointment_id])
    key = _key(tables, envelope, appointment_id) or _make_key(tables, envelope, appointment_id)
    sealed = key.seal(text, _place(appointment_id, number))
    place = {"appointment_id": appointment_id, "number": number}
    history.insert(place | {"at": at, "who": who, "sealed": sealed})


def _make_key(tables: Tables, envelope: Envelope, appointment_id: str) -> CallKey:
    key, wrapped = envelope.new_key(key_owner(appointment_id))
    row = {"appointment_id": appointment_id, "wrapped": wrapped}
    tables.table("appointment_keys").insert(row)
    return key


def _key(tables: Tables, envelope: Envelope, appointment_id: str) -> CallKey | None:
    sql = "SELECT wrapped FROM appointment_keys WHERE appointment_id = ?"
    row = tables.conn.execute(sql, [appointment_id]).fetchone()
    return envelope.unwrap(row[0], key_owner(appointment_id)) if row else None


def _place(appointment_id: str, number: int) -> str:
    return f"appointment_rectifications/{appointment_id}/{number}"


def _rectified(row: Row, text: str) -> Rectified:
    where, field, before, after, why = json.loads(text)
    return Rectified(where, field, before, after, why, from_text(row["at"]), row["who"])


def _changed(message: Message, values: Mapping[str, str]) -> Message:
    text = values.get("text", message.text)
    kept = text == message.text
    return replace(
        message,
        text=text,
        name=_told(values, "name", message.name),
        phone=_told(values, "phone", message.phone),
        subject=message.subject if kept else None,
        summary=message.summary if kept else None,
    )


def _filled(form: FilledForm, values: Mapping[str, str]) -> FilledForm:
    return replace(
        form,
        fields=tuple((key, values.get(key, text)) for key, text in form.fields),
        name=_told(values, "name", form.name),
        phone=_told(values, "phone", form.phone),
    )


def _told(values: Mapping[str, str], field: str, before: str | None) -> str | None:
    return (values[field] or None) if field in values else before


def _known(values: Mapping[str, str], fields: frozenset[str]) -> None:
    unknown = sorted(values.keys() - fields)
    if unknown:
        raise StorageError(
            f"{unknown[0]}: no such field here; there are: {', '.join(sorted(fields))}"
        )


def _row(tables: Tables, table: str, call_id: str, number: int) -> Row:
    found = tables.table(table).rows_where("call_id = ? AND number = ?", [call_id, number])
    row: Row | None = next(found, None)
    if row is None:
        raise StorageError("there is no such record; kibox subject find shows what there is")
    return row
