"""The language model for conversations in writing, loaded for one practice at a time."""

from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from kibox_pbx.app.answering import WordedEntries
from kibox_pbx.app.engines import language_model
from kibox_pbx.config.settings import Settings
from kibox_pbx.rehearsal.back_office import Mind


class ModelMinds:
    """Gives practices a mind with a language model. An async context manager."""

    def __init__(self) -> None:
        self._life = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.aclose()

    async def of(self, config: Path, settings: Settings) -> Mind:
        """Load the model with a practice's tasks; the practice before has it no longer.

        Raises:
            ModelError: It is missing or broken.
        """
        await self._life.aclose()
        model = await self._life.enter_async_context(language_model(settings))
        return Mind(model, WordedEntries(settings, model), model)
