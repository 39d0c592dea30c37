"""Keeps what the service knows as the store has it: what is accepted, and has not ended."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

from kibox_pbx.app.background import Background, beside
from kibox_pbx.dialogue.lessons import Lesson
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.storage.lessons import LessonRepository

LOOK_EVERY_S = 30.0
"""So that a withdrawn consent is followed within a minute; a look takes a millisecond."""

_LOG = get_logger(__name__)


class Lessons(Background):
    """Looks for changes while its context lasts. Entering learns what there is.

    Args:
        kept: The lessons of the store.
        learn: Is given all that is accepted whenever that has changed.
        every_s: How often to look.
    """

    def __init__(
        self,
        kept: LessonRepository,
        learn: Callable[[Iterable[Lesson]], None],
        every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._kept = kept
        self._learn = learn
        self._every_s = every_s
        self._seen: str | None = None

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        await self.look()
        async with beside(self._watch(), "lessons"):
            yield

    async def look(self) -> None:
        """Learn what is accepted now, if that has changed.

        Raises:
            StorageError: It could not be read.
        """
        edition = await self._kept.edition()
        if edition == self._seen:
            return
        lessons = await self._kept.accepted()
        self._learn(lessons)
        self._seen = edition
        _LOG.info("lessons learned", lesson_count=len(lessons))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._every_s)
            try:
                await self.look()
            except StorageError:
                _LOG.warning("lessons could not be read; what was learned stays meanwhile")
