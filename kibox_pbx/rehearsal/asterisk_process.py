"""Starts one Asterisk of our own, waits until it is ready, and stops it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from kibox_pbx.errors import PeerError
from kibox_pbx.rehearsal.run_folder import Installation

BOOT_S = 20.0
"""Boots in 0.3 to 0.6 s on a free machine; this is for one that is busy."""

STOP_S = 3.0
"""After this an Asterisk that was told to end is killed."""

_CONSOLE = "console.txt"


class AsteriskProcess:
    """A running Asterisk, and its command line."""

    def __init__(self, installation: Installation, configuration: Path) -> None:
        self._installation = installation
        self._configuration = configuration
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Of the process that runs now; a restart changes it."""
        if self._process is None:
            raise PeerError("asterisk: not started")
        return self._process.pid

    async def start(self) -> None:
        """Start it and wait until every module is loaded.

        Raises:
            PeerError: It ended at once, or was not ready in time; says where its log is.
        """
        with (self._configuration.parent / _CONSOLE).open("wb") as console:
            self._process = await asyncio.create_subprocess_exec(
                *self._command("-f", "-n", "-q"),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                env=_environment(),
                start_new_session=True,
            )
        try:
            async with asyncio.timeout(BOOT_S):
                await self._fully_booted()
        except TimeoutError:
            await self.stop()
            raise PeerError(
                f"asterisk: not ready after {BOOT_S:.0f} s, {self._see()}"
            ) from None

    async def stop(self) -> None:
        """End it, and kill it if it does not; safe to call twice."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            async with asyncio.timeout(STOP_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    async def kill(self) -> None:
        """End it without a goodbye, as a power cut would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
            self._process = None

    async def command(self, line: str) -> str:
        """Run one command of Asterisk's own command line and return what it prints."""
        asking = await asyncio.create_subprocess_exec(
            *self._command("-r", "-x", line),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed, _ = await asking.communicate()
        return printed.decode(errors="replace")

    async def _fully_booted(self) -> None:
        while "fully booted" not in await self.command("core waitfullybooted"):
            if self._process is None or self._process.returncode is not None:
                raise PeerError(f"asterisk: ended while starting, {self._see()}")
            await asyncio.sleep(0.05)

    def _command(self, *arguments: str) -> list[str]:
        return [
            str(self._installation.launcher),
            "-C",
            str(self._configuration),
            *arguments,
        ]

    def _see(self) -> str:
        folder = self._configuration.parent
        return f"see {folder / 'log' / 'asterisk.log'} and {folder / _CONSOLE}"


def _environment() -> dict[str, str]:
    """Let AGI scripts run on the Python, and with the packages, that we run on."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path}


@asynccontextmanager
async def running_asterisk(
    installation: Installation, configuration: Path
) -> AsyncIterator[AsteriskProcess]:
    """Run an Asterisk while the context lasts.

    Raises:
        PeerError: It did not start.
    """
    asterisk = AsteriskProcess(installation, configuration)
    try:
        await asterisk.start()
        yield asterisk
    finally:
        await asterisk.stop()
