"""The caller's end of a call without a telephone: a script, or whoever sits at a terminal."""

from collections.abc import Sequence
from typing import Protocol

from kibox_pbx.dialogue.actions import Listen, Say
from kibox_pbx.records import Act
from kibox_pbx.rehearsal.script import CallerScript, Reply, ScriptedCaller
from kibox_pbx.utterance import Language


class TextCaller(Protocol):
    """The caller of a call without a telephone."""

    async def hears(self, sentence: Say, language: Language) -> None:
        """Be told a sentence of the assistant, as it is said."""
        ...

    def interruption(self, act: Act) -> str | None:
        """Return what the caller says into a sentence; None: nothing."""
        ...

    def hangs_up(self, act: Act, field_key: str | None = None) -> bool:
        """Say whether the caller is gone when this sentence has been heard."""
        ...

    async def replies(
        self, question: Say, before: Sequence[Act], listen: Listen, language: Language
    ) -> Reply:
        """Return what the caller does about a question; ``before``: acts said before it."""
        ...


class ScriptReader:
    """A caller who goes by a script; implements `TextCaller`."""

    def __init__(self, script: CallerScript) -> None:
        self._mind = ScriptedCaller(script)
        self.interruption = self._mind.interruption
        self.hangs_up = self._mind.hangs_up

    async def hears(self, sentence: Say, language: Language) -> None:
        """Take no notice; what counts is the question."""

    async def replies(
        self, question: Say, before: Sequence[Act], listen: Listen, language: Language
    ) -> Reply:
        """Return what the script says."""
        return self._mind.asked(question.act, question.field, before)
