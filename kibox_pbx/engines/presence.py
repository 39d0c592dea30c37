"""Knows whether a server that lends an engine is there, so that no caller finds out twice.

It looks every few seconds. A call that misses the server says so; until the next look found it
again, calls do not ask it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from kibox_pbx.engines.peer import within
from kibox_pbx.errors import EngineError
from kibox_pbx.log import get_logger

LOOK_EVERY_S = 5.0
LOOK_S = 2.0
"""How long a look may take; a server that needs longer for its name is of no use in a call."""

_LOG = get_logger(__name__)


class Presence:
    """Whether one server is there.

    Use it as a context: entering looks once, and goes on looking until it is left.

    Args:
        setting: The server's name in the settings.
        look: Asks it something that costs nothing; returns what runs there, raises
            `EngineError`.
        every_s: How often.
    """

    def __init__(
        self, setting: str, look: Callable[[], Awaitable[str]], every_s: float = LOOK_EVERY_S
    ) -> None:
        self.setting = setting
        self.model = ""
        """What runs there, as it last said."""

        self.took_ms = 0
        """How long it took to say so."""

        self.why = ""
        """What was wrong when it was last looked for."""

        self.is_away = False
        self._look = look
        self._every_s = every_s
        self._life = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as life:
            await self.look_once()
            tasks = await life.enter_async_context(asyncio.TaskGroup())
            looking = tasks.create_task(self._keep_looking(), name=f"look for {self.setting}")
            life.callback(looking.cancel)
            self._life = life.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.aclose()

    def missed(self) -> None:
        """Take note that it failed a call; it is asked again after the next look."""
        if not self.is_away:
            _LOG.warning(
                "a server that lends an engine is away: kibox doctor says why",
                setting=self.setting,
            )
        self.is_away = True

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(self._every_s)
            await self.look_once()

    async def look_once(self) -> None:
        """Look for it now."""
        began_s = asyncio.get_running_loop().time()
        try:
            async with within(self.setting, LOOK_S):
                self.model = await self._look()
        except EngineError as error:
            self.why = str(error)
            self.missed()
        else:
            self.took_ms = round((asyncio.get_running_loop().time() - began_s) * 1000)
            if self.is_away:
                _LOG.info("a server that lends an engine is back", setting=self.setting)
            self.why, self.is_away = "", False
