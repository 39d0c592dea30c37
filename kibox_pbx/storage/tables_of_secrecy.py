"""The tables of secrets, accounts, consents, recordings and rights; see ``migrations``."""

NAMED_SECRETS = """
CREATE TABLE named_secrets (
    name TEXT PRIMARY KEY,
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""What must stay the same when the master key changes, see ``named_secrets``."""

ACCESS_LOG = """
CREATE TABLE access_log (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    did TEXT NOT NULL,
    about TEXT NOT NULL,
    mac BLOB NOT NULL
) STRICT;

CREATE TABLE access_log_checkpoint (
    number INTEGER PRIMARY KEY,
    mac BLOB NOT NULL,
    at TEXT NOT NULL,
    seal BLOB NOT NULL
) STRICT;

CREATE TRIGGER access_log_unchanged BEFORE UPDATE ON access_log
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER access_log_kept BEFORE DELETE ON access_log
WHEN OLD.number > coalesce((SELECT max(number) FROM access_log_checkpoint), 0)
BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""
"""Append only; lines go up to the one of the checkpoint alone, see ``access_log``."""

CONSENTS = """
CREATE TABLE consents (
    call_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    answer TEXT NOT NULL,
    notice TEXT NOT NULL,
    at TEXT NOT NULL,
    withdrawn_at TEXT,
    PRIMARY KEY (call_id, purpose)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (
    version TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    first_used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""The proof of what callers were told and agreed to outlives the calls (``proof_days``)."""

LESSONS = """
CREATE TABLE lessons (
    id TEXT PRIMARY KEY,
    call_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    found_at TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lessons_by_call ON lessons (call_id);

CREATE TABLE lessons_looked_for (
    call_id TEXT PRIMARY KEY,
    found_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER lessons_end_with_consent AFTER UPDATE OF withdrawn_at ON consents
WHEN NEW.purpose = 'improvement' AND NEW.withdrawn_at IS NOT NULL
BEGIN DELETE FROM lessons WHERE call_id = NEW.call_id; END;

CREATE TRIGGER lessons_end_with_consents AFTER DELETE ON consents
WHEN OLD.purpose = 'improvement'
BEGIN DELETE FROM lessons WHERE call_id = OLD.call_id; END;

CREATE TRIGGER lessons_end_with_erasure AFTER INSERT ON erasures
BEGIN DELETE FROM lessons WHERE call_id = NEW.call_id; END;
"""
"""What was learned outlives the call's records, never the consent: the triggers see to it,
whoever withdraws or erases. Each lesson has a key of its own (``wrapped``)."""

LEDGER = """
CREATE TABLE ledger_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    lines INTEGER NOT NULL,
    mac TEXT NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
"""
"""How many lines of the ledger of erasures this database has done, see ``erasure_ledger``."""

ACCOUNTS = """
CREATE TABLE accounts (
    name TEXT PRIMARY KEY,
    roles TEXT NOT NULL,
    password TEXT NOT NULL,
    totp BLOB,
    totp_step INTEGER NOT NULL DEFAULT 0,
    made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    began_at TEXT NOT NULL,
    used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_failures (
    mark TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""Those who work here; of passwords, tokens and mistyped names only hashes."""

FAILED_PROOFS = """
CREATE TABLE failed_proofs (
    mark TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX failed_proofs_by_mark ON failed_proofs (mark, at);
CREATE INDEX failed_proofs_by_age ON failed_proofs (at);
"""
"""Marks of numbers under which somebody could not prove who they are."""

RECORDINGS = """
CREATE TABLE recordings (
    call_id TEXT NOT NULL REFERENCES calls ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (call_id, number)
) STRICT;
"""
"""Pieces of sound, tens of kilobytes each: no table WITHOUT ROWID, which is for small rows."""

RIGHTS = """
ALTER TABLE calls ADD COLUMN restricted_at TEXT;
ALTER TABLE appointments ADD COLUMN restricted_at TEXT;

CREATE TABLE requests (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    received_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    extended_on TEXT,
    state TEXT NOT NULL,
    identity TEXT,
    done_at TEXT,
    done_by TEXT,
    sealed BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE request_keys (
    request_id TEXT PRIMARY KEY REFERENCES requests ON DELETE CASCADE,
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_open ON requests (due_on) WHERE state = 'open';

CREATE TABLE objections (
    mark TEXT PRIMARY KEY,
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER nothing_is_looked_for_in_the_erased AFTER INSERT ON erasures
BEGIN DELETE FROM lessons_looked_for WHERE call_id = NEW.call_id; END;

CREATE TABLE remarks (
    call_id TEXT NOT NULL REFERENCES calls ON DELETE CASCADE,
    number INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (call_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE rectifications (
    call_id TEXT NOT NULL REFERENCES calls ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (call_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointment_rectifications (
    appointment_id TEXT NOT NULL REFERENCES appointments ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (appointment_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointment_keys (
    appointment_id TEXT PRIMARY KEY REFERENCES appointments ON DELETE CASCADE,
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""The rights of those whose data are kept (Art. 7, 15 to 21 GDPR), see docs/rights.md.

``remarks`` stand beside a turn (its number) of a transcript and go with it; ``rectifications``
hold what a message or a request said before.
"""

PERIODS = """
ALTER TABLE calls ADD COLUMN forgotten_at TEXT;

CREATE TABLE legal_holds (
    id INTEGER PRIMARY KEY,
    call_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    held_by TEXT NOT NULL,
    held_at TEXT NOT NULL,
    released_by TEXT,
    released_at TEXT
) STRICT;
CREATE UNIQUE INDEX legal_holds_standing ON legal_holds (call_id) WHERE released_at IS NULL;

CREATE TABLE retention_runs (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    took_ms INTEGER NOT NULL,
    deleted TEXT NOT NULL,
    wal_emptied INTEGER NOT NULL
) STRICT;

CREATE INDEX calls_restricted ON calls (id) WHERE restricted_at IS NOT NULL;
CREATE INDEX messages_done ON messages (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX forms_done ON forms (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX questions_done ON questions (done_at) WHERE done_at IS NOT NULL;
"""
"""A call whose own time is over stays, without caller, as long as a message of it waits."""

ERASURE_RECEIPTS = """
CREATE TABLE erasure_receipts (
    request_id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    receipt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""What was destroyed at somebody's wish, as its receipt says it: identifiers, nobody's name."""
