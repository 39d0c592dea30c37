"""Entries in the practice's calendars whose appointment goes: the next look takes them away.

These run inside the transaction that takes the appointment away.
"""

from collections.abc import Sequence

from kibox_pbx.storage.erasure_ledger import Again, note
from kibox_pbx.storage.sqlcipher import Tables

ENTRIES = "entries"
"""The kind of line in the ledger: entries of erased appointments, by random identifiers."""

LEAVE = """
UPDATE appointments_elsewhere
SET appointment_id = NULL, call_id = (SELECT id FROM calls WHERE id = ?)
WHERE appointment_id = ?
"""
UIDS = "SELECT uid FROM appointments_elsewhere WHERE appointment_id = ?"
ERASE = "UPDATE appointments_elsewhere SET erased = 1, title = '' WHERE uid = ?"
REMEMBER = """
INSERT OR IGNORE INTO appointments_elsewhere (uid, person, url, start, "end", title, erased)
VALUES (?, '', '', ?, '9', '', 1)
"""


def leave(tables: Tables, appointment_id: str, call_id: str | None) -> None:
    """Have an appointment's entry removed; if people changed it meanwhile, it stays there.

    Args:
        tables: Within a transaction.
        appointment_id: Whose.
        call_id: The call that cancelled it, or moved it to somebody else.
    """
    tables.conn.execute(LEAVE, [call_id, appointment_id])


def erase_entries(tables: Tables, appointments: Sequence[str], erased_at: str) -> None:
    """Have the entries of erased appointments removed, whatever they say (Art. 19 GDPR)."""
    uids = [
        row[0] for each in appointments for row in tables.conn.execute(UIDS, [each]).fetchall()
    ]
    _erase(tables, uids)
    note(tables, ENTRIES, uids, erased_at)


def _erase_again(tables: Tables, uids: Sequence[str], erased_at: str) -> None:
    """Do it again in a store that was restored and may know nothing of them.

    Then it is not known either in which calendar they are: one that is found is removed.
    """
    _erase(tables, uids)
    for uid in uids:
        tables.conn.execute(REMEMBER, [uid, erased_at])


def _erase(tables: Tables, uids: Sequence[str]) -> None:
    for uid in uids:
        tables.conn.execute(ERASE, [uid])


AGAIN: Again = {ENTRIES: _erase_again}
"""How the ledger's lines are done again after a restore."""
