"""Wraps what lies in the tables by the newest master key, some rows at a time."""

from dataclasses import dataclass

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.sqlcipher import Tables

SOME = 200
"""Rows a transaction; some 10 ms, which no caller hears."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A table with a column ``wrapped``."""

    table: str
    key: tuple[str, ...]
    """Its primary key, all text."""

    owner: str
    """Whose the wrapped bytes are: a SQL expression over the row."""


WRAPPED = (
    Wrapped("call_keys", ("call_id", "purpose"), "call_id || '/' || purpose"),
    Wrapped("named_secrets", ("name",), "'secret/' || name"),
    Wrapped("lessons", ("id",), "call_id || '/lesson'"),
    Wrapped("request_keys", ("request_id",), "'request/' || request_id"),
    Wrapped("shared_order_texts", ("order_id",), "'order/' || order_id"),
    Wrapped("appointment_keys", ("appointment_id",), "'appointment/' || appointment_id"),
)
"""Every column of the database that a master key has wrapped; a test finds missing ones."""

Key = tuple[str, ...]

Place = tuple[int, Key]
"""How far one has come: which of `WRAPPED`, and after which row."""

START: Place = (0, ())


def rewrap_some(tables: Tables, envelope: Envelope, place: Place) -> Place | None:
    """Wrap the next rows anew, within a transaction; return where to go on, None at the end.

    Raises:
        StorageError: None of the master keys opens a row. The text names it, by identifiers.
    """
    which, after = place
    if which == len(WRAPPED):
        return None
    kind = WRAPPED[which]
    rows = _rows(tables, kind, after)
    for key, owner, wrapped in rows:
        _rewrap(tables, envelope, wrapped, owner, (kind, key))
    return (which, rows[-1][0]) if len(rows) == SOME else (which + 1, ())


def _rows(tables: Tables, kind: Wrapped, after: Key) -> list[tuple[Key, str, bytes]]:
    columns = ", ".join(kind.key)
    after_it = f"WHERE ({columns}) > ({', '.join('?' * len(after))})" if after else ""
    sql = f"SELECT {columns}, {kind.owner}, wrapped FROM {kind.table} {after_it}"  # noqa: S608 -- our own names
    sql += f" ORDER BY {columns} LIMIT {SOME}"
    return [(row[:-2], *row[-2:]) for row in tables.conn.execute(sql, after)]


def _rewrap(
    tables: Tables, envelope: Envelope, wrapped: bytes, owner: str, where: tuple[Wrapped, Key]
) -> None:
    kind, key = where
    try:
        anew = envelope.rewrap(wrapped, owner)
    except StorageError:
        raise StorageError(
            f"{kind.table}: the key of {'/'.join(key)} is damaged, so the old secret stays as "
            "well; erase that call and rotate again"
        ) from None
    if anew is not None:
        its = " AND ".join(f"{column} = ?" for column in kind.key)
        tables.conn.execute(f"UPDATE {kind.table} SET wrapped = ? WHERE {its}", [anew, *key])  # noqa: S608 -- our own names
