"""A practice whose calendar is a real Radicale, and a store, kept the same look by look."""

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from icalendar import Event

from kibox_pbx.app.calendar_sync import CalendarSyncing, Looked
from kibox_pbx.calendars.caldav import Collection
from kibox_pbx.calendars.ics import calendar_in, span_of
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import CalendarError, StorageError
from kibox_pbx.records import Appointment, Slot
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.inbox import InboxRepository
from kibox_pbx.storage.keys import MasterKey
from tests.calendars.radicale_server import PASSWORD, USER, Radicale
from tests.storage.conftest import a_call
from tests.storage.practice import BERLIN, at, settings_with

NOW = at(23, 7)
STAMP = "%Y%m%dT%H%M%SZ"

Span = tuple[datetime, datetime]


class NeverSends(Collection):
    """Is killed before a request goes out."""

    def put(self, path: str, text: bytes, etag: str | None) -> str:
        raise CalendarError("killed")


class LosesAnswers(Collection):
    """Is killed after a request arrived."""

    def put(self, path: str, text: bytes, etag: str | None) -> str:
        super().put(path, text, etag)
        raise CalendarError("killed")


@dataclass
class Office:
    """One practice; ``now`` is its time."""

    folder: Path
    server: Radicale
    database: Database
    settings: Settings
    now: datetime = NOW
    looks: list[Looked] = field(default_factory=list)

    @property
    def book(self) -> CalendarRepository:
        return CalendarRepository(self.database, self.settings, lambda: self.now)

    async def booked(self, slot: Slot, call_id: str = "anna") -> Appointment:
        """Book as a call does."""
        call = replace(a_call(call_id), started_at=self.now)
        with suppress(StorageError):  # it has begun
            await CallRepository(self.database).begin(call)
        found = await self.book.book(
            slot, call_id, name=call_id.title(), phone="+4930111", birthdate=None
        )
        assert found is not None
        return found

    async def look(self, broken: type[Collection] | None = None) -> Looked:
        """Look at the calendar once, as the service does every minute."""
        syncing = CalendarSyncing(self.settings, self.database, lambda: self.now)
        if broken:
            for own in syncing._written.values():
                own.collection = broken(own.collection._http)
        (*_, looked) = await syncing.look_once()
        self.looks.append(looked)
        return looked

    async def here(self) -> list[Span]:
        """Return when appointments are here."""
        found = await self.book.appointments(at(1, 0), at(31, 0, month=12))
        return [(each.slot.start, each.slot.end) for each in found]

    def there(self) -> list[Span]:
        """Return when entries are in the practice's calendar."""
        events = [calendar_in(each.encode()).walk("VEVENT") for each in self.texts()]
        spans = [
            span_of(event, BERLIN)
            for found in events
            for event in found
            if isinstance(event, Event)
        ]
        return sorted((s.astimezone(BERLIN), e.astimezone(BERLIN)) for s, e in spans)

    def texts(self) -> list[str]:
        return list(self.server.entries().values())

    def names(self) -> list[str]:
        return list(self.server.entries())

    def move_there(self, span: Span, name: str | None = None) -> None:
        """Drag an entry, the only one, to another time, as a calendar program does."""
        if name is None:
            (name,) = self.names()
        text = self.server.entries()[name]
        for key, moment in zip(("DTSTART", "DTEND"), span, strict=True):
            utc = moment.astimezone(UTC).strftime(STAMP)
            text = re.sub(rf"{key}:\S+", f"{key}:{utc}", text)
        self.server.replace(name, text)

    async def is_free(self, slot: Slot) -> bool:
        """Say whether a caller could have a slot."""
        call = "somebody"
        held = await self.book.hold(slot, call)
        await self.book.release(slot, call)
        return held

    async def inbox(self) -> list[str]:
        """Return the texts of the messages that wait."""
        items = await InboxRepository(self.database).waiting(99)
        return [each.content.text for each in items if hasattr(each.content, "text")]


def settings_at(folder: Path, server: Radicale, **calendar: Any) -> Settings:
    (folder / "password").write_text(PASSWORD)
    caldav = {"url": server.url, "user": USER, "password_file": folder / "password"}
    sommer = {"caldav": caldav, "write": True} | calendar
    return settings_with(calendar_sync={"people": {"sommer": sommer}})


def store_in(folder: Path) -> Database:
    return Database(folder / "kibox.db", MasterKey(bytes(range(32))))
