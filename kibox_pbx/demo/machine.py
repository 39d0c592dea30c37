"""Everything at once on this machine: our own Asterisk, the service, and simulated callers."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.app import Service, service
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Address, Ami, Settings
from kibox_pbx.demo.overhear import Overhearing
from kibox_pbx.demo.scenes import BOOKS_A_CHECKUP, CALLER_ID
from kibox_pbx.errors import ConfigError
from kibox_pbx.records import Outcome
from kibox_pbx.rehearsal.addresses import Ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.conversation import Conversation
from kibox_pbx.rehearsal.latency import AnswerTime
from kibox_pbx.rehearsal.private_asterisk import (
    AMI_USER,
    ENGLISH_LINE,
    GERMAN_LINE,
    PrivateAsterisk,
)
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox, find_voice_box
from kibox_pbx.utterance import Language

LINES = {Language.GERMAN: GERMAN_LINE, Language.ENGLISH: ENGLISH_LINE}
INSTALL = Path(__file__).parents[2] / "install"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A running demonstration."""

    pbx: PrivateAsterisk
    service: Service
    callers: SimulatedCallers
    voices: VoiceBox
    overhearing: Overhearing

    async def place_call(self, language: Language) -> "PlacedCall":
        """Have a simulated caller ring, book a check-up, and hang up.

        Raises:
            KiboxError: The call could not be placed.
        """
        voice = (await self.voices.voices(language))[0]
        overheard = self.overhearing.of(CALLER_ID)
        script = BOOKS_A_CHECKUP[language]
        async with self.callers.ring(LINES[language], caller_id=CALLER_ID, voice=voice) as call:
            await Conversation(call, script, overheard).run()
            times = call.answer_times()
        outcome = self.overhearing.outcomes.pop(CALLER_ID, Outcome.FAILED)
        return PlacedCall(outcome, times)


@dataclass(frozen=True, slots=True)
class PlacedCall:
    """How a simulated call went, from the caller's end."""

    outcome: Outcome
    answer_times: tuple[AnswerTime, ...]


@asynccontextmanager
async def demonstration(
    folder: Path, overhearing: Overhearing, ports: Ports
) -> AsyncIterator[Demonstration]:
    """Run everything while the context lasts; the practice lives in ``folder/practice``.

    ``folder`` is absolute, since Asterisk is told about it.

    Raises:
        KiboxError: Something is missing or in use; the text says what to do.
    """
    make_practice_folder(folder / "practice")
    settings = load(folder / "practice" / CONFIG)
    installation = Installation.under(await prepared("asterisk.sh"))
    voices = find_voice_box(await prepared("callers.sh"))
    async with (
        PrivateAsterisk(folder / "pbx", installation, ports) as pbx,
        service(rehearsed(settings, pbx), overhearing) as at_work,
        SimulatedCallers(folder / "callers", installation, pbx, voices) as callers,
    ):
        yield Demonstration(pbx, at_work, callers, voices, overhearing)


def rehearsed(settings: Settings, pbx: PrivateAsterisk) -> Settings:
    """Return a practice's settings at the ports and lines of a rehearsal, without pages."""
    ports = pbx.ports
    lines = {number: language for language, number in LINES.items()}
    ami = Ami(port=ports.ami, user=AMI_USER, secret_file=pbx.secret_file)
    telephone = settings.telephone.model_copy(
        update={
            "fastagi": Address(port=ports.fastagi),
            "audiosocket": Address(port=ports.audiosocket),
            "ami": ami,
            "languages_by_number": lines,
        }
    )
    return settings.model_copy(update={"telephone": telephone, "web": None})


async def prepared(script: str) -> Path:
    """Run a script of ``install``, which is quick when its work is done.

    Returns:
        The path that its last line names.

    Raises:
        ConfigError: It failed; what it said was shown.
    """
    process = await asyncio.create_subprocess_exec(
        "bash", INSTALL / script, stdout=subprocess.PIPE
    )
    output, _ = await process.communicate()
    lines = output.decode().split()
    if process.returncode or not lines:
        raise ConfigError(f"install/{script} failed; its own words are above")
    return Path(lines[-1])
