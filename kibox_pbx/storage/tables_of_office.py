"""The tables of the office itself: calendars, desks, news, entries; see ``migrations``."""

CALENDAR_SYNC = """
CREATE TABLE busy_elsewhere (
    person TEXT NOT NULL,
    source TEXT NOT NULL,
    start TEXT NOT NULL,
    "end" TEXT NOT NULL CHECK ("end" > start),
    PRIMARY KEY (person, source, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX busy_elsewhere_by_end ON busy_elsewhere ("end");

CREATE TABLE calendar_syncs (
    person TEXT NOT NULL,
    source TEXT NOT NULL,
    synced_at TEXT NOT NULL,
    PRIMARY KEY (person, source)
) STRICT, WITHOUT ROWID;
"""
"""When the practice's own calendars say that somebody is busy, see docs/calendar.md."""

DESK = """
ALTER TABLE accounts ADD COLUMN telephone TEXT;

CREATE TABLE blocked_times (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    start TEXT NOT NULL,
    "end" TEXT NOT NULL CHECK ("end" > start),
    blocked_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX blocked_times_by_end ON blocked_times ("end");
CREATE INDEX blocked_times_by_person ON blocked_times (person, "end");

CREATE TRIGGER no_booking_in_blocked_time
BEFORE INSERT ON appointments
WHEN EXISTS (
    SELECT 1 FROM blocked_times
    WHERE person = NEW.person AND start < NEW."end" AND "end" > NEW.start
)
BEGIN SELECT RAISE(ABORT, 'blocked time'); END;

CREATE TRIGGER no_rebooking_in_blocked_time
BEFORE UPDATE OF person, start, "end" ON appointments
WHEN EXISTS (
    SELECT 1 FROM blocked_times
    WHERE person = NEW.person AND start < NEW."end" AND "end" > NEW.start
)
BEGIN SELECT RAISE(ABORT, 'blocked time'); END;
"""
"""What people do at their desks: which telephone is theirs, and when somebody is away.

Why is not kept: the reason may be an illness. Times lie over appointments that were made
before; those stay until somebody moves them.
"""

OUTBOX = """
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    peer TEXT NOT NULL,
    about TEXT NOT NULL,
    call_id TEXT REFERENCES calls ON DELETE CASCADE,
    number INTEGER NOT NULL,
    urgent INTEGER NOT NULL,
    at TEXT NOT NULL,
    next_at TEXT NOT NULL,
    tries INTEGER NOT NULL,
    given_up_at TEXT
) STRICT;
CREATE INDEX outbox_next ON outbox (next_at) WHERE given_up_at IS NULL;
CREATE INDEX outbox_of_call ON outbox (call_id);
"""
"""Whom somebody is still to be told of: by identifiers alone, never what it says."""

APPOINTMENTS_ELSEWHERE = """
CREATE TABLE appointments_elsewhere (
    uid TEXT PRIMARY KEY,
    appointment_id TEXT UNIQUE REFERENCES appointments ON DELETE SET NULL,
    call_id TEXT REFERENCES calls ON DELETE SET NULL,
    person TEXT NOT NULL,
    url TEXT NOT NULL,
    start TEXT NOT NULL,
    "end" TEXT NOT NULL CHECK ("end" > start),
    sent_start TEXT,
    sent_end TEXT,
    title TEXT NOT NULL,
    etag TEXT,
    conflict TEXT,
    conflict_etag TEXT,
    erased INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX appointments_elsewhere_of_call ON appointments_elsewhere (call_id);
CREATE INDEX appointments_elsewhere_alone ON appointments_elsewhere (person)
WHERE appointment_id IS NULL;
CREATE INDEX appointments_elsewhere_in_conflict ON appointments_elsewhere (person)
WHERE conflict IS NOT NULL;
"""
"""What kibox has entered in the practice's own calendars, each under a random identifier.

A row is there before its entry is, and longer: without an appointment the entry is to go.
``start`` and ``end`` are what both sides last agreed on, ``sent_start`` and ``sent_end`` what
is on its way; ``etag`` is NULL until the server has taken the entry. ``call_id`` is the call
that took the appointment away.
"""

CALENDAR_SUBSCRIPTIONS = """
CREATE TABLE calendar_subscriptions (
    id TEXT PRIMARY KEY,
    mark TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    person TEXT NOT NULL,
    made_at TEXT NOT NULL,
    noted_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_subscriptions_of_account ON calendar_subscriptions (account);
"""
"""Whose calendar program may fetch whose appointments; the secret itself is not kept."""

ADDED_ENTRIES = """
CREATE TABLE added_entries (
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    written_at TEXT NOT NULL,
    written_by TEXT NOT NULL,
    entry TEXT,
    superseded_at TEXT,
    PRIMARY KEY (key, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX added_entries_now ON added_entries (key) WHERE superseded_at IS NULL;
"""
"""What the office tells everybody who asks, as it was added on its pages: each version.

An entry that is NULL was taken away. What is in force is not superseded and not NULL.
"""

DAILY_COUNTS = """
CREATE TABLE daily_counts (
    day TEXT NOT NULL,
    what TEXT NOT NULL,
    which TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, what, which)
) STRICT, WITHOUT ROWID;
"""
"""How many of what on a day of the office: no call, no number, nothing of anybody (L14).

Each row counts one property alone. So nobody learns from it which call, of which hour, came
to which end, or how long that one took.
"""
