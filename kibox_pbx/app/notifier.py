"""Tells the people of the office what waits: one worker, beside the calls, from the outbox."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, time

from kibox_pbx.app.background import Background, beside
from kibox_pbx.config.settings import Settings
from kibox_pbx.engines.worker import Worker
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.notify.connection import UndeliveredError
from kibox_pbx.notify.ways import ways
from kibox_pbx.privacy.periods import is_due
from kibox_pbx.storage.outbox import Delivery, Kind, OutboxRepository

LOOK_S = 5.0
"""How often the outbox is looked at: what is urgent leaves within that."""

DIGEST_HOUR = time(7)
"""Of the office's clock: questions, and requests that fall due."""

_LOG = get_logger(__name__)


class Notifier(Background):
    """Sends what is due, for as long as it is entered; without peers it does nothing.

    Leaving waits for the delivery in flight; what is left is sent after the next start.
    """

    def __init__(
        self,
        settings: Settings,
        outbox: OutboxRepository,
        clock: Callable[[], datetime],
        *,
        look_s: float = LOOK_S,
    ) -> None:
        """Say for whom; the clock tells the office's time.

        Raises:
            ConfigError: A file that ``notify`` names cannot be read.
        """
        self._notify = settings.notify
        self._ways = ways(settings)
        self._outbox = outbox
        self._clock = clock
        self._look_s = look_s
        self._told_on: dict[str, date] = {}
        self._worker = Worker("notify", may_take_long=True)

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        if not self._ways:
            yield
            return
        async with self._worker, beside(self._work(), "notify"):
            yield

    async def failed(self, what: str) -> None:
        """Tell that retention or a backup failed, once a day; a store that refuses is logged.

        Args:
            what: ``retention`` or ``backup``.
        """
        now = self._clock()
        if not self._ways or self._told_on.get(what) == now.date():
            return
        try:
            await self._outbox.announce(Kind.FAILED, now, what)
        except StorageError:
            _LOG.error("nobody could be told of a failure: the store refused it", kind=what)
        else:
            self._told_on[what] = now.date()

    async def _work(self) -> None:
        """Look at the outbox, for ever."""
        while True:
            try:
                await self._send_due()
            except StorageError as error:
                _LOG.error("notifications wait: the store refused", error=error)
            await asyncio.sleep(self._look_s)

    async def _send_due(self) -> None:
        now = self._clock()
        last = await self._outbox.last_daily()
        day = last.astimezone(now.tzinfo).date() if last else None
        if is_due(now, day, DIGEST_HOUR):
            await self._outbox.write_daily(now)
        await self._outbox.address(self._ways)
        down = set[str]()
        for delivery in await self._outbox.due(now):
            if delivery.peer not in down and not await self._send(delivery):
                down.add(delivery.peer)  # no other waits for it a second time

    async def _send(self, delivery: Delivery) -> bool:
        """Send it; return False if its peer did not take it."""
        way, peer = self._ways.get(delivery.peer), self._notify.peers.get(delivery.peer)
        if way is None or peer is None:  # it was taken out of the settings
            await self._outbox.done(delivery)
            return True
        told = await self._outbox.open(delivery, peer.content, self._clock())
        try:
            if told is not None:
                await self._worker.run(way.send, told)
        except UndeliveredError as error:
            await self._put_off(delivery, error.reason)
            return False
        await self._outbox.done(delivery)
        return True

    async def _put_off(self, delivery: Delivery, reason: str) -> None:
        if await self._outbox.failed(delivery, self._clock()):
            _LOG.error("a notification was given up", task=delivery.peer, reason=reason)
        else:
            _LOG.warning(
                "a notification could not be sent yet",
                task=delivery.peer,
                reason=reason,
                attempt=delivery.tries + 1,
            )
