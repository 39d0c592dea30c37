"""Whom somebody is still to be told of, kept over restarts: identifiers, never what is said.

A row is written in the transaction of the message itself, and opened only when it is sent: so
what was erased, dealt with or restricted meanwhile is not told of, and nothing is kept twice.
At first a row names no peer; `OutboxRepository.address` makes one for each peer of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kibox_pbx.config.notify import Content
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row, form_from, message_from

PATIENCE = timedelta(minutes=2)
"""How long what is not urgent waits: the message may get its subject, the caller may erase."""

FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=1)
KEPT = timedelta(days=7)
"""What was given up shows so long, in `kibox notify status`."""

DUE_SOON = timedelta(days=7)
"""A privacy request is told of every day from so long before it is due."""

NOBODY = ""
"""The peer of a row that is not addressed yet."""


class Kind(StrEnum):
    """What somebody is told of."""

    MESSAGE = "message"
    FORM = "form"
    QUESTION = "question"
    """One question; told of only together with others, as `QUESTIONS`."""
    QUESTIONS = "questions"
    REQUEST_DUE = "request_due"
    FAILED = "failed"
    """Retention, a backup or a calendar; ``about`` says which."""
    DIGEST = "digest"
    """No notification: marks when the daily ones were written."""
    TEST = "test"


KIND_OF = {"messages": Kind.MESSAGE, "forms": Kind.FORM, "questions": Kind.QUESTION}

DUE = """
SELECT outbox.* FROM outbox LEFT JOIN calls ON calls.id = call_id
WHERE peer != '' AND given_up_at IS NULL AND next_at <= :now
    AND (call_id IS NULL OR urgent OR outcome IS NOT NULL)
ORDER BY urgent DESC, next_at, outbox.id LIMIT :most
"""
"""What is not urgent waits for the end of its call."""

UNADDRESSED = "peer = '' AND kind NOT IN ('question', 'digest')"
WAITING = """
SELECT [{table}].* FROM [{table}] JOIN calls ON calls.id = call_id
WHERE call_id = ? AND number = ? AND done_at IS NULL AND restricted_at IS NULL
    AND NOT erasure_wanted
"""
COUNT = """
SELECT count(*) FROM [{table}] JOIN calls ON calls.id = call_id
WHERE done_at IS NULL AND restricted_at IS NULL
"""

PUT_OFF = """
UPDATE outbox SET tries = :tries, next_at = :next_at, given_up_at = :given_up_at WHERE id = :id
"""
"""Nothing happens if it was erased while it was on its way."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to tell one peer."""

    id: int
    kind: Kind
    peer: str
    about: str
    call_id: str | None
    number: int
    urgent: bool
    at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Notification:
    """What a peer is told."""

    kind: Kind
    id: str
    """Of what waits: ``CALL-NUMBER``, a request's identifier, or a fixed word."""

    at: datetime
    urgent: bool = False
    waiting: int = 0
    """Of this kind, all in all."""

    recipient: str | None = None
    """Key of the department or person a message is for."""

    form: str | None = None
    """Key of the form."""

    subject: str | None = None
    """Only where the peer is told it."""

    text: str | None = None
    name: str | None = None
    phone: str | None = None
    """Only where the peer is told everything."""


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """How it stands with what is to be sent."""

    waiting: int
    oldest: datetime | None
    given_up: int
    """Within the last seven days."""


def announce(  # noqa: PLR0913 (a row)
    tables: Tables,
    kind: Kind,
    now: datetime,
    *,
    about: str = "",
    call_id: str | None = None,
    number: int = 0,
    urgent: bool = False,
) -> None:
    """Note, within a transaction, that something is to be told of."""
    delay = PATIENCE if kind in {Kind.MESSAGE, Kind.FORM} and not urgent else timedelta()
    row = {"kind": kind, "peer": NOBODY, "about": about, "call_id": call_id, "number": number}
    times = {"at": to_text(now), "next_at": to_text(now + delay), "tries": 0}
    tables.table("outbox").insert(row | times | {"urgent": int(urgent)})


def announce_latest(tables: Tables, table: str, call_id: str, now: datetime) -> None:
    """Note that a call's newest row of a table is to be told of, where such rows are."""
    kind = KIND_OF.get(table)
    if kind is None:
        return
    rows = tables.table(table).rows_where(
        "call_id = ?", [call_id], order_by="number DESC", limit=1
    )
    for row in rows:
        urgent = bool(row.get("urgent"))
        announce(tables, kind, now, call_id=call_id, number=row["number"], urgent=urgent)


def forget_old(tables: Tables, now: datetime) -> None:
    """Delete what is too old to be told; within a transaction, once a day."""
    tables.table("outbox").delete_where("at <= ?", [to_text(now - KEPT)])


def retry_delay(tries: int) -> timedelta:
    """Return how long to wait after so many failures: 30 s, doubled each time, 1 h at most."""
    factor: int = 2 ** min(tries - 1, 16)
    return min(FIRST_RETRY * factor, LONGEST_RETRY)


class OutboxRepository:
    """What is still to be sent, of one practice."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts = SealedTexts(database.envelope)

    async def announce(self, kind: Kind, now: datetime, about: str = "") -> None:
        """Note that something is to be told of that belongs to no call."""
        await self._database.write(lambda tables: announce(tables, kind, now, about=about))

    async def address(self, peers: Iterable[str]) -> None:
        """Write a row for each peer of what has none yet; without peers it is dropped."""
        names = tuple(peers)

        def is_any(tables: Tables) -> bool:
            return tables.table("outbox").count_where(UNADDRESSED) > 0

        def change(tables: Tables) -> None:
            for row in list(tables.table("outbox").rows_where(UNADDRESSED)):
                for name in names:
                    tables.table("outbox").insert(row | {"id": None, "peer": name})
                tables.table("outbox").delete(row["id"])

        if await self._database.read(is_any):
            await self._database.write(change)

    async def due(self, now: datetime, most: int = 20) -> tuple[Delivery, ...]:
        """Return what can be sent now, urgent things first."""

        def look(tables: Tables) -> tuple[Delivery, ...]:
            asked = {"now": to_text(now), "most": most}
            return tuple(_delivery(row) for row in tables.query(DUE, asked))

        return await self._database.read(look)

    async def open(
        self, delivery: Delivery, content: Content, now: datetime
    ) -> Notification | None:
        """Return what to tell; None: it was erased, dealt with or restricted meanwhile.

        What tells of a caller is noted in the access log first.
        """

        def change(tables: Tables) -> Notification | None:
            told = self._told(tables, delivery, content)
            if told is not None and content is not Content.NONE and delivery.call_id:
                entry = Access(now, "", f"notify_by_{delivery.peer}", told.id)
                note(tables, self._database.envelope, entry)
            return told

        return await self._database.write(change)

    async def done(self, delivery: Delivery) -> None:
        """Note that it was sent, or need not be."""
        await self._database.write(
            lambda tables: tables.table("outbox").delete_where("id = ?", [delivery.id])
        )

    async def failed(self, delivery: Delivery, now: datetime) -> bool:
        """Note that it could not be sent; return whether it is given up now."""
        tries = delivery.tries + 1
        gives_up = now - delivery.at >= GIVEN_UP_AFTER
        row = {
            "tries": tries,
            "next_at": to_text(now + retry_delay(tries)),
            "given_up_at": to_text(now) if gives_up else None,
            "id": delivery.id,
        }

        def change(tables: Tables) -> None:
            tables.conn.execute(PUT_OFF, row)

        await self._database.write(change)
        return gives_up

    async def write_daily(self, now: datetime) -> None:
        """Announce the questions since the last time, and the requests that are due soon."""

        def change(tables: Tables) -> None:
            outbox = tables.table("outbox")
            asked = outbox.count_where("peer = '' AND kind = 'question'")
            outbox.delete_where("kind IN ('question', 'digest')")
            announce(tables, Kind.DIGEST, now)
            if asked:
                announce(tables, Kind.QUESTIONS, now, number=asked)
            soon = (now + DUE_SOON).date().isoformat()
            where = "state = 'open' AND due_on <= ?"
            for row in list(tables.table("requests").rows_where(where, [soon])):
                announce(tables, Kind.REQUEST_DUE, now, about=row["id"])

        await self._database.write(change)

    async def last_daily(self) -> datetime | None:
        """Return when the daily ones were last written, in UTC."""

        def look(tables: Tables) -> datetime | None:
            rows = tables.table("outbox").rows_where("kind = 'digest'")
            return max((from_text(row["at"]) for row in rows), default=None)

        return await self._database.read(look)

    async def status(self) -> OutboxStatus:
        """Return how much waits and how much was given up."""

        def look(tables: Tables) -> OutboxStatus:
            outbox = tables.table("outbox")
            waits = list(outbox.rows_where("peer != '' AND given_up_at IS NULL"))
            oldest = min((from_text(row["at"]) for row in waits), default=None)
            given_up = outbox.count_where("given_up_at IS NOT NULL")
            return OutboxStatus(len(waits), oldest, given_up)

        return await self._database.read(look)

    def _told(
        self, tables: Tables, delivery: Delivery, content: Content
    ) -> Notification | None:
        match delivery.kind:
            case Kind.MESSAGE:
                return self._message(tables, delivery, content)
            case Kind.FORM:
                return self._form(tables, delivery, content)
            case Kind.QUESTIONS:
                waiting = _count(tables, "questions")
                told = Notification(delivery.kind, "questions", delivery.at, waiting=waiting)
                return told if waiting else None
            case Kind.REQUEST_DUE:
                return _request(tables, delivery)
            case _:
                return Notification(delivery.kind, delivery.about, delivery.at)

    def _message(
        self, tables: Tables, delivery: Delivery, content: Content
    ) -> Notification | None:
        row = _waiting(tables, "messages", delivery)
        if row is None:
            return None
        message = message_from(row, self._texts.of_row(tables, "messages", row))
        is_full = content is Content.FULL
        return Notification(
            delivery.kind,
            f"{delivery.call_id}-{delivery.number}",
            delivery.at,
            message.urgent,
            _count(tables, "messages"),
            message.recipient,
            subject=message.subject if content is not Content.NONE else None,
            text=message.text if is_full else None,
            name=message.name if is_full else None,
            phone=message.phone if is_full else None,
        )

    def _form(
        self, tables: Tables, delivery: Delivery, content: Content
    ) -> Notification | None:
        row = _waiting(tables, "forms", delivery)
        if row is None:
            return None
        form = form_from(row, self._texts.of_row(tables, "forms", row))
        is_full = content is Content.FULL
        return Notification(
            delivery.kind,
            f"{delivery.call_id}-{delivery.number}",
            delivery.at,
            waiting=_count(tables, "forms"),
            form=form.form,
            subject=form.form if content is not Content.NONE else None,
            text="\n".join(f"{key}: {text}" for key, text in form.fields) if is_full else None,
            name=form.name if is_full else None,
            phone=form.phone if is_full else None,
        )


def _delivery(row: Row) -> Delivery:
    return Delivery(
        row["id"],
        Kind(row["kind"]),
        row["peer"],
        row["about"],
        row["call_id"],
        row["number"],
        bool(row["urgent"]),
        from_text(row["at"]),
        row["tries"],
    )


def _waiting(tables: Tables, table: str, delivery: Delivery) -> Row | None:
    asked = [delivery.call_id, delivery.number]
    row: Row | None = next(tables.query(WAITING.format(table=table), asked), None)
    return row


def _count(tables: Tables, table: str) -> int:
    return int(tables.conn.execute(COUNT.format(table=table)).fetchone()[0])


def _request(tables: Tables, delivery: Delivery) -> Notification | None:
    rows = tables.table("requests").rows_where("id = ? AND state = 'open'", [delivery.about])
    for row in rows:
        due_on = date.fromisoformat(row["due_on"])
        return Notification(delivery.kind, row["id"], delivery.at, subject=due_on.isoformat())
    return None
