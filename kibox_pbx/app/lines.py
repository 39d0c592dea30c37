"""How many callers are on the line, and when they are few enough for work that can wait."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Lines:
    """Counts conversations.

    Args:
        calls: How many there may be at once; fewer than half of them leave time for more.
    """

    def __init__(self, calls: int) -> None:
        self._few = (calls - 1) // 2
        self._busy = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """A caller is on the line."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    async def quiet(self) -> None:
        """Wait until few callers, or none, are on the line."""
        await self._quiet.wait()

    def _count(self, change: int) -> None:
        self._busy += change
        if self._busy <= self._few:
            self._quiet.set()
        else:
            self._quiet.clear()
