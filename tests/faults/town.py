"""A telephone system, its callers, and the practice behind it, for services that are hurt."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.config.loader import load
from kibox_pbx.errors import PeerError
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.conversation import Conversation
from kibox_pbx.rehearsal.overheard import Eavesdropper
from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE, PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.rehearsal.voices import VoiceBox
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.instant import now_utc
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.telephone.office import write_open_practice

BOOKING = CallerScript(
    says="hello, I would like to make an appointment, please",
    answers={
        "ask_service": "a check-up, please",
        "ask_day": "on Thursday morning, please",
        "offer_slots": "the first one, please",
        "ask_name": "my name is Sarah Miller",
        "ask_phone": "yes, that is right",
        "confirm_booking": "yes, that is right",
        "anything_else": "no thank you, goodbye",
    },
)


TRIES = 5
TAKEN_S = 30.0


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store has of a call."""

    call: StoredCall
    appointments: int
    holds: int
    """Slots kept for any call."""


@dataclass(frozen=True, slots=True)
class Town:
    """Everything but the service."""

    pbx: PrivateAsterisk
    callers: SimulatedCallers
    config: Path
    folder: Path

    @asynccontextmanager
    async def ring(self, number: str) -> AsyncIterator[SimulatedCall]:
        """Ring the English line; within the context somebody has picked up."""
        async with self.callers.ring(ENGLISH_LINE, caller_id=number) as call:
            yield call

    @asynccontextmanager
    async def ring_assistant(
        self, number: str, is_taken: Callable[[], bool]
    ) -> AsyncIterator[SimulatedCall]:
        """Ring until the assistant takes the call: people are rung where it is too busy to say
        in half a second that it is there, as on a machine that runs other tests.

        Args:
            number: The caller's.
            is_taken: Says whether the assistant has this call.
        """
        for _ in range(TRIES):
            async with self.ring(number) as call:
                if await self._is_taken(is_taken):
                    yield call
                    return
        raise PeerError(f"the assistant did not take one of {TRIES} calls")

    async def _is_taken(self, is_taken: Callable[[], bool]) -> bool:
        async with asyncio.timeout(TAKEN_S):
            while not is_taken():
                if not self.callers.staff_rings.empty():
                    self.callers.staff_rings.get_nowait()
                    return False
                await asyncio.sleep(0.05)
        return True

    async def kept(self, number: str) -> Kept:
        """Return what is kept of the latest call from a number; the service may run or not."""
        settings = load(self.config)
        async with open_store(settings) as database:
            calls = CallRepository(database)
            line = next(each for each in await calls.recent(20) if each.call.caller == number)
            booked = await CalendarRepository(database, settings, now_utc).booked_in(
                line.call.id
            )
            holds = await database.read(lambda tables: tables.table("holds").count)
            return Kept(await calls.read_call(line.call.id), len(booked), holds)


async def follow(call: SimulatedCall, script: CallerScript, overheard: Eavesdropper) -> None:
    """Talk as a script says, until the call is over or somebody else takes it."""
    await Conversation(call, script, overheard).run(within_s=800)


@asynccontextmanager
async def town(
    folder: Path, installation: Installation, voice_box: VoiceBox
) -> AsyncIterator[Town]:
    """Start a telephone system and its callers; the practice is written, and not yet served."""
    voice = (await voice_box.voices(Language.ENGLISH))[0]
    async with (
        PrivateAsterisk(folder / "pbx", installation, free_ports()) as pbx,
        SimulatedCallers(folder / "callers", installation, pbx, voice_box, voice) as callers,
    ):
        yield Town(pbx, callers, write_open_practice(folder / "practice", pbx), folder)


async def until(condition: Callable[[], bool], within_s: float) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: It never was.
    """
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)
