"""A house for a measurement: two Asterisks, the service in its own process, the callers."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kibox_pbx.admin.setup import CONFIG, example, make_practice_folder
from kibox_pbx.bench.ledger import Ledger
from kibox_pbx.bench.load import Snapshot, look
from kibox_pbx.bench.service_process import ServiceProcess, service_process
from kibox_pbx.bench.telling import Lagged
from kibox_pbx.demo.machine import LINES, prepared
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import AMI_USER, STAFF_PHONE, PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox, find_voice_box


@dataclass(slots=True)
class House:
    """Everything at work."""

    pbx: PrivateAsterisk
    callers: SimulatedCallers
    voices: VoiceBox
    service: ServiceProcess
    ledger: Ledger
    lags_ms: list[float] = field(default_factory=list)
    """How late the service's event loop came, since this was last emptied."""

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
async def house(folder: Path, calls: int) -> AsyncIterator[House]:
    """Build it in a folder of its own, and take it down afterwards.

    Args:
        folder: Absolute; Asterisk is told about it.
        calls: As many at once are let in.

    Raises:
        KiboxError: Something is missing or in use; the text says what to do.
    """
    installation = Installation.under(await prepared("asterisk.sh"))
    voices = find_voice_box(await prepared("callers.sh"))
    ledger = Ledger()
    lags_ms: list[float] = []

    def lagged(lags: Lagged) -> None:
        lags_ms.extend(lags.lags_ms)

    async with PrivateAsterisk(folder / "pbx", installation, free_ports()) as pbx:
        config = write_practice(folder / "practice", pbx, calls)
        async with (
            service_process(config, of_call=ledger.note, lagged=lagged) as service,
            SimulatedCallers(folder / "callers", installation, pbx, voices) as callers,
        ):
            yield House(pbx, callers, voices, service, ledger, lags_ms)


def write_practice(folder: Path, pbx: PrivateAsterisk, calls: int) -> Path:
    """Write the example practice with a key of its own, behind one Asterisk.

    Returns:
        Its kibox.yaml.
    """
    make_practice_folder(folder)
    practice: dict[str, Any] = yaml.safe_load(example())
    for department in practice["departments"].values():
        department["dial"] = f"PJSIP/{STAFF_PHONE}"
    practice["telephone"] |= {
        "calls": calls,
        "fastagi": {"port": pbx.ports.fastagi},
        "audiosocket": {"port": pbx.ports.audiosocket},
        "ami": {
            "port": pbx.ports.ami,
            "user": AMI_USER,
            "secret_file": str(pbx.secret_file),
        },
        "languages_by_number": {line: language.value for language, line in LINES.items()},
    }
    config = folder / CONFIG
    config.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
    return config
