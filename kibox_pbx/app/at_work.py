"""What the service tells its own pages: how it is; and what it takes from them."""

import asyncio
import platform
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool

from kibox_pbx import __version__
from kibox_pbx.admin.doctor import peer_checks, store_checks
from kibox_pbx.admin.doctor.asterisk_facts import AsteriskFacts, NoAsterisk
from kibox_pbx.admin.doctor.finding import Finding
from kibox_pbx.admin.doctor.looking_at_machine import look_at_key
from kibox_pbx.admin.doctor.looking_at_store import hasty_facts
from kibox_pbx.app.added_entries import AddedEntries
from kibox_pbx.app.borrowing import Lender
from kibox_pbx.app.doctor import of_asterisk, of_machine
from kibox_pbx.app.looking_at_asterisk import asterisk_facts
from kibox_pbx.asterisk.reception import Reception
from kibox_pbx.config.settings import Settings
from kibox_pbx.dashboard.service import Condition
from kibox_pbx.models.installed import InstalledModel
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.retention_runs import last_run

PATIENCE_S = 3.0
"""For Asterisk, which answers in some tens of milliseconds."""


class AtWork:
    """This service; implements `dashboard.service.ServiceAtWork`.

    Args:
        settings: In force.
        database: Entered.
        reception: Whose calls are counted.
        added: Follows the entries of the pages.
        models: At work.
        since: When the service began; aware.
        lenders: Servers of other hosts that it works with.
    """

    def __init__(  # noqa: PLR0913 (all that a service is made of)
        self,
        settings: Settings,
        database: Database,
        reception: Reception,
        added: AddedEntries,
        *,
        models: Iterable[InstalledModel],
        since: datetime,
        lenders: Iterable[Lender] = (),
    ) -> None:
        self._settings = settings
        self._database = database
        self._reception = reception
        self._models = tuple(models)
        self._since = since
        self._lenders = tuple(lenders)
        self.entries_changed = added.changed

    async def condition(self) -> Condition:
        """Look how it is; what only the doctor has time for is left out."""
        asterisk = await self._asterisk()
        machine = await run_in_threadpool(of_machine, self._settings)
        store = await self._store()
        return Condition(
            since=self._since,
            calls=self._reception.active_calls,
            places=self._settings.telephone.calls,
            versions=tuple(self._versions(asterisk)),
            findings=(
                *of_asterisk(asterisk, self._settings),
                *machine,
                *self._borrowed(),
                *store,
            ),
        )

    def _borrowed(self) -> tuple[Finding, ...]:
        facts = tuple(each.facts for each in self._lenders)
        return (peer_checks.lenders(facts),) if facts else ()

    async def _asterisk(self) -> AsteriskFacts | NoAsterisk:
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await asterisk_facts(self._settings.telephone.ami)
        except TimeoutError:
            return NoAsterisk(f"no answer within {PATIENCE_S:.0f} s")

    async def _store(self) -> tuple[Finding, ...]:
        settings, now = self._settings, datetime.now(UTC)
        key = await run_in_threadpool(look_at_key, settings)
        run = await self._database.read(last_run)
        facts = await run_in_threadpool(hasty_facts, settings, run)
        return (
            store_checks.key(key, str(settings.store.key_file)),
            store_checks.database(facts),
            store_checks.retention(facts, now.astimezone(settings.practice.zone).date()),
            store_checks.backups(facts, now),
        )

    def _versions(self, asterisk: AsteriskFacts | NoAsterisk) -> Iterator[tuple[str, str]]:
        yield "kibox", __version__
        yield "Python", platform.python_version()
        if isinstance(asterisk, AsteriskFacts) and asterisk.version:
            yield "Asterisk", asterisk.version
        for model in self._models:
            yield model.role, f"{model.name} ({model.engine})"
        for lender in self._lenders:
            yield lender.presence.setting, lender.presence.model
