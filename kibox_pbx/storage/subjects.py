"""Everything that the store has about one person, restricted or not: for the privacy desk.

Messages and requests are opened, since names and numbers are sealed with them. Who is mentioned
in what was said is looked for before, a little at a time (see ``mentions``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.privacy.belonging import (
    Belongs,
    Filed,
    Wanted,
    belongs,
    call_belongs,
    settled,
)
from kibox_pbx.storage.instant import from_text
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row, form_from, message_from


@dataclass(frozen=True, slots=True)
class Search:
    """Whom to look for, and which records were named as theirs."""

    wanted: Wanted
    calls: frozenset[str] = frozenset()
    appointments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundCall:
    """A call that is theirs, or may be."""

    id: str
    started_at: datetime
    is_over: bool
    caller: str | None
    why: Belongs
    restricted_at: datetime | None


@dataclass(frozen=True, slots=True)
class FoundAppointment:
    """An appointment that is theirs, or may be."""

    id: str
    start: datetime
    """Aware, UTC."""

    end: datetime
    filed: Filed
    why: Belongs
    restricted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """What there is about somebody; oldest first."""

    calls: tuple[FoundCall, ...] = ()
    appointments: tuple[FoundAppointment, ...] = ()

    @property
    def sure(self) -> "Found":
        """Return what may be handed out, changed or erased."""
        return Found(
            tuple(each for each in self.calls if each.why.is_sure),
            tuple(each for each in self.appointments if each.why.is_sure),
        )

    @property
    def unsure(self) -> "Found":
        """Return what may be theirs, and is left alone unless it is named."""
        return Found(
            tuple(each for each in self.calls if not each.why.is_sure),
            tuple(each for each in self.appointments if not each.why.is_sure),
        )

    @property
    def call_ids(self) -> tuple[str, ...]:
        """Return the identifiers of the calls."""
        return tuple(each.id for each in self.calls)

    @property
    def appointment_ids(self) -> tuple[str, ...]:
        """Return the identifiers of the appointments."""
        return tuple(each.id for each in self.appointments)

    @property
    def is_restricted(self) -> bool:
        """Whether any of it is restricted."""
        moments = [each.restricted_at for each in self.calls]
        moments += [each.restricted_at for each in self.appointments]
        return any(moments)


@dataclass(frozen=True, slots=True)
class _Record:
    """An appointment, a message or a request that was taken down."""

    call_id: str | None
    filed: Filed
    row: Row | None = None
    """Of an appointment."""


def find_in(
    tables: Tables, texts: SealedTexts, search: Search, mentioned: frozenset[str] = frozenset()
) -> Found:
    """Return what there is about somebody, with how sure that is, within a transaction.

    Args:
        tables: Within a transaction.
        texts: Of the same database.
        search: Whom to look for.
        mentioned: Calls in which they were, as `mentions.mentioned_in` finds them; nothing
            that is surely theirs depends on it.

    Raises:
        StorageError: The store could not be read.
    """
    records = [*_appointments(tables), *_taken_down(tables, texts)]
    judged = [(each.filed, belongs(search.wanted, each.filed)) for each in records]
    verdicts = list(zip(records, settled(judged), strict=True))
    within: dict[str, list[tuple[Filed, Belongs | None]]] = {}
    for record, verdict in verdicts:
        if record.call_id:
            within.setdefault(record.call_id, []).append((record.filed, verdict))
    calls = tuple(_calls(tables, search, within, mentioned))
    appointments = (
        _found_appointment(record.row, record.filed, _named(record.row, search, verdict))
        for record, verdict in verdicts
        if record.row is not None
    )
    return Found(calls, tuple(each for each in appointments if each))


def _appointments(tables: Tables) -> Iterator[_Record]:
    for row in tables.table("appointments").rows_where(order_by="start, id"):
        filed = Filed(row["name"], row["phone"], row["birthdate"])
        yield _Record(row["call_id"], filed, row)


def _taken_down(tables: Tables, texts: SealedTexts) -> Iterator[_Record]:
    for call_id in _calls_with(tables, "messages"):
        for row, text in texts.of_call(tables, "messages", call_id):
            message = message_from(row, text)
            yield _Record(call_id, Filed(message.name, message.phone))
    for call_id in _calls_with(tables, "forms"):
        for row, text in texts.of_call(tables, "forms", call_id):
            form = form_from(row, text)
            yield _Record(call_id, Filed(form.name, form.phone))


def _calls_with(tables: Tables, table: str) -> list[str]:
    sql = f"SELECT DISTINCT call_id FROM {table}"  # noqa: S608 -- a table of ours
    return [row[0] for row in tables.conn.execute(sql).fetchall()]


def _calls(
    tables: Tables,
    search: Search,
    within: dict[str, list[tuple[Filed, Belongs | None]]],
    mentioned: frozenset[str],
) -> Iterator[FoundCall]:
    rows = list(tables.table("calls").rows_where(order_by="started_at, id"))
    verdicts: dict[str, Belongs | None] = {}
    for row in rows:
        call_id = row["id"]
        named = Belongs.NAMED if call_id in search.calls else None
        taken = within.get(call_id, ())
        verdicts[call_id] = named or call_belongs(search.wanted, row["caller"], taken)
    _link(rows, verdicts)
    for row in rows:
        why = verdicts[row["id"]]
        if why is None and row["id"] in mentioned:
            why = Belongs.MENTIONED
        if why:
            yield _found_call(row, why)


def _link(rows: Iterable[Row], verdicts: dict[str, Belongs | None]) -> None:
    """Have the records of one telephone call belong to one person: all of it, or nothing."""
    before = {row["id"]: row["continues"] for row in rows if row["continues"] in verdicts}
    chains: dict[str, list[str]] = {}
    for call_id in verdicts:
        first = call_id
        while first in before:
            first = before[first]
        chains.setdefault(first, []).append(call_id)
    for chain in chains.values():
        if any(verdict.is_sure for each in chain if (verdict := verdicts[each])):
            for each in chain:
                verdict = verdicts[each]
                verdicts[each] = verdict if verdict and verdict.is_sure else Belongs.LINKED


def _named(row: Row | None, search: Search, verdict: Belongs | None) -> Belongs | None:
    is_named = row is not None and row["id"] in search.appointments
    return Belongs.NAMED if is_named else verdict


def _found_call(row: Row, why: Belongs) -> FoundCall:
    return FoundCall(
        row["id"],
        from_text(row["started_at"]),
        row["outcome"] is not None,
        row["caller"],
        why,
        _moment(row["restricted_at"]),
    )


def _found_appointment(row: Row, filed: Filed, why: Belongs | None) -> FoundAppointment | None:
    if why is None:
        return None
    span = from_text(row["start"]), from_text(row["end"])
    return FoundAppointment(row["id"], *span, filed, why, _moment(row["restricted_at"]))


def _moment(text: str | None) -> datetime | None:
    return from_text(text) if text else None
