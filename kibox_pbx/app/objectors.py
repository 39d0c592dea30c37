"""Who wants no assistant (Art. 21 GDPR): asked before a call is answered, and never waited for.

The command line writes objections from a process of its own, so they are read anew at each
call. A disk that hangs must not keep callers waiting: then the answer is what was known last.
"""

import asyncio

from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.objections import Objections, all_in

PATIENCE_S = 0.3
"""How long a ringing call may wait for the store."""

_LOG = get_logger(__name__)


class Objectors:
    """The numbers that object."""

    def __init__(self, database: Database, patience_s: float = PATIENCE_S) -> None:
        self._database = database
        self._patience_s = patience_s
        self._known: Objections | None = None

    async def include(self, number: str) -> bool:
        """Say whether a number (E.164, or an extension's digits) objects.

        If that was never known and cannot be found out, it may: people are rung.
        """
        try:
            async with asyncio.timeout(self._patience_s):
                self._known = await self._database.read(
                    lambda tables: all_in(tables, self._database.envelope)
                )
        except (TimeoutError, StorageError):
            _LOG.warning("the store did not say in time who objects")
        return self._known is None or self._known.include(number)
