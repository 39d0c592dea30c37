"""Erases all that is surely one person's (Art. 17 GDPR), and proves it afterwards.

Keys go first: what they sealed is noise from then on, wherever a copy of it is left. Of each
key the fingerprint stays, by which it would be known again if somebody brought it back.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.belonging import Filed, Wanted, belongs
from kibox_pbx.storage import erasure, lessons, rectifications, requests
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.named_secrets import RECEIPTS, named_secret
from kibox_pbx.storage.requests import Request, State
from kibox_pbx.storage.sealed import Purpose, key_owner
from kibox_pbx.storage.shared import orders
from kibox_pbx.storage.spared import is_held
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subjects import Found

MAY_NAME_A_CALL = frozenset({"erasures", "consents"})
"""Tables that keep the random identifier of an erased call as proof (Art. 5(2) GDPR)."""

GOES_ON, HELD = "goes-on", "held"
"""Why something must not be erased now, in a word; see `StorageError`."""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What an erasure took away; nothing of it tells whose it was."""

    calls: tuple[str, ...]
    appointments: tuple[str, ...]
    requests: tuple[str, ...]
    """Requests that no longer say who asked."""

    rows: Mapping[str, int]
    """How many, by table."""

    fingerprints: tuple[str, ...]
    """Of the keys."""


def destroy(
    tables: Tables, envelope: Envelope, found: Found, forgotten: tuple[str, ...], at: datetime
) -> Destroyed:
    """Erase calls and appointments, and who made requests, within a transaction.

    Args:
        tables: Within a transaction.
        envelope: Of the same database.
        found: What is to go; all of it goes.
        forgotten: Requests that are to say no longer who made them.
        at: Aware; goes into the receipts.
    """
    keys = list(_keys(tables, envelope, found, forgotten))
    rows = _count(tables, found)
    for call_id in found.call_ids:
        row = erasure.call_row(tables, call_id)
        if row is not None:
            erasure.erase(tables, row, to_text(at), erasure.AT_THE_DESK)
        tables.table("holds").delete_where("call_id = ?", [call_id])
    erasure.erase_appointments(tables, found.appointment_ids, to_text(at))
    requests.forget_who(tables, forgotten, to_text(at))
    marks = tuple(sorted(map(fingerprint, keys)))
    return Destroyed(found.call_ids, found.appointment_ids, forgotten, rows, marks)


def forgettable(
    known: Iterable[Request], wanted: Wanted, current: str | None
) -> tuple[str, ...]:
    """Return the settled requests of a person, ``current`` among them."""
    return tuple(
        each.id
        for each in known
        if each.who and each.state is not State.OPEN
        if each.id == current or _is_by(each.who, wanted)
    )


def fingerprint(secret: bytes) -> str:
    """Return by what a key is known again; it tells nothing of the key."""
    return hashlib.sha256(b"kibox: fingerprint of a key\0" + secret).hexdigest()[:32]


def sign(tables: Tables, envelope: Envelope, receipt: Mapping[str, Any]) -> str:
    """Return the MAC of a receipt, within a transaction."""
    text = json.dumps(receipt, sort_keys=True, separators=(",", ":"))
    secret = named_secret(tables, envelope, RECEIPTS)
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def left_over(
    tables: Tables, envelope: Envelope, calls: set[str], appointments: set[str], marks: set[str]
) -> tuple[str, ...]:
    """Return where something is back that a receipt says is gone; empty: all of it is gone.

    Every row that could belong to an erased record is looked for, and every key of the store
    is opened and compared by its fingerprint.
    """
    found = [
        table
        for table, column in _places(tables)
        for row in tables.conn.execute(f"SELECT DISTINCT {column} FROM {table}")  # noqa: S608 -- from the schema
        if row[0] in (appointments if column == "appointment_id" else calls)
    ]
    found += [f"calls: {each}" for each in calls if erasure.call_row(tables, each)]
    there = {row["id"] for row in tables.table("appointments").rows_where(select="id")}
    found += [f"appointments: {each}" for each in appointments & there]
    keys = {fingerprint(secret) for secret in _all_keys(tables, envelope)}
    found += [f"a key: {each}" for each in marks & keys]
    return tuple(sorted(set(found)))


def _is_by(who: Wanted, wanted: Wanted) -> bool:
    verdict = belongs(wanted, Filed(who.name, who.number, who.birthdate))
    return verdict is not None and verdict.is_sure


def _places(tables: Tables) -> Iterator[tuple[str, str]]:
    """Yield the tables, and their columns, in which a call or an appointment is named."""
    for table in tables.table_names():
        columns = {column.name for column in tables.table(table).columns}
        for column in ("call_id", "appointment_id"):
            if column in columns and table not in MAY_NAME_A_CALL:
                yield table, column


def _count(tables: Tables, found: Found) -> Mapping[str, int]:
    """Return how many rows go with the records, by table."""
    counts = {"calls": len(found.calls), "appointments": len(found.appointments)}
    for table, column in _places(tables):
        is_of_calls = column == "call_id"
        if table == "appointments":
            continue
        ids = found.call_ids if is_of_calls else found.appointment_ids
        rows = tables.table(table)
        counts[table] = sum(rows.count_where(f"{column} = ?", [each]) for each in ids)
    return {table: count for table, count in counts.items() if count}


def _keys(
    tables: Tables, envelope: Envelope, found: Found, forgotten: tuple[str, ...]
) -> Iterator[bytes]:
    gone = {*found.call_ids, *found.appointment_ids, *forgotten}
    return (secret for owner, secret in _owned_keys(tables, envelope) if owner in gone)


def _all_keys(tables: Tables, envelope: Envelope) -> Iterator[bytes]:
    return (secret for _, secret in _owned_keys(tables, envelope))


def _owned_keys(tables: Tables, envelope: Envelope) -> Iterator[tuple[str, bytes]]:
    """Yield every key of the store that is somebody's, with the identifier of its record."""
    for row in tables.table("call_keys").rows:
        owner = key_owner(row["call_id"], Purpose(row["purpose"]))
        yield row["call_id"], envelope.unwrap_secret(row["wrapped"], owner)
    for row in tables.table("lessons").rows:
        secret = envelope.unwrap_secret(row["wrapped"], lessons.key_owner(row["call_id"]))
        yield row["call_id"], secret
    for row in tables.table("appointment_keys").rows:
        owner = rectifications.key_owner(row["appointment_id"])
        yield row["appointment_id"], envelope.unwrap_secret(row["wrapped"], owner)
    for row in tables.table("request_keys").rows:
        owner = requests.key_owner(row["request_id"])
        yield row["request_id"], envelope.unwrap_secret(row["wrapped"], owner)
    for row in tables.table("shared_order_texts").rows:
        owner = orders.key_owner(row["order_id"])
        yield row["order_id"], envelope.unwrap_secret(row["wrapped"], owner)


def require_over(found: Found) -> None:
    """Refuse to erase a call that goes on.

    Raises:
        StorageError: One does, or its service was killed in it.
    """
    if not all(call.is_over for call in found.calls):
        raise StorageError(
            "a call of this person still goes on; wait until it is over (a call that a killed"
            " service left open is closed when the service starts)",
            GOES_ON,
        )


def require_not_held(tables: Tables, found: Found) -> None:
    """Refuse to erase what a legal hold keeps (Art. 17(3)(e) GDPR).

    Raises:
        StorageError: One of the calls is held, or the call that an appointment came from.
    """
    sql = "SELECT call_id FROM appointments WHERE id = ? AND call_id IS NOT NULL"
    came_from = (tables.conn.execute(sql, [each.id]).fetchone() for each in found.appointments)
    calls = [*(call.id for call in found.calls), *(row[0] for row in came_from if row)]
    if any(is_held(tables, each) for each in calls):
        raise StorageError(
            "a legal hold keeps some of it, and only its release lets it be erased; see:"
            " kibox retention report",
            HELD,
        )
