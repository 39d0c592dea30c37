"""A call as it comes out of the store: what is kept of it, and how its rows are read. Pure."""

import json
from dataclasses import dataclass
from typing import Any

from kibox_pbx.records import Act, Call, FilledForm, Message, Outcome, Speaker, Turn
from kibox_pbx.storage.instant import from_text
from kibox_pbx.utterance import Language

Row = dict[str, Any]
"""A row of a table, by column."""


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call in a list."""

    call: Call
    outcome: Outcome | None
    """None: the call is still going on, or the service was killed in it."""

    duration_ms: int | None


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A call with everything that is kept of it."""

    call: Call
    outcome: Outcome | None
    duration_ms: int | None
    turns: tuple[Turn, ...]
    """In the order they began; empty as well when the conversation was erased."""

    events: tuple[str, ...]
    messages: tuple[Message, ...]
    forms: tuple[FilledForm, ...]
    questions: tuple[str, ...]
    """What the practice had no entry for."""


def line_from(row: Row) -> CallLine:
    """Return the call in a row of ``calls``."""
    call = Call(
        id=row["id"],
        caller=row["caller"],
        dialled=row["dialled"],
        language=Language(row["language"]),
        started_at=from_text(row["started_at"]),
        disclosure=row["disclosure"],
        continues=row["continues"],
    )
    outcome = Outcome(row["outcome"]) if row["outcome"] else None
    return CallLine(call, outcome, row["duration_ms"])


def turn_from(row: Row, text: str) -> Turn:
    """Return the turn in a row of ``turns`` and its opened text."""
    act = Act(row["act"]) if row["act"] else None
    interrupted, corrected = bool(row["interrupted"]), bool(row["corrected"])
    at_ms, heard_ms = row["at_ms"], row["heard_ms"]
    return Turn(Speaker(row["speaker"]), text, act, at_ms, heard_ms, interrupted, corrected)


def message_from(row: Row, opened: str) -> Message:
    """Return the message in a row of ``messages`` and its opened text."""
    text, name, phone, *short = json.loads(opened)
    return Message(text, name, phone, row["department"], bool(row["urgent"]), *short)


def message_text(message: Message) -> str:
    """Return what of a message is sealed: everything that tells about the caller."""
    short = [message.subject, message.summary] if message.subject else []
    return json.dumps([message.text, message.name, message.phone, *short])


def form_from(row: Row, opened: str) -> FilledForm:
    """Return the request in a row of ``forms`` and its opened text."""
    fields, name, phone = json.loads(opened)
    return FilledForm(row["form"], tuple((key, text) for key, text in fields), name, phone)


def form_text(form: FilledForm) -> str:
    """Return what of a request is sealed: everything that tells about the caller."""
    return json.dumps([form.fields, form.name, form.phone])
