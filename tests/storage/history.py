"""Fills a store with the past of an office: calls with their turns, sealed as real ones are.

Rows are written in bulk through the real schema and its triggers, each text under the key
of its call, as `SealedTexts` would.
"""

import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

from kibox_pbx.records import Message
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.sealed import Purpose, _place, key_owner
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import message_text

TURNS_A_CALL = 20
EVENTS_A_TURN = 2
CALLS_AT_ONCE = 500
"""Written in one transaction."""

SAID = "ich hätte gern einen termin zur vorsorge am donnerstag vormittag wenn das geht"
EVENT = json.dumps({"event": "CallerSpoke", "at_ms": 51200, "text": SAID, "confidence": 0.91})
MESSAGE = message_text(Message(SAID, "Erika Mustermann", "+493012345678", subject="Vorsorge"))

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Past:
    """One call that is over: when it began, and its number, counted backwards from now."""

    number: int
    started_at: datetime
    turns: int
    id: str = field(default_factory=lambda: uuid.uuid4().hex)


async def fill(
    database: Database,
    turns: int,
    people: tuple[str, ...],
    now: datetime,
    turns_a_call: int = TURNS_A_CALL,
) -> int:
    """Write the past; return how many calls that were.

    Of three calls one booked, of five one left a message, of ten one asked what has no
    entry; people have dealt with nearly all of it.

    Args:
        database: Open, and new.
        turns: How many.
        people: Whose appointments there were.
        now: The calls were before it.
        turns_a_call: How many a call has, or fewer if it is the only one.
    """
    per_call = min(turns, turns_a_call)
    calls = (
        _Past(number, now - timedelta(minutes=7 * (number + 1)), per_call)
        for number in range(turns // per_call)
    )
    while batch := list(islice(calls, CALLS_AT_ONCE)):
        rows = _rows(batch, people, database.envelope)
        await database.write(partial(_insert, rows=rows))
    return turns // per_call


def _insert(tables: Tables, rows: Rows) -> None:
    for table, lines in rows.items():
        if lines:
            names = ", ".join(f'"{name}"' for name in lines[0])
            places = ", ".join("?" * len(lines[0]))
            tables.conn.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608 - our names
                [tuple(line.values()) for line in lines],
            )


def _rows(calls: list[_Past], people: tuple[str, ...], envelope: Envelope) -> Rows:
    tables = ("calls", "call_keys", "turns", "events", "messages", "questions", "appointments")
    rows: Rows = {name: [] for name in tables}
    for call in calls:
        rows["calls"].append(_call(call))
        _talk(call, envelope, rows)
        _requests(call, envelope, rows)
        if call.number % 3 == 0:
            rows["appointments"].append(_appointment(call, people))
    return rows


def _call(call: _Past) -> dict[str, Any]:
    return {
        "id": call.id,
        "caller": f"+4930{call.number:08}",
        "dialled": "200",
        "language": "de",
        "started_at": to_text(call.started_at),
        "disclosure": "d1",
        "outcome": "booked" if call.number % 3 == 0 else "answered",
        "duration_ms": 90_000,
    }


def _talk(call: _Past, envelope: Envelope, rows: Rows) -> None:
    key, wrapped = envelope.new_key(key_owner(call.id, Purpose.CONVERSATION))
    rows["call_keys"].append(
        {"call_id": call.id, "purpose": Purpose.CONVERSATION, "wrapped": wrapped}
    )
    for number in range(1, call.turns + 1):
        rows["turns"].append(
            {
                "call_id": call.id,
                "number": number,
                "speaker": "caller" if number % 2 else "assistant",
                "act": None if number % 2 else "ask_day",
                "at_ms": number * 4000,
                "heard_ms": 3000,
                "interrupted": 0,
                "sealed": key.seal(SAID, _place("turns", call.id, number)),
            }
        )
    for number in range(1, call.turns * EVENTS_A_TURN + 1):
        sealed = key.seal(EVENT, _place("events", call.id, number))
        rows["events"].append({"call_id": call.id, "number": number, "sealed": sealed})


def _requests(call: _Past, envelope: Envelope, rows: Rows) -> None:
    owner = key_owner(call.id, Purpose.MESSAGES)
    has_message, has_question = call.number % 5 == 1, call.number % 10 == 2
    if not (has_message or has_question):
        return
    key, wrapped = envelope.new_key(owner)
    purpose = Purpose.MESSAGES
    rows["call_keys"].append({"call_id": call.id, "purpose": purpose, "wrapped": wrapped})
    done_at = to_text(call.started_at) if call.number > 50 else None
    line = {"call_id": call.id, "number": 1, "done_at": done_at}
    if has_message:
        sealed = key.seal(MESSAGE, _place("messages", call.id, 1))
        told = {"department": "reception", "urgent": 0, "sealed": sealed}
        rows["messages"].append(line | told)
    else:
        sealed = key.seal(SAID, _place("questions", call.id, 1))
        rows["questions"].append(line | {"language": "de", "sealed": sealed})


def _appointment(call: _Past, people: tuple[str, ...]) -> dict[str, Any]:
    """Put the bookings one before the other, half an hour each, the latest first."""
    booking = call.number // 3
    person = people[booking % len(people)]
    before = timedelta(minutes=30 * (booking // len(people) + 1))
    end = call.started_at + timedelta(minutes=7 * (call.number + 1)) - before
    return {
        "id": uuid.uuid4().hex,
        "call_id": call.id,
        "service": "checkup",
        "person": person,
        "start": to_text(end),
        "end": to_text(end + timedelta(minutes=30)),
        "name": "Erika Mustermann",
        "phone": f"+4930{call.number:08}",
        "birthdate": "1980-05-17",
    }
