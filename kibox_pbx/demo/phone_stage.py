"""The telephone systems on which scenarios are played, and a practice behind them."""

import secrets
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from kibox_pbx.config.calendar_sync import CalendarSync
from kibox_pbx.config.machine import Backups
from kibox_pbx.config.notify import Notify
from kibox_pbx.config.settings import Department, Settings
from kibox_pbx.demo.machine import LINES, prepared, rehearsed
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import STAFF_PHONE, PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox, find_voice_box

ENGAGED = "Custom:kibox-rehearsal"
"""A device of Asterisk's own that is in use whenever a scenario is played."""


NOBODY_ELSE = {"notify": Notify(), "calendar_sync": CalendarSync(), "shared": None}
"""What is only played reaches nobody: no mail, no calendar, no other host, no backup."""


@dataclass(slots=True)
class CallClock:
    """Begins at a scenario's moment when it is first looked at, then goes as clocks do.

    The store's thread looks at it, too.
    """

    begins: datetime
    began_s: float | None = None

    def __call__(self) -> datetime:
        """Return the present of the call."""
        now_s = time.monotonic()
        if self.began_s is None:
            self.began_s = now_s
        return self.begins + timedelta(seconds=now_s - self.began_s)


@dataclass(frozen=True, slots=True)
class Stage:
    """The telephone systems, with simulated people on both sides of the practice."""

    folder: Path
    pbx: PrivateAsterisk
    callers: SimulatedCallers
    voices: VoiceBox

    def settings(self, wanted: Settings, busy: Sequence[str]) -> Settings:
        """Return a practice's settings, moved behind this Asterisk, with a store of its own."""
        moved = rehearsed(wanted, self.pbx)
        spoken = wanted.practice.languages
        lines = {line: language for language, line in LINES.items() if language in spoken}
        folder = self.folder / secrets.token_hex(8)
        store = {
            "database": folder / "kibox.db",
            "key_file": folder / "kibox.key",
            "backups": Backups(),
        }
        return moved.model_copy(
            update={
                "telephone": moved.telephone.model_copy(
                    update={"languages_by_number": lines, "calls": 1}
                ),
                "departments": {
                    key: _telephone(there, is_busy=key in busy)
                    for key, there in wanted.departments.items()
                },
                "store": wanted.store.model_copy(update=store),
                **NOBODY_ELSE,
            }
        )


def _telephone(department: Department, *, is_busy: bool) -> Department:
    dial = ENGAGED if is_busy else f"PJSIP/{STAFF_PHONE}"
    return department.model_copy(update={"dial": dial})


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    """Start both Asterisks; they are gone, with all that was written, afterwards.

    Raises:
        KiboxError: Something is missing or in use; the text says what to do.
    """
    installation = Installation.under(await prepared("asterisk.sh"))
    voices = find_voice_box(await prepared("callers.sh"))
    with TemporaryDirectory(prefix="kibox-rehearsal-") as name:
        folder = Path(name)
        async with (
            PrivateAsterisk(folder / "pbx", installation, free_ports()) as pbx,
            SimulatedCallers(folder / "callers", installation, pbx, voices) as callers,
        ):
            await pbx.process.command(f"devstate change {ENGAGED} INUSE")
            yield Stage(folder, pbx, callers, voices)
