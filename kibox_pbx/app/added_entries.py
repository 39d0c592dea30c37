"""Has the assistant know what the office adds on its pages, from the next call on."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from kibox_pbx.app.background import Background, beside
from kibox_pbx.config.settings import Enquiry
from kibox_pbx.dialogue.said_ahead import answers_begun
from kibox_pbx.errors import EngineError, StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.ports import TextToSpeech
from kibox_pbx.storage.added_entries import as_settings, current_entries
from kibox_pbx.storage.database import Database
from kibox_pbx.utterance import Language

_LOG = get_logger(__name__)


class AddedEntries(Background):
    """Follows the store while its context lasts. Entering tells what there is.

    The voice makes what callers hear first of an answer beside that, so nobody waits for it.

    Args:
        database: Entered.
        tell: Is given all added entries whenever one has changed.
        voices: That will say them.
    """

    def __init__(
        self,
        database: Database,
        tell: Callable[[Mapping[str, Enquiry]], None],
        voices: Mapping[Language, TextToSpeech],
    ) -> None:
        self._database = database
        self._tell = tell
        self._voices = voices
        self._changed = asyncio.Event()
        self._said: Mapping[str, Enquiry] = {}

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        await self.look()
        async with beside(self._prepare(), "say entries ahead"):
            yield

    async def look(self) -> None:
        """Tell what is in force now; called after each change.

        Raises:
            StorageError: It could not be read; what was told holds.
        """
        entries = as_settings(await self._database.read(current_entries))
        self._tell(entries)
        self._said = entries
        self._changed.set()
        _LOG.info("entries of the pages known", entry_count=len(entries))

    async def changed(self) -> None:
        """Follow a change that is written; it holds even where this cannot be done now."""
        try:
            await self.look()
        except StorageError:
            _LOG.error("entries could not be read; the last change holds from the next start")

    async def _prepare(self) -> None:
        """Have the voices make what is new, for ever."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            for language, voice in self._voices.items():
                try:
                    await voice.prepare(answers_begun(self._said, language))
                except EngineError:
                    _LOG.warning("a voice could not be used ahead", language=language)
