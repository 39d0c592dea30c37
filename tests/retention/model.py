"""What may be left of an office's data on a day: reckoned anew, knowing nothing of our rules.

It is told what there was when it was written, and what people did. Numbers of days are its
own. A thing that went does not come back.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kibox_pbx.storage.sqlcipher import Tables

BERLIN = ZoneInfo("Europe/Berlin")
RECORDING, TRANSCRIPT, MESSAGE, CALL, APPOINTMENT = 7, 30, 30, 90, 90
"""Days, as law.md has them."""

Place = tuple[str, str, int]
"""A message, a request or a question: table, call, number."""


def content(tables: Tables) -> dict[str, set[Any]]:
    """Return what there is, by kind, straight from the tables."""

    def rows(sql: str) -> set[Any]:
        return set(tables.conn.execute(sql).fetchall())

    places = (
        f"SELECT '{t}', call_id, number FROM {t}"  # noqa: S608 -- ours
        for t in ("messages", "forms", "questions")
    )
    return {
        "calls": rows("SELECT id FROM calls"),
        "who called": rows("SELECT id FROM calls WHERE dialled != '' OR caller NOT NULL"),
        "turns": rows("SELECT call_id, number FROM turns"),
        "journal": rows("SELECT call_id, number FROM events"),
        "conversation keys": rows(
            "SELECT call_id FROM call_keys WHERE purpose = 'conversation'"
        ),
        "message keys": rows("SELECT call_id FROM call_keys WHERE purpose = 'messages'"),
        "requests": rows(" UNION ALL ".join(places)),
        "appointments": rows("SELECT id FROM appointments"),
        "recordings": rows("SELECT call_id, number FROM recordings"),
        "recording keys": rows("SELECT call_id FROM call_keys WHERE purpose = 'recording'"),
        "consents": rows("SELECT call_id, purpose FROM consents"),
        "receipts": rows("SELECT call_id FROM erasures"),
    }


@dataclass
class Model:
    """The expected content of a store."""

    contract_over_on: date | None = None
    calls: dict[str, date] = field(default_factory=dict)
    """Those of which anything is left, and the day each ended."""

    named: set[str] = field(default_factory=set)
    """Calls of which it is known who rang."""

    talks: dict[str, set[tuple[str, int]]] = field(default_factory=dict)
    journals: dict[str, set[tuple[str, int]]] = field(default_factory=dict)
    sounds: dict[str, set[tuple[str, int]]] = field(default_factory=dict)
    requests: dict[Place, date | None] = field(default_factory=dict)
    """With the day it was done."""

    appointments: dict[str, tuple[date, str | None]] = field(default_factory=dict)
    """The day it ends, and the call it came from."""

    consents: set[tuple[str, str]] = field(default_factory=set)
    """What callers were asked; the proof of it stays for years, as receipts do."""

    receipts: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)

    def learn(self, tables: Tables) -> None:
        """Take in what is new in the store."""
        calls = tables.conn.execute("SELECT id, started_at, duration_ms FROM calls")
        for call_id, started_at, duration_ms in calls.fetchall():
            if call_id not in self.calls:
                ended = _moment(started_at) + timedelta(milliseconds=duration_ms)
                self.calls[call_id] = ended.astimezone(BERLIN).date()
                self.named.add(call_id)
                self.talks[call_id] = _places(tables, "turns", call_id)
                self.journals[call_id] = _places(tables, "events", call_id)
                self.sounds[call_id] = _places(tables, "recordings", call_id)
                for table in ("messages", "forms", "questions"):
                    new = _places(tables, table, call_id)
                    self.requests |= {(table, *place): None for place in new}
        book = tables.conn.execute('SELECT id, "end", call_id FROM appointments').fetchall()
        self.appointments = {
            key: (_moment(end).astimezone(BERLIN).date(), call_id) for key, end, call_id in book
        }
        there = content(tables)
        self.receipts |= there["receipts"]
        self.consents |= there["consents"]

    def night(self, today: date) -> None:
        """Forget what may not be there any more after the run of this day."""
        over = self.contract_over_on is not None and today >= self.contract_over_on
        for call_id in set(self.calls) - self.held:
            self._age(call_id, 10_000 if over else (today - self.calls[call_id]).days)
            self._forget_requests(call_id, today, over=over)
            if call_id not in self.named and not self._waits(call_id):
                del self.calls[call_id]
        for key, (ends, origin) in list(self.appointments.items()):
            is_old = over or (today - ends).days >= APPOINTMENT
            if is_old and origin not in self.held:
                del self.appointments[key]

    def _age(self, call_id: str, days: int) -> None:
        if days >= RECORDING:
            self.sounds[call_id] = set()
        if days >= TRANSCRIPT:
            self.talks[call_id] = self.journals[call_id] = set()
        if days >= CALL:
            self.named.discard(call_id)

    def _forget_requests(self, call_id: str, today: date, *, over: bool) -> None:
        for place, done in list(self.requests.items()):
            is_old = done is not None and (today - done).days >= MESSAGE
            if place[1] == call_id and (over or is_old):
                del self.requests[place]

    def expected(self) -> dict[str, set[Any]]:
        """Return what `content` must be."""
        waiting = {place[1] for place in self.requests}
        turns = {each for call in self.calls for each in self.talks[call]}
        events = {each for call in self.calls for each in self.journals[call]}
        sounds = {each for call in self.calls for each in self.sounds[call]}
        return {
            "calls": {(each,) for each in self.calls},
            "who called": {(each,) for each in self.named},
            "turns": turns,
            "journal": events,
            "conversation keys": {(call,) for call, _ in turns | events},
            "message keys": {(each,) for each in waiting},
            "requests": set(self.requests),
            "appointments": {(each,) for each in self.appointments},
            "recordings": sounds,
            "recording keys": {(call,) for call, _ in sounds},
            "consents": self.consents,
            "receipts": self.receipts,
        }

    def _waits(self, call_id: str) -> bool:
        return any(place[1] == call_id for place in self.requests)


def _places(tables: Tables, table: str, call_id: str) -> set[tuple[str, int]]:
    found = tables.conn.execute(
        f"SELECT call_id, number FROM {table} WHERE call_id = ?",  # noqa: S608 -- ours
        [call_id],
    )
    return set(found.fetchall())


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
