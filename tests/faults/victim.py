"""A service in a process of its own, seen from outside: it can be hurt, and started again."""

import asyncio
import signal
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kibox_pbx.bench.ledger import Ledger, Page
from kibox_pbx.bench.service_process import end_service
from kibox_pbx.bench.telling import Began, Counted, Ended, Lagged, Ready, read
from kibox_pbx.records import Act, Outcome

READY_S = 900.0


@dataclass(slots=True)
class Victim:
    """The running service."""

    process: asyncio.subprocess.Process
    began: defaultdict[str, list[Act]] = field(default_factory=lambda: defaultdict(list))
    """Sentences that began in the call of a number."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    gone_s: float = 0.0
    """When it was gone, as `time.monotonic` counts."""

    ledger: Ledger = field(default_factory=Ledger)

    def page(self, number: str) -> Page:
        """Return what will be told of the next call from a number."""
        return self.ledger.open(number)

    def send(self, what: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(what)

    def dies(self, moment: str) -> None:
        """Have it die by itself at one of `doomed.MOMENTS`."""
        assert self.process.stdin
        self.process.stdin.write(f"{moment}\n".encode())

    async def until_gone(self, within_s: float) -> None:
        async with asyncio.timeout(within_s):
            await self.gone.wait()

    async def _read(self) -> None:
        assert self.process.stdout
        while line := await self.process.stdout.readline():
            match read(line):
                case Ready():
                    self.ready.set()
                case Lagged() | Counted():
                    pass
                case told:
                    if isinstance(told, Began):
                        self.began[told.caller].append(told.act)
                    elif isinstance(told, Ended):
                        self.outcomes[told.caller] = told.outcome
                    self.ledger.note(told)
        self.gone_s = time.monotonic()
        self.gone.set()
        self.ready.set()


@asynccontextmanager
async def victim(
    config: Path, log: Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Victim]:
    """Run a service until the context is left, unless it dies before; its log is kept."""
    with log.open("ab") as written:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.doomed", str(config)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=written,
            env=environment,
        )
    running = Victim(process)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(running._read(), name="service tells")
        try:
            async with asyncio.timeout(READY_S):
                await running.ready.wait()
            assert not running.gone.is_set(), f"the service did not start: see {log}"
            yield running
        finally:
            await end_service(process)
