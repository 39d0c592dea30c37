"""The practice's own calendars are read every minute; what they say blocks the times.

Where the settings say so, what kibox books is entered there, and what people do with such an
entry is done here (`own_entries`); what a call changed is there within seconds. A calendar that
cannot be read holds nobody up: what it last said holds on, and what is to be written waits.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from kibox_pbx.app.background import Background, beside
from kibox_pbx.app.own_entries import Done, OwnEntries
from kibox_pbx.calendars.caldav import Collection
from kibox_pbx.calendars.http import CalendarHttp
from kibox_pbx.calendars.own_entry import uid_of
from kibox_pbx.calendars.reading import Texts, read_busy, sources, spans_in
from kibox_pbx.config.settings import Settings
from kibox_pbx.engines.worker import Worker
from kibox_pbx.errors import CalendarError, StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.storage.appointments_elsewhere import (
    AppointmentsElsewhereRepository,
    Calendar,
)
from kibox_pbx.storage.busy_elsewhere import BusyElsewhereRepository, Source
from kibox_pbx.storage.database import Database

MARGIN = timedelta(days=2)
"""Before now and after the last day that can be booked: time zones, and long services."""

SOON_S = 5.0
"""How often it is asked whether a call changed something that is to be written."""

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """How a look at one calendar went."""

    source: Source
    problem: str = ""
    """Empty: it was read, and what was to be written was."""

    done: Done = field(default_factory=Done)


class CalendarSyncing(Background):
    """Keeps the calendars that the settings name. Enter it to let it work.

    Leaving waits for the request in flight, some ten seconds where a server does not answer.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        soon_s: float = SOON_S,
    ) -> None:
        """Say whose calendars are kept, and what they are kept the same with."""
        self._settings = settings
        self._busy = BusyElsewhereRepository(database)
        self._elsewhere = AppointmentsElsewhereRepository(database, clock)
        self._clock = clock
        self._soon_s = soon_s
        self._worker = Worker("calendars", may_take_long=True)
        self._sources: dict[Source, Texts] = {
            (person, kind): texts
            for person, calendar in settings.calendar_sync.people.items()
            for kind, texts in sources(calendar).items()
        }
        self._written = {
            (person, "caldav"): self._own_entries(person)
            for person, calendar in settings.calendar_sync.people.items()
            if calendar.write
        }

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        await self._forget_unnamed()
        if not self._sources:
            yield
            return
        async with self._worker, beside(self._work(), "calendars"):
            yield

    async def look_once(self) -> tuple[Looked, ...]:
        """Look at every calendar now, without being entered; see `Looked`."""
        await self._forget_unnamed()
        async with self._worker:
            return tuple([await self._look(each) for each in self._sources])

    async def _work(self) -> None:
        """Look at each calendar, for ever."""
        while True:
            looks = [await self._look(each) for each in self._sources]
            well = [each.source for each in looks if not each.problem]
            await self._wait(
                tuple(self._written[each] for each in well if each in self._written)
            )

    async def _wait(self, written: tuple[OwnEntries, ...]) -> None:
        """Wait for the next look; shorter if a call changed something meanwhile.

        Args:
            written: Where that can be written; a server that is away is left in peace.
        """
        every_s = self._settings.calendar_sync.every_s
        if not written:
            await asyncio.sleep(every_s)
            return
        calendars = [each.calendar for each in written]
        until_s = asyncio.get_running_loop().time() + every_s
        while (left_s := until_s - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(min(left_s, self._soon_s))
            try:
                if await self._elsewhere.is_waiting(calendars, self._clock()):
                    return
            except StorageError as error:
                _LOG.warning("the store did not say what waits for calendars", error=error)

    async def _look(self, source: Source) -> Looked:
        done = Done()
        try:
            await self._kept_same(source, done)
        except (CalendarError, StorageError) as error:
            _LOG.warning(
                "a calendar was not read or written; what it last said holds", error=error
            )
            return Looked(source, str(error), done)
        return Looked(source, done=done)

    async def _kept_same(self, source: Source, done: Done) -> None:
        if source in self._written:
            await self._look_both_ways(source, self._written[source], done)
            return
        now, zone = self._clock(), self._settings.practice.zone
        spans = await self._worker.run(
            read_busy, self._sources[source], *self._window(now), zone
        )
        await self._busy.replace(source, spans, now)

    async def _look_both_ways(self, source: Source, own: OwnEntries, done: Done) -> None:
        now, zone = self._clock(), self._settings.practice.zone
        window = self._window(now)
        synced_at = (await self._busy.synced_at()).get(source)
        entries = await self._worker.run(own.collection.entries, *window)
        pairs = await self._elsewhere.both_sides(own.calendar, now - MARGIN, synced_at)
        jobs = await own.jobs(entries, pairs, now)
        blocking = await own.follow(jobs, now, done)
        ours = {job.pair.kept.uid for job in jobs if job.pair.kept} - blocking
        texts = [each.text for each in entries if uid_of(each.text) not in ours]
        try:
            spans = await self._worker.run(spans_in, texts, *window, zone)
            await self._busy.replace(source, spans, now)
        except CalendarError:
            await own.write(jobs, (), now, done)
            raise
        await own.write(jobs, spans, now, done)

    async def _forget_unnamed(self) -> None:
        await self._busy.keep_only(self._sources.keys())
        calendars = [each.calendar for each in self._written.values()]
        left = await self._elsewhere.keep_only(calendars, self._clock())
        if left:
            _LOG.warning(
                "entries of kibox stay in calendars that the settings no longer write to;"
                " delete them there",
                entries_count=left,
            )

    def _own_entries(self, person: str) -> OwnEntries:
        server = self._settings.calendar_sync.people[person].caldav
        assert server is not None  # noqa: S101 -- the settings were checked
        collection = Collection(CalendarHttp(server))
        calendar = Calendar(person, server.url)
        return OwnEntries(calendar, collection, self._elsewhere, self._settings, self._worker)

    def _window(self, now: datetime) -> tuple[datetime, datetime]:
        return now - MARGIN, now + _horizon(self._settings) + MARGIN


def _horizon(settings: Settings) -> timedelta:
    own = [each.horizon_days or 0 for each in settings.services.values()]
    return timedelta(days=max(settings.booking.horizon_days, *own, 0))
