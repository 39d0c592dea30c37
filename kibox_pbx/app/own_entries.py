"""Keeps one person's calendar and the appointments of kibox the same, a look at a time.

Every look has the same order: what people changed there is done here; then what blocks is
known; then what changed here is written there. A killed service goes on with the next look.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kibox_pbx.app.clash_wording import clash_message
from kibox_pbx.calendars.caldav import Collection, Entry, EntryChangedError
from kibox_pbx.calendars.own_entry import (
    OwnEntry,
    changed_entry,
    new_entry,
    read_own,
    uid_of,
)
from kibox_pbx.calendars.refusals import EntryRefusedError
from kibox_pbx.calendars.title import entry_title
from kibox_pbx.config.settings import Settings
from kibox_pbx.engines.worker import Worker
from kibox_pbx.log import get_logger
from kibox_pbx.storage.appointments_elsewhere import (
    AppointmentsElsewhereRepository,
    Calendar,
    Pair,
)
from kibox_pbx.storage.calendar_clashes import Told
from kibox_pbx.storage.two_sides import (
    Agree,
    Cancel,
    Clash,
    Follow,
    Kept,
    LetGo,
    Nothing,
    Planned,
    Remove,
    Span,
    Stay,
    Step,
    There,
    Write,
    step,
)

FEW = 3
"""So many entries that all vanish at once were not deleted one by one."""

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One appointment or entry with what is to be done about it."""

    pair: Pair
    there: There | None
    step: Step


@dataclass(slots=True)
class Done:
    """What one look did; counts."""

    written: int = 0
    removed: int = 0
    moved_here: int = 0
    cancelled_here: int = 0
    clashes: int = 0


class OwnEntries:
    """The entries of kibox in one person's calendar."""

    def __init__(
        self,
        calendar: Calendar,
        collection: Collection,
        store: AppointmentsElsewhereRepository,
        settings: Settings,
        worker: Worker,
    ) -> None:
        """Say whose they are, and what they are kept the same with."""
        self.calendar = calendar
        self.collection = collection
        self._store = store
        self._settings = settings
        self._worker = worker
        self._zone = settings.practice.zone

    async def jobs(
        self, entries: Iterable[Entry], pairs: Iterable[Pair], now: datetime
    ) -> tuple[Job, ...]:
        """Return what is to be done, given what is there.

        Raises:
            CalendarError: An entry that is not there any more could not be asked for.
        """
        by_uid = {uid_of(each.text): each for each in entries}
        known = self._unless_emptied(tuple(pairs), by_uid, now)
        jobs = [await self._job(each, by_uid, now) for each in known]
        remembered = await self._store.forgotten() & by_uid.keys()
        return (*jobs, *(_erased(by_uid[uid], uid, now) for uid in remembered))

    async def follow(self, jobs: Iterable[Job], now: datetime, done: Done) -> frozenset[str]:
        """Do here what people did there; return the entries that block their time.

        Raises:
            StorageError: What was not done is done at the next look.
        """
        blocking = set[str]()
        for job in jobs:
            if await self._followed(job, now, done) and job.pair.kept:
                blocking.add(job.pair.kept.uid)
        return frozenset(blocking)

    async def write(
        self, jobs: Iterable[Job], busy: Iterable[Span], now: datetime, done: Done
    ) -> None:
        """Enter there what changed here.

        Args:
            jobs: Of the same look.
            busy: What blocks the calendar beside our entries.
            now: Aware.
            done: Is counted on.

        Raises:
            EntryRefusedError: The server does not take one of them; the others were written.
            CalendarError: The server takes nothing; the rest waits for the next look.
        """
        spans = tuple(busy)
        refused: list[EntryRefusedError] = []
        for job in jobs:
            try:
                if isinstance(job.step, Write):
                    await self._write(job, spans, now, done)
                elif isinstance(job.step, Remove):
                    await self._remove(job, job.step, done)
            except EntryChangedError:
                _LOG.info("an entry was changed meanwhile; the next look sees it")
            except EntryRefusedError as error:
                refused.append(error)
        if refused:
            raise refused[0]

    def _unless_emptied(
        self, pairs: tuple[Pair, ...], by_uid: Mapping[str, Entry], now: datetime
    ) -> tuple[Pair, ...]:
        """Have all entries written anew where every one of several is gone at once.

        A server that lost its data, or another calendar under the same address, must not
        cancel a whole practice.
        """
        there = [
            pair.kept
            for pair in pairs
            if pair.planned and pair.planned.span[0] > now and pair.kept
            if pair.kept.etag is not None
        ]
        if len(there) < FEW or any(each.uid in by_uid for each in there):
            return pairs
        _LOG.error(
            "a calendar lost every entry of kibox at once; nothing is cancelled, and they are"
            " written again",
            step=self.calendar.person,
            entries_count=len(there),
        )
        gone = {each.uid for each in there}
        return tuple(
            Pair(pair.planned, replace(pair.kept, etag=None))
            if pair.kept and pair.kept.uid in gone
            else pair
            for pair in pairs
        )

    async def _job(self, pair: Pair, by_uid: Mapping[str, Entry], now: datetime) -> Job:
        kept, planned = pair.kept, pair.planned
        if kept is None:
            is_to_come = planned is not None and planned.span[0] > now
            return Job(pair, None, Write() if is_to_come else Nothing())
        found = by_uid.get(kept.uid)
        if found is None and (planned is None or planned.span[0] > now):
            path = self.collection.path_of(kept.uid)
            found = await self._worker.run(self.collection.find, path)
        there = await self._there(kept, found) if found else None
        title = self._title(planned) if planned else ""
        return Job(pair, there, step(kept, planned, there, title, now))

    async def _there(self, kept: Kept, entry: Entry) -> There:
        """Return what an entry says; one whose version is known need not be read again."""
        if entry.etag and entry.etag == kept.etag:
            own = OwnEntry(kept.agreed, is_cancelled=False)
        else:
            own = await self._worker.run(read_own, entry.text, self._zone)
        return There(entry.path, entry.etag, own.span, own.is_cancelled, entry.text)

    def _title(self, planned: Planned) -> str:
        return entry_title(self._settings, self.calendar.person, planned.service, planned.name)

    async def _followed(self, job: Job, now: datetime, done: Done) -> bool:
        """Do what is to be done here; return whether the entry blocks its time."""
        kept, planned, there = job.pair.kept, job.pair.planned, job.there
        if kept is None:
            return False
        match job.step:
            case Agree() if planned and there:
                await self._store.agree(kept, planned.span, there.etag, self._title(planned))
            case Follow(clash) if planned and there and there.span:
                told = self._told(clash, job, now)
                pair = (kept, planned)
                if not await self._store.follow(
                    self.calendar, pair, there.span, there.etag, told
                ):
                    return await self._stays(kept, job, Clash.TAKEN, now, done)
                done.moved_here += 1
                done.clashes += told is not None
            case Cancel(clash) if planned:
                told = self._told(clash, job, now)
                await self._store.cancel(kept, planned, told)
                done.cancelled_here += 1
                done.clashes += told is not None
            case LetGo(clash):
                await self._store.forget(kept, self._told(clash, job, now))
                done.clashes += clash is not None
                return clash is not None
            case Stay(clash):
                return await self._stays(kept, job, clash, now, done)
            case _:
                pass
        return False

    async def _stays(
        self, kept: Kept, job: Job, clash: Clash, now: datetime, done: Done
    ) -> bool:
        told = self._told(clash, job, now)
        if told:
            await self._store.clash(kept, told)
            done.clashes += 1
        return True

    def _told(self, clash: Clash | None, job: Job, now: datetime) -> Told | None:
        if clash is None:
            return None
        kept, planned, there = job.pair.kept, job.pair.planned, job.there
        here = planned.span if planned else kept.agreed if kept else (now, now)
        times = here, there.span if there else None
        message = clash_message(clash, self.calendar.person, times, self._settings, now)
        _LOG.warning("telephone and calendar do not agree; see the inbox", reason=clash)
        return Told(clash, there.etag if there else "", message)

    async def _write(self, job: Job, busy: tuple[Span, ...], now: datetime, done: Done) -> None:
        planned = job.pair.planned
        if planned is None:
            return
        title = self._title(planned)
        kept = job.pair.kept or await self._store.begin(self.calendar, planned, title)
        if kept is None:
            return
        await self._store.sending(kept, planned.span)
        etag = await self._put(job, kept, planned, title, now)
        await self._store.agree(kept, planned.span, etag, title)
        done.written += 1
        is_new_there = job.there is None or job.there.span != planned.span
        if planned.is_booked_lately and is_new_there and _overlaps(planned.span, busy):
            told = self._told(Clash.OVERLAPS, job, now)
            if told:
                await self._store.clash(kept, told)
                done.clashes += 1

    async def _put(
        self, job: Job, kept: Kept, planned: Planned, title: str, now: datetime
    ) -> str:
        there, put = job.there, self.collection.put
        if there is None:
            text = new_entry(kept.uid, planned.span, title, now)
            path = self.collection.path_of(kept.uid)
            return await self._worker.run(put, path, text, None)
        other = title if title != kept.title else None
        text = changed_entry(there.text, planned.span, other, now)
        return await self._worker.run(put, there.path, text, there.etag)

    async def _remove(self, job: Job, how: Remove, done: Done) -> None:
        kept, there = job.pair.kept, job.there
        if kept is None or there is None:
            return
        etag = None if how.whatever else there.etag
        await self._worker.run(self.collection.delete, there.path, etag)
        await self._store.forget(kept)
        done.removed += 1


def _overlaps(span: Span, busy: Iterable[Span]) -> bool:
    return any(start < span[1] and end > span[0] for start, end in busy)


def _erased(entry: Entry, uid: str, now: datetime) -> Job:
    """Return the job of an entry of which only the ledger of erasures still knows."""
    kept = Kept(uid, (now, now), None, "", "", None, None, is_erased=True)
    there = There(entry.path, entry.etag, None, is_cancelled=False, text=b"")
    return Job(Pair(None, kept), there, Remove(whatever=True))
