"""Texts and sound of calls, each sealed under a key of its call and its purpose."""

from collections.abc import Iterator
from enum import StrEnum

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.envelope import CallKey, Envelope
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row


class Purpose(StrEnum):
    """What a key of a call opens; each goes when its own time has come."""

    CONVERSATION = "conversation"
    MESSAGES = "messages"
    RECORDING = "recording"


SEALED_UNDER = {
    "turns": Purpose.CONVERSATION,
    "events": Purpose.CONVERSATION,
    "messages": Purpose.MESSAGES,
    "forms": Purpose.MESSAGES,
    "questions": Purpose.MESSAGES,
    "recordings": Purpose.RECORDING,
    "remarks": Purpose.CONVERSATION,
    "rectifications": Purpose.MESSAGES,
}
"""Which key of a call seals what a table holds: texts, in `recordings` sound."""


class SealedTexts:
    """Seals and opens what is in the tables of `SEALED_UNDER`; call it within a transaction."""

    def __init__(self, envelope: Envelope) -> None:
        self._envelope = envelope

    def add(self, tables: Tables, table: str, call_id: str, text: str, row: Row) -> None:
        """Write a text as the call's next row of a table."""
        self.add_bytes(tables, table, call_id, text.encode(), row)

    def add_bytes(
        self, tables: Tables, table: str, call_id: str, content: bytes, row: Row
    ) -> None:
        """Write anything as the call's next row of a table; see `add`."""
        purpose = SEALED_UNDER[table]
        key = self._key(tables, call_id, purpose) or self._make_key(tables, call_id, purpose)
        number = 1 + _last_number(tables, table, call_id)
        place = {"call_id": call_id, "number": number}
        sealed = key.seal_bytes(content, _place(table, call_id, number))
        tables.table(table).insert(place | row | {"sealed": sealed})

    def put(
        self, tables: Tables, table: str, place: tuple[str, int], text: str, row: Row
    ) -> None:
        """Write a text as the row of a table that another host has at this place."""
        call_id, number = place
        purpose = SEALED_UNDER[table]
        key = self._key(tables, call_id, purpose) or self._make_key(tables, call_id, purpose)
        sealed = key.seal(text, _place(table, call_id, number))
        numbered = {"call_id": call_id, "number": number}
        tables.table(table).upsert(
            numbered | row | {"sealed": sealed}, pk=("call_id", "number")
        )

    def of_call(self, tables: Tables, table: str, call_id: str) -> list[tuple[Row, str]]:
        """Return a call's rows of a table, in order, each with its text."""
        opened = self.bytes_of_call(tables, table, call_id)
        return [(row, content.decode()) for row, content in opened]

    def bytes_of_call(
        self, tables: Tables, table: str, call_id: str
    ) -> Iterator[tuple[Row, bytes]]:
        """Yield a call's rows of a table, in order, each with what it seals."""
        key = self._key(tables, call_id, SEALED_UNDER[table])
        if key is None:
            return
        rows = tables.table(table).rows_where("call_id = ?", [call_id], order_by="number")
        for row in rows:
            yield row, key.open_bytes(row["sealed"], _place(table, call_id, row["number"]))

    def of_row(self, tables: Tables, table: str, row: Row) -> str:
        """Return the text of a row.

        Raises:
            StorageError: Its key is gone: it has been erased.
        """
        return _open(self._existing(tables, table, row["call_id"]), table, row)

    def replace(self, tables: Tables, table: str, row: Row, text: str) -> None:
        """Give a row another text.

        Raises:
            StorageError: Its key is gone: it has been erased.
        """
        call_id, number = row["call_id"], row["number"]
        key = self._existing(tables, table, call_id)
        sealed = key.seal(text, _place(table, call_id, number))
        tables.table(table).update((call_id, number), {"sealed": sealed})

    def _existing(self, tables: Tables, table: str, call_id: str) -> CallKey:
        key = self._key(tables, call_id, SEALED_UNDER[table])
        if key is None:
            raise StorageError("a text was erased meanwhile")
        return key

    def _make_key(self, tables: Tables, call_id: str, purpose: Purpose) -> CallKey:
        key, wrapped = self._envelope.new_key(key_owner(call_id, purpose))
        tables.table("call_keys").insert(
            {"call_id": call_id, "purpose": purpose, "wrapped": wrapped}
        )
        return key

    def _key(self, tables: Tables, call_id: str, purpose: Purpose) -> CallKey | None:
        sql = "select wrapped from call_keys where call_id = ? and purpose = ?"
        row = tables.conn.execute(sql, [call_id, purpose]).fetchone()
        return self._envelope.unwrap(row[0], key_owner(call_id, purpose)) if row else None


def _open(key: CallKey, table: str, row: Row) -> str:
    return key.open(row["sealed"], _place(table, row["call_id"], row["number"]))


def _last_number(tables: Tables, table: str, call_id: str) -> int:
    """Return the number of the call's latest row; 0: it has none. One look, however many."""
    rows = tables.table(table).rows_where(
        "call_id = ?", [call_id], select="number", order_by="number DESC", limit=1
    )
    return next((int(row["number"]) for row in rows), 0)


def key_owner(call_id: str, purpose: Purpose) -> str:
    """Return the owner under which the envelope wraps a key of a call."""
    return f"{call_id}/{purpose}"


def _place(table: str, call_id: str, number: int) -> str:
    return f"{table}/{call_id}/{number}"
