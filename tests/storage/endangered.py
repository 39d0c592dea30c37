"""A store with something in it that somebody relies on, and every way of writing to it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kibox_pbx.audio import RecordedPiece
from kibox_pbx.config.settings import Settings
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Message, Slot, Speaker, Turn
from kibox_pbx.storage import backups
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.key_sources import pairs
from kibox_pbx.storage.opening import StoreKeys, create_store_with_key_file, open_store
from kibox_pbx.storage.outbox import Kind, OutboxRepository
from kibox_pbx.storage.sqlcipher import damaged_pages
from tests.storage.conftest import Clock, a_call
from tests.storage.practice import a_slot, settings_with

SAID = "das knie tut weh"
TURN = Turn(Speaker.CALLER, SAID, None, 0, 900)
MESSAGE = Message("bitte um rückruf", "Erika Beispiel", "+4930111222", "desk", urgent=True)
PIECE = RecordedPiece(0, bytes(64_000), bytes(64_000))
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
FIRST, SECOND = a_slot(23, 8), a_slot(23, 8, 30)


def settings_in(folder: Path, key_folder: Path) -> Settings:
    """Return a practice whose store and backups are in one folder, and its key elsewhere."""
    return settings_with(
        store={
            "database": str(folder / "store" / "kibox.db"),
            "key_file": str(key_folder / "kibox.key"),
            "backups": {"folder": str(folder / "backups")},
        }
    )


@dataclass(frozen=True, slots=True)
class Endangered:
    """The store, open, and who writes to it."""

    database: Database
    settings: Settings

    @property
    def calls(self) -> CallRepository:
        return CallRepository(self.database, Clock())

    @property
    def calendar(self) -> CalendarRepository:
        return CalendarRepository(self.database, self.settings, Clock())

    async def book(self, slot: Slot = SECOND) -> None:
        appointment = await self.calendar.book(
            slot, "anna", name="Anna Weber", phone="+4930111", birthdate=None
        )
        assert appointment

    async def message(self) -> None:
        await self.calls.take_message("anna", MESSAGE)

    async def turn(self) -> None:
        await self.calls.add_turn("anna", TURN)

    async def sound(self) -> None:
        await self.calls.add_sound("anna", PIECE)

    async def erase(self) -> None:
        await self.calls.erase("ben")

    async def announce(self) -> None:
        await OutboxRepository(self.database).announce(Kind.FAILED, NOW, "backup")

    async def begin(self) -> None:
        await self.calls.begin(replace(a_call("new"), caller=None))

    def back_up(self, after: timedelta = timedelta()) -> Path:
        return backups.make(StoreKeys(self.settings.store), NOW + after).path

    async def counts(self) -> dict[str, int]:
        """Return how many of each there are; every page that holds one is read."""
        names = ("calls", "turns", "messages", "appointments", "recordings", "outbox")
        return await self.database.read(
            lambda tables: {name: len(list(tables.table(name).rows)) for name in names}
        )

    async def whole(self) -> bool:
        return await self.database.read(
            lambda tables: (
                tables.conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                and not damaged_pages(tables)
            )
        )


WAYS_OF_WRITING: dict[str, Callable[[Endangered], Awaitable[None]]] = {
    "the beginning of a call": Endangered.begin,
    "a turn": Endangered.turn,
    "a booking": Endangered.book,
    "a message": Endangered.message,
    "a piece of a recording": Endangered.sound,
    "a notification": Endangered.announce,
    "an erasure": Endangered.erase,
}


async def fill(settings: Settings) -> None:
    """Make the store, with two calls and an appointment in it."""
    settings.store.database.parent.mkdir(parents=True)
    create_store_with_key_file(settings.store)
    async with open_store(settings) as database:
        there = Endangered(database, settings)
        for call_id in ("anna", "ben"):
            await there.calls.begin(a_call(call_id))
            await there.calls.add_turn(call_id, TURN)
        recording = (ConsentPurpose.RECORDING, ConsentAnswer.YES, "n1", NOW)
        await there.calls.note_consent("anna", *recording)
        await there.message()
        await there.book(FIRST)


def put_back(settings: Settings, backup: Path) -> None:
    """Restore a backup as an admin does, with the key file."""
    store = settings.store
    backups.restore(StoreKeys(store), backup, NOW, lambda slots: pairs(store, slots, str))
