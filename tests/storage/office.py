"""An office at work: it talks, holds, and lets nights pass."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from kibox_pbx.config.privacy import Retention
from kibox_pbx.records import Call, Outcome
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.legal_holds import hold, release
from kibox_pbx.storage.retention_runs import RetentionRepository
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.call_store_contract import A_CALL, A_MESSAGE, ANSWER
from tests.storage.conftest import Clock


class Office:
    """A store, a clock, and what people do."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock = database, clock
        self.calls = CallRepository(database, clock)
        self.periods = Retention()

    async def talk(self, call_id: str, ended: bool = True, **changes: Any) -> None:  # noqa: FBT001, FBT002
        """Have a call with a turn, a line of the journal and a message, a minute long."""
        call: Call = replace(A_CALL, id=call_id, started_at=self.clock(), **changes)
        await self.calls.begin(call)
        await self.calls.add_turn(call_id, ANSWER)
        await self.calls.add_event(call_id, "{}")
        await self.calls.take_message(call_id, A_MESSAGE)
        if ended:
            await self.calls.finish(call_id, Outcome.MESSAGE_TAKEN, 60_000)

    async def done(self, call_id: str) -> None:
        done_at = to_text(self.clock())

        def change(tables: Tables) -> None:
            tables.table("messages").update((call_id, 1), {"done_at": done_at})

        await self.database.write(change)

    async def hold(self, call_id: str) -> tuple[str, ...]:
        return await self.database.write(
            lambda tables: hold(tables, call_id, "7 O 1/27", "erika", self.clock())
        )

    async def release(self, call_id: str) -> tuple[str, ...]:
        return await self.database.write(
            lambda tables: release(tables, call_id, "erika", self.clock())
        )

    async def night(self, days: int) -> dict[str, int]:
        """Let days pass, and run retention early on the last one; return what went."""
        day = (self.clock.now + timedelta(days=days)).replace(hour=3)
        self.clock.now = day
        return {name: count for name, count in (await self.run()).items() if count}

    async def run(self) -> dict[str, int]:
        retention = RetentionRepository(self.database, self.periods, self.clock)
        return (await retention.run(pause_s=0)).deleted

    async def counts(self) -> dict[str, int]:
        names = (
            "calls",
            "turns",
            "events",
            "messages",
            "call_keys",
            "appointments",
            "erasures",
        )
        return await self.database.read(
            lambda tables: {
                name: count for name in names if (count := tables.table(name).count)
            }
        )
