"""Does for a service what systemd does by our unit: watches it, kills it, starts it again."""

import asyncio
import os
import re
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

UNIT = Path(__file__).parents[2] / "install" / "kibox.service"
READY_S = 60.0
LOOK_S = 0.1


def _of_unit(name: str) -> str:
    found = re.search(rf"^{name}=(.*)$", UNIT.read_text(), re.MULTILINE)
    assert found, f"{UNIT.name} has no {name}"
    return found[1]


class Service:
    """A service that is kept running."""

    def __init__(self, command: tuple[str, ...], notify: Path, log: Path) -> None:
        self.killed = 0
        """How often it said nothing for too long."""
        self.ready = asyncio.Event()
        self.ready_s = 0.0
        """When it was last ready, as `time.monotonic` counts."""
        self.told: list[str] = []
        self._command = command
        self._notify = notify
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._patience_s = 0.0
        self._heard_s = 0.0

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def send(self, what: signal.Signals) -> None:
        """Send a signal to the process that runs now."""
        os.kill(self.pid, what)

    async def until_ready_again(self, within_s: float = READY_S) -> None:
        """Wait until it is ready, after it was killed or has died."""
        self.ready.clear()
        async with asyncio.timeout(within_s):
            await self.ready.wait()

    def hear(self, line: str) -> None:
        """Take what it tells."""
        self.told.append(line)
        self._heard_s = time.monotonic()
        if usec := re.search(r"WATCHDOG_USEC=(\d+)", line):
            self._patience_s = int(usec[1]) / 1_000_000
        if "WATCHDOG=trigger" in line:
            self._kill()

    async def keep(self) -> None:
        """Start it, and start it again whenever it ends badly."""
        assert _of_unit("Restart") == "on-failure"
        while await self._run():  # noqa: ASYNC110 - tells when it is time
            await asyncio.sleep(float(_of_unit("RestartSec")))

    async def _run(self) -> int:
        self._patience_s = 0.0
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env={**os.environ, "NOTIFY_SOCKET": str(self._notify)},
            )
        assert self._process.stdout
        try:
            async with asyncio.TaskGroup() as tasks:
                watching = tasks.create_task(self._watch(), name="watchdog of systemd")
                if await self._process.stdout.readline():
                    self.ready_s = time.monotonic()
                    self.ready.set()
                status = await self._process.wait()
                watching.cancel()
        finally:
            if self._process.returncode is None:
                self._process.kill()
                await self._process.wait()
        return status

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            silent_s = time.monotonic() - self._heard_s
            if self._patience_s and silent_s > self._patience_s:
                self._kill()
                return

    def _kill(self) -> None:
        self.killed += 1
        with suppress(ProcessLookupError):
            self.send(signal.Signals[_of_unit("WatchdogSignal")])


class _Notifications(asyncio.DatagramProtocol):
    def __init__(self, service: Service) -> None:
        self._service = service

    def datagram_received(self, data: bytes, addr: object) -> None:
        self._service.hear(data.decode())


@asynccontextmanager
async def kept_running(folder: Path, module: str, *arguments: str) -> AsyncIterator[Service]:
    """Keep a module running while the context lasts; it writes a line once it is ready."""
    notify = folder / "notify"
    command = (sys.executable, "-m", module, *arguments)
    service = Service(command, notify, folder / "service.log")
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: _Notifications(service), local_addr=str(notify), family=socket.AF_UNIX
    )
    try:
        async with asyncio.TaskGroup() as tasks:
            keeping = tasks.create_task(service.keep(), name="systemd")
            async with asyncio.timeout(READY_S):
                await service.ready.wait()
            yield service
            keeping.cancel()
    finally:
        transport.close()
        notify.unlink(missing_ok=True)
