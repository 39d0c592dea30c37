"""The tables of calls, appointments and messages, as they came to be; see ``migrations``."""

CALLS = """
CREATE TABLE calls (
    id TEXT PRIMARY KEY,
    caller TEXT,
    dialled TEXT NOT NULL,
    language TEXT NOT NULL,
    started_at TEXT NOT NULL,
    disclosure TEXT NOT NULL,
    outcome TEXT,
    duration_ms INTEGER
) STRICT;
CREATE INDEX calls_by_start ON calls (started_at);

CREATE TABLE call_keys (
    call_id TEXT NOT NULL REFERENCES calls ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (call_id, purpose)
) STRICT, WITHOUT ROWID;

CREATE TABLE turns (
    call_id TEXT NOT NULL REFERENCES calls ON DELETE CASCADE,
    number INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    act TEXT,
    at_ms INTEGER NOT NULL,
    heard_ms INTEGER NOT NULL,
    interrupted INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (call_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    call_id TEXT NOT NULL REFERENCES calls ON DELETE CASCADE,
    number INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (call_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
    call_id TEXT NOT NULL REFERENCES calls ON DELETE CASCADE,
    number INTEGER NOT NULL,
    department TEXT,
    urgent INTEGER NOT NULL,
    done_at TEXT,
    sealed BLOB NOT NULL,
    PRIMARY KEY (call_id, number)
) STRICT, WITHOUT ROWID;
"""

CALENDAR = """
CREATE TABLE appointments (
    id TEXT PRIMARY KEY,
    call_id TEXT REFERENCES calls ON DELETE SET NULL,
    service TEXT NOT NULL,
    person TEXT NOT NULL,
    start TEXT NOT NULL,
    "end" TEXT NOT NULL CHECK ("end" > start),
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    birthdate TEXT
) STRICT;
CREATE INDEX appointments_by_person ON appointments (person, start);
CREATE INDEX appointments_by_start ON appointments (start);

CREATE TRIGGER no_double_booking BEFORE INSERT ON appointments
WHEN EXISTS (
    SELECT 1 FROM appointments
    WHERE person = NEW.person AND start < NEW."end" AND "end" > NEW.start
)
BEGIN SELECT RAISE(ABORT, 'double booking'); END;

CREATE TRIGGER no_double_rebooking BEFORE UPDATE OF person, start, "end" ON appointments
WHEN EXISTS (
    SELECT 1 FROM appointments
    WHERE person = NEW.person AND start < NEW."end" AND "end" > NEW.start AND id != NEW.id
)
BEGIN SELECT RAISE(ABORT, 'double booking'); END;

CREATE TABLE holds (
    person TEXT NOT NULL,
    start TEXT NOT NULL,
    "end" TEXT NOT NULL CHECK ("end" > start),
    call_id TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (person, start)
) STRICT, WITHOUT ROWID;
"""

REQUESTS = """
CREATE TABLE forms (
    call_id TEXT NOT NULL REFERENCES calls ON DELETE CASCADE,
    number INTEGER NOT NULL,
    form TEXT NOT NULL,
    done_at TEXT,
    sealed BLOB NOT NULL,
    PRIMARY KEY (call_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE questions (
    call_id TEXT NOT NULL REFERENCES calls ON DELETE CASCADE,
    number INTEGER NOT NULL,
    language TEXT NOT NULL,
    done_at TEXT,
    sealed BLOB NOT NULL,
    PRIMARY KEY (call_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE erasures (
    call_id TEXT PRIMARY KEY,
    erased_at TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

RETURNS = """
ALTER TABLE calls ADD COLUMN continues TEXT;
"""
"""The record before, of a caller who came back; it may have been erased meanwhile."""

ERASURE = """
ALTER TABLE calls ADD COLUMN erasure_wanted INTEGER NOT NULL DEFAULT 0;
"""
"""The caller asked for it while the call went on."""

GROWTH = """
CREATE INDEX appointments_by_call ON appointments (call_id);
CREATE INDEX calls_open ON calls (id) WHERE outcome IS NULL;
CREATE INDEX calls_to_erase ON calls (id) WHERE erasure_wanted = 1;
CREATE INDEX messages_waiting ON messages (call_id) WHERE done_at IS NULL;
CREATE INDEX questions_waiting ON questions (call_id) WHERE done_at IS NULL;

DROP TRIGGER no_double_booking;
CREATE TRIGGER no_double_booking BEFORE INSERT ON appointments
WHEN NEW.start < (
    SELECT "end" FROM appointments
    WHERE person = NEW.person AND start < NEW."end" ORDER BY start DESC LIMIT 1
)
BEGIN SELECT RAISE(ABORT, 'double booking'); END;

DROP TRIGGER no_double_rebooking;
CREATE TRIGGER no_double_rebooking BEFORE UPDATE OF person, start, "end" ON appointments
WHEN NEW.start < (
    SELECT "end" FROM appointments
    WHERE person = NEW.person AND start < NEW."end" AND id != NEW.id
    ORDER BY start DESC LIMIT 1
)
BEGIN SELECT RAISE(ABORT, 'double booking'); END;
"""
"""No call pays for those before it (docs/growth.md).

One person's appointments never overlap, so only the last one that begins before another's
end can reach into it: one look, where the first triggers went through the whole past.
"""

CORRECTION = """
ALTER TABLE turns ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
"""
"""The turn was heard once more after the call; what was heard first is not kept beside it."""
