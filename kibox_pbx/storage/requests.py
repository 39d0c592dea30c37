"""What people asked for about their data, until when it is due, and how it was settled.

Who asked is sealed under a key of the request's own, which goes when the data of the person
are erased, or with the request (``proof_days``). That somebody asked, when, how their identity
was checked and who settled it stays as proof (Art. 5(2), Art. 12 GDPR).
"""

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.privacy.deadlines import due_on
from kibox_pbx.storage.envelope import CallKey, Envelope
from kibox_pbx.storage.erasure_ledger import Again, note
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

NONE, SETTLED, FORGOTTEN = "no-request", "settled", "forgotten"
TWICE, LATE = "extended-before", "month-over"
"""Why something cannot be done to a request, in a word; see `StorageError`."""


_ID = re.compile(r"r[0-9a-f]{12}")


class Kind(StrEnum):
    """What can be asked for."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    WITHDRAWAL = "withdrawal"


ARTICLES = {
    Kind.ACCESS: "Art. 15",
    Kind.RECTIFICATION: "Art. 16",
    Kind.ERASURE: "Art. 17",
    Kind.RESTRICTION: "Art. 18",
    Kind.PORTABILITY: "Art. 20",
    Kind.OBJECTION: "Art. 21",
    Kind.WITHDRAWAL: "Art. 7(3)",
}
"""Where the GDPR gives each right."""


class State(StrEnum):
    """How far a request is."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that somebody asked for."""

    id: str
    """Our own random identifier: ``r`` and 12 hexadecimal digits."""

    kind: Kind
    received_on: date
    due_on: date
    extended_on: date | None
    state: State
    identity: str | None
    """How it was checked who asks; None: not yet."""

    who: Wanted | None
    """None: forgotten, since their data were erased."""

    why: str | None
    """Why it was extended or refused, as the person was told."""

    done_at: datetime | None
    done_by: str | None
    """The name of an account."""

    calls: frozenset[str] = frozenset()
    """Calls that were named as theirs."""

    appointments: frozenset[str] = frozenset()
    """So were these."""


def new_id() -> str:
    """Return an identifier that no request has."""
    return f"r{secrets.token_hex(6)}"


def is_id(text: str) -> bool:
    """Say whether this could be an identifier of a request."""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known of a request when it comes."""

    kind: Kind
    who: Wanted
    received_on: date
    identity: str | None = None
    """As `Request` has it."""

    calls: frozenset[str] = frozenset()
    appointments: frozenset[str] = frozenset()
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """What of a request tells who made it."""

    who: Wanted
    why: str | None = None
    calls: frozenset[str] = frozenset()
    appointments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something at the privacy desk, when, and why."""

    who: str
    """The name of an account."""

    at: datetime
    """Aware."""

    why: str = ""
    """As the person was told, or told us."""


def open_request(tables: Tables, envelope: Envelope, opening: Opening) -> str:
    """Write that a request was received, within a transaction; return its identifier."""
    request_id = opening.id
    key, wrapped = envelope.new_key(key_owner(request_id))
    told = _Sealed(opening.who, None, opening.calls, opening.appointments)
    tables.table("requests").insert(
        {
            "id": request_id,
            "kind": opening.kind,
            "received_on": opening.received_on.isoformat(),
            "due_on": due_on(opening.received_on).isoformat(),
            "state": State.OPEN,
            "identity": opening.identity,
            "sealed": key.seal(_text(told), _place(request_id)),
        }
    )
    tables.table("request_keys").insert({"request_id": request_id, "wrapped": wrapped})
    return request_id


def name_records(
    tables: Tables,
    envelope: Envelope,
    request_id: str,
    calls: frozenset[str],
    appointments: frozenset[str],
) -> None:
    """Note which records are theirs, though nothing in them shows it; those before go.

    Raises:
        StorageError: It is not open, or says no longer who asked.
    """
    row = _open_row(tables, request_id)
    change = _resealed(tables, envelope, row, calls=calls, appointments=appointments)
    if not change:
        raise StorageError("who made this request was erased", FORGOTTEN)
    tables.table("requests").update(request_id, change)


def note_identity(tables: Tables, request_id: str, identity: str) -> None:
    """Note how it was checked who asks (Art. 12(6)), before the request is served.

    Raises:
        StorageError: It is not open.
    """
    _open_row(tables, request_id)
    tables.table("requests").update(request_id, {"identity": identity})


def extend(tables: Tables, envelope: Envelope, request_id: str, today: date, why: str) -> date:
    """Give a request two months more, once, for a reason (Art. 12(3)); return the new day.

    Raises:
        StorageError: It is not open, was extended before, or its month is over already: the
            person must be told within it.
    """
    row = _open_row(tables, request_id)
    if row["extended_on"]:
        raise StorageError("this request was extended before; the law allows it once", TWICE)
    if today > date.fromisoformat(row["due_on"]):
        raise StorageError("the month is over; an extension must be told within it", LATE)
    due = due_on(date.fromisoformat(row["received_on"]), is_extended=True)
    change = {"due_on": due.isoformat(), "extended_on": today.isoformat()}
    change |= _resealed(tables, envelope, row, why=why)
    tables.table("requests").update(request_id, change)
    return due


def settle(tables: Tables, request_id: str, by: Signature, identity: str | None = None) -> None:
    """Note that a request was served.

    Raises:
        StorageError: It is not open.
    """
    row = _open_row(tables, request_id)
    change = {"state": State.DONE, "done_at": to_text(by.at), "done_by": by.who}
    tables.table("requests").update(
        request_id, change | {"identity": identity or row["identity"]}
    )


def refuse(tables: Tables, envelope: Envelope, request_id: str, by: Signature) -> None:
    """Note that a request was refused, with the reason that the person was told (Art. 12(4)).

    Raises:
        StorageError: It is not open.
    """
    row = _open_row(tables, request_id)
    change = {"state": State.REFUSED, "done_at": to_text(by.at), "done_by": by.who}
    change |= _resealed(tables, envelope, row, why=by.why)
    tables.table("requests").update(request_id, change)


def forget_who(tables: Tables, request_ids: Sequence[str], at: str) -> None:
    """Destroy what requests say about who asked, and why they were refused."""
    for each in request_ids:
        tables.table("request_keys").delete_where("request_id = ?", [each])
        tables.conn.execute("UPDATE requests SET sealed = NULL WHERE id = ?", [each])
    note(tables, "forget request", request_ids, at)


def read(tables: Tables, envelope: Envelope, request_id: str) -> Request:
    """Return a request.

    Raises:
        StorageError: There is no such request.
    """
    return _request(tables, envelope, _row(tables, request_id))


def all_requests(tables: Tables, envelope: Envelope) -> tuple[Request, ...]:
    """Return every request that is still kept, in the order of the days they are due."""
    rows = tables.table("requests").rows_where(order_by="due_on, id")
    return tuple(_request(tables, envelope, row) for row in rows)


def open_requests(tables: Tables, envelope: Envelope) -> tuple[Request, ...]:
    """Return what is still to be served; what is due first comes first."""
    rows = tables.table("requests").rows_where("state = 'open'", order_by="due_on, id")
    return tuple(_request(tables, envelope, row) for row in rows)


def require_open(tables: Tables, request_id: str) -> None:
    """Make sure that a request is still to be served.

    Raises:
        StorageError: It is not.
    """
    _open_row(tables, request_id)


def key_owner(request_id: str) -> str:
    """Return the owner under which the envelope wraps a request's key."""
    return f"request/{request_id}"


def _row(tables: Tables, request_id: str) -> Row:
    row: Row | None = next(tables.table("requests").rows_where("id = ?", [request_id]), None)
    if row is None:
        raise StorageError("there is no such request; see: kibox subject requests --all", NONE)
    return row


def _open_row(tables: Tables, request_id: str) -> Row:
    row = _row(tables, request_id)
    if row["state"] != State.OPEN:
        raise StorageError("this request is settled already", SETTLED)
    return row


def _request(tables: Tables, envelope: Envelope, row: Row) -> Request:
    told = _opened(tables, envelope, row)
    return Request(
        row["id"],
        Kind(row["kind"]),
        date.fromisoformat(row["received_on"]),
        date.fromisoformat(row["due_on"]),
        date.fromisoformat(row["extended_on"]) if row["extended_on"] else None,
        State(row["state"]),
        row["identity"],
        told.who if told else None,
        told.why if told else None,
        from_text(row["done_at"]) if row["done_at"] else None,
        row["done_by"],
        told.calls if told else frozenset(),
        told.appointments if told else frozenset(),
    )


def _opened(tables: Tables, envelope: Envelope, row: Row) -> _Sealed | None:
    key = _key(tables, envelope, row["id"])
    if key is None:
        return None
    number, name, birthdate, why, *named = json.loads(
        key.open(row["sealed"], _place(row["id"]))
    )
    calls, appointments = named or ((), ())  # requests of the first versions name none
    who = Wanted(number, name, birthdate)
    return _Sealed(who, why, frozenset(calls), frozenset(appointments))


def _resealed(tables: Tables, envelope: Envelope, row: Row, **change: Any) -> Row:
    """Return the sealed column again, with something else in it; nothing: it was destroyed."""
    key = _key(tables, envelope, row["id"])
    told = _opened(tables, envelope, row)
    if key is None or told is None:
        return {}
    return {"sealed": key.seal(_text(replace(told, **change)), _place(row["id"]))}


def _key(tables: Tables, envelope: Envelope, request_id: str) -> CallKey | None:
    sql = "SELECT wrapped FROM request_keys WHERE request_id = ?"
    row = tables.conn.execute(sql, [request_id]).fetchone()
    return envelope.unwrap(row[0], key_owner(request_id)) if row else None


def _text(told: _Sealed) -> str:
    who = told.who
    named = sorted(told.calls), sorted(told.appointments)
    return json.dumps([who.number, who.name, who.birthdate, told.why, *named])


def _place(request_id: str) -> str:
    return f"requests/{request_id}"


AGAIN: Again = {"forget request": forget_who}
"""How the ledger's lines are done again after a restore."""
