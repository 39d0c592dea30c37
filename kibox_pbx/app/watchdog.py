"""Has systemd end and start again a service that lives, but no longer serves.

A loop that stands still, or an engine that hangs inside a library, cannot help itself. Asterisk
goes on sending sound to it, so that its callers hear silence without end. Once it is killed
their lines break, and people are rung.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from typing import Protocol

from kibox_pbx.app.background import Background, beside
from kibox_pbx.engines.steps import longest_step_s
from kibox_pbx.log import get_logger

SILENT_S = 10
"""So long systemd hears nothing from us before it kills us; callers hear nothing meanwhile."""

BEAT_S = 2.0

HANGS_S = 30.0
"""A step of an engine takes a second on a machine that is busy."""

LAST_CALLS_S = 60.0
"""Calls under way when an engine hangs may go on for so long: some need it no more."""

_LOG = get_logger(__name__)


class Doors(Protocol):
    """Who lets calls in; `Reception` does."""

    is_open: bool
    active_calls: int


class Listening(Protocol):
    """Whoever is told that we serve."""

    def tell(self, line: str) -> None:
        """Take a line, such as ``WATCHDOG=1`` (sd_notify(3))."""
        ...

    def close(self) -> None:
        """That was all."""
        ...


class Watchdog(Background):
    """Tells systemd that the service serves, for as long as it does."""

    def __init__(
        self,
        doors: Doors,
        *,
        systemd: Listening | None = None,
        busy_s: Callable[[], float] = longest_step_s,
    ) -> None:
        """Say who lets calls in, and who knows for how long an engine has been at one step."""
        self._doors = doors
        self._systemd = systemd or Systemd(os.environ.get("NOTIFY_SOCKET", ""))
        self._tell = self._systemd.tell
        self._busy_s = busy_s

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        with closing(self._systemd):
            self._tell(f"STATUS=ready for calls\nWATCHDOG_USEC={SILENT_S * 1_000_000}")
            async with beside(self._watch(), "watchdog"):
                yield
            self._tell("STOPPING=1")

    async def _watch(self) -> None:
        while self._busy_s() < HANGS_S:
            self._tell("WATCHDOG=1")
            await asyncio.sleep(BEAT_S)
        _LOG.error("an engine hangs: no further call is taken, and systemd starts us again")
        self._doors.is_open = False
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_CALLS_S):
                while self._doors.active_calls:
                    self._tell("WATCHDOG=1")
                    await asyncio.sleep(BEAT_S)
        self._tell("STATUS=an engine hangs\nWATCHDOG=trigger")


class Systemd:
    """The socket at which systemd listens; without one nothing is said.

    It is opened once: a service without a file handle left still says that it serves.
    """

    def __init__(self, where: str) -> None:
        """Take what ``NOTIFY_SOCKET`` says; "": nobody started us who listens."""
        self._address = f"\0{where[1:]}" if where.startswith("@") else where
        kind = socket.SOCK_DGRAM | socket.SOCK_NONBLOCK
        self._socket = socket.socket(socket.AF_UNIX, kind) if where else None

    def tell(self, line: str) -> None:
        """Say it, if somebody listens; it is not waited for."""
        if self._socket is None:
            return
        try:
            self._socket.sendto(line.encode(), self._address)
        except OSError as error:
            _LOG.warning("systemd could not be told how we are", error=error)

    def close(self) -> None:
        """Say nothing more."""
        if self._socket is not None:
            self._socket.close()
