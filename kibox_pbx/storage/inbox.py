"""What people have to do: messages and requests of all calls, and which of them are done."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from kibox_pbx.errors import StorageError
from kibox_pbx.records import FilledForm, Message
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row, form_from, message_from


class ItemKind(StrEnum):
    """What waits for somebody."""

    MESSAGE = "message"
    REQUEST = "request"


TABLES = {ItemKind.MESSAGE: "messages", ItemKind.REQUEST: "forms"}
DONE_AT = {True: "coalesce(done_at, :now)", False: "NULL"}
"""What a mark makes of ``done_at``: the first one as done counts, until it is taken back."""

_KEYS = """
SELECT 'message' AS kind, call_id, number, 1 - urgent AS rank, started_at, done_at
FROM messages CROSS JOIN calls ON calls.id = call_id
WHERE restricted_at IS NULL AND {which}
UNION ALL
SELECT 'request' AS kind, call_id, number, 1 AS rank, started_at, done_at
FROM forms CROSS JOIN calls ON calls.id = call_id
WHERE restricted_at IS NULL AND {which}
"""
WAITING = f"""
SELECT kind, call_id, number FROM ({_KEYS.format(which="done_at IS NULL")})
WHERE :rank IS NULL OR (rank, started_at, kind, call_id, number)
    > (:rank, :started_at, :kind, :call_id, :number)
ORDER BY rank, started_at, kind, call_id, number LIMIT :most
"""  # noqa: S608 -- ours
DONE = f"""
SELECT kind, call_id, number FROM (
    {_KEYS.format(which="done_at IS NOT NULL AND (:done_at IS NULL OR done_at <= :done_at)")}
)
WHERE :done_at IS NULL
    OR (done_at, kind, call_id, number) < (:done_at, :kind, :call_id, :number)
ORDER BY done_at DESC, kind DESC, call_id DESC, number DESC LIMIT :most
"""  # noqa: S608 -- ours
PLACE = f"""
SELECT * FROM ({_KEYS.format(which="call_id = :call_id AND number = :number")})
WHERE kind = :kind
"""  # noqa: S608 -- ours
"""Each page begins behind the last item of the one before: none is counted through."""

NOWHERE = dict.fromkeys(("rank", "started_at", "done_at", "kind", "call_id", "number"))


@dataclass(frozen=True, slots=True)
class Place:
    """Which message or request."""

    kind: ItemKind
    call_id: str
    number: int


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A message or a request."""

    kind: ItemKind
    call_id: str
    number: int
    """Among the messages, or the requests, of its call."""

    called_at: datetime
    """Aware, UTC: when the call began."""

    content: Message | FilledForm
    done_at: datetime | None


class InboxRepository:
    """Messages and requests; what is restricted (Art. 18 GDPR) does not show."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts = SealedTexts(database.envelope)

    async def waiting(self, limit: int, after: Place | None = None) -> tuple[InboxItem, ...]:
        """Return what nobody has marked as done: urgent messages first, then the oldest.

        Args:
            limit: The most.
            after: The last one of the page before, done meanwhile or not; None: from the
                first. One that is gone begins from the first, too.
        """
        return await self._page(WAITING, limit, after)

    async def done(self, limit: int, after: Place | None = None) -> tuple[InboxItem, ...]:
        """Return what was marked as done last, the latest first; see `waiting`."""
        return await self._page(DONE, limit, after)

    async def one(self, place: Place) -> InboxItem | None:
        """Return a message or a request; None: there is none, or it is restricted."""
        return await self._database.read(lambda tables: self._item(tables, place))

    async def mark_done(self, kind: ItemKind, call_id: str, number: int, by: str) -> None:
        """Note that something is done, and by whom; twice does no harm.

        Args:
            kind: As in `InboxItem`.
            call_id: As in `InboxItem`.
            number: As in `InboxItem`.
            by: The name of an account.

        Raises:
            StorageError: There is no such thing, or it is restricted.
        """
        await self._mark(Place(kind, call_id, number), by, is_done=True)

    async def mark_open(self, kind: ItemKind, call_id: str, number: int, by: str) -> None:
        """Note that something is not done after all; see `mark_done`.

        It is kept as what waits is, until somebody marks it as done again.
        """
        await self._mark(Place(kind, call_id, number), by, is_done=False)

    async def _mark(self, place: Place, by: str, *, is_done: bool) -> None:
        now = datetime.now(UTC)
        did = "close" if is_done else "reopen"
        sql = f"""
            UPDATE {TABLES[place.kind]} SET done_at = {DONE_AT[is_done]}
            WHERE call_id = :call_id AND number = :number
            AND call_id IN (SELECT id FROM calls WHERE restricted_at IS NULL)
        """  # noqa: S608 -- a table of ours
        asked = {"now": to_text(now), "call_id": place.call_id, "number": place.number}

        def change(tables: Tables) -> None:
            if not tables.conn.execute(sql, asked).rowcount:
                raise StorageError("there is no such message or request")
            about = f"{place.call_id}-{place.number}"
            entry = Access(now, by, f"{did}_{place.kind}", about)
            note(tables, self._database.envelope, entry)

        await self._database.write(change)

    async def _page(self, sql: str, limit: int, after: Place | None) -> tuple[InboxItem, ...]:
        def look(tables: Tables) -> tuple[InboxItem, ...]:
            asked = {"most": limit} | _keys(tables, after)
            places = [
                Place(ItemKind(row["kind"]), row["call_id"], row["number"])
                for row in list(tables.query(sql, asked))
            ]
            found = (self._item(tables, place) for place in places)
            return tuple(item for item in found if item)

        return await self._database.read(look)

    def _item(self, tables: Tables, place: Place) -> InboxItem | None:
        table = TABLES[place.kind]
        rows = tables.query(
            f"SELECT {table}.*, started_at FROM {table}"  # noqa: S608 -- ours
            " CROSS JOIN calls ON calls.id = call_id"
            " WHERE call_id = ? AND number = ? AND restricted_at IS NULL",
            [place.call_id, place.number],
        )
        row = next(iter(rows), None)
        return self._read(tables, place.kind, row) if row else None

    def _read(self, tables: Tables, kind: ItemKind, row: Row) -> InboxItem:
        text = self._texts.of_row(tables, TABLES[kind], row)
        reads = message_from if kind is ItemKind.MESSAGE else form_from
        done_at = from_text(row["done_at"]) if row["done_at"] else None
        called_at = from_text(row["started_at"])
        content = reads(row, text)
        return InboxItem(kind, row["call_id"], row["number"], called_at, content, done_at)


def _keys(tables: Tables, place: Place | None) -> Row:
    """Return by what a page that begins behind an item is found."""
    if place is None:
        return NOWHERE
    asked = {"kind": place.kind, "call_id": place.call_id, "number": place.number}
    return next(iter(tables.query(PLACE, asked)), NOWHERE)
