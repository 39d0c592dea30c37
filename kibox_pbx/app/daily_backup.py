"""Once a night, after retention, a backup is made, and those whose time is over go."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta

from kibox_pbx.app.background import Background, beside
from kibox_pbx.app.daily_retention import LOOK_S, Failed
from kibox_pbx.engines.worker import Worker
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.privacy.periods import is_due
from kibox_pbx.storage import backups
from kibox_pbx.storage.backup_making import Backup
from kibox_pbx.storage.opening import StoreKeys

BACKUP_HOUR = time(4)
"""Of the office's clock: what retention deletes at three is in no new backup."""

_LOG = get_logger(__name__)


class DailyBackup(Background):
    """Makes backups where ``store.backups.folder`` says so, and deletes expired ones.

    Enter it to let it work.

    Calls go on meanwhile. Leaving waits for one that is being made.
    """

    def __init__(
        self,
        keys: StoreKeys,
        clock: Callable[[], datetime],
        *,
        look_s: float = LOOK_S,
        failed: Failed | None = None,
    ) -> None:
        """Say of what; the clock tells the office's time, ``failed`` is told of a failure."""
        self._failed = failed
        self._keys = keys
        self._clock = clock
        self._look_s = look_s
        self._worker = Worker("backup", may_take_long=True)

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        async with self._worker, beside(self._work(), "daily backup"):
            yield

    async def _work(self) -> None:
        """Look at the clock, for ever."""
        while True:
            try:
                await self._worker.run(self._make_and_delete)
            except StorageError as error:
                _LOG.error("no backup was made", reason=error.reason)
                if self._failed:
                    await self._failed("backup")
            await asyncio.sleep(self._look_s)

    def _make_and_delete(self) -> None:
        now = self._clock()
        wanted = self._keys.store.backups.folder is not None
        if wanted and is_due(now, self._last_day(now), BACKUP_HOUR):
            made = self._make(now)
            _LOG.info("backup made", size_bytes=made.bytes)
            self._verify_all()
        deleted = backups.delete_expired(self._keys.store, now)
        if deleted:
            _LOG.info("expired backups deleted", deleted_count=deleted)

    def _make(self, now: datetime) -> Backup:
        """Make one; where that fails, what has expired may be what fills the disk."""
        try:
            return backups.make(self._keys, now)
        except StorageError:
            if not backups.delete_expired(self._keys.store, now):
                raise
            return backups.make(self._keys, now)

    def _verify_all(self) -> None:
        """Find a damaged backup before it is needed.

        Raises:
            StorageError: One is, or was changed.
        """
        pair = self._keys.read().pair
        for each in backups.all_backups(self._keys.store):
            backups.verify(each.path, lambda _: (pair,))

    def _last_day(self, now: datetime) -> date | None:
        """Return when the last was made, but for those made while the clock was ahead."""
        ahead = now + timedelta(days=1)
        every = backups.all_backups(self._keys.store)
        made = [each.made_at for each in every if each.made_at <= ahead]
        return made[-1].astimezone(now.tzinfo).date() if made else None
