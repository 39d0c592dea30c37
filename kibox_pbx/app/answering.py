"""Answers from the practice's entries: found in the store's index, worded by the model."""

import time
from collections.abc import Callable

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.office_writing import answer_prompt, answer_task_name, checked_answer
from kibox_pbx.errors import EngineError
from kibox_pbx.log import get_logger
from kibox_pbx.ports import WritingModel
from kibox_pbx.storage.entries import PracticeEntries
from kibox_pbx.utterance import Language

REST_S = 600.0
"""After an answer that came too late, entries are told whole for so long: a machine that is
too slow, or too busy, must not let one caller after the other wait in vain."""

_LOG = get_logger(__name__)


class WordedEntries:
    """The practice's entries; implements `ports.Entries`.

    What the model writes is told only where the entry carries every word of it.
    """

    def __init__(
        self,
        settings: Settings,
        writer: WritingModel | None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Without a model, every entry is told whole."""
        self._enquiries = settings.enquiries
        self._found = PracticeEntries(settings)
        self._writer = writer
        self._now_s = now_s
        self._rests_until_s = now_s()

    async def find(self, question: str, language: Language) -> tuple[str, ...]:
        """Return the keys of the entries that surely fit a question, best first."""
        return self._found.look_up(question, language)

    async def word(self, entry: str, question: str, language: Language) -> str | None:
        """Have the answer worded from one entry; None: not well, or not in time."""
        if self._writer is None or self._now_s() < self._rests_until_s:
            return None
        text = self._enquiries[entry].answer.name(language)
        prompt = answer_prompt(text, question, language)
        try:
            form = await self._writer.write(answer_task_name(language), prompt)
        except EngineError:
            _LOG.warning("language model worded no answer in time")
            self._rests_until_s = self._now_s() + REST_S
            return None
        return checked_answer(form, text, question, language)
