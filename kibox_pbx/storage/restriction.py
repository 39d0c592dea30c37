"""Restriction (Art. 18 GDPR): what is restricted is kept, and nobody of the staff sees it.

Every read of staff, and every caller's, leaves out rows that have ``restricted_at``; retention
leaves them alone, too. Only the privacy desk (`subjects`) still finds them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kibox_pbx.records import Appointment
from kibox_pbx.storage.erasure_ledger import Again, note
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

UNRESTRICTED = "restricted_at IS NULL"


def is_restricted(row: Row) -> bool:
    """Say whether a row of ``calls`` or ``appointments`` is restricted."""
    return row["restricted_at"] is not None


def restrict(
    tables: Tables, calls: Sequence[str], appointments: Sequence[str], at: datetime
) -> int:
    """Freeze records, within a transaction; return how many were not frozen before."""
    ids = ("calls", calls), ("appointments", appointments)
    return sum(_freeze(tables, table, some, to_text(at)) for table, some in ids)


def lift(
    tables: Tables, calls: Sequence[str], appointments: Sequence[str], at: datetime
) -> int:
    """End a restriction, within a transaction; return how many records were frozen."""
    ids = ("calls", calls), ("appointments", appointments)
    return sum(_thaw(tables, table, some, to_text(at)) for table, some in ids)


def engaged(appointment: Appointment) -> Appointment:
    """Return what staff sees of a restricted appointment: that the time is taken."""
    slot = replace(appointment.slot, service="")
    return Appointment(appointment.id, slot, "", "", None, is_restricted=True)


def _freeze(tables: Tables, table: str, ids: Sequence[str], at: str) -> int:
    sql = f"UPDATE {table} SET restricted_at = ? WHERE id = ? AND restricted_at IS NULL"  # noqa: S608 -- a table of ours
    note(tables, f"restrict {table}", ids, at)
    return sum(tables.conn.execute(sql, [at, each]).rowcount for each in ids)


def _thaw(tables: Tables, table: str, ids: Sequence[str], at: str) -> int:
    sql = f"UPDATE {table} SET restricted_at = NULL WHERE id = ? AND restricted_at IS NOT NULL"  # noqa: S608 -- a table of ours
    note(tables, f"unrestrict {table}", ids, at)
    return sum(tables.conn.execute(sql, [each]).rowcount for each in ids)


AGAIN: Again = {
    "restrict calls": lambda tables, ids, at: _freeze(tables, "calls", ids, at),
    "restrict appointments": lambda tables, ids, at: _freeze(tables, "appointments", ids, at),
    "unrestrict calls": lambda tables, ids, at: _thaw(tables, "calls", ids, at),
    "unrestrict appointments": lambda tables, ids, at: _thaw(tables, "appointments", ids, at),
}
"""How the ledger's lines are done again after a restore."""
