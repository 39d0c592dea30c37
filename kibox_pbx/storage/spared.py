"""What is not deleted though its time has come; the one place that says so.

A legal hold stops every deletion (Art. 17(3)(e) GDPR), a restriction that by age (Art. 18).
"""

from kibox_pbx.storage.sqlcipher import Tables

HELD = "SELECT call_id FROM legal_holds WHERE released_at IS NULL"
"""Calls that nobody may delete, not even at the caller's wish."""

SPARED_CALLS = f"{HELD} UNION ALL SELECT id FROM calls WHERE restricted_at IS NOT NULL"  # noqa: S608 -- ours
"""Calls that retention passes over, with all that belongs to them."""

SPARED_APPOINTMENTS = f"""
restricted_at IS NOT NULL OR (call_id IS NOT NULL AND call_id IN ({SPARED_CALLS}))
"""
"""The condition under which an appointment is passed over."""


def is_held(tables: Tables, call_id: str) -> bool:
    """Say whether a legal hold keeps a call."""
    sql = f"{HELD} AND call_id = ?"
    return tables.conn.execute(sql, [call_id]).fetchone() is not None
