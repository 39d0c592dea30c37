"""Legal holds: calls that stay because a claim may need them (Art. 17(3)(e) GDPR), and why.

These run inside the transaction of whoever calls them. A hold and its release stand in the
ledger of erasures, so that a restored database does not delete what is held.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.erasure import call_row, erase
from kibox_pbx.storage.erasure_ledger import Again, note
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.spared import is_held
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

HOLD, RELEASE = "hold", "release"
"""Kinds of lines in the ledger."""

REASON_LOST = "set after the backup that was restored; its reason was not in it"

INSERT = "INSERT INTO legal_holds (call_id, reason, held_by, held_at) VALUES (?, ?, ?, ?)"
END = """
UPDATE legal_holds SET released_at = ?, released_by = ?
WHERE call_id = ? AND released_at IS NULL
"""
STANDING = "SELECT * FROM legal_holds WHERE released_at IS NULL ORDER BY held_at, call_id"


@dataclass(frozen=True, slots=True)
class LegalHold:
    """A call that is held."""

    call_id: str
    reason: str
    held_by: str
    """Name of an account; empty: not known."""

    held_at: datetime
    """Aware, UTC."""


def hold(
    tables: Tables, call_id: str, reason: str, held_by: str, at: datetime
) -> tuple[str, ...]:
    """Hold a call, and the records before and after it that were one telephone call with it.

    Returns:
        The identifiers of all that are held now and were not.

    Raises:
        StorageError: There is no such call, or it is held already.
    """
    records = [each for each in _records(tables, call_id) if not is_held(tables, each)]
    if not records:
        raise StorageError("this call is held already; see: kibox retention report")
    for record in records:
        tables.conn.execute(INSERT, [record, reason, held_by, to_text(at)])
    note(tables, HOLD, records, to_text(at))
    return tuple(records)


def release(tables: Tables, call_id: str, released_by: str, at: datetime) -> tuple[str, ...]:
    """End a hold; what the caller had wanted to be erased meanwhile is.

    Returns:
        The identifiers of all that are not held any more.

    Raises:
        StorageError: There is no such call, or it is not held.
    """
    records = [each for each in _records(tables, call_id) if is_held(tables, each)]
    if not records:
        raise StorageError("this call is not held; see: kibox retention report")
    for record in records:
        tables.conn.execute(END, [to_text(at), released_by, record])
    note(tables, RELEASE, records, to_text(at))
    for row in filter(None, (call_row(tables, each) for each in records)):
        if row["erasure_wanted"]:
            erase(tables, row, to_text(at))
    return tuple(records)


def standing(tables: Tables) -> tuple[LegalHold, ...]:
    """Return the holds that stand, oldest first."""
    return tuple(
        LegalHold(row["call_id"], row["reason"], row["held_by"], from_text(row["held_at"]))
        for row in tables.query(STANDING)
    )


def hold_again(tables: Tables, call_ids: Sequence[str], at: str) -> None:
    """Hold calls as the ledger says."""
    for call_id in call_ids:
        if not is_held(tables, call_id):
            tables.conn.execute(INSERT, [call_id, REASON_LOST, "", at])


def release_again(tables: Tables, call_ids: Sequence[str], at: str) -> None:
    """End holds as the ledger says."""
    for call_id in call_ids:
        tables.conn.execute(END, [at, "", call_id])


AGAIN: Again = {HOLD: hold_again, RELEASE: release_again}
"""How what the ledger says of holds is done again."""


def _records(tables: Tables, call_id: str) -> list[str]:
    """Return a call's identifier and those of its other records.

    Raises:
        StorageError: There is no such call.
    """
    row = call_row(tables, call_id)
    if row is None:
        raise StorageError("there is no such call")
    return [*_before(tables, row), call_id, *_after(tables, call_id)]


def _before(tables: Tables, row: Row) -> list[str]:
    before = call_row(tables, row["continues"])
    return [*_before(tables, before), before["id"]] if before else []


def _after(tables: Tables, call_id: str) -> list[str]:
    found = [row["id"] for row in tables.table("calls").rows_where("continues = ?", [call_id])]
    return [record for each in found for record in (each, *_after(tables, each))]
