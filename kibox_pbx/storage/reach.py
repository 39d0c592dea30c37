"""What of the store was within reach in a time span, for the report of an incident (Art. 33).

It counts, and returns identifiers; numbers are a question of their own (`numbers_within`).
"""

from collections.abc import Mapping
from datetime import datetime

from kibox_pbx.privacy.document_facts import Reach
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.sqlcipher import Tables

OF_CALLS = ("turns", "events", "messages", "forms", "questions", "lessons", "recordings")
"""Tables with a ``call_id``, counted where there are such."""

CALLS = "SELECT id FROM calls WHERE started_at <= ? ORDER BY started_at, id"
BELONGING = """
SELECT count(*) FROM [{table}] JOIN calls ON calls.id = call_id WHERE started_at <= ?
"""
KEYS = """
SELECT purpose, count(*) FROM call_keys JOIN calls ON calls.id = call_id
WHERE started_at <= ? GROUP BY purpose ORDER BY purpose
"""
APPOINTMENTS = """
SELECT appointments.id, name, phone FROM appointments LEFT JOIN calls ON calls.id = call_id
WHERE started_at IS NULL OR started_at <= ? ORDER BY start, appointments.id
"""
"""When an appointment was made is not kept, but when its call was, as long as that is there."""

ERASED = "SELECT call_id FROM erasures WHERE erased_at >= ? ORDER BY erased_at, call_id"
NUMBERS = """
SELECT caller FROM calls WHERE caller IS NOT NULL AND started_at <= :until UNION
SELECT phone FROM appointments LEFT JOIN calls ON calls.id = call_id
WHERE phone != '' AND (started_at IS NULL OR started_at <= :until) ORDER BY 1
"""
SEEN = """
SELECT did, count(*) FROM access_log WHERE who = ? AND at BETWEEN ? AND ?
GROUP BY did ORDER BY did
"""
LOOKED_AT = """
SELECT DISTINCT about FROM access_log WHERE who = ? AND at BETWEEN ? AND ? AND about != ''
ORDER BY about
"""


def reach(tables: Tables, began: datetime, ended: datetime) -> Reach:
    """Return what was there by the end of a time span and still is, and what went since.

    Args:
        tables: Of the store.
        began: Aware; erasures count from here.
        ended: Aware; calls count up to here, those of before the span too: they were there.
    """
    until = to_text(ended)
    calls = _column(tables, CALLS, until)
    appointments = tables.conn.execute(APPOINTMENTS, [until]).fetchall()
    counted = {table: _belonging(tables, table, until) for table in _present(tables)}
    return Reach(
        rows={"calls": len(calls), **counted, "appointments": len(appointments)},
        keys=_pairs(tables, KEYS, until),
        calls=calls,
        appointments=tuple(id_ for id_, _, _ in appointments),
        erased_since=_column(tables, ERASED, to_text(began)),
        numbers=len(numbers_within(tables, ended)),
        people=len({(name, phone) for _, name, phone in appointments}),
    )


def numbers_within(tables: Tables, ended: datetime) -> tuple[str, ...]:
    """Return the telephone numbers of calls and appointments: personal data.

    Show them only to who may handle requests, after noting it in the access log.
    """
    rows = tables.conn.execute(NUMBERS, {"until": to_text(ended)}).fetchall()
    return tuple(number for (number,) in rows)


def seen_by(
    tables: Tables, account: str, began: datetime, ended: datetime
) -> tuple[Mapping[str, int], tuple[str, ...]]:
    """Return what the access log has of an account: each word's count, and identifiers."""
    asked = (account, to_text(began), to_text(ended))
    return _pairs(tables, SEEN, *asked), _column(tables, LOOKED_AT, *asked)


def _present(tables: Tables) -> tuple[str, ...]:
    present = set(tables.table_names())
    return tuple(each for each in OF_CALLS if each in present)


def _belonging(tables: Tables, table: str, until: str) -> int:
    sql = BELONGING.format(table=table)  # one of `OF_CALLS`
    return int(tables.conn.execute(sql, [until]).fetchone()[0])


def _column(tables: Tables, sql: str, *values: str) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in tables.conn.execute(sql, list(values)).fetchall())


def _pairs(tables: Tables, sql: str, *values: str) -> dict[str, int]:
    rows = tables.conn.execute(sql, list(values)).fetchall()
    return {str(name): int(count) for name, count in rows}
