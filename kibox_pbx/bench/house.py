"""A house for a measurement: two Asterisks, the service in its own process, the callers."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from kibox_pbx.bench.ledger import Ledger
from kibox_pbx.bench.load import Snapshot, look
from kibox_pbx.bench.service_process import ServiceProcess, service_process
from kibox_pbx.bench.telling import Counted, Lagged, OfService
from kibox_pbx.demo.machine import prepared
from kibox_pbx.demo.practice_file import write_practice
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox, find_voice_box


@dataclass(slots=True)
class OwnWord:
    """What the service tells of itself."""

    lags_ms: list[float] = field(default_factory=list)
    """How late its event loop came, since this was last emptied."""

    counted: Counted | None = None
    """What its Python held last, where it counts."""

    def note(self, told: OfService) -> None:
        """Keep it."""
        match told:
            case Lagged(lags_ms):
                self.lags_ms.extend(lags_ms)
            case Counted():
                self.counted = told
            case _:
                assert_never(told)


@dataclass(slots=True)
class House:
    """Everything at work."""

    pbx: PrivateAsterisk
    callers: SimulatedCallers
    voices: VoiceBox
    service: ServiceProcess
    ledger: Ledger
    own_word: OwnWord
    practice: Path
    """Its kibox.yaml."""

    temporary: Path
    """Where the service has its temporary files."""

    def look(self) -> Snapshot:
        """Return what service, Asterisk and callers use now."""
        return look(
            {
                "service": self.service.pid,
                "asterisk": self.pbx.process.pid,
                "callers": os.getpid(),
            }
        )


@asynccontextmanager
async def house(folder: Path, calls: int, *, count: bool = False) -> AsyncIterator[House]:
    """Build it in a folder of its own, and take it down afterwards.

    Args:
        folder: Absolute; Asterisk is told about it.
        calls: As many at once are let in.
        count: Have the service count what it holds.

    Raises:
        KiboxError: Something is missing or in use; the text says what to do.
    """
    installation = Installation.under(await prepared("asterisk.sh"))
    voices = find_voice_box(await prepared("callers.sh"))
    ledger = Ledger()
    own_word = OwnWord()
    temporary = folder / "tmp"
    temporary.mkdir()
    async with PrivateAsterisk(folder / "pbx", installation, free_ports()) as pbx:
        config = write_practice(folder / "practice", pbx, calls)
        at_work = service_process(
            config,
            of_call=ledger.note,
            of_service=own_word.note,
            temporary=temporary,
            count=count,
        )
        async with (
            at_work as service,
            SimulatedCallers(folder / "callers", installation, pbx, voices) as callers,
        ):
            yield House(pbx, callers, voices, service, ledger, own_word, config, temporary)
