"""Books on a real store, and dies at a moment: ``python -m tests.faults.books_and_dies``.

Arguments: the practice's folder, and one of `doomed.MOMENTS`.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from kibox_pbx.call.live import Happening
from kibox_pbx.config.loader import load
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from tests.call.test_session import BOOKING, Caller
from tests.faults.doomed import MOMENTS, die
from tests.faults.test_clock_steps import Clock, books

BEGINS = datetime(2026, 11, 23, 9, tzinfo=UTC)
STORE = "doomed.db"
KEY = MasterKey(bytes(32))


class Doomed(Caller):
    """A caller whose assistant dies."""

    def __init__(self, moment: str) -> None:
        super().__init__(BOOKING)
        self._moment = MOMENTS[moment]

    def see(self, happening: Happening) -> None:
        if self._moment(happening) is not None:
            die()
        super().see(happening)


async def main(folder: Path, moment: str) -> None:
    settings = load(folder / "kibox.yaml")
    async with Database(folder / STORE, KEY) as database:
        await books(database, settings, Clock(BEGINS, settings), Doomed(moment))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
