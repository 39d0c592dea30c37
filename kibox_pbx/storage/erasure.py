"""Erasing a call: its keys and everything else go, a receipt stays.

These run inside the transaction of whoever calls them.
"""

from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

CALLERS_WISH = "the caller's wish"
"""Why a call was erased, in its receipt."""


def mark(tables: Tables, call_id: str) -> None:
    """Note that a call is to be erased once it is over, should the service be killed."""
    tables.table("calls").update(call_id, {"erasure_wanted": 1})


def erase(tables: Tables, call: Row, erased_at: str) -> tuple[str, ...]:
    """Erase a call and the records it continues: to the caller they were one call.

    Returns:
        The identifiers of all that were erased.
    """
    erased: list[str] = []
    row: Row | None = call
    while row is not None:
        tables.table("calls").delete(row["id"])
        receipt = {"call_id": row["id"], "erased_at": erased_at, "why": CALLERS_WISH}
        tables.table("erasures").insert(receipt)
        erased.append(row["id"])
        row = call_row(tables, row["continues"])
    return tuple(erased)


def erase_marked(tables: Tables, erased_at: str) -> None:
    """Erase every call that was marked and never came to its end."""
    for row in list(tables.table("calls").rows_where("erasure_wanted = 1")):
        if call_row(tables, row["id"]):
            erase(tables, row, erased_at)


def call_row(tables: Tables, call_id: str | None) -> Row | None:
    """Return the row of a call; None: there is none."""
    return next(tables.table("calls").rows_where("id = ?", [call_id]), None)
