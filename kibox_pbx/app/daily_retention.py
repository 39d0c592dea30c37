"""Once a day, at a quiet hour of the office's own clock, what may not be kept longer goes.

A service that was down then does it when it starts. A run that fails is tried again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime

from kibox_pbx.app.background import Background, beside
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.privacy.periods import is_due
from kibox_pbx.storage.retention_runs import RetentionRepository

LOOK_S = 600.0
"""How often the clock is looked at, since clocks are set and machines sleep."""

Failed = Callable[[str], Awaitable[None]]
"""Is told what failed: ``retention`` or ``backup``."""

_LOG = get_logger(__name__)


class DailyRetention(Background):
    """Runs retention every day. Enter it to let it work.

    Leaving stops it between two steps; what is left is done at the next start.
    """

    def __init__(
        self,
        retention: RetentionRepository,
        clock: Callable[[], datetime],
        *,
        look_s: float = LOOK_S,
    ) -> None:
        """Say what runs; the clock tells the office's time."""
        self.failed: Failed | None = None
        self._retention = retention
        self._clock = clock
        self._look_s = look_s

    def _at_work(self) -> AbstractAsyncContextManager[None]:
        return beside(self._work(), "daily retention")

    async def _work(self) -> None:
        """Look at the clock, for ever."""
        while True:
            try:
                await self._run_if_due()
            except StorageError:
                _LOG.error("retention did not run to its end: the store refused it")
                if self.failed:
                    await self.failed("retention")
            await asyncio.sleep(self._look_s)

    async def _run_if_due(self) -> None:
        last = await self._retention.last_run()
        if not is_due(self._clock(), last.day if last else None):
            return
        run = await self._retention.run()
        deleted = sum(run.deleted.values())
        _LOG.info("retention ran", took_ms=run.took_ms, deleted_count=deleted)
        if not run.wal_emptied:
            _LOG.warning("retention could not empty the WAL: another process reads")
