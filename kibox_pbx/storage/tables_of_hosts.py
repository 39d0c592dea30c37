"""The tables of a host among several: what is to be told to the others; see ``migrations``."""


def _note(kind: str, record_id: str) -> str:
    at = "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')"
    return f"""BEGIN INSERT INTO shared_changes VALUES ('{kind}', {record_id}, {at}, 1)
    ON CONFLICT DO UPDATE SET version = version + 1; END;"""  # noqa: S608 -- ours


NOTED = "".join(
    f"""
CREATE TRIGGER {name} AFTER {what} WHEN EXISTS (SELECT 1 FROM is_shared)
{_note(kind, record_id)}
"""  # noqa: S608 -- ours
    for name, what, kind, record_id in (
        ("appointment_made", "INSERT ON appointments", "appointment", "NEW.id"),
        ("appointment_changed", "UPDATE ON appointments", "appointment", "NEW.id"),
        ("appointment_gone", "DELETE ON appointments", "appointment", "OLD.id"),
        (
            "appointment_put_right",
            "INSERT ON appointment_rectifications",
            "appointment",
            "NEW.appointment_id",
        ),
        ("time_blocked", "INSERT ON blocked_times", "blocked", "NEW.id"),
        ("time_unblocked", "DELETE ON blocked_times", "blocked", "OLD.id"),
        ("message_taken", "INSERT ON messages", "messages", "NEW.call_id"),
        ("message_changed", "UPDATE ON messages", "messages", "NEW.call_id"),
        ("message_gone", "DELETE ON messages", "messages", "OLD.call_id"),
        ("form_taken", "INSERT ON forms", "messages", "NEW.call_id"),
        ("form_changed", "UPDATE ON forms", "messages", "NEW.call_id"),
        ("form_gone", "DELETE ON forms", "messages", "OLD.call_id"),
        ("message_put_right", "INSERT ON rectifications", "messages", "NEW.call_id"),
    )
)
"""Whatever happens to a shared row is noted."""

SHARED = f"""
CREATE TABLE shared_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch TEXT NOT NULL,
    seen INTEGER NOT NULL,
    following INTEGER NOT NULL
) STRICT;

CREATE TABLE shared_changes (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE shared_gone (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE shared_tries (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW is_shared AS SELECT 1 FROM shared_state WHERE following = 0;

{NOTED}
CREATE TRIGGER call_restricted AFTER UPDATE OF restricted_at ON calls
WHEN EXISTS (SELECT 1 FROM is_shared) AND EXISTS (
    SELECT 1 FROM messages WHERE call_id = NEW.id
    UNION ALL SELECT 1 FROM forms WHERE call_id = NEW.id
)
{_note("messages", "NEW.id")}

DROP TRIGGER no_double_booking;
CREATE TRIGGER no_double_booking BEFORE INSERT ON appointments
WHEN NOT EXISTS (SELECT 1 FROM shared_state WHERE following = 1) AND NEW.start < (
    SELECT "end" FROM appointments
    WHERE person = NEW.person AND start < NEW."end" ORDER BY start DESC LIMIT 1
)
BEGIN SELECT RAISE(ABORT, 'double booking'); END;

DROP TRIGGER no_double_rebooking;
CREATE TRIGGER no_double_rebooking BEFORE UPDATE OF person, start, "end" ON appointments
WHEN NOT EXISTS (SELECT 1 FROM shared_state WHERE following = 1) AND NEW.start < (
    SELECT "end" FROM appointments
    WHERE person = NEW.person AND start < NEW."end" AND id != NEW.id
    ORDER BY start DESC LIMIT 1
)
BEGIN SELECT RAISE(ABORT, 'double booking'); END;

DROP TRIGGER no_booking_in_blocked_time;
CREATE TRIGGER no_booking_in_blocked_time
BEFORE INSERT ON appointments
WHEN NOT EXISTS (SELECT 1 FROM shared_state WHERE following = 1) AND EXISTS (
    SELECT 1 FROM blocked_times
    WHERE person = NEW.person AND start < NEW."end" AND "end" > NEW.start
)
BEGIN SELECT RAISE(ABORT, 'blocked time'); END;

DROP TRIGGER no_rebooking_in_blocked_time;
CREATE TRIGGER no_rebooking_in_blocked_time
BEFORE UPDATE OF person, start, "end" ON appointments
WHEN NOT EXISTS (SELECT 1 FROM shared_state WHERE following = 1) AND EXISTS (
    SELECT 1 FROM blocked_times
    WHERE person = NEW.person AND start < NEW."end" AND "end" > NEW.start
)
BEGIN SELECT RAISE(ABORT, 'blocked time'); END;
"""  # noqa: S608 -- ours
"""What several hosts have in common (docs/hosts.md), as one of them sees it.

There is a ``shared_state`` only where the settings name a shared database. Whatever changes a
shared row, and whoever does, is noted in ``shared_changes`` by its identifier, to be told to
the others; a row that changed again meanwhile has another ``version``. It is not noted while
what they told is written (``following``). That may also pass through states that nobody ever
booked: which times are free was decided in the shared database. ``shared_gone`` remembers what
was told to be gone, should the shared database be restored; ``shared_tries`` are bookings of
which the answer has not come.
"""

ORDERS = """
CREATE TABLE shared_hosts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    is_here INTEGER NOT NULL,
    is_given_up INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE shared_orders (
    id TEXT PRIMARY KEY,
    act TEXT NOT NULL,
    request_id TEXT,
    at TEXT NOT NULL,
    is_told INTEGER NOT NULL,
    is_over INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE shared_order_texts (
    order_id TEXT PRIMARY KEY REFERENCES shared_orders ON DELETE CASCADE,
    wrapped BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE shared_orders_done (
    order_id TEXT NOT NULL,
    host_id TEXT NOT NULL,
    at TEXT NOT NULL,
    done INTEGER NOT NULL,
    remaining INTEGER NOT NULL,
    request_id TEXT,
    PRIMARY KEY (order_id, host_id)
) STRICT, WITHOUT ROWID;
"""
"""What the privacy desk of one host has the other hosts do (``storage.shared.orders``).

``shared_hosts`` is who there is, this host with them. In ``shared_orders`` are those given
here; whom they are about is sealed under a key of their own in ``shared_order_texts``, and goes
when every host has done it. In ``shared_orders_done`` is what others did of them, and what this
host did of theirs.
"""
