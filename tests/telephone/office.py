"""The whole practice with real engines and a real store, open at any hour, for the tests.

Every caller rings from a number of their own, by which their record is found afterwards.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from kibox_pbx.app import Service, service
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Privacy, Settings
from kibox_pbx.demo.machine import LINES
from kibox_pbx.demo.overhear import Overhearing
from kibox_pbx.demo.practice_file import write_practice
from kibox_pbx.models.installed import cache_folder, models_folder
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.conversation import Conversation
from kibox_pbx.rehearsal.overheard import Eavesdropper
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.rehearsal.voices import CallerVoice, VoiceBox
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.telephone.listening import find_in_files

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CALLS = 5
RECORD_S = 10.0

_NUMBERS = count(1)


def fresh_number() -> str:
    """Return a number nobody else rings from, of a range kept for fiction."""
    return f"+493023125{next(_NUMBERS):03}"


def write_open_practice(folder: Path, pbx: PrivateAsterisk) -> Path:
    """Write the settings of the example practice, open at any time, behind one Asterisk."""
    return write_practice(folder, pbx, CALLS, _open_at_any_time)


def _open_at_any_time(practice: dict[str, Any]) -> None:
    del practice["practice"]["holidays"], practice["practice"]["closed"]
    for person in practice["people"].values():
        person.pop("away", None)
    practice["people"]["sommer"]["hours"] = practice["hours"]
    practice["hours"] = dict.fromkeys(DAYS, "00:00-23:59")


@dataclass(slots=True)
class OfficeCall:
    """One call to the office, from both ends."""

    call: SimulatedCall
    number: str
    overhearing: Eavesdropper

    async def follows(self, script: CallerScript) -> tuple[str, ...]:
        """Talk as the script says, to the end; return the questions it had no answer for."""
        conversation = Conversation(self.call, script, self.overhearing)
        await conversation.run(within_s=180)
        return tuple(conversation.unanswered)


@dataclass(frozen=True, slots=True)
class Office:
    """The practice at work."""

    pbx: PrivateAsterisk
    callers: SimulatedCallers
    voice_box: VoiceBox
    service: Service
    overhearing: Overhearing
    folder: Path
    """Everything that its practice, its Asterisk and its callers write, and ``tmp``."""

    opened_s: float = field(default_factory=time.time)

    @property
    def settings(self) -> Settings:
        return self.service.receptionist.settings

    @asynccontextmanager
    async def ring(
        self, language: Language, voice: CallerVoice | None = None, number: str | None = None
    ) -> AsyncIterator[OfficeCall]:
        """Ring; within the context the assistant has answered."""
        number = number or fresh_number()
        overheard = self.overhearing.of(number)
        voice = voice or (await self.voice_box.voices(language))[0]
        line = LINES[language]
        async with self.callers.ring(line, caller_id=number, voice=voice) as call:
            yield OfficeCall(call, number, overheard)

    def files_with(self, secret: bytes) -> list[str]:
        """Return the files on disk that hold a text, whatever its case.

        Looked at is everything that the practice, its Asterisk and its callers wrote, the
        temporary folder included, and what is new in our caches.
        """
        caches = [each for each in cache_folder().glob("*") if each != models_folder()]
        return find_in_files(secret, (self.folder, *caches), since_s=self.opened_s)

    async def record(self, number: str) -> StoredCall:
        """Return what is kept of a number's latest call, once it is complete.

        Raises:
            TimeoutError: It did not become complete.
        """
        calls = self.service.receptionist.calls
        async with asyncio.timeout(RECORD_S):
            while True:
                for line in await calls.recent(20):
                    if line.call.caller == number and line.outcome is not None:
                        return await calls.read_call(line.call.id)
                await asyncio.sleep(0.05)


@asynccontextmanager
async def open_office(
    folder: Path,
    pbx: PrivateAsterisk,
    callers: SimulatedCallers,
    voice_box: VoiceBox,
    *,
    privacy: Privacy | None = None,
) -> AsyncIterator[Office]:
    """Load the engines and answer calls while the context lasts."""
    overhearing = Overhearing()
    settings = load(write_open_practice(folder / "practice", pbx))
    if privacy:
        settings = settings.model_copy(update={"privacy": privacy})
    async with service(settings, overhearing) as at_work:
        yield Office(pbx, callers, voice_box, at_work, overhearing, folder)


def answers(*, name: str, **others: str) -> Mapping[str, str]:
    """Return what a caller says to the questions that every request comes to."""
    return {
        "ask_name": name,
        "ask_phone": "yes",
        "anything_else": "no thank you, goodbye",
        **others,
    }
