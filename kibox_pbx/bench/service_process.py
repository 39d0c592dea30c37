"""Runs the measured service in a process of its own, and takes what it tells."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.bench.telling import COUNT, Counted, Lagged, OfCall, OfService, Ready, read
from kibox_pbx.errors import ConfigError, PeerError

LOAD_S = 300.0
"""Loading takes half a minute; the first time sentences are spoken ahead, which takes more."""

STOP_S = 10.0


@dataclass(frozen=True, slots=True)
class ServiceProcess:
    """The service, ready for calls."""

    pid: int
    engines: tuple[str, ...]


@asynccontextmanager
async def service_process(
    config: Path,
    *,
    of_call: Callable[[OfCall], None],
    of_service: Callable[[OfService], None],
    temporary: Path | None = None,
    count: bool = False,
) -> AsyncIterator[ServiceProcess]:
    """Run the service while the context lasts.

    Args:
        config: Its kibox.yaml.
        of_call: Is told what goes on in calls.
        of_service: Is told how late its event loop comes, and what it holds.
        temporary: Its folder for temporary files, if not the machine's.
        count: Have it count what it holds.

    Raises:
        ConfigError: It did not start; its own words are on stderr.
        PeerError: It ended while it was measured.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "kibox_pbx.bench.at_work", str(config)),
        *((COUNT,) if count else ()),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(temporary)} if temporary else None,
    )
    try:
        told = _stream(process.stdout)
        ready = await _ready(told)
        async with asyncio.TaskGroup() as tasks:
            listening = tasks.create_task(
                _listen(told, of_call, of_service), name="service tells"
            )
            yield ServiceProcess(process.pid, ready.engines)
            listening.cancel()
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None  # the first is what the others come from
    finally:
        await end_service(process)


def _stream(stream: asyncio.StreamReader | None) -> asyncio.StreamReader:
    if stream is None:
        raise RuntimeError("the service was started without a pipe")
    return stream


async def _ready(told: asyncio.StreamReader) -> Ready:
    try:
        async with asyncio.timeout(LOAD_S):
            line = await told.readline()
    except TimeoutError:
        raise ConfigError(f"bench: the service was not ready after {LOAD_S:.0f} s") from None
    if not line:
        raise ConfigError("bench: the service did not start; its own words are above")
    ready = read(line)
    if not isinstance(ready, Ready):
        raise PeerError("bench: the service told of calls before it was ready")
    return ready


async def _listen(
    told: asyncio.StreamReader,
    of_call: Callable[[OfCall], None],
    of_service: Callable[[OfService], None],
) -> None:
    while line := await told.readline():
        match read(line):
            case (Lagged() | Counted()) as told_of_service:
                of_service(told_of_service)
            case Ready():
                raise PeerError("bench: the service was ready twice")
            case told_of_call:
                of_call(told_of_call)
    raise PeerError("bench: the service ended while it was measured")


async def end_service(process: asyncio.subprocess.Process) -> None:
    """Close its standard input, at which it ends; kill it if it does not."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        async with asyncio.timeout(STOP_S):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
