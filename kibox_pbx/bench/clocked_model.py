"""The language model with a clock beside it: how much of an answer's wait was its work."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kibox_pbx.ports import Choice, LanguageModel, WritingModel


class ModelClock:
    """The spans in which one call waited for the language model."""

    def __init__(self) -> None:
        self._spans: list[tuple[float, float]] = []
        self._open: list[float] = []

    @contextmanager
    def runs(self) -> Iterator[None]:
        """Count the time within the context."""
        now = asyncio.get_running_loop().time
        began_s = now()
        self._open.append(began_s)
        try:
            yield
        finally:
            self._open.remove(began_s)
            self._spans.append((began_s, now()))

    def within_ms(self, start_s: float, end_s: float) -> int:
        """Return how much of a span of time it was waited for, and forget what was before."""
        spans = [*self._spans, *((began_s, end_s) for began_s in self._open)]
        self._spans.clear()
        covered_s, until_s = 0.0, start_s
        for began_s, ended_s in sorted(spans):
            first_s, last_s = max(began_s, until_s), min(ended_s, end_s)
            covered_s += max(0.0, last_s - first_s)
            until_s = max(until_s, last_s)
        return round(covered_s * 1000)


CALL: ContextVar[ModelClock] = ContextVar("the model clock of the call at hand")
"""Set where a call begins; whatever the call starts afterwards finds it."""


class ClockedModel:
    """A language model that counts its time to the call that asks; implements both ports."""

    def __init__(self, model: LanguageModel, writer: WritingModel) -> None:
        self._model = model
        self._writer = writer

    async def choose(self, task: str, text: str) -> Choice:
        """See `LanguageModel.choose`."""
        with _clock().runs():
            return await self._model.choose(task, text)

    async def write(self, task: str, text: str) -> str:
        """See `WritingModel.write`."""
        with _clock().runs():
            return await self._writer.write(task, text)


def _clock() -> ModelClock:
    """Return the clock of the call at hand; work after calls has one that nobody reads."""
    return CALL.get(None) or ModelClock()
