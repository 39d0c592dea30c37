"""A receptionist without ears and voice, but with store, calendar and other hosts.

Its caller hears themselves and presses keys: 1 leaves a message, 2 books the first free time, 9
ends. Commands come by standard input, what was acknowledged goes to standard output.
"""

import asyncio
import json
import sys
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kibox_pbx.app.sharing import store_of_hosts
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.config.settings import Settings, Shared
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.errors import StorageError
from kibox_pbx.ports import CallLeg, KeyPress
from kibox_pbx.records import Call, Message, Outcome, Slot
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.shared.calendar import appointment_book
from kibox_pbx.utterance import Language
from tests.storage.practice import BERLIN, settings_with
from tests.telephone.practice import practice

ALWAYS = dict.fromkeys(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "00:00-23:59",
)


def open_always(shared: Shared) -> Settings:
    """Return the settings of a practice where a time can be had at any hour."""
    return settings_with(
        hours=ALWAYS,
        people={"sommer": {"names": {"de": "Sommer"}}, "winter": {"names": {"de": "Winter"}}},
        booking={"lead_minutes": 30, "horizon_days": 60, "step_minutes": 15},
        shared=json.loads(shared.model_dump_json()),
    )


def now() -> datetime:
    return datetime.now(BERLIN)


def told(*words: object) -> None:
    """Acknowledge something."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class Host:
    """What answers here."""

    database: Database
    settings: Settings

    async def converse(self, leg: CallLeg, request: AgiRequest) -> Ending:
        """Hold one call."""
        call_id = await self.begin(request.caller_id)
        told("answered", request.caller_id)
        async for item in leg.incoming():
            match item:
                case KeyPress("1"):
                    await self.message(call_id)
                case KeyPress("2"):
                    await self.book(call_id)
                case KeyPress("9"):
                    break
                case KeyPress():
                    pass
                case _:
                    await leg.play(item)
        await CallRepository(self.database).finish(call_id, Outcome.ANSWERED, 1)
        return Ending.hang_up()

    async def begin(self, caller: str | None) -> str:
        call_id = uuid.uuid4().hex
        call = Call(call_id, caller, "30", Language.GERMAN, now(), "d1")
        await CallRepository(self.database).begin(call)
        return call_id

    async def message(self, call_id: str) -> None:
        await CallRepository(self.database).take_message(
            call_id, Message("Rückruf", None, None, None)
        )
        told("message", call_id)

    async def book(self, call_id: str) -> None:
        """Book the first time that is free, as a caller does who takes what is offered."""
        calendar = appointment_book(self.database, self.settings, now)
        try:
            for _ in range(20):
                (slot,) = await calendar.free_slots(await self.wish(1))
                if await calendar.hold(slot, call_id) and await self.take(slot, call_id):
                    return
        except StorageError:
            told("refused", call_id)

    async def take(self, slot: Slot, call_id: str) -> bool:
        calendar = appointment_book(self.database, self.settings, now)
        made = await calendar.book(slot, call_id, name="Erika", phone="+49301", birthdate=None)
        if made:
            told("booked", made.id)
        return made is not None

    async def race(self, tries: int, at: str) -> None:
        """Want each of some times from a moment on, twice at once, as all hosts do."""
        calendar = appointment_book(self.database, self.settings, now)
        slots = await calendar.free_slots(await self.wish(tries))
        call_id = await self.begin(None)
        await asyncio.sleep((datetime.fromisoformat(at) - now()).total_seconds())
        for slot in slots:
            with suppress(StorageError):
                await asyncio.gather(self.take(slot, call_id), self.take(slot, call_id))
        told("raced", 2 * len(slots))

    async def wish(self, limit: int) -> FindSlots:
        return FindSlots("talk", now(), now() + timedelta(days=50), limit=limit)

    async def obey(self) -> None:
        """Do what is asked by standard input, until it ends."""
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
        while line := await reader.readline():
            match line.decode().split():
                case ["book"]:
                    await self.book(await self.begin(None))
                case ["message"]:
                    await self.message(await self.begin(None))
                case ["race", tries, at]:
                    await self.race(int(tries), at)
                case other:
                    raise ValueError(other)


async def main(fastagi: int, audiosocket: int, folder: Path, shared: Shared) -> None:
    settings = open_always(shared)
    database = Database(folder / "kibox.db", MasterKey(folder.name.ljust(32).encode()))
    async with store_of_hosts(settings, database) as opened:
        host = Host(opened, settings)
        async with practice(fastagi, audiosocket, converse=host.converse, calls=10):
            told("ready")
            await host.obey()


if __name__ == "__main__":
    asyncio.run(
        main(
            int(sys.argv[1]),
            int(sys.argv[2]),
            Path(sys.argv[3]),
            Shared.model_validate_json(Path(sys.argv[4]).read_text()),
        )
    )
