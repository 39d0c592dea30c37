"""Figures of what calls lean on: the language model's line, the store, the guard, the peers.

No label at all, and nothing of any call: lengths, ages, counts and waits.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, Histogram

from kibox_pbx.app.background import Background, beside
from kibox_pbx.config.settings import Settings
from kibox_pbx.engines.fair_queue import FairQueue
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.storage.busy_elsewhere import BusyElsewhereRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.outbox import OutboxRepository

MODEL_WAIT_S = (0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5)
"""Upper bounds; after 1.5 s a question is given up (``models.deadline_ms``)."""

STORE_WAIT_S = (0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 1.0)
"""Upper bounds; a call waits for its writes only at its end and when it books."""

LOOK_S = 30.0

OLDEST = "Since the calendar that was read least lately was read."
GIVEN_UP = "Notifications that were given up within seven days."

_LOG = get_logger(__name__)


def of_line(registry: CollectorRegistry, line: FairQueue[Any, Any]) -> None:
    """Tell how many questions wait for the language model, and how long each did."""
    waiting = Gauge(
        "kibox_model_waiting", "Questions that wait for the language model.", registry=registry
    )
    waiting.set_function(lambda: line.length)
    line.waited = Histogram(
        "kibox_model_wait_seconds",
        "How long a question waited for its turn at the language model.",
        buckets=MODEL_WAIT_S,
        registry=registry,
    ).observe


def of_store(registry: CollectorRegistry, database: Database) -> None:
    """Tell how long what is to be written waits for its turn."""
    database.waited = Histogram(
        "kibox_store_wait_seconds",
        "How long what was to be written waited for its turn.",
        buckets=STORE_WAIT_S,
        registry=registry,
    ).observe


def of_guard(registry: CollectorRegistry, refused: Callable[[], int]) -> None:
    """Tell how often something wanted to leave this machine, and was refused."""
    refusals = Gauge(
        "kibox_egress_refusals",
        "Attempts to leave this machine since the service began; each is a line in the log.",
        registry=registry,
    )
    refusals.set_function(refused)


class PeerFigures(Background):
    """Tells of calendars and notifications, as far as the settings name them.

    Asks the store every half minute, since nobody else may wait for what Prometheus wants.
    """

    def __init__(
        self,
        registry: CollectorRegistry,
        settings: Settings,
        database: Database,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Say whose."""
        self._registry = registry
        self._settings = settings
        self._busy = BusyElsewhereRepository(database)
        self._outbox = OutboxRepository(database)
        self._clock = clock
        self._calendars = {
            (person, kind)
            for person, calendar in settings.calendar_sync.people.items()
            for kind in calendar.named
        }
        self._read_at: datetime | None = None
        self._gauges: tuple[Gauge, Gauge] | None = None

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        if self._settings.telephone.metrics is None:
            yield
            return
        if self._calendars:
            self._gauge("kibox_calendar_age_seconds", OLDEST).set_function(self._age_s)
        if self._settings.notify.peers:
            waiting = self._gauge("kibox_notifications_waiting", "Notifications to be sent.")
            given_up = self._gauge("kibox_notifications_given_up", GIVEN_UP)
            self._gauges = waiting, given_up
        async with beside(self._work(), "figures of peers"):
            yield

    async def look(self) -> None:
        """Ask the store.

        Raises:
            StorageError: It could not be read.
        """
        if self._calendars:
            read_at = await self._busy.synced_at()
            times = [read_at.get(each) for each in self._calendars]
            known = [each for each in times if each is not None]
            self._read_at = min(known) if len(known) == len(times) else None
        if self._gauges:
            status = await self._outbox.status()
            waiting, given_up = self._gauges
            waiting.set(status.waiting)
            given_up.set(status.given_up)

    async def _work(self) -> None:
        while True:
            try:
                await self.look()
            except StorageError:
                _LOG.warning("figures of calendars and notifications were not read")
            await asyncio.sleep(LOOK_S)

    def _age_s(self) -> float:
        """Return the age of the oldest look; infinite where a calendar was never read."""
        if self._read_at is None:
            return math.inf
        return (self._clock() - self._read_at).total_seconds()

    def _gauge(self, name: str, told: str) -> Gauge:
        return Gauge(name, told, registry=self._registry)
