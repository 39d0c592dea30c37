"""Erasure at the desk (Art. 17 GDPR), with a receipt that can be checked."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.admin.subject.desk import Asked, Desk, ids_of
from kibox_pbx.admin.subject.receipt import Receipt, Remains, signed, written, written_out
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.storage import erasure_receipts, requests
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.requests import Kind
from kibox_pbx.storage.shared.orders import Act
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subject_erasure import (
    destroy,
    forgettable,
    require_not_held,
    require_over,
)
from kibox_pbx.storage.subjects import Found
from kibox_pbx.utterance import Language

RESTRICTED, CHANGED = "restricted", "plan-changed"
"""Why something is not erased, in a word; see `StorageError`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure would take away, and what it would leave."""

    found: Found
    """All that is surely theirs."""

    gone: Found
    unsure: Found
    """What may be theirs, and stays unless it is named."""

    @property
    def kept_appointments(self) -> tuple[str, ...]:
        """Return the appointments to come, which stay."""
        gone = set(self.gone.appointment_ids)
        return tuple(each for each in self.found.appointment_ids if each not in gone)

    @property
    def mark(self) -> str:
        """Return by what it is known whether the same would go."""
        ids = " ".join(sorted(ids_of(self.gone)))
        return hashlib.sha256(ids.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Erased:
    """An erasure that is done."""

    receipt: Receipt
    is_wal_empty: bool
    """False: another process was reading, and the WAL will be emptied later."""


class Erasing:
    """Erases at the desk."""

    def __init__(
        self, desk: Desk, settings: Settings, language: Language, *, with_appointments: bool
    ) -> None:
        """Say whether appointments to come go as well, and in which language to write."""
        self._desk = desk
        self._settings = settings
        self._language = language
        self._with_appointments = with_appointments

    async def plan(self, asked: Asked) -> Plan:
        """Return what would go here; it is shown, so it is noted.

        Raises:
            StorageError: Nothing is surely theirs.
        """
        mentioned = await self._desk.mentioned(asked.search)

        def change(tables: Tables) -> Plan:
            plan = self._plan(tables, asked, mentioned)
            self._desk.note(tables, "find_subject", ids_of(plan.found) or ("",))
            return plan

        return await self._desk.database.write(change)

    async def erase(self, asked: Asked, path: Path) -> Erased:
        """Erase, keep the receipt and write it, and empty the WAL.

        Args:
            asked: Who asks.
            path: Of the receipt, ``.json``; the same as ``.txt`` for people goes beside it.

        Raises:
            StorageError: Nothing is surely theirs, or something must not be erased now.
            ConfigError: The receipt cannot be written; nothing was erased.
        """
        with written(path) as write:
            mentioned = await self._desk.mentioned(asked.search)
            receipt = await self._desk.database.write(
                lambda tables: self._erase(tables, asked, mentioned)
            )
            write(receipt)
        return Erased(receipt, await self._desk.database.empty_wal())

    async def erase_shown(self, asked: Asked, mark: str) -> Erased:
        """Erase what somebody was shown, keep the receipt, and empty the WAL.

        Args:
            asked: Who asks.
            mark: Of the plan that was shown.

        Raises:
            StorageError: Something else would go by now, or as in `erase`.
        """
        mentioned = await self._desk.mentioned(asked.search)
        receipt = await self._desk.database.write(
            lambda tables: self._erase(tables, asked, mentioned, mark)
        )
        return Erased(receipt, await self._desk.database.empty_wal())

    def _erase(
        self, tables: Tables, asked: Asked, mentioned: frozenset[str], mark: str | None = None
    ) -> Receipt:
        desk, envelope, now = self._desk, self._desk.database.envelope, self._desk.clock()
        plan = self._plan(tables, asked, mentioned)
        if mark not in {None, plan.mark}:
            raise StorageError("something else would be erased by now; look again", CHANGED)
        if plan.gone.is_restricted:
            raise StorageError(
                "some of it is restricted, at the person's own wish (Art. 18); if they now want"
                " it erased, lift that first: kibox subject unrestrict",
                RESTRICTED,
            )
        require_over(plan.gone)
        require_not_held(tables, plan.gone)
        request_id = desk.request(tables, Kind.ERASURE, asked)
        others = desk.others.order(tables, Act.ERASE, asked.search, request_id)
        desk.note(tables, "erase", (request_id, *ids_of(plan.gone)))
        desk.settle(tables, request_id, asked)
        known = requests.all_requests(tables, envelope)
        forgotten = forgettable(known, asked.search.wanted, request_id)
        destroyed = destroy(tables, envelope, plan.gone, forgotten, now)
        office = self._settings.privacy.responsible.name
        unsigned = Receipt(
            format="kibox-erasure-receipt/1",
            id=request_id,
            language=self._language,
            office=office or self._settings.practice.name.name(self._language),
            erased_at=now,
            by=desk.who.name,
            rows=dict(destroyed.rows),
            calls=destroyed.calls,
            appointments=destroyed.appointments,
            requests=destroyed.requests,
            key_fingerprints=destroyed.fingerprints,
            others=others,
            remains=tuple(remains(plan, others)),
            signature="",
        )
        receipt = signed(tables, envelope, unsigned)
        erasure_receipts.keep(tables, receipt.id, to_text(now), written_out(receipt))
        return receipt

    def _plan(self, tables: Tables, asked: Asked, mentioned: frozenset[str]) -> Plan:
        everything = self._desk.find_in(tables, asked.search, mentioned)
        found = self._desk.sure_in(tables, asked.search, asked.request_id)
        now = self._desk.clock()
        going = tuple(
            each for each in found.appointments if self._with_appointments or each.end <= now
        )
        return Plan(found, Found(found.calls, going), everything.unsure)


def remains(plan: Plan, others: tuple[str, ...] = ()) -> list[Remains]:
    """Return what stays; the last four always do."""
    counts = {
        Remains.APPOINTMENTS: plan.kept_appointments,
        Remains.UNSURE: ids_of(plan.unsure),
        Remains.OTHER_HOSTS: others,
    }
    some = [kind for kind, ids in counts.items() if ids]
    return [*some, Remains.PROOF, Remains.CONSENTS, Remains.ACCESS_LOG, Remains.BACKUPS]
