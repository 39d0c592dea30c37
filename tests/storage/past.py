"""Stores as each earlier version of the schema left them, with what could be in them then."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kibox_pbx.config.settings import Settings
from kibox_pbx.records import FilledForm, Message, Speaker, Turn
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.again import AGAIN
from kibox_pbx.storage.database import PURPOSE
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.erasure_ledger import Ledger
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.key_header import Opened, header_path, write_header
from kibox_pbx.storage.key_slots import Kind, pair_of
from kibox_pbx.storage.keys import create_key_file
from kibox_pbx.storage.migrations import MIGRATIONS, statements
from kibox_pbx.storage.opening import new_slot
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables, connect, transaction
from kibox_pbx.storage.stored_call import form_text, message_text
from kibox_pbx.storage.tables_of_secrecy import ACCESS_LOG, LEDGER, NAMED_SECRETS
from tests.storage.practice import settings_with

LATEST = len(MIGRATIONS)
WITH_HEADER = MIGRATIONS.index(NAMED_SECRETS) + 1
"""From this version on a key header stands beside the database."""

WITH_LEDGER = MIGRATIONS.index(LEDGER) + 1
WITH_ACCESS_LOG = MIGRATIONS.index(ACCESS_LOG) + 1

AT = to_text(datetime(2026, 11, 20, 9, tzinfo=UTC))
START = to_text(datetime(2026, 11, 30, 7, tzinfo=UTC))
END = to_text(datetime(2026, 11, 30, 7, 30, tzinfo=UTC))
DAY = "2026-11-20"

TURN = Turn(Speaker.CALLER, "das knie tut weh", None, 100, 900)
MESSAGE = Message("bitte um rückruf", "Erika Beispiel", "+4930111", "desk")
FORM = FilledForm("refill", (("drug", "salbe"),), "Erika Beispiel", "+4930111")
QUESTION = "haben sie ein labor"
EVENT = json.dumps({"event": "CallerHungUp", "at_ms": 9000})
SOUND = bytes(range(256)) * 40

SEALED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("turns", TURN.text, {"speaker": "caller", "act": None, "at_ms": 100, "heard_ms": 900,
                          "interrupted": 0, "corrected": 0}),
    ("events", EVENT, {}),
    ("messages", message_text(MESSAGE), {"department": "desk", "urgent": 0, "done_at": None}),
    ("forms", form_text(FORM), {"form": "refill", "done_at": None}),
    ("questions", QUESTION, {"language": "de", "done_at": None}),
    ("remarks", "stimmt nicht", {"turn": 1, "at": AT, "who": "erika"}),
    ("rectifications", "[]", {"at": AT, "who": "erika"}),
)  # fmt: skip

ROWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("appointments", {"id": "a1", "call_id": "anna", "service": "talk", "person": "sommer",
                      "start": START, "end": END, "name": "Anna Weber", "phone": "+4930222",
                      "birthdate": "1980-05-01", "restricted_at": None}),
    ("holds", {"person": "winter", "start": START, "end": END, "call_id": "anna",
               "expires_at": END}),
    ("erasures", {"call_id": "gone", "erased_at": AT, "why": "caller"}),
    ("consents", {"call_id": "anna", "purpose": "recording", "answer": "yes", "notice": "n1",
                  "at": AT, "withdrawn_at": None}),
    ("notices", {"version": "n1", "kind": "recording", "language": "de", "text": "Notiz",
                 "first_used_at": AT}),
    ("lessons", {"id": "l1", "call_id": "anna", "kind": "wish", "target": "appointment",
                 "language": "de", "state": "found", "found_at": AT, "wrapped": b"w",
                 "sealed": b"s"}),
    ("lessons_looked_for", {"call_id": "anna", "found_at": AT}),
    ("accounts", {"name": "erika", "roles": "admin", "password": "argon2", "totp": None,
                  "totp_step": 0, "made_at": AT, "telephone": None}),
    ("sessions", {"token_hash": "t", "account": "erika", "began_at": AT, "used_at": AT}),
    ("sign_in_failures", {"mark": "m", "failures": 2, "locked_until": AT}),
    ("failed_proofs", {"mark": "m", "at": AT}),
    ("requests", {"id": "r1", "kind": "access", "received_on": DAY, "due_on": "2026-12-20",
                  "extended_on": None, "state": "open", "identity": None, "done_at": None,
                  "done_by": None, "sealed": b"s"}),
    ("request_keys", {"request_id": "r1", "wrapped": b"w"}),
    ("objections", {"mark": "o1", "since": AT}),
    ("appointment_keys", {"appointment_id": "a1", "wrapped": b"w"}),
    ("appointment_rectifications", {"appointment_id": "a1", "number": 1, "at": AT,
                                    "who": "erika", "sealed": b"s"}),
    ("legal_holds", {"id": 1, "call_id": "anna", "reason": "7 O 1/27", "held_by": "erika",
                     "held_at": AT, "released_by": None, "released_at": None}),
    ("retention_runs", {"id": 1, "at": AT, "day": DAY, "took_ms": 5, "deleted": "{}",
                        "wal_emptied": 1}),
    ("busy_elsewhere", {"person": "winter", "source": "ics", "start": START, "end": END}),
    ("calendar_syncs", {"person": "winter", "source": "ics", "synced_at": AT}),
    ("outbox", {"id": 1, "kind": "message", "peer": "", "about": "", "call_id": "anna",
                "number": 1, "urgent": 0, "at": AT, "next_at": AT, "tries": 0,
                "given_up_at": None}),
    ("appointments_elsewhere", {"uid": "u1", "appointment_id": "a1", "call_id": None,
                                "person": "sommer", "url": "u", "start": START, "end": END,
                                "sent_start": None, "sent_end": None, "title": "t",
                                "etag": None, "conflict": None, "conflict_etag": None,
                                "erased": 0}),
    ("calendar_subscriptions", {"id": "s1", "mark": "m", "account": "erika",
                                "person": "sommer", "made_at": AT, "noted_at": None}),
    ("blocked_times", {"id": "b1", "person": "winter", "start": END, "end": END + "1",
                       "blocked_by": "erika"}),
    ("added_entries", {"key": "k1", "version": 1, "written_at": AT, "written_by": "erika",
                       "entry": None, "superseded_at": None}),
    ("daily_counts", {"day": DAY, "what": "outcome", "which": "booked", "count": 3}),
)  # fmt: skip
"""Every column that there ever was; a store of the past takes those of its time."""

CALL = {
    "id": "anna",
    "caller": "+4930222",
    "dialled": "200",
    "language": "de",
    "started_at": AT,
    "disclosure": "d1",
    "outcome": "booked",
    "duration_ms": 9000,
}

Content = dict[str, list[dict[str, Any]]]
"""Rows of every table."""


def settings_in(folder: Path) -> Settings:
    """Return a practice that keeps its store, its key and its backups in a folder."""
    return settings_with(
        store={
            "database": str(folder / "kibox.db"),
            "key_file": str(folder / "key" / "kibox.key"),
            "backups": {"folder": str(folder / "backups")},
        }
    )


def make_store_of(version: int, settings: Settings, copies: int = 0) -> Content:
    """Write a store as a version of the schema left it; return what is in it.

    Args:
        version: How many migrations it has seen; from 1 on.
        settings: Where.
        copies: More calls with a turn, so that an update takes its time.
    """
    path = settings.store.database
    settings.store.key_file.parent.mkdir(parents=True)
    master = create_key_file(settings.store.key_file)
    tables = connect(path, master.derive(PURPOSE))
    try:
        for script in MIGRATIONS[:version]:
            for statement in statements(script):
                tables.conn.execute(statement)
        tables.conn.execute(f"PRAGMA user_version = {version}")
        envelope = Envelope(master)
        with transaction(tables):
            _fill(tables, envelope, version, copies)
            if version >= WITH_LEDGER:
                ledger = Ledger(path, envelope, AGAIN)
                ledger.acquaint(tables)
                ledger.catch_up(tables)
        content = content_of(tables)
    finally:
        tables.conn.close()
    if version >= WITH_HEADER:
        pair = pair_of(master.secret)
        opened = Opened((new_slot(Kind.KEY_FILE, pair),), (master,), pair)
        write_header(header_path(path), opened)
    return content


def content_of(tables: Tables) -> Content:
    """Return every row of every table."""
    return {name: list(tables.table(name).rows) for name in sorted(tables.table_names())}


def version_of(tables: Tables) -> int:
    """Return how many migrations a database has seen."""
    return int(tables.conn.execute("PRAGMA user_version").fetchone()[0])


def _fill(tables: Tables, envelope: Envelope, version: int, copies: int) -> None:
    there = set(tables.table_names())
    texts = SealedTexts(envelope)
    for number in range(copies):
        call_id = f"copy{number}"
        tables.table("calls").insert(CALL | {"id": call_id})
        texts.add(tables, *_of_its_time(tables, "turns", call_id, SEALED[0]))
    tables.table("calls").insert(CALL)
    for each in SEALED:
        if each[0] in there:
            texts.add(tables, *_of_its_time(tables, each[0], "anna", each))
    for table, row in ROWS:
        if table in there:
            tables.table(table).insert(_columns(tables, table, row))
    if "recordings" in there:
        row = {"at_ms": 0, "duration_ms": 640}
        texts.add_bytes(tables, "recordings", "anna", SOUND, row)
    if version >= WITH_ACCESS_LOG:
        when = datetime(2026, 11, 20, 9, tzinfo=UTC)
        note(tables, envelope, Access(when, "erika", "show_calls"))


def _of_its_time(
    tables: Tables, table: str, call_id: str, sealed: tuple[str, str, dict[str, Any]]
) -> tuple[str, str, str, dict[str, Any]]:
    return table, call_id, sealed[1], _columns(tables, table, sealed[2])


def _columns(tables: Tables, table: str, row: dict[str, Any]) -> dict[str, Any]:
    known = {column.name for column in tables.table(table).columns}
    return {name: value for name, value in row.items() if name in known}
