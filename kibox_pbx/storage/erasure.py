"""Erasing: keys and everything else go; of a wish a receipt stays, and the consents.

These run inside the transaction of whoever calls them, and note each in the ledger of
erasures. Each may name what is not there any more.
"""

from collections.abc import Callable, Sequence
from functools import partial

from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.storage import consents
from kibox_pbx.storage.entries_to_remove import erase_entries
from kibox_pbx.storage.erasure_ledger import Again, note
from kibox_pbx.storage.instant import from_text
from kibox_pbx.storage.sealed import SEALED_UNDER, Purpose
from kibox_pbx.storage.spared import is_held
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

CALLERS_WISH = "the caller's wish"
"""Why a call was erased, in its receipt."""

AT_THE_DESK = "Art. 17"
"""Why, where the person asked the office for it."""

FORGET_CALLS = "forget calls"
DROP_CALLS = "drop calls"
FORGET_REQUESTS = "forget requests"
APPOINTMENTS = "appointments"
"""Kinds of lines in the ledger, `erase_kind` and `forget_kind`."""

RECEIPT = "INSERT OR IGNORE INTO erasures (call_id, erased_at, why) VALUES (?, ?, ?)"
KEY_GONE = "DELETE FROM call_keys WHERE call_id = ? AND purpose = ?"
NOBODY_ANY_MORE = """
UPDATE calls SET caller = NULL, dialled = '', continues = NULL, duration_ms = 0,
    outcome = 'message_taken', forgotten_at = coalesce(forgotten_at, ?)
WHERE id = ?
"""
NOTHING_LEFT = """
DELETE FROM calls WHERE id = ? AND forgotten_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM call_keys WHERE call_id = id)
"""
REQUESTS = ("messages", "forms", "questions")
"""The tables of what people have to deal with."""


def mark(tables: Tables, call_id: str) -> None:
    """Note that a call is to be erased once it is over, should the service be killed."""
    tables.table("calls").update(call_id, {"erasure_wanted": 1})


def erase(
    tables: Tables, call: Row, erased_at: str, why: str = CALLERS_WISH
) -> tuple[str, ...]:
    """Erase a call and the records it continues: to the caller they were one call.

    A record under a legal hold stays, marked, until the hold is released.

    Returns:
        The identifiers of all that were erased.
    """
    erased: list[str] = []
    row: Row | None = call
    while row is not None:
        if is_held(tables, row["id"]):
            mark(tables, row["id"])
        else:
            erased.append(row["id"])
        row = call_row(tables, row["continues"])
    erase_records(tables, erased, erased_at, why)
    return tuple(erased)


def erase_records(
    tables: Tables, call_ids: Sequence[str], erased_at: str, why: str = CALLERS_WISH
) -> None:
    """Erase single records at somebody's wish, held or not; a receipt stays of each."""
    for call_id in call_ids:
        tables.conn.execute(RECEIPT, [call_id, erased_at, why])
        tables.conn.execute("DELETE FROM calls WHERE id = ?", [call_id])
        consents.withdraw_all(tables, call_id, erased_at)
    note(tables, erase_kind(why), call_ids, erased_at)


def erase_kind(why: str) -> str:
    """Return the kind of line that `erase_records` writes."""
    return "erase" if why == CALLERS_WISH else f"erase {why}"


def forget(
    tables: Tables, purpose: Purpose, call_ids: Sequence[str], forgotten_at: str
) -> None:
    """Destroy the key of one purpose of calls, and then the remains of what it sealed."""
    for call_id in call_ids:
        _forget_one(tables, purpose, call_id)
    note(tables, forget_kind(purpose), call_ids, forgotten_at)


def forget_kind(purpose: Purpose) -> str:
    """Return the kind of line that `forget` writes."""
    return f"forget {purpose}"


def forget_calls(tables: Tables, call_ids: Sequence[str], forgotten_at: str) -> None:
    """Delete who called when; where a message still waits, only its day and language stay."""
    for call_id in call_ids:
        tables.conn.execute(NOBODY_ANY_MORE, [forgotten_at, call_id])
        tables.conn.execute(NOTHING_LEFT, [call_id])
    note(tables, FORGET_CALLS, call_ids, forgotten_at)


def drop_calls(tables: Tables, call_ids: Sequence[str], dropped_at: str) -> None:
    """Delete calls with everything of them, what still waits as well."""
    for call_id in call_ids:
        tables.conn.execute("DELETE FROM calls WHERE id = ?", [call_id])
    note(tables, DROP_CALLS, call_ids, dropped_at)


def forget_requests(tables: Tables, places: Sequence[str], forgotten_at: str) -> None:
    """Delete messages, requests or questions, and the key of the last one of a call.

    Args:
        tables: Within a transaction.
        places: Of each ``TABLE/CALL/NUMBER``, as `request_place` makes it.
        forgotten_at: As text.
    """
    for place in places:
        table, call_id, number = place.split("/")
        if table in REQUESTS:
            tables.table(table).delete_where("call_id = ? AND number = ?", [call_id, number])
        left = (tables.table(each).count_where("call_id = ?", [call_id]) for each in REQUESTS)
        if not any(left):
            _forget_one(tables, Purpose.MESSAGES, call_id)
    note(tables, FORGET_REQUESTS, places, forgotten_at)


def request_place(table: str, call_id: str, number: int) -> str:
    """Return where a message, a request or a question is, for `forget_requests`."""
    return f"{table}/{call_id}/{number}"


def erase_appointments(tables: Tables, ids: Sequence[str], erased_at: str) -> None:
    """Erase appointments with what is known of their past, and have their entries removed."""
    erase_entries(tables, ids, erased_at)
    for each in ids:
        tables.conn.execute("DELETE FROM appointments WHERE id = ?", [each])
    note(tables, APPOINTMENTS, ids, erased_at)


def erase_marked(tables: Tables, erased_at: str) -> None:
    """Erase every call that was marked and never came to its end."""
    for row in list(tables.table("calls").rows_where("erasure_wanted = 1")):
        if call_row(tables, row["id"]):
            erase(tables, row, erased_at)


def call_row(tables: Tables, call_id: str | None) -> Row | None:
    """Return the row of a call; None: there is none."""
    return next(tables.table("calls").rows_where("id = ?", [call_id]), None)


def _forget_one(tables: Tables, purpose: Purpose, call_id: str) -> None:
    tables.conn.execute(KEY_GONE, [call_id, purpose])
    for table in (table for table, under in SEALED_UNDER.items() if under is purpose):
        tables.conn.execute(f"DELETE FROM {table} WHERE call_id = ?", [call_id])  # noqa: S608 -- our names
    tables.conn.execute(NOTHING_LEFT, [call_id])


def _forget_again(purpose: Purpose) -> Callable[[Tables, Sequence[str], str], None]:
    return lambda tables, call_ids, at: forget(tables, purpose, call_ids, at)


def _withdraw_again(purpose: ConsentPurpose) -> Callable[[Tables, Sequence[str], str], None]:
    def again(tables: Tables, call_ids: Sequence[str], withdrawn_at: str) -> None:
        for call_id in call_ids:
            consents.withdraw(tables, call_id, purpose, from_text(withdrawn_at))

    return again


AGAIN: Again = {
    erase_kind(CALLERS_WISH): erase_records,
    **{f"withdraw {purpose}": _withdraw_again(purpose) for purpose in ConsentPurpose},
    erase_kind(AT_THE_DESK): partial(erase_records, why=AT_THE_DESK),
    APPOINTMENTS: erase_appointments,
    FORGET_CALLS: forget_calls,
    DROP_CALLS: drop_calls,
    FORGET_REQUESTS: forget_requests,
    **{forget_kind(purpose): _forget_again(purpose) for purpose in Purpose},
}
"""How what is in the ledger of erasures is done again after a restore, by its kind."""
