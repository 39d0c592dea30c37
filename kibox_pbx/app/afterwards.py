"""What is done when a call is over: messages get a subject, and a summary where it is good.

One at a time, so that live calls keep the language model's other seats. Nobody waits for
it, and nothing is lost: what is not done when the service stops is found at the next start.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from kibox_pbx.app.background import Background, beside
from kibox_pbx.dialogue.office_writing import (
    Summary,
    checked_summary,
    subject_by_rule,
    summary_task_name,
)
from kibox_pbx.errors import EngineError, StorageError
from kibox_pbx.language.hearing_again import Correction, carried_over
from kibox_pbx.log import get_logger
from kibox_pbx.ports import WritingModel
from kibox_pbx.storage.summaries import SummaryRepository, Unsorted

MOST_WAITING = 200
"""Calls; the messages of those beyond wait for the next start."""

_Over = tuple[str | None, Sequence[Correction]]

_LOG = get_logger(__name__)


class Afterwork(Background):
    """Works through the messages of calls that are over. Enter it to let it work.

    Leaving stops it at once; a message under way keeps waiting for its subject.
    """

    def __init__(self, messages: SummaryRepository, writer: WritingModel | None) -> None:
        """Without a model, subjects are the first words of a message."""
        self._messages = messages
        self._writer = writer
        self._waiting: asyncio.Queue[_Over] = asyncio.Queue(MOST_WAITING)

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        self.call_ended(None)
        async with beside(self._work(), "after the calls"):
            yield

    def call_ended(self, call_id: str | None, corrections: Sequence[Correction] = ()) -> None:
        """Have the messages of a call sorted soon; None: those of all calls.

        Args:
            call_id: The call.
            corrections: What was heard better afterwards: subjects and summaries go by it,
                the messages themselves stay as they were read back.
        """
        try:
            self._waiting.put_nowait((call_id, corrections))
        except asyncio.QueueFull:
            _LOG.warning("too many messages wait for a subject", calls=MOST_WAITING)

    async def done(self) -> None:
        """Wait until nothing waits any more."""
        await self._waiting.join()

    async def _work(self) -> None:
        """Work through the queue, for ever."""
        while True:
            call_id, corrections = await self._waiting.get()
            try:
                for message in await self._messages.unsorted(call_id):
                    await self._sort(message, corrections)
            except StorageError:
                _LOG.error("a message got no subject: the store refused it")
            finally:
                self._waiting.task_done()

    async def _sort(self, one: Unsorted, corrections: Sequence[Correction]) -> None:
        summary = await self._sum_up(one, carried_over(one.message.text, corrections))
        await self._messages.write(one, summary.subject, summary.text)

    async def _sum_up(self, one: Unsorted, text: str) -> Summary:
        language = one.language
        if self._writer is not None:
            try:
                form = await self._writer.write(summary_task_name(language), text)
            except EngineError:
                _LOG.warning("language model wrote no summary", call_id=one.call_id)
            else:
                return checked_summary(form, text, language)
        return Summary(subject_by_rule(text, language))
